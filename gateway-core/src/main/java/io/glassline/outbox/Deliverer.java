package io.glassline.outbox;

import io.glassline.channel.Outgoing;
import io.glassline.channel.SendOutcome;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.consent.ConsentLedger;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Outbox.PartState;
import io.glassline.outbox.Outbox.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/// Sends what the outbox holds: each part once, in order, and never to someone who said STOP.
///
/// It is stepped: [#claim] takes what is due and [#deliver] sends one message; the worker in `app` calls them in a
/// loop, a thread for each message; tests call them and look.
public final class Deliverer {

    public static final int CLAIM_MAX = 100;

    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Outbox outbox;
    private final ConsentLedger ledger;
    private final Sender sender;
    private final RetrySchedule schedule;
    private final InstantSource clock;
    private final DoubleSupplier chance;

    public Deliverer(
            Outbox outbox,
            ConsentLedger ledger,
            Sender sender,
            RetrySchedule schedule,
            InstantSource clock,
            DoubleSupplier chance) {
        this.outbox = outbox;
        this.ledger = ledger;
        this.sender = sender;
        this.schedule = schedule;
        this.clock = clock;
        this.chance = chance;
    }

    public List<Due> claim(Set<String> accountIds, int countMax) {
        return outbox.claim(accountIds, clock.instant(), LEASE, countMax);
    }

    /// Sends what is left of one message. A part that is not settled stops those after it.
    public void deliver(Due due) {
        if (!due.send().despiteOptOut() && ledger.standing(due.send().lane()) == Standing.OPTED_OUT) {
            outbox.release(due, Optional.empty(), "the citizen has said STOP", clock.instant());
            return;
        }
        for (var part : due.parts()) {
            if (part.delivery().isSettled()) {
                continue;
            }
            var outcome = settleUnknown(due, part).orElseGet(() -> handOver(due, part));
            if (!(outcome instanceof SendOutcome.Accepted)) {
                stop(due, part.part(), outcome);
                return;
            }
        }
        outbox.release(due, Optional.empty(), "sent", clock.instant());
    }

    /// A part that was handed over without an answer, before a crash or a time-out, is first asked after. What
    /// cannot be asked after is sent again: an answer twice is better than no answer.
    private Optional<SendOutcome> settleUnknown(Due due, PartState part) {
        if (part.handedOverAt().isEmpty()) {
            return Optional.empty();
        }
        return switch (sender.askAfter(due, part.part(), part.handedOverAt().get())) {
            case SendOutcome.Accepted accepted -> {
                outbox.move(due, part.part().number(), step(accepted), clock.instant());
                yield Optional.of(accepted);
            }
            case SendOutcome.Retry _, SendOutcome.Unknown _, SendOutcome.Rejected _, SendOutcome.Unwanted _ ->
                Optional.empty();
        };
    }

    private SendOutcome handOver(Due due, PartState part) {
        outbox.handingOver(due, part.part().number(), clock.instant());
        var outcome = sender.send(due, part.part());
        outbox.move(due, part.part().number(), step(outcome), clock.instant());
        return outcome;
    }

    private void stop(Due due, Outgoing.Part part, SendOutcome outcome) {
        var now = clock.instant();
        var because = "part " + part.number() + ": " + step(outcome).because();
        switch (outcome) {
            case SendOutcome.Retry(var _, var after) -> outbox.release(due, retryAt(due, after, now), because, now);
            case SendOutcome.Unknown _ -> outbox.release(due, retryAt(due, Optional.empty(), now), because, now);
            case SendOutcome.Rejected _ -> outbox.release(due, Optional.empty(), because, now);
            case SendOutcome.Unwanted(var words) -> {
                ledger.write(new ConsentChange(
                        due.send().lane(), ConsentChange.ALL, Standing.OPTED_OUT, "provider", words, now));
                outbox.release(due, Optional.empty(), because, now);
            }
            case SendOutcome.Accepted _ -> {}
        }
    }

    private Optional<Instant> retryAt(Due due, Optional<Duration> after, Instant now) {
        return schedule.waitAfter(due.attempts() + 1, chance)
                .map(wait -> now.plus(after.filter(a -> a.compareTo(wait) > 0).orElse(wait)));
    }

    private static Step step(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted(var providerId) ->
                new Step(Delivery.ACCEPTED, Optional.of(providerId), Optional.empty(), "accepted by the provider");
            case SendOutcome.Retry(var because, var _) ->
                new Step(Delivery.QUEUED, Optional.empty(), Optional.empty(), because);
            case SendOutcome.Rejected(var code, var because) ->
                new Step(Delivery.FAILED, Optional.empty(), Optional.of(code), because);
            case SendOutcome.Unwanted(var because) ->
                new Step(Delivery.FAILED, Optional.empty(), Optional.of("unwanted"), because);
            case SendOutcome.Unknown(var because) ->
                new Step(Delivery.UNKNOWN, Optional.empty(), Optional.empty(), because);
        };
    }

    /// Calls the provider through the account's breaker, bulkhead and time limit. Never throws for anything a
    /// provider or a network can do.
    public interface Sender {

        SendOutcome send(Due due, Outgoing.Part part);

        /// As [io.glassline.channel.PushAdapter#askAfter].
        SendOutcome askAfter(Due due, Outgoing.Part part, Instant handedOverAt);
    }
}
