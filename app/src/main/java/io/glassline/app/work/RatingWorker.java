package io.glassline.app.work;

import io.glassline.satisfaction.RatingWork;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.LockedStep;
import java.time.Duration;

/// Looks twice a minute, on one node at a time, whom to ask how satisfied they were.
public final class RatingWorker implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(30);

    private final LockedStep held;
    private final Loop loop;

    public RatingWorker(RatingWork work, ClusterLock clusterLock) {
        this.held =
                new LockedStep(clusterLock, "asking for ratings", () -> work.step() == RatingWork.CONVERSATIONS_MAX);
        this.loop = new Loop("ratings", EVERY, held);
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
