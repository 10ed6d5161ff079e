package io.glassline.app.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/// Whether webhooks wait for want of processor time. What is durable can be answered later; a provider that waits
/// too long for its 200 gives up, and not all of them come again.
///
/// Webhooks are read by event loops, which never wait for anything but work. One that is late therefore found no
/// processor, whatever has them: turns here, another node, PostgreSQL. A slow disk makes none of them late.
public final class WebhooksWait implements BooleanSupplier, AutoCloseable {

    /// How late an event loop may be.
    static final Duration LATE = Duration.ofMillis(25);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Loop loop = new Loop("webhooks first", LOOK_EVERY, this::look);
    private volatile List<Probe> probes = List.of();
    private volatile boolean now;

    /// @param eventLoops those that read webhooks.
    public void watch(List<? extends Executor> eventLoops) {
        probes = eventLoops.stream().map(Probe::new).toList();
        loop.start();
    }

    boolean look() {
        now = probes.stream().anyMatch(Probe::wasLate);
        probes.forEach(Probe::askAgain);
        return false;
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
        loop.close();
        now = false;
    }
}
