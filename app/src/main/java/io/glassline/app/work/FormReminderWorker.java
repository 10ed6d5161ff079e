package io.glassline.app.work;

import io.glassline.form.FormReminderWork;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.LockedStep;
import java.time.Duration;

/// Looks twice a minute, on one node at a time, who left a form open.
public final class FormReminderWorker implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(30);

    private final LockedStep held;
    private final Loop loop;

    public FormReminderWorker(FormReminderWork work, ClusterLock clusterLock) {
        this.held = new LockedStep(clusterLock, "reminding of forms", () -> {
            work.step();
            return false; // a step looks at all
        });
        this.loop = new Loop("forms", EVERY, held);
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
