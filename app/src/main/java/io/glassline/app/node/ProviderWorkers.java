package io.glassline.app.node;

import io.glassline.app.work.MailboxWorker;
import io.glassline.app.work.ReconcileWorker;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.Channels;
import io.glassline.channel.ListingChannel;
import io.glassline.channel.PullChannel;
import io.glassline.intake.Intake;
import io.glassline.intake.PullCursors;
import io.glassline.intake.Reconcile;
import io.glassline.storage.postgres.ClusterLock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// For each account of the city what asks its provider by itself: a mailbox that is pulled, a list to compare with.
final class ProviderWorkers implements AutoCloseable {

    private final Channels channels;
    private final Intake intake;
    private final Reconcile reconcile;
    private final PullCursors cursors;
    private final ClusterLock clusterLock;
    private final MeterRegistry meters;
    private final Map<String, Workers> byAccount = new LinkedHashMap<>();

    ProviderWorkers(
            Channels channels,
            Intake intake,
            Reconcile reconcile,
            PullCursors cursors,
            ClusterLock clusterLock,
            MeterRegistry meters) {
        this.channels = channels;
        this.intake = intake;
        this.reconcile = reconcile;
        this.cursors = cursors;
        this.clusterLock = clusterLock;
        this.meters = meters;
    }

    private record Workers(
            ChannelAccount account, Optional<MailboxWorker> mailbox, Optional<ReconcileWorker<?>> reconciler)
            implements AutoCloseable {

        void start() {
            mailbox.ifPresent(MailboxWorker::start);
            reconciler.ifPresent(ReconcileWorker::start);
        }

        @Override
        public void close() {
            mailbox.ifPresent(MailboxWorker::close);
            reconciler.ifPresent(ReconcileWorker::close);
        }
    }

    /// Works for the accounts as they are now. What has not changed goes on undisturbed.
    synchronized void follow() {
        var now = new LinkedHashMap<String, ChannelAccount>();
        channels.accounts().forEach(account -> now.put(account.id(), account));
        byAccount.values().removeIf(workers -> {
            var goesOn = workers.account.equals(now.get(workers.account.id()));
            if (!goesOn) {
                workers.close();
            }
            return !goesOn;
        });
        now.values().stream()
                .filter(account -> !byAccount.containsKey(account.id()))
                .forEach(this::begin);
    }

    private void begin(ChannelAccount account) {
        var adapter = channels.adapter(account);
        var workers = new Workers(account, mailbox(account, adapter), reconciler(account, adapter));
        byAccount.put(account.id(), workers);
        workers.start();
    }

    private Optional<MailboxWorker> mailbox(ChannelAccount account, ChannelAdapter adapter) {
        if (!(adapter instanceof PullChannel mailbox)) {
            return Optional.empty();
        }
        meters.gauge(
                "glassline.work.held",
                List.of(Tag.of("work", "mailbox " + account.id())),
                this,
                workers -> workers.isMailboxHeld(account.id()) ? 1 : 0);
        return Optional.of(new MailboxWorker(account, adapter, mailbox, intake, cursors, clusterLock, meters));
    }

    private synchronized boolean isMailboxHeld(String account) {
        return Optional.ofNullable(byAccount.get(account))
                .flatMap(Workers::mailbox)
                .filter(MailboxWorker::isHeld)
                .isPresent();
    }

    @SuppressWarnings("unchecked") // it is both, which only a type variable can say
    private <A extends ChannelAdapter & ListingChannel> Optional<ReconcileWorker<?>> reconciler(
            ChannelAccount account, ChannelAdapter adapter) {
        return adapter instanceof ListingChannel
                ? Optional.of(new ReconcileWorker<>(account, (A) adapter, reconcile, clusterLock, meters))
                : Optional.empty();
    }

    /// What compares an account with its provider's list; empty where there is none.
    synchronized Optional<ReconcileWorker<?>> reconciler(String account) {
        return Optional.ofNullable(byAccount.get(account)).flatMap(Workers::reconciler);
    }

    @Override
    public synchronized void close() {
        byAccount.values().forEach(Workers::close);
        byAccount.clear();
    }
}
