package io.glassline.bench.loss;

import io.glassline.bench.loss.NodeAddresses.NodeAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Sends a script's webhooks as their providers would, and writes down what got its 200.
///
/// Across citizens it is open loop: the schedule does not wait for answers, and how long an answer took is counted
/// from the moment the message was due, so that no waiting hides. A webhook that fails, takes too long or is told to
/// come again comes again, as the same bytes. Everything runs on one event loop, so nothing here is locked.
final class Load {

    /// As Twilio does.
    private static final long ANSWER_WAIT_MAX_NANOS = 15_000_000_000L;

    /// Providers wait a second and longer before they come again; the harness is less patient, to be done sooner.
    private static final long RETRY_FIRST_MS = 100;

    private static final long RETRY_MAX_MS = 2_000;
    private static final int CONNECTIONS_MAX = 200;
    private static final int CONNECT_WAIT_MAX_MS = 2_000;
    private static final long TICK_MS = 2;
    private static final long SWEEP_MS = 250;
    private static final int COPY_TRIES_MAX = 5;
    private static final long LATENCY_MAX_MICROS = 600_000_000L;

    private final EventLoop loop;
    private final NodeAddresses doors;
    private final Network network;
    private final List<CitizenMessage> script;
    private final Map<NodeAddress, Wires> wires = new HashMap<>();
    private final ChannelGroup connections;
    private final LinkedHashSet<Call> underWay = new LinkedHashSet<>();
    private final Map<Phase, Histogram> latencies = new EnumMap<>(Phase.class);
    private final CountDownLatch everyoneAnswered = new CountDownLatch(1);
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Map<Integer, Integer> statuses = new HashMap<>();
    private volatile Phase phase = Phase.WHOLE;
    private long startNanos;
    private int next;
    private volatile boolean stopped;

    /// What is wrong while an answer is awaited, where a scenario wants to know it apart.
    enum Phase {
        WHOLE,
        POSTGRES_AWAY
    }

    Load(EventLoopGroup group, NodeAddresses doors, Network network, Script script) {
        this.loop = group.next();
        this.connections = new DefaultChannelGroup(loop);
        this.doors = doors;
        this.network = network;
        this.script = script.said();
        for (var one : Phase.values()) {
            latencies.put(one, new Histogram(LATENCY_MAX_MICROS, 3));
        }
        doors.all().forEach(door -> wires.put(door, new Wires(door)));
    }

    void start() {
        startNanos = System.nanoTime();
        loop.execute(this::tick);
        loop.schedule(this::sweep, SWEEP_MS, TimeUnit.MILLISECONDS);
    }

    void phase(Phase now) {
        phase = now;
    }

    /// @return whether every message got its 200 within the limit.
    boolean awaitAnswers(long seconds) throws InterruptedException {
        return everyoneAnswered.await(seconds, TimeUnit.SECONDS);
    }

    void stop() {
        stopped = true;
        connections.close().awaitUninterruptibly();
    }

    int acknowledged() {
        return acknowledged.get();
    }

    /// From the moment a message was due to its 200, in microseconds. Read it when the load has stopped.
    Histogram latency(Phase of) {
        return latencies.getOrDefault(of, new Histogram(3));
    }

    /// How often each status came; 0 stands for none within the limit, -1 for a broken or refused connection.
    Map<Integer, Integer> statuses() {
        return Map.copyOf(statuses);
    }

