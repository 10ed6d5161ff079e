package io.glassline.bench.speed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Twilio's API for sending, and of that only as much as the gateway needs: each message is taken at once. Not the
/// simulator's, which behaves like Twilio and costs more than what is to be measured.
final class ProviderStandIn implements AutoCloseable {

    private static final int BODY_MAX_BYTES = 1 << 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String TAKEN = """
            {"sid":"SM%032x","account_sid":"%s","status":"queued","direction":"outbound-api","num_media":"0",\
            "num_segments":"1","api_version":"2010-04-01","error_code":null,"error_message":null}""";

    private static final String NONE = """
            {"messages":[],"page":0,"page_size":50,"start":0,"end":0,"uri":"/","first_page_uri":"/","next_page_uri":null}""";

    private final EventLoopGroup thread = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicLong taken = new AtomicLong();
    private final Channel channel;
    private volatile BiConsumer<String, Long> told = (_, _) -> {};
    private volatile long lastTakenNanos = System.nanoTime();
    private volatile @Nullable StatusReports reports;

    private ProviderStandIn() {
        this.channel = new ServerBootstrap()
                .group(thread)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection
                                .pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(BODY_MAX_BYTES), new Api());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    static ProviderStandIn start() {
        return new ProviderStandIn();
    }

    String url() {
        return "http://127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /// Messages taken so far.
    long taken() {
        return taken.get();
    }

    /// When the last of them came, by `System.nanoTime`.
    long lastTakenNanos() {
        return lastTakenNanos;
    }

    /// Waits until so many were taken, or nothing more comes for [#PATIENCE].
    ///
    /// @return how many are missing.
    long await(long until) throws InterruptedException {
        while (taken() < until && System.nanoTime() - lastTakenNanos < PATIENCE.toNanos()) {
            Thread.sleep(2);
        }
        return Math.max(0, until - taken());
    }

    /// From now on reports each message to this node as sent and as delivered.
    void report(InetSocketAddress node) {
        reports = new StatusReports(thread.next(), node);
    }

    /// @param told is told to whom each message is, and when it came (nanoTime), on the stand-in's thread.
    void tell(BiConsumer<String, Long> told) {
        this.told = told;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        thread.shutdownGracefully();
    }

    private final class Api extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            var isSend = request.method().equals(HttpMethod.POST);
            var body = (isSend ? take(request.content().toString(UTF_8)) : NONE).getBytes(US_ASCII);
            var answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    isSend ? HttpResponseStatus.CREATED : HttpResponseStatus.OK,
                    Unpooled.wrappedBuffer(body));
            answer.headers().set("Content-Type", "application/json").set("Content-Length", body.length);
            context.writeAndFlush(answer);
        }

        private String take(String form) {
            var now = System.nanoTime();
            lastTakenNanos = now;
            var fields = new QueryStringDecoder(form, false).parameters();
            told.accept(first(fields, "To"), now);
            var number = taken.incrementAndGet();
            var reporting = reports;
            if (reporting != null) {
                var sid = "SM%032x".formatted(number);
                reporting.report(first(fields, "StatusCallback"), sid, "sent");
                reporting.report(first(fields, "StatusCallback"), sid, "delivered");
            }
            return TAKEN.formatted(number, SignedPosts.ACCOUNT_SID);
        }

        private static String first(Map<String, List<String>> fields, String name) {
            return fields.getOrDefault(name, List.of("")).getFirst();
        }
    }
}
