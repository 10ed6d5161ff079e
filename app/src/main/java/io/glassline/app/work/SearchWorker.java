package io.glassline.app.work;

import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.LockedStep;
import io.glassline.storage.postgres.SearchIndex;
import java.time.Duration;

/// Keeps what the desk searches up to the record, on one node at a time.
public final class SearchWorker implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final LockedStep held;
    private final Loop loop;

    public SearchWorker(SearchIndex index, ClusterLock clusterLock) {
        this.held = new LockedStep(clusterLock, "search", index::step);
        this.loop = new Loop("search", EVERY, held);
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
