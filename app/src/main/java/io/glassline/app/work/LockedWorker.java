package io.glassline.app.work;

import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.LockedStep;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Does small steps of one work, one after the other, on one node at a time. What a node leaves, another goes on with.
public final class LockedWorker implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final LockedStep held;
    private final Loop loop;

    /// @param name of the work, the same on all nodes
    /// @param step whether there is more to do at once
    public LockedWorker(String name, BooleanSupplier step, ClusterLock clusterLock) {
        this(name, EVERY, step, clusterLock);
    }

    /// @param every how long it rests when there is no more to do at once
    public LockedWorker(String name, Duration every, BooleanSupplier step, ClusterLock clusterLock) {
        this.held = new LockedStep(clusterLock, name, step);
        this.loop = new Loop(name, every, held);
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
