package io.glassline.intake;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.intake.InboundLog.Arrival;
import io.glassline.intake.InboundLog.Stamped;
import io.glassline.outbox.Outbox;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The way in. Every delivery of every channel comes through here, and nothing is acknowledged before it is
/// durable. What is the provider's and cannot be read, or cannot be stored as what it is, is kept in
/// quarantine.
///
/// Never blocks the calling thread: what must block is done on `blocking`.
public final class Intake {

    private final InboundLog inbound;
    private final Quarantine quarantine;
    private final Outbox outbox;
    private final ConsentLedger ledger;
    private final AuditEntries audit;
    private final Consumer<Lane> ready;
    private final Executor blocking;

    /// @param ready is told of each lane on which something new is in the record.
    public Intake(
            InboundLog inbound,
            Quarantine quarantine,
            Outbox outbox,
            ConsentLedger ledger,
            AuditEntries audit,
            Consumer<Lane> ready,
            Executor blocking) {
        this.inbound = inbound;
        this.quarantine = quarantine;
        this.outbox = outbox;
        this.ledger = ledger;
        this.audit = audit;
        this.ready = ready;
        this.blocking = blocking;
    }

    /// Proves, reads and stores one delivery.
    ///
    /// @return what it was, once all of it is durable; or completes with what [InboundLog#accept] completes
    ///     with.
    public CompletableFuture<Receipt> accept(WebhookCall call, ChannelAdapter adapter, ChannelAccount account) {
        Receipt receipt;
        var stored = Proof.withoutSecrets(call, account);
        try {
            receipt = adapter.receive(call, account);
        } catch (RuntimeException e) {
            var because = whereItFailed(e);
            return keep(stored, account, because).thenApply(_ -> new Receipt.Quarantined(because));
        }
        return switch (receipt) {
            case Receipt.Handshake _, Receipt.Nothing _, Receipt.Quarantined _ ->
                CompletableFuture.completedFuture(receipt);
            case Receipt.Refused(var fault, var because) ->
                switch (fault) {
                    case NOT_AUTHENTIC, NOT_PROVABLE -> CompletableFuture.completedFuture(receipt);
                    case MALFORMED -> keep(stored, account, because).thenApply(_ -> receipt);
                };
            case Receipt.Events(var events) ->
                store(stored, account, events)
                        .<Receipt>thenApply(_ -> receipt)
                        .exceptionallyCompose(failure -> refusedByTheStore(stored, account, failure));
        };
    }

    /// Without the exception's message, in which there may be words of a citizen.
    private static String whereItFailed(RuntimeException e) {
        var frames = e.getStackTrace();
        return "the adapter failed: " + e.getClass().getSimpleName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }

    /// On a thread that may wait: unlike messages, what cannot be read is rare.
    private CompletableFuture<?> keep(WebhookCall call, ChannelAccount account, String because) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        quarantine.keep(account.id(), account.kind(), call, because);
                    } catch (RuntimeException e) {
                        throw new InboundLog.Away(e);
                    }
                },
                blocking);
    }

    private CompletableFuture<Receipt> refusedByTheStore(WebhookCall call, ChannelAccount account, Throwable failure) {
        var cause = causeOf(failure);
        if (cause instanceof IllegalArgumentException) {
            var because = String.valueOf(cause.getMessage());
            return keep(call, account, because).thenApply(_ -> new Receipt.Refused(Receipt.Fault.MALFORMED, because));
        }
        return CompletableFuture.failedFuture(failure);
    }

    private CompletableFuture<?> store(WebhookCall call, ChannelAccount account, List<ChannelEvent> events) {
        var messages = events.stream()
                .filter(ChannelEvent.MessageReceived.class::isInstance)
                .map(event -> Inbound.of(account.id(), (ChannelEvent.MessageReceived) event, call.receivedAt()))
                .toList();
        var stored = messages.isEmpty() ? CompletableFuture.completedFuture(0) : accept(call, messages);
        var others = events.stream()
                .filter(event -> !(event instanceof ChannelEvent.MessageReceived))
                .toList();
        return others.isEmpty()
                ? stored
                : stored.thenCompose(_ -> CompletableFuture.allOf(others.stream()
                        .map(event -> note(account, event, call).exceptionallyCompose(Intake::notNoted))
                        .toArray(CompletableFuture[]::new)));
    }

    /// What comes beside messages goes straight to the record. Where that fails, the record is away.
    private static <T> CompletableFuture<T> notNoted(Throwable failure) {
        var cause = causeOf(failure);
        return CompletableFuture.failedFuture(
                cause instanceof IllegalArgumentException ? cause : new InboundLog.Away(cause));
    }

    /// What it was that went wrong, of what is thrown at those who wait for [#accept].
    public static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private CompletableFuture<Integer> accept(WebhookCall call, List<Inbound> messages) {
        var stamped = messages.stream()
                .map(message -> new Stamped(message, audit.of(new MessageEvent.Receipt(message))))
                .toList();
        return inbound.accept(new Arrival(call, stamped)).whenComplete((fresh, failure) -> {
            if (failure == null && fresh > 0) {
                messages.stream().map(Inbound::lane).distinct().forEach(ready);
            }
        });
    }

    private CompletableFuture<Void> note(ChannelAccount account, ChannelEvent event, WebhookCall call) {
        return switch (event) {
            case ChannelEvent.DeliveryReported report -> outbox.reportLater(account.id(), report, call.receivedAt());
            case ChannelEvent.OptedOut(var who, var words, var at) -> {
                var change = new ConsentChange(
                        new Lane(account.id(), who),
                        ConsentChange.ALL,
                        ConsentChange.Standing.OPTED_OUT,
                        "provider",
                        words,
                        at);
                yield CompletableFuture.runAsync(() -> ledger.write(change), blocking);
            }
            case ChannelEvent.LineClosed(var line, var at) ->
                CompletableFuture.runAsync(
                        () -> outbox.lineClosed(new Lane(account.id(), line.caller()), at), blocking);
            case ChannelEvent.MessageReceived _, ChannelEvent.LineOpen _ -> CompletableFuture.completedFuture(null);
        };
    }
}