    private void tick() {
        if (stopped) {
            return;
        }
        var now = System.nanoTime() - startNanos;
        while (next < script.size() && script.get(next).dueNanos <= now) {
            due(script.get(next++));
        }
        if (next < script.size()) {
            loop.schedule(this::tick, TICK_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void due(CitizenMessage said) {
        var citizen = said.citizen;
        if (citizen.isWaitingForAnswer) {
            citizen.waiting.add(said);
        } else {
            begin(said);
        }
    }

    private void begin(CitizenMessage said) {
        said.citizen.isWaitingForAnswer = true;
        var door = doors.any();
        send(new Call(said, false, door));
        if (said.twice) {
            send(new Call(said, true, doors.otherThan(door)));
        }
    }

    private void send(Call call) {
        if (stopped) {
            return;
        }
        var delay = network.delayMs();
        if (delay > 0) {
            loop.schedule(() -> sendNow(call), delay, TimeUnit.MILLISECONDS);
        } else {
            sendNow(call);
        }
    }

    private void sendNow(Call call) {
        if (!call.isCopy) {
            call.said.tries++;
        }
        call.tries++;
        wires.computeIfAbsent(call.door, Wires::new).take(call);
    }

    private void answered(Call call, int status) {
        underWay.remove(call);
        statuses.merge(status, 1, Integer::sum);
        var isWell = status == 200;
        if (isWell && network.losesThisAnswer()) {
            isWell = false; // the gateway has it, and the provider does not know
        }
        if (call.isCopy) {
            if (!isWell && call.tries < COPY_TRIES_MAX) {
                loop.schedule(() -> send(call.elsewhere(doors)), RETRY_MAX_MS, TimeUnit.MILLISECONDS);
            }
            return;
        }
        if (isWell) {
            acknowledge(call.said);
        } else {
            call.said.lastTrouble = trouble(status);
            again(call, status);
        }
    }

    private void acknowledge(CitizenMessage said) {
        var now = System.nanoTime() - startNanos;
        said.acknowledgedNanos = now;
        var micros = Math.clamp((now - said.dueNanos) / 1_000, 1, LATENCY_MAX_MICROS);
        latency(Phase.WHOLE).recordValue(micros);
        if (phase != Phase.WHOLE) {
            latency(phase).recordValue(micros);
        }
        for (var n = 1; n <= said.repeats; n++) {
            var after = ThreadLocalRandom.current().nextLong(3_000L * n);
            loop.schedule(() -> send(new Call(said, true, doors.any())), after, TimeUnit.MILLISECONDS);
        }
        var citizen = said.citizen;
        citizen.isWaitingForAnswer = false;
        var following = citizen.waiting.poll();
        if (following != null) {
            begin(following);
        }
        if (acknowledged.incrementAndGet() == script.size()) {
            everyoneAnswered.countDown();
        }
    }

    private void again(Call call, int status) {
        var isRefused = status < 0 && call.tries == 1;
        var wait = isRefused
                ? 0 // a load balancer tries the next node by itself
                : Math.min(RETRY_MAX_MS, RETRY_FIRST_MS << Math.min(call.tries, 5))
                        + ThreadLocalRandom.current().nextLong(RETRY_FIRST_MS);
        loop.schedule(() -> send(call.elsewhere(doors)), wait, TimeUnit.MILLISECONDS);
    }

    private static String trouble(int status) {
        return switch (status) {
            case -1 -> "the connection was refused or broke";
            case 0 -> "no answer within " + ANSWER_WAIT_MAX_NANOS / 1_000_000_000L + " s";
            case 200 -> "the answer was lost on the way";
            default -> "the answer was " + status;
        };
    }

    /// Gives up waiting for what takes too long.
    private void sweep() {
        var now = System.nanoTime();
        while (!underWay.isEmpty() && now - underWay.getFirst().sentNanos > ANSWER_WAIT_MAX_NANOS) {
            var call = underWay.removeFirst();
            if (call.channel != null) {
                call.channel.attr(Wire.CALL).set(null);
                call.channel.close();
            }
            answered(call, 0);
        }
        if (!stopped) {
            loop.schedule(this::sweep, SWEEP_MS, TimeUnit.MILLISECONDS);
        }
    }

    private static final class Call {

        final CitizenMessage said;
        final boolean isCopy;
        NodeAddress door;
        int tries;
        long sentNanos;

        @Nullable
        Channel channel;

        Call(CitizenMessage said, boolean isCopy, NodeAddress door) {
            this.said = said;
            this.isCopy = isCopy;
            this.door = door;
        }

        Call elsewhere(NodeAddresses doors) {
            door = doors.any();
            return this;
        }
    }

    /// The connections to one node: kept open and used again, never more than [#CONNECTIONS_MAX].
    private final class Wires {

        private final NodeAddress door;
        private final Bootstrap bootstrap;
        private final ArrayDeque<Channel> free = new ArrayDeque<>();
        private final ArrayDeque<Call> waiting = new ArrayDeque<>();
        private int open;

        Wires(NodeAddress door) {
            this.door = door;
            this.bootstrap = new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_WAIT_MAX_MS)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            connections.add(channel);
                            channel.pipeline().addLast(new HttpResponseDecoder(), new Wire(Wires.this));
                        }
                    });
        }

        void take(Call call) {
            for (var channel = free.poll(); channel != null; channel = free.poll()) {
                if (channel.isActive()) {
                    write(channel, call);
                    return;
                }
            }
            if (open < CONNECTIONS_MAX) {
                open++;
                bootstrap.connect(door.address).addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        connected.channel().closeFuture().addListener(_ -> open--);
                        write(connected.channel(), call);
                    } else {
                        open--;
                        door.refused();
                        answered(call, -1);
                        giveTheWaitingUp();
                    }
                });
            } else {
                waiting.add(call);
            }
        }

        private void giveTheWaitingUp() {
            for (var call = waiting.poll(); call != null; call = waiting.poll()) {
                answered(call, -1);
            }
        }

        private void write(Channel channel, Call call) {
            call.sentNanos = System.nanoTime();
            call.channel = channel;
            underWay.add(call);
            channel.attr(Wire.CALL).set(call);
            channel.writeAndFlush(Unpooled.wrappedBuffer(call.said.request));
        }

        void free(Channel channel) {
            var call = waiting.poll();
            if (call == null) {
                free.push(channel);
            } else {
                write(channel, call);
            }
        }
    }

    /// Reads the answers on one connection.
    private final class Wire extends SimpleChannelInboundHandler<HttpObject> {

        static final io.netty.util.AttributeKey<Call> CALL = io.netty.util.AttributeKey.valueOf("call");

        private final Wires wires;
        private int status;

        Wire(Wires wires) {
            this.wires = wires;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpResponse response) {
                status = response.status().code();
            }
            if (part instanceof LastHttpContent) {
                var call = context.channel().attr(CALL).getAndSet(null);
                wires.free(context.channel());
                if (call != null) {
                    answered(call, status);
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            var call = context.channel().attr(CALL).getAndSet(null);
            if (call != null) {
                answered(call, -1);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
