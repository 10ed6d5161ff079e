package io.glassline.app.work;

import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.LockedStep;
import io.glassline.turn.QuietSweep;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/// Ends what is quiet for long, once a minute, on one node at a time. How many it ended is counted as
/// `glassline_conversations_ended_total`; those that the next message ends are not in it.
public final class QuietWorker implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final QuietSweep sweep;
    private final Counter ended;
    private final LockedStep held;
    private final Loop loop;

    public QuietWorker(QuietSweep sweep, ClusterLock clusterLock, MeterRegistry meters) {
        this.sweep = sweep;
        this.ended = meters.counter("glassline.conversations.ended");
        this.held = new LockedStep(clusterLock, "ending conversations", this::step);
        this.loop = new Loop("quiet", EVERY, held);
    }

    public void start() {
        loop.start();
    }

    private boolean step() {
        var count = sweep.step();
        ended.increment(count);
        return count == QuietSweep.CONVERSATIONS_MAX;
    }

    @Override
    public void close() {
        loop.close();
        held.close();
    }
}
