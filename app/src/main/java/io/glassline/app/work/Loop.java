package io.glassline.app.work;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Steps a piece of work for ever: again at once while there is more to do, else after a pause or when woken. A
/// step that throws is written down and tried again; the pause then grows, up to a limit.
public final class Loop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(10);

    private final String name;
    private final Duration pause;
    private final BooleanSupplier step;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /// @param step does some work, and says whether there is more to do now.
    public Loop(String name, Duration pause, BooleanSupplier step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
        this.thread = Thread.ofVirtual().name("glassline-" + name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Does not block, and may be called from anywhere.
    public void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    private void run() {
        var failures = 0;
        while (!closed) {
            try {
                if (!step.getAsBoolean()) {
                    rest(pause);
                }
                failures = 0;
            } catch (RuntimeException | Error e) { // a loop that ended would leave its work to nobody, unseen
                failures++;
                LOG.atWarn().setCause(failures == 1 ? e : null).log("{} failed: {}", name, e.toString());
                rest(grown(failures));
            }
        }
    }

    private Duration grown(int failures) {
        var grown = pause.multipliedBy(1L << Math.min(failures, 10));
        return grown.compareTo(PAUSE_MAX) < 0 ? grown : PAUSE_MAX;
    }

    private void rest(Duration atMost) {
        try {
            if (woken.tryAcquire(atMost.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        if (thread.getState() == Thread.State.NEW) {
            return; // never started, because the start failed before
        }
        wake();
        try {
            if (!thread.join(CLOSE_WAIT_MAX)) {
                LOG.atWarn().log("{} did not stop within {} s", name, CLOSE_WAIT_MAX.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
