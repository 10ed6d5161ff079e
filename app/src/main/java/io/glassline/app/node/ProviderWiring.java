package io.glassline.app.node;

import io.glassline.app.api.AccountReconciliation;
import io.glassline.app.work.MailboxWorker;
import io.glassline.app.work.ReconcileWorker;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ListingChannel;
import io.glassline.channel.PullChannel;
import io.glassline.intake.Intake;
import io.glassline.intake.Reconcile;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgPullCursors;
import io.glassline.storage.postgres.PgRecordedMessages;
import io.micrometer.core.instrument.Tag;
import io.micronaut.context.ApplicationContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the node asks of providers by itself: mailboxes, and lists to compare with.
record ProviderWiring(
        NodeContext node,
        StorageWiring storage,
        ChannelsWiring channels,
        Intake intake,
        ClusterLock clusterLock,
        Map<String, ReconcileWorker<?>> reconcilers)
        implements Part {

    static ProviderWiring open(NodeContext node, StorageWiring storage, ChannelsWiring channels, Intake intake) {
        var clusterLock = new ClusterLock(storage.database());
        var reconcile = new Reconcile(
                new PgRecordedMessages(storage.database()),
                intake,
                storage.outbox(),
                storage.audit(),
                storage.record()::write,
                node.clock());
        var reconcilers = new LinkedHashMap<String, ReconcileWorker<?>>();
        for (var account : channels.channels().accounts()) {
            reconciler(account, channels.channels().adapter(account), reconcile, clusterLock, node)
                    .ifPresent(worker ->
                            reconcilers.put(account.id(), node.closing().add(worker)));
        }
        return new ProviderWiring(node, storage, channels, intake, clusterLock, reconcilers);
    }

    @SuppressWarnings("unchecked") // it is both, which only a type variable can say
    private static <A extends ChannelAdapter & ListingChannel> Optional<ReconcileWorker<?>> reconciler(
            ChannelAccount account,
            ChannelAdapter adapter,
            Reconcile reconcile,
            ClusterLock clusterLock,
            NodeContext node) {
        return adapter instanceof ListingChannel
                ? Optional.of(new ReconcileWorker<>(account, (A) adapter, reconcile, clusterLock, node.meters()))
                : Optional.empty();
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(AccountReconciliation.class, (accountId, from, to, by) -> {
            var worker = reconcilers.get(accountId);
            return worker == null ? Optional.empty() : Optional.of(worker.between(from, to, by));
        });
    }

    void begin() {
        var cursors = new PgPullCursors(storage.database());
        for (var account : channels.channels().accounts()) {
            var adapter = channels.channels().adapter(account);
            if (adapter instanceof PullChannel mailbox) {
                var worker = node.closing()
                        .add(new MailboxWorker(account, adapter, mailbox, intake, cursors, clusterLock, node.meters()));
                node.meters()
                        .gauge(
                                "glassline.work.held",
                                List.of(Tag.of("work", "mailbox " + account.id())),
                                worker,
                                w -> w.isHeld() ? 1 : 0);
                worker.start();
            }
        }
        reconcilers.values().forEach(ReconcileWorker::start);
    }
}
