package io.glassline.app.work;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.PullChannel;
import io.glassline.channel.Receipt;
import io.glassline.intake.Intake;
import io.glassline.intake.PullCursors;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.LockedStep;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one mailbox, on one node at a time. How far it has read is kept only once everything before is
/// durable. So a crash makes it read a mail twice, which changes nothing, and never skip one.
public final class MailboxWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailboxWorker.class);

    private static final int FETCH_MAX = 50;
    private static final Duration WAIT_MAX = Duration.ofSeconds(3);
    private static final Duration STORE_WAIT_MAX = Duration.ofSeconds(30);

    /// How often a node that does not hold the mailbox asks for it; with [ClusterLock] this bounds how
    /// soon a mailbox is read again after its node is gone.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ChannelAccount account;
    private final ChannelAdapter adapter;
    private final PullChannel mailbox;
    private final Intake intake;
    private final PullCursors cursors;
    private final MailMeters mails;
    private final LockedStep held;
    private final Loop loop;

    public MailboxWorker(
            ChannelAccount account,
            ChannelAdapter adapter,
            PullChannel mailbox,
            Intake intake,
            PullCursors cursors,
            ClusterLock clusterLock,
            MeterRegistry meters) {
        this.account = account;
        this.adapter = adapter;
        this.mailbox = mailbox;
        this.intake = intake;
        this.cursors = cursors;
        this.mails = new MailMeters(account.id(), meters, System::nanoTime);
        this.held = new LockedStep(clusterLock, "mailbox " + account.id(), this::step);
        this.loop = new Loop("mailbox-" + account.id(), PAUSE, held);
    }

    public void start() {
        loop.start();
    }

    /// Whether this node reads it now.
    public boolean isHeld() {
        return held.isHeld();
    }

    private boolean step() {
        try {
            var pulled = mailbox.pull(account, cursors.read(account.id()), FETCH_MAX);
            if (pulled.calls().isEmpty()) {
                mailbox.await(account, WAIT_MAX);
                return true;
            }
            var accepted = pulled.calls().stream()
                    .map(call -> mails.time(() -> intake.accept(call, adapter, account)))
                    .toList();
            CompletableFuture.allOf(accepted.toArray(CompletableFuture[]::new))
                    .get(STORE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
            accepted.forEach(done -> {
                switch (done.join()) {
                    case Receipt.Refused(var _, var because) ->
                        LOG.atWarn().log("{}: a mail was refused: {}", account.id(), because);
                    case Receipt.Quarantined(var because) ->
                        LOG.atError().log("{}: a mail is in quarantine: {}", account.id(), because);
                    case Receipt.Events _, Receipt.Elsewhere _, Receipt.Handshake _, Receipt.Nothing _ -> {}
                }
            });
            cursors.keep(account.id(), pulled.cursor());
            return true;
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("mailbox " + account.id() + " could not be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        loop.close();
        held.close();
    }
}
