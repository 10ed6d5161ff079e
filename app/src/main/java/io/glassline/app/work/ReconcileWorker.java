package io.glassline.app.work;

import io.glassline.audit.Actor;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ListingChannel;
import io.glassline.intake.Reconcile;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.LockedStep;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares one account's messages with its provider's list: when the node starts, and then every few minutes, on
/// one node at a time. What it found is counted as `glassline_reconciled_total{account,what}`.
public final class ReconcileWorker<A extends ChannelAdapter & ListingChannel> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcileWorker.class);

    private static final Duration EVERY = Duration.ofMinutes(10);

    private final ChannelAccount account;
    private final A adapter;
    private final Reconcile reconcile;
    private final MeterRegistry meters;
    private final LockedStep held;
    private final Loop loop;

    public ReconcileWorker(
            ChannelAccount account, A adapter, Reconcile reconcile, ClusterLock clusterLock, MeterRegistry meters) {
        this.account = account;
        this.adapter = adapter;
        this.reconcile = reconcile;
        this.meters = meters;
        this.held = new LockedStep(clusterLock, "reconciling " + account.id(), this::step);
        this.loop = new Loop("reconcile-" + account.id(), EVERY, held);
        for (var what : new String[] {"message", "delivery", "unknown"}) {
            count(what, 0);
        }
    }

    public ChannelAccount account() {
        return account;
    }

    public void start() {
        loop.start();
    }

    /// Compares now what the provider has between the two times, whichever node does it otherwise.
    public Reconcile.Found between(Instant from, Instant to, Actor by) throws IOException, InterruptedException {
        return counted(reconcile.step(account, adapter, from, to, by));
    }

    private boolean step() {
        try {
            counted(reconcile.step(account, adapter));
        } catch (IOException | RuntimeException e) {
            LOG.atWarn().log("{} could not be compared with its provider's list: {}", account.id(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        held.close(); // the next round may be another node's
        return false;
    }

    private Reconcile.Found counted(Reconcile.Found found) {
        count("message", found.messages());
        count("delivery", found.deliveries());
        count("unknown", found.unknown());
        if (found.healed() || found.unknown() > 0) {
            LOG.atInfo().log(
                    "{}: of {} in the provider's list, {} messages were taken in and {} deliveries moved"
                            + " forward; {} sent in our name are not ours",
                    account.id(),
                    found.listed(),
                    found.messages(),
                    found.deliveries(),
                    found.unknown());
        }
        return found;
    }

    private void count(String what, int count) {
        meters.counter("glassline.reconciled", "account", account.id(), "what", what)
                .increment(count);
    }

    @Override
    public void close() {
        loop.close();
        held.close();
    }
}
