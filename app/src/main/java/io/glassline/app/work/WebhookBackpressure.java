package io.glassline.app.work;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says whether webhooks wait for processor time, so that turns and sends are held back. What is durable can be
/// answered later; a provider that waits too long for its 200 gives up, and not every provider tries again.
///
/// Two things show it. Webhooks are read by event loops, which never wait for anything but work: one that is late
/// found no processor, whatever has them, be it turns here, another node, PostgreSQL. And what they have read waits
/// to be kept, by a writer and a PostgreSQL that find none. That may be the disk's doing, of which turns that hold
/// back make nothing better; so it counts only while the processors are busy.
public final class WebhookBackpressure implements BooleanSupplier, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookBackpressure.class);

    /// How late an event loop may be.
    static final Duration LATE = Duration.ofMillis(25);

    /// How long a delivery may wait to be kept.
    static final Duration UNKEPT = Duration.ofMillis(50);

    /// From this share of all processors' time on they are busy.
    static final double BUSY = 0.9;

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /// The kernel counts a processor's time in steps of 10 ms.
    private static final Duration BUSY_LOOK_EVERY = Duration.ofMillis(200);

    private final Supplier<Duration> longestWait;
    private final DoubleSupplier processorLoad;
    // A virtual thread would wait for a processor with those it is to hold back.
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhooks-first").daemon().factory());
    private volatile List<Probe> probes = List.of();
    private volatile boolean busy;
    private volatile boolean now;

    /// @param longestWait how long the delivery that waits longest has waited to be kept.
    public WebhookBackpressure(Supplier<Duration> longestWait) {
        this(longestWait, ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getCpuLoad);
    }

    /// @param processorLoad the share of all processors' time that was used since it was last asked for.
    WebhookBackpressure(Supplier<Duration> longestWait, DoubleSupplier processorLoad) {
        this.longestWait = longestWait;
        this.processorLoad = processorLoad;
    }

    /// @param eventLoops those that read webhooks.
    public void watch(List<? extends Executor> eventLoops) {
        probes = eventLoops.stream().map(Probe::new).toList();
        every(LOOK_EVERY, this::look);
        every(BUSY_LOOK_EVERY, this::lookHowBusy);
    }

    private void every(Duration pause, Runnable look) {
        looking.scheduleWithFixedDelay(() -> tried(look), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// An event loop that has ended takes nothing, and one look that fails must not be the last.
    private void tried(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            now = false;
            LOG.debug("whether webhooks wait cannot be seen", e);
        }
    }

    void look() {
        now = probes.stream().anyMatch(Probe::wasLate)
                || busy && longestWait.get().compareTo(UNKEPT) >= 0;
        probes.forEach(Probe::askAgain);
    }

    void lookHowBusy() {
        busy = processorLoad.getAsDouble() >= BUSY;
    }

    @Override
    public boolean getAsBoolean() {
        return now;
    }

    /// Asks an event loop for a sign of life, and takes the time.
    private static final class Probe {

        private final Executor eventLoop;
        private long askedAtNanos;
        private volatile long answeredAfterNanos;
        private volatile boolean asking;

        Probe(Executor eventLoop) {
            this.eventLoop = eventLoop;
        }

        boolean wasLate() {
            var after = asking ? System.nanoTime() - askedAtNanos : answeredAfterNanos;
            return after >= LATE.toNanos();
        }

        void askAgain() {
            if (asking) {
                return;
            }
            var askedAt = System.nanoTime();
            askedAtNanos = askedAt;
            asking = true;
            eventLoop.execute(() -> {
                answeredAfterNanos = System.nanoTime() - askedAt;
                asking = false;
            });
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
        now = false;
    }
}
