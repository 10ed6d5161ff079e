package io.glassline.intake;

import io.glassline.audit.Stamp;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Lane;
import io.glassline.intake.InboundLog.Arrival;
import io.glassline.intake.InboundLog.Stamped;
import io.glassline.outbox.Outbox;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The way in. Every delivery of every channel comes through here, and nothing is acknowledged before it is
/// durable.
///
/// Never blocks the calling thread: what must block is done on `blocking`.
public final class Intake {

    private final InboundLog inbound;
    private final Outbox outbox;
    private final ConsentLedger ledger;
    private final Stamp stamp;
    private final Consumer<Lane> ready;
    private final Executor blocking;

    /// @param ready is told of each lane on which something new is durable.
    public Intake(
            InboundLog inbound,
            Outbox outbox,
            ConsentLedger ledger,
            Stamp stamp,
            Consumer<Lane> ready,
            Executor blocking) {
        this.inbound = inbound;
        this.outbox = outbox;
        this.ledger = ledger;
        this.stamp = stamp;
        this.ready = ready;
        this.blocking = blocking;
    }

    /// Proves, reads and stores one delivery.
    ///
    /// @return what it was, once all of it is durable; or completes with what [InboundLog#accept] completes with.
    public CompletableFuture<Receipt> accept(WebhookCall call, ChannelAdapter adapter, ChannelAccount account) {
        var receipt = adapter.receive(call, account);
        return switch (receipt) {
            case Receipt.Handshake _, Receipt.Nothing _, Receipt.Refused _ ->
                CompletableFuture.completedFuture(receipt);
            case Receipt.Events(var events) -> store(call, account, events).thenApply(_ -> receipt);
        };
    }

    private CompletableFuture<?> store(WebhookCall call, ChannelAccount account, List<ChannelEvent> events) {
        var messages = events.stream()
                .filter(ChannelEvent.MessageReceived.class::isInstance)
                .map(event -> Inbound.of(account.id(), (ChannelEvent.MessageReceived) event, call.receivedAt()))
                .toList();
        var stored = messages.isEmpty() ? CompletableFuture.completedFuture(0) : accept(call, messages);
        return messages.size() == events.size()
                ? stored
                : stored.thenRunAsync(() -> events.forEach(event -> note(account, event, call)), blocking);
    }

    private CompletableFuture<Integer> accept(WebhookCall call, List<Inbound> messages) {
        var stamped = messages.stream()
                .map(message -> new Stamped(message, stamp.received(message)))
                .toList();
        return inbound.accept(new Arrival(call, stamped)).whenComplete((_, failure) -> {
            if (failure == null) {
                messages.stream().map(Inbound::lane).distinct().forEach(ready);
            }
        });
    }

    private void note(ChannelAccount account, ChannelEvent event, WebhookCall call) {
        switch (event) {
            case ChannelEvent.DeliveryReported report -> outbox.report(account.id(), report, call.receivedAt());
            case ChannelEvent.OptedOut(var who, var words, var at) ->
                ledger.write(new ConsentChange(
                        new Lane(account.id(), who),
                        ConsentChange.ALL,
                        ConsentChange.Standing.OPTED_OUT,
                        "provider",
                        words,
                        at));
            case ChannelEvent.LineClosed(var line, var at) ->
                outbox.lineClosed(new Lane(account.id(), line.caller()), at);
            case ChannelEvent.MessageReceived _, ChannelEvent.LineOpen _ -> {}
        }
    }
}
