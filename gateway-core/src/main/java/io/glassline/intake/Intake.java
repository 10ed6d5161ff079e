package io.glassline.intake;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.FromCitizen;
import io.glassline.channel.Channels;
import io.glassline.channel.NextSecrets;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.intake.InboundLog.Arrival;
import io.glassline.intake.InboundLog.Stamped;
import io.glassline.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The way in. Every delivery of every channel comes through here, and nothing is acknowledged before it is
/// durable. What is the provider's and cannot be read, or cannot be stored as what it is, is kept in
/// quarantine.
///
/// Never blocks the calling thread: what must block is done on `blocking`.
public final class Intake {

    /// So long a message waits until it is known whose it is, and what they want to hear.
    private static final Duration KNOWN_WITHIN = Duration.ofMillis(500);

    private final Channels channels;
    private final InboundLog inbound;
    private final Quarantine quarantine;
    private final Outbox outbox;
    private final ConsentLedger ledger;
    private final AuditEntries audit;
    private final Consumer<Lane> ready;
    private final Executor blocking;

    /// @param ready is told of each lane on which something new is in the record.
    public Intake(
            Channels channels,
            InboundLog inbound,
            Quarantine quarantine,
            Outbox outbox,
            ConsentLedger ledger,
            AuditEntries audit,
            Consumer<Lane> ready,
            Executor blocking) {
        this.channels = channels;
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
        try {
            receipt = NextSecrets.receive(call, adapter, account);
        } catch (RuntimeException e) {
            return quarantined(call, account, whereItFailed(e));
        }
        return switch (receipt) {
            case Receipt.Handshake _, Receipt.Nothing _, Receipt.Quarantined _, Receipt.Elsewhere _ ->
                CompletableFuture.completedFuture(receipt);
            case Receipt.Refused(var fault, var because) ->
                switch (fault) {
                    case NOT_AUTHENTIC, NOT_PROVABLE -> CompletableFuture.completedFuture(receipt);
                    case MALFORMED -> keep(call, account, because).thenApply(_ -> receipt);
                };
            case Receipt.Events events when events.others().isEmpty() -> take(call, account, events);
            case Receipt.Events events -> takeForAll(call, adapter, account, events);
        };
    }

    private CompletableFuture<Receipt> take(WebhookCall call, ChannelAccount account, Receipt.Events receipt) {
        return store(call, account, receipt)
                .<Receipt>thenApply(_ -> receipt)
                .exceptionallyCompose(failure -> refusedByTheStore(call, account, failure));
    }

