package io.glassline.app.node;

import io.glassline.app.api.AccountReconciliation;
import io.glassline.intake.Intake;
import io.glassline.intake.Reconcile;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgPullCursors;
import io.glassline.storage.postgres.PgRecordedMessages;
import io.micronaut.context.ApplicationContext;
import java.util.Optional;

/// What the node asks of providers by itself: mailboxes, and lists to compare with.
record ProviderWiring(ProviderWorkers workers, LiveCity live) implements Part {

    static ProviderWiring open(
            NodeContext node, StorageWiring storage, ChannelsWiring channels, Intake intake, LiveCity live) {
        var reconcile = new Reconcile(
                new PgRecordedMessages(storage.database()),
                intake,
                storage.outbox(),
                storage.audit(),
                storage.record()::write,
                node.clock());
        var workers = node.closing()
                .add(new ProviderWorkers(
                        channels.channels(),
                        intake,
                        reconcile,
                        new PgPullCursors(storage.database()),
                        new ClusterLock(storage.database()),
                        node.meters()));
        return new ProviderWiring(workers, live);
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(AccountReconciliation.class, (accountId, from, to, by) -> {
            var worker = workers.reconciler(accountId);
            return worker.isEmpty()
                    ? Optional.empty()
                    : Optional.of(worker.get().between(from, to, by));
        });
    }

    /// The accounts have been taken up before, by [ChannelsWiring].
    void begin() {
        live.follow(_ -> workers.follow());
    }
}
