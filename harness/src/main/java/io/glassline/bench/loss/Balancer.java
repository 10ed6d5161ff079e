package io.glassline.bench.loss;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The town's public port: passes each connection on to a node that takes it. What breaks on the way breaks; the
/// provider comes again.
final class Balancer implements AutoCloseable {

    private static final int CONNECT_WAIT_MAX_MS = 1_000;
    private static final int TRIES_MAX = 2;

    private final NodeAddresses doors;
    private final Network network;
    private final Channel listening;
    private final ChannelGroup connections;
    private final EventLoop loop;

    Balancer(EventLoopGroup group, int port, NodeAddresses doors, Network network) {
        this.doors = doors;
        this.network = network;
        this.loop = group.next();
        this.connections = new DefaultChannelGroup(loop);
        this.listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel near) {
                        connections().add(near);
                        var delay = network().delayMs();
                        if (delay > 0) {
                            near.eventLoop().schedule(() -> connect(near, 0), delay, TimeUnit.MILLISECONDS);
                        } else {
                            connect(near, 0);
                        }
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    private ChannelGroup connections() {
        return connections;
    }

    private Network network() {
        return network;
    }

    private void connect(Channel near, int tries) {
        var door = doors.any();
        var connecting = new Bootstrap()
                .group(near.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_WAIT_MAX_MS)
                .handler(new Pipe(near))
                .connect(door.address);
        connections.add(connecting.channel());
        connecting.addListener((ChannelFuture connected) -> {
            if (connected.isSuccess()) {
                near.pipeline().addLast(new Pipe(connected.channel()));
                near.read();
                connected.channel().read();
            } else {
                door.refused();
                if (tries + 1 < TRIES_MAX) {
                    connect(near, tries + 1);
                } else {
                    near.close();
                }
            }
        });
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        connections.close().awaitUninterruptibly();
        loop.submit(() -> {}).syncUninterruptibly(); // what closing set going is done before the loop ends
    }

    /// What comes in at one end goes out at the other, as fast as that takes it.
    private static final class Pipe extends ChannelInboundHandlerAdapter {

        private final Channel other;

        Pipe(Channel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            other.writeAndFlush(bytes).addListener((ChannelFuture written) -> {
                if (written.isSuccess()) {
                    context.channel().read();
                } else {
                    context.close();
                }
            });
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, @Nullable Throwable cause) {
            context.close();
        }
    }
}