    /// What is genuine belongs to the account it is for, whatever the path it came by. What is for none of ours
    /// is kept in quarantine, where people see it.
    private CompletableFuture<Receipt> takeForAll(
            WebhookCall call, ChannelAdapter adapter, ChannelAccount called, Receipt.Events receipt) {
        var taken = receipt.others().stream()
                .sorted()
                .map(address -> takeForOther(call, adapter, called, address))
                .toList();
        var theirs = CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new));
        if (receipt.events().isEmpty()) {
            return theirs.thenApply(_ -> inOne(taken));
        }
        var own = take(call, called, receipt); // begun beside the others
        return theirs.thenCompose(_ -> own);
    }

    private CompletableFuture<Receipt> takeForOther(
            WebhookCall call, ChannelAdapter adapter, ChannelAccount called, String address) {
        var owner = channels.accountAt(called.kind(), address).orElse(null);
        if (owner == null) {
            return quarantined(call, called, "for an address that is none of the city's accounts");
        }
        return NextSecrets.receive(call, adapter, owner) instanceof Receipt.Events events
                        && !events.events().isEmpty()
                ? take(call, owner, events).thenApply(receipt -> new Receipt.Elsewhere(owner, receipt))
                : quarantined(call, called, "for account " + owner.id() + ", which cannot prove or read it");
    }

    private CompletableFuture<Receipt> quarantined(WebhookCall call, ChannelAccount account, String because) {
        return keep(call, account, because).thenApply(_ -> new Receipt.Quarantined(because));
    }

    /// What there is to complain of first.
    private static Receipt inOne(List<CompletableFuture<Receipt>> taken) {
        var receipts = taken.stream().map(CompletableFuture::join).toList();
        return receipts.stream()
                .filter(Receipt.Quarantined.class::isInstance)
                .findFirst()
                .orElseGet(receipts::getFirst);
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
                        quarantine.keep(account.id(), account.kind(), Proof.withoutSecrets(call, account), because);
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

    private CompletableFuture<?> store(WebhookCall call, ChannelAccount account, Receipt.Events receipt) {
        var messages = receipt.fromCitizens().stream()
                .map(event -> Inbound.of(account.id(), event, call.receivedAt()))
                .toList();
        if (messages.isEmpty()) {
            return noted(receipt, _ -> true, account, call);
        }
        // Known before a turn asks for it. With the record away the messages are kept all the same.
        var again = noted(receipt, Intake::isToldAgain, account, call);
        var consents = noted(receipt, Intake::isOfConsent, account, call);
        var known = CompletableFuture.allOf(again, consents)
                .handle((_, _) -> 0)
                .completeOnTimeout(0, KNOWN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        return known.thenCompose(_ -> accept(Proof.withoutSecrets(call, account), messages))
                .thenCompose(_ -> consents)
                .thenCompose(_ -> noted(receipt, event -> !isToldAgain(event) && !isOfConsent(event), account, call));
    }

    /// What comes with each message of a citizen's, and need not be durable with this one.
    private static boolean isToldAgain(ChannelEvent event) {
        return event instanceof ChannelEvent.SameCitizen(var _, var _, var how)
                && how == ChannelEvent.Joint.ID_AND_NUMBER;
    }

    private static boolean isOfConsent(ChannelEvent event) {
        return event instanceof ChannelEvent.OptedOut
                || event instanceof ChannelEvent.OptedIn
                || event instanceof ChannelEvent.SameCitizen && !isToldAgain(event);
    }

    private CompletableFuture<Void> noted(
            Receipt.Events receipt, Predicate<ChannelEvent> which, ChannelAccount account, WebhookCall call) {
        return CompletableFuture.allOf(receipt.events().stream()
                .filter(event -> !(event instanceof FromCitizen) && which.test(event))
                .map(event -> note(account, event, call).exceptionallyCompose(Intake::notNoted))
                .toArray(CompletableFuture[]::new));
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
                messages.stream()
                        .filter(message -> !message.isSignal())
                        .map(Inbound::lane)
                        .distinct()
                        .forEach(ready);
            }
        });
    }

    private CompletableFuture<Void> note(ChannelAccount account, ChannelEvent event, WebhookCall call) {
        return switch (event) {
            case ChannelEvent.DeliveryReported report -> outbox.reportLater(account.id(), report, call.receivedAt());
            case ChannelEvent.OptedOut(var who, var scope, var words, var at) ->
                later(() -> byProvider(new Lane(account.id(), who), scope, Standing.OPTED_OUT, words, at));
            case ChannelEvent.OptedIn(var who, var scope, var words, var at) ->
                later(() -> byProvider(new Lane(account.id(), who), scope, Standing.OPTED_IN, words, at));
            case ChannelEvent.SameCitizen(var who, var also, var how) ->
                later(() -> ledger.join(new Lane(account.id(), who), also, how));
            case ChannelEvent.Unwanted(var reference, var scope, var words, var at) ->
                later(() -> Outgoing.PartRef.parse(reference)
                        .flatMap(part -> outbox.laneOf(account.id(), part.message()))
                        .ifPresent(lane -> write(lane, scope, Standing.OPTED_OUT, ConsentChange.REPORT, words, at)));
            // What becomes of a call is decided where it is answered: see Calls.
            case FromCitizen _, ChannelEvent.LineOpen _, ChannelEvent.LineClosed _ ->
                CompletableFuture.completedFuture(null);
        };
    }

    private static String programme(ChannelEvent.Scope scope) {
        return switch (scope) {
            case ALL -> ConsentChange.ALL;
            case BULK -> ConsentChange.BULK;
        };
    }

    private CompletableFuture<Void> later(Runnable noting) {
        return CompletableFuture.runAsync(noting, blocking);
    }

    private void byProvider(Lane lane, ChannelEvent.Scope scope, Standing standing, String words, Instant at) {
        write(lane, scope, standing, ConsentChange.PROVIDER, words, at);
    }

    private void write(Lane lane, ChannelEvent.Scope scope, Standing standing, String how, String words, Instant at) {
        ledger.write(new ConsentChange(lane, programme(scope), standing, how, words, at));
    }
}
