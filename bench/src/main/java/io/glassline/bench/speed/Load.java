package io.glassline.bench.speed;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// The load: connections that are kept, one request at a time on each, all on one thread, with as little done for a
/// request as will do, so that the machine is the server's.
///
/// - **Closed**: each connection asks again as soon as it is answered. Tells how much gets through.
/// - **Open**: requests are due at a fixed rate, whatever the server does, and wait for a connection when none is free.
///   Latency counts from when a request was due, so that waiting is not hidden.
final class Load implements AutoCloseable {

    private static final EventLoopGroup THREAD = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    /// Not the loop's own timer: that looks without pause for whatever comes within half a millisecond, and takes a
    /// core from the server.
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("load-clock").factory());

    private static final Duration TICK = Duration.ofMillis(1);

    private static final Duration STRAGGLERS_WAIT_MAX = Duration.ofSeconds(15);
    private static final long LATENCY_MAX_MICROS = TimeUnit.MINUTES.toMicros(2);

    private final EventLoop loop = THREAD.next();
    private final List<Connection> connections = new ArrayList<>();

    // The loop's own, from here on.
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<Long> overdue = new ArrayDeque<>();
    private Histogram latency = histogram();
    private final SignedPosts posts;
    private Leaving sent = (_, _) -> {};
    private boolean closedLoop;
    private boolean issuing;
    private long until;
    private int underWay;
    private long answered;
    private long failed;
    private long lastAnswer;
    private CompletableFuture<Void> over = CompletableFuture.completedFuture(null);

    Load(InetSocketAddress server, int connectionCount, SignedPosts posts) {
        this.posts = posts;
        for (var i = 0; i < connectionCount; i++) {
            new Bootstrap()
                    .group(THREAD)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            var connection = new Connection(channel, posts.requestBytesMax());
                            connections.add(connection);
                            channel.pipeline().addLast(connection);
                        }
                    })
                    .connect(server)
                    .syncUninterruptibly();
        }
        loop.submit(() -> idle.addAll(connections)).syncUninterruptibly();
    }

    /// What one round came to. Latency is in microseconds.
    record Measured(long answered, long failed, double seconds, Histogram latency) {

        double perSecond() {
            return answered / seconds;
        }

        double millis(double percentile) {
            return latency.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    /// Is told of each message as it leaves: its number, and when it was due (nanoTime).
    interface Leaving {
        void left(long number, long dueAt);
    }

    /// @param told on the load's thread.
    void tell(Leaving told) {
        loop.submit(() -> sent = told).syncUninterruptibly();
    }

    /// Ends early when no signed message is left.
    Measured closed(Duration lasting) {
        return run(lasting, () -> {
            closedLoop = true;
            while (!idle.isEmpty() && posts.hasNext()) {
                idle.poll().send(System.nanoTime());
            }
        });
    }

    Measured open(int perSecond, Duration lasting) {
        var due = new Due(System.nanoTime(), perSecond);
        var ticking =
                CLOCK.scheduleAtFixedRate(() -> loop.execute(due::issue), 0, TICK.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return run(lasting, () -> closedLoop = false);
        } finally {
            ticking.cancel(false);
        }
    }

    private Measured run(Duration lasting, Runnable begin) {
        var done = new CompletableFuture<Void>();
        var began = System.nanoTime();
        loop.execute(() -> {
            latency = histogram();
            answered = 0;
            failed = 0;
            issuing = true;
            over = done;
            until = began + lasting.toNanos();
            lastAnswer = until;
            begin.run();
            loop.schedule(() -> stopIssuing(done), until - System.nanoTime(), TimeUnit.NANOSECONDS);
        });
        done.join();
        return loop.submit(() ->
                        new Measured(answered, failed, (Math.min(until, lastAnswer) - began) / 1e9, latency.copy()))
                .syncUninterruptibly()
                .getNow();
    }

    /// What has to leave at a fixed rate.
    private final class Due {

        private final long began;
        private final int perSecond;
        private long issued;

        Due(long began, int perSecond) {
            this.began = began;
            this.perSecond = perSecond;
        }

        void issue() {
            var due = (long) ((System.nanoTime() - began) / 1e9 * perSecond);
            for (; issuing && issued < due && posts.hasNext(); issued++) {
                var at = began + (long) (issued * 1e9 / perSecond);
                var free = idle.poll();
                if (free == null) {
                    overdue.add(at);
                } else {
                    free.send(at);
                }
            }
        }
    }

    private void stopIssuing(CompletableFuture<Void> done) {
        if (over == done) { // else that round ended early
            issuing = false;
            loop.schedule(() -> giveUp(done), STRAGGLERS_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
            finishIfDone();
        }
    }

    private void giveUp(CompletableFuture<Void> done) {
        if (over == done && !done.isDone()) {
            failed += underWay + overdue.size();
            overdue.clear();
            done.complete(null);
        }
    }

    private void finishIfDone() {
        if (underWay == 0 && overdue.isEmpty() && (!issuing || closedLoop && !posts.hasNext())) {
            over.complete(null);
        }
    }

    private void answered(Connection connection, int status) {
        var now = System.nanoTime();
        underWay--;
        if (status == 200) {
            // What a closed load gets after the time is up does not count for it.
            if (!closedLoop || now <= until) {
                answered++;
                latency.recordValue(Math.min(LATENCY_MAX_MICROS, (now - connection.dueAt) / 1000));
            }
            if (closedLoop && !posts.hasNext()) {
                lastAnswer = now;
            }
        } else {
            failed++;
        }
        if (closedLoop && issuing && posts.hasNext() && now < until) {
            connection.send(now);
        } else if (!overdue.isEmpty() && posts.hasNext()) {
            connection.send(overdue.poll());
        } else {
            idle.add(connection);
            finishIfDone();
        }
    }

    private static Histogram histogram() {
        return new Histogram(1, LATENCY_MAX_MICROS, 3);
    }

    @Override
    public void close() {
        connections.forEach(connection -> connection.channel.close().syncUninterruptibly());
    }

    private final class Connection extends ChannelInboundHandlerAdapter {

        private final ByteBuf request;
        private final Answer answer = new Answer();
        private final Channel channel;
        private long dueAt;

        Connection(Channel channel, int requestBytesMax) {
            this.channel = channel;
            this.request = PooledByteBufAllocator.DEFAULT.directBuffer(requestBytesMax);
        }

        /// The last request has left long ago: it was answered.
        void send(long due) {
            dueAt = due;
            underWay++;
            sent.left(posts.write(request), due);
            channel.writeAndFlush(request.retain(), channel.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            try {
                var status = answer.read(bytes);
                if (status > 0) {
                    answered(this, status);
                }
            } finally {
                bytes.release();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            request.release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            System.err.println("bench: a connection broke: " + cause);
            context.close();
        }
    }
}
