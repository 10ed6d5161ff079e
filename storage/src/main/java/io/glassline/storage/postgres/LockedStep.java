package io.glassline.storage.postgres;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A step of work done while this node holds the work, and passed over while another does.
///
/// Holding is asked for before each step. A step that fails gives the work back: what this node cannot reach,
/// another may. For one thread; [#isHeld] from any.
public final class LockedStep implements BooleanSupplier, AutoCloseable {

    private final ClusterLock clusterLock;
    private final String work;
    private final BooleanSupplier step;
    private volatile Optional<ClusterLock.Ownership> held = Optional.empty();

    public LockedStep(ClusterLock clusterLock, String work, BooleanSupplier step) {
        this.clusterLock = clusterLock;
        this.work = work;
        this.step = step;
    }

    /// Whether this node did the last step.
    public boolean isHeld() {
        return held.isPresent();
    }

    /// @return what the step says; false when another node holds the work.
    @Override
    public boolean getAsBoolean() {
        if (!take()) {
            return false;
        }
        try {
            return step.getAsBoolean();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean take() {
        if (held.filter(ClusterLock.Ownership::isStillOurs).isEmpty()) {
            close();
            held = clusterLock.tryHold(work);
        }
        return held.isPresent();
    }

    /// Gives the work back, at once, for another node to take.
    @Override
    public void close() {
        held.ifPresent(ClusterLock.Ownership::close);
        held = Optional.empty();
    }
}
