package io.glassline.app.rules;

import io.glassline.trial.RecordedTraffic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The replays of this node: one runs at a time, on a thread of the lowest priority, and others wait. Those that ended
/// last are kept to be looked at.
final class Replays implements AutoCloseable {

    /// More than that are not waited for.
    static final int WAITING_MAX = 5;

    private static final int KEPT_MAX = 20;
    private static final Duration END_WAIT_MAX = Duration.ofSeconds(10);

    private final RecordedTraffic traffic;
    private final InstantSource clock;
    private final Map<String, ReplayRun> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ReplayRun> eldest) {
            return size() > KEPT_MAX;
        }
    };
    private final Deque<Next> waiting = new ArrayDeque<>();
    private volatile boolean isEnding;
    private @Nullable Thread thread;

    Replays(RecordedTraffic traffic, InstantSource clock) {
        this.traffic = traffic;
        this.clock = clock;
    }

    private record Next(ReplayRun run, ReplayRun.Preparing preparing) {}

    /// @throws IllegalStateException when too many wait already
    synchronized void add(Supplier<ReplayRun> begun, ReplayRun.Preparing preparing) {
        if (waiting.size() >= WAITING_MAX) {
            throw new IllegalStateException("%d replays wait already; try again later".formatted(WAITING_MAX));
        }
        var run = begun.get();
        known.put(run.now().id(), run);
        waiting.add(new Next(run, preparing));
        if (thread == null) {
            thread = Thread.ofPlatform()
                    .name("replay")
                    .daemon()
                    .priority(Thread.MIN_PRIORITY)
                    .start(this::work);
        }
    }

    synchronized Optional<ReplayRun> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    private void work() {
        for (var next = next(); next.isPresent(); next = next()) {
            next.get().run().run(traffic, next.get().preparing(), clock, () -> isEnding);
        }
    }

    private synchronized Optional<Next> next() {
        var next = isEnding ? Optional.<Next>empty() : Optional.ofNullable(waiting.poll());
        if (next.isEmpty()) {
            thread = null;
        }
        return next;
    }

    /// Ends the one that runs, after the message it is at.
    @Override
    public void close() {
        isEnding = true;
        Thread running;
        synchronized (this) {
            running = thread;
        }
        try {
            if (running != null) {
                running.join(END_WAIT_MAX);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
