package io.glassline.app.connection;

import io.glassline.console.ClientAddress;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A server that answers each request with the number of bytes in its body, behind a [ConnectionHandler],
/// on a port of its own. What is asked for under `/large` has 16 MiB for an answer, and under `/events` a
/// stream of events that ends at once.
final class RawServer implements AutoCloseable {

    static final int BODY_MAX_BYTES = 100_000;
    static final String PROXY = "127.0.0.9";

    final Connections connections;
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final Channel listening;

    RawServer(HttpLimits limits) {
        this.connections = new Connections("test", limits);
        var clientAddress = new ClientAddress(List.of(ClientAddress.Network.parse(PROXY)));
        this.listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        var remote = ((InetSocketAddress) channel.remoteAddress()).getAddress();
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new ConnectionHandler(connections, clientAddress, remote, BODY_MAX_BYTES),
                                        new Counting());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    private static final class Counting extends SimpleChannelInboundHandler<HttpObject> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
            if (message instanceof HttpRequest request && request.uri().startsWith("/events")) {
                var stream = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
                stream.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_EVENT_STREAM);
                stream.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
                ctx.write(stream);
                ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            } else if (message instanceof HttpRequest request) {
                var bytes = message instanceof FullHttpRequest whole
                        ? whole.content().readableBytes()
                        : 0;
                var answer = request.uri().startsWith("/large")
                        ? Unpooled.wrappedBuffer(new byte[16 << 20])
                        : Unpooled.copiedBuffer(Integer.toString(bytes), StandardCharsets.US_ASCII);
                var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, answer);
                response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.readableBytes());
                ctx.writeAndFlush(response);
            }
        }
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }
}
