package io.glassline.app.work;

import io.glassline.answer.SourceWork;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.LockedStep;
import java.time.Duration;

/// Looks at the source pages of answers, one after the other, on one node at a time.
public final class SourceWorker implements AutoCloseable {

    /// Between two pages, of whatever site: as long as any site is taken to ask for.
    private static final Duration PACE = Duration.ofSeconds(30);

    private final LockedStep held;
    private final Loop loop;

    public SourceWorker(SourceWork work, ClusterLock clusterLock) {
        this.held = new LockedStep(clusterLock, "looking at sources", () -> {
            work.step();
            return false;
        });
        this.loop = new Loop("sources", PACE, held);
    }

    public void start() {
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
        held.close();
    }
}
