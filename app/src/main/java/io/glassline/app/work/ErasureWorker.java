package io.glassline.app.work;

import io.glassline.privacy.ErasureWork;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.LockedStep;
import java.time.Duration;

/// Brings erasures on, on one node at a time. What a node left unfinished another goes on with.
public final class ErasureWorker implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final LockedStep held;
    private final Loop loop;

    public ErasureWorker(ErasureWork work, ClusterLock clusterLock) {
        this.held = new LockedStep(clusterLock, "erasures", work::step);
        this.loop = new Loop("erasures", EVERY, held);
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
