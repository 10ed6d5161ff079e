package io.glassline.outbox;

import io.glassline.channel.Outgoing;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/// Sends what the outbox holds: each part once, in order, live messages before bulk, no faster than the account's
/// provider takes it, and never to someone who said STOP.
///
/// It is stepped: [#claim] takes what is due and [#deliver] sends one message; the worker in `app` calls them in a
/// loop, a thread for each message; tests call them and look.
public final class Deliverer {

    public static final int CLAIM_MAX = 200;

    /// What a node that was killed had taken up is due again after so long. Longer than a call to a provider may
    /// take: a part handed over late in it holds the lease longer ([Outbox#HELD_WHILE_CALLING]).
    public static final Duration LEASE = Duration.ofSeconds(30);

    /// More than so many messages within [Outbox#STORM_WITHIN] that say the same to the same citizen are not sent:
    /// two machines are talking to each other. A person sees them as dead letters. What is sent despite an opt-out,
    /// such as the confirmation of a STOP, is sent always: we owe it.
    public static final int SAME_WORDS_MAX = 8;

    /// What a provider would not take for so long is given up.
    static final Duration AGE_MAX = Duration.ofHours(24);

    /// The longest patience a provider may ask for.
    public static final Duration PATIENCE_MAX = Duration.ofMinutes(15);

    /// How often an account with a fault is tried.
    public static final Duration FAULT_TRIED_EVERY = Duration.ofMinutes(1);

    /// How often it is looked for messages whose wait for room in a full mailbox is over.
    public static final Duration ROOM_LOOKED_FOR_EVERY = Duration.ofMinutes(1);

    /// How often a provider is asked again what became of a part.
    static final Duration ASK_EVERY = Duration.ofSeconds(15);

    private final Outbox outbox;
    private final ConsentLedger ledger;
    private final BulkRules bulkRules;
    private final Sender sender;
    private final TokensInHand tokens;
    private final RetrySchedule schedule;
    private final InstantSource clock;
    private final DoubleSupplier chance;
    private final Duration faultTriedEvery;

    public Deliverer(
            Outbox outbox,
            ConsentLedger ledger,
            BulkRules bulkRules,
            Sender sender,
            Throttle throttle,
            RetrySchedule schedule,
            InstantSource clock,
            DoubleSupplier chance,
            Duration faultTriedEvery) {
        this.outbox = outbox;
        this.ledger = ledger;
        this.bulkRules = bulkRules;
        this.sender = sender;
        this.tokens = new TokensInHand(throttle);
        this.schedule = schedule;
        this.clock = clock;
        this.chance = chance;
        this.faultTriedEvery = faultTriedEvery;
    }

    /// Takes what is due and may be sent now.
    ///
    /// @param underWay how many messages of each account are being delivered by this node. No other account is
    ///     looked at.
    public List<Due> claim(Map<String, Integer> underWay, int countMax) {
        var now = clock.instant();
        var allowances = underWay.entrySet().stream()
                .filter(account -> sender.callsMax(account.getKey()) > account.getValue())
                .map(account -> tokens.allowance(
                        account.getKey(),
                        Math.min(countMax, sender.callsMax(account.getKey()) - account.getValue()),
                        now))
                .toList();
        var claimed = outbox.claim(allowances, now, LEASE, countMax);
        tokens.pay(allowances, claimed);
        return claimed;
    }

    /// Takes up what has waited long enough for room in a full mailbox.
    ///
    /// @return whether there may be more of it now.
    public boolean hasTriedFullMailboxes() {
        return outbox.tryFullMailboxes(clock.instant(), CLAIM_MAX) == CLAIM_MAX;
    }

    /// Sends what is left of one message. A part that is not settled stops those after it.
    public void deliver(Due due) {
        if (isBulkAndUntouched(due) && !mayBeSentInBulk(due)) {
            return;
        }
        var despite = due.send().despiteOptOut();
        if (!despite && due.sameWords() > SAME_WORDS_MAX) {
            giveUp(
                    due,
                    "said %d times within %d minutes to the same citizen; held back"
                            .formatted(due.sameWords(), Outbox.STORM_WITHIN.toMinutes()));
            return;
        }
        var lane = due.send().lane();
        if (!despite && ledger.forbids(lane, due.send().message().pace()).isPresent()) {
            giveUp(due, "the citizen has said STOP");
            return;
        }
        var open = due.parts().stream()
                .filter(part -> !part.delivery().isSettled())
                .toList();
        if (due.bouncedAt().isPresent() && !open.isEmpty()) {
            holdBack(due, open, due.bouncedAt().get());
            return;
        }
        for (var part : open) {
            if (!isSent(due, part, part == open.getLast())) {
                return;
            }
        }
        if (open.isEmpty()) {
            outbox.release(due, Optional.empty(), "sent", clock.instant());
        }
    }

    private static boolean isBulkAndUntouched(Due due) {
        return due.send().message().pace() == Pace.BULK
                && due.parts().stream().allMatch(part -> part.handedOverAt().isEmpty());
    }

    private boolean mayBeSentInBulk(Due due) {
        var now = clock.instant();
        return switch (bulkRules.verdict(due, now)) {
            case BulkRules.Verdict.Send _ -> true;
            case BulkRules.Verdict.Wait(var until, var because) -> {
                outbox.putBack(due, until, because, now);
                yield false;
            }
            case BulkRules.Verdict.Withhold withhold -> {
                giveUp(due, withhold.because());
                bulkRules.withheld(due, withhold, now);
                yield false;
            }
        };
    }

    /// What would come back is not sent: servers think ill of who writes to addresses that are none.
    private void holdBack(Due due, List<PartState> open, Instant bouncedAt) {
        var now = clock.instant();
        var because = "nobody has this address: a message to it came back on %s; if it is right, send this again"
                .formatted(bouncedAt.atZone(ZoneOffset.UTC).toLocalDate());
        var step = new Step(Delivery.FAILED, Optional.empty(), Optional.of(SendOutcome.Rejected.UNREACHABLE), because);
        for (var part : open) {
            if (part == open.getLast()) {
                outbox.moveAndRelease(due, part.part().number(), step, Optional.empty(), because, now);
            } else {
                outbox.move(due, part.part().number(), step, now);
            }
        }
    }

    private void giveUp(Due due, String because) {
        outbox.release(due, Optional.empty(), because, clock.instant());
    }

    private boolean isSent(Due due, PartState part, boolean isLast) {
        return part.handedOverAt()
                .map(handedOverAt -> isSettled(due, part, handedOverAt, isLast))
                .orElseGet(() -> isHandedOver(due, part, isLast));
    }

    /// A part that was handed over without an answer, before a crash or a time-out, is first asked after. What is
    /// never heard of again is sent again, or shown to a person, as the account's policy says.
    private boolean isSettled(Due due, PartState part, Instant handedOverAt, boolean isLast) {
        var account = due.send().lane().accountId();
        var answer = sender.askAfter(due, part.part(), handedOverAt, id -> outbox.knows(account, id));
        if (answer.isEmpty()) {
            var now = clock.instant();
            putBack(due, now, numbered(part, "the provider is left alone for now"), now);
            return false;
        }
        return switch (answer.get()) {
            case SendOutcome.Accepted accepted -> ended(due, part, accepted, isLast);
            case SendOutcome.Retry _ -> isHandedOver(due, part, isLast);
            case SendOutcome.Unknown _,
                    SendOutcome.Busy _,
                    SendOutcome.AccountFault _,
                    SendOutcome.Rejected _,
                    SendOutcome.Unwanted _ -> {
                var policy = sender.policy(account);
                var now = clock.instant();
                var newsUntil = handedOverAt.plus(policy.newsWithin());
                if (now.isBefore(newsUntil)) {
                    var askAt = now.plus(ASK_EVERY);
                    outbox.putBack(
                            due,
                            askAt.isBefore(newsUntil) ? askAt : newsUntil,
                            numbered(part, "handed over without an answer; waits for news"),
                            now);
                    yield false;
                }
                yield switch (policy.whenUnknown()) {
                    case SEND_AGAIN -> isHandedOver(due, part, isLast);
                    case ASK_A_PERSON -> {
                        giveUp(due, numbered(part, "handed over, no answer; may have been delivered"));
                        yield false;
                    }
                };
            }
        };
    }

    private boolean isHandedOver(Due due, PartState part, boolean isLast) {
        if (sender.callsMax(due.send().lane().accountId()) == 0) {
            var now = clock.instant();
            putBack(due, now, numbered(part, "the provider is left alone for now"), now);
            return false;
        }
        outbox.handingOver(due, part.part().number(), clock.instant());
        return ended(due, part, sender.send(due, part.part()), isLast);
    }

    /// @return whether the part is sent, and the next may be.
    private boolean ended(Due due, PartState part, SendOutcome outcome, boolean isLast) {
        var now = clock.instant();
        var number = part.part().number();
        var step = step(outcome);
        var because = numbered(part, step.because());
        switch (outcome) {
            case SendOutcome.Accepted _ -> {
                if (isLast) {
                    outbox.moveAndRelease(due, number, step, Optional.empty(), "sent", now);
                } else {
                    outbox.move(due, number, step, now);
                }
                return true;
            }
            case SendOutcome.Retry(var _, var after)
            when after.isPresent() -> backAfter(due, number, step, after.get(), because, now);
            case SendOutcome.Busy(var _, var _, var after)
            when after.isPresent() -> backAfter(due, number, step, after.get(), because, now);
            case SendOutcome.AccountFault _ -> {
                outbox.move(due, number, step, now);
                outbox.putBack(due, now.plus(faultTriedEvery), because, now); // for as long as it takes
            }
            case SendOutcome.Retry _, SendOutcome.Busy _, SendOutcome.Unknown _ ->
                outbox.moveAndRelease(due, number, step, retryAt(due, now), because, now);
            case SendOutcome.Rejected _ -> outbox.moveAndRelease(due, number, step, Optional.empty(), because, now);
            case SendOutcome.Unwanted(var words) -> {
                ledger.write(new ConsentChange(
                        due.send().lane(), ConsentChange.ALL, Standing.OPTED_OUT, ConsentChange.PROVIDER, words, now));
                outbox.moveAndRelease(due, number, step, Optional.empty(), because, now);
            }
        }
        return false;
    }

    private void backAfter(Due due, int part, Step step, Duration wait, String because, Instant now) {
        outbox.move(due, part, step, now);
        putBack(due, now.plus(atMost(wait, PATIENCE_MAX)), because, now);
    }

    /// To be asked for patience, or to leave the provider alone, is no try; but it does not go on for ever. The
    /// time that the account had a fault does not count.
    private void putBack(Due due, Instant at, String because, Instant now) {
        var mendedAt = sender.mendedAt(due.send().lane().accountId());
        var since = mendedAt.isAfter(due.send().at()) ? mendedAt : due.send().at();
        if (since.plus(AGE_MAX).isBefore(now)) {
            giveUp(due, because + "; given up after %d hours".formatted(AGE_MAX.toHours()));
        } else {
            outbox.putBack(due, at, because, now);
        }
    }

    private Optional<Instant> retryAt(Due due, Instant now) {
        return schedule.waitAfter(due.tries() + 1, chance).map(now::plus);
    }

    private static Duration atMost(Duration one, Duration most) {
        return one.compareTo(most) < 0 ? one : most;
    }

    private static String numbered(PartState part, String because) {
        return "part " + part.part().number() + ": " + because;
    }

    private static Step step(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted(var providerId) ->
                new Step(Delivery.ACCEPTED, Optional.of(providerId), Optional.empty(), "accepted by the provider");
            case SendOutcome.Retry(var because, var _) ->
                new Step(Delivery.QUEUED, Optional.empty(), Optional.empty(), because);
            case SendOutcome.Busy(var _, var because, var _) ->
                new Step(Delivery.QUEUED, Optional.empty(), Optional.empty(), because);
            case SendOutcome.AccountFault(var code, var because) ->
                new Step(Delivery.QUEUED, Optional.empty(), Optional.of(code), because);
            case SendOutcome.Rejected(var code, var because) ->
                new Step(Delivery.FAILED, Optional.empty(), Optional.of(code), because);
            case SendOutcome.Unwanted(var because) ->
                new Step(Delivery.FAILED, Optional.empty(), Optional.of(SendOutcome.Rejected.OPTED_OUT), because);
            case SendOutcome.Unknown(var because) ->
                new Step(Delivery.UNKNOWN, Optional.empty(), Optional.empty(), because);
        };
    }

    /// Calls the provider through the account's breaker, bulkhead and time limit. Never throws for anything a
    /// provider or a network can do.
    public interface Sender {

        /// How many messages of the account may be under way on this node now: none while its provider is left
        /// alone, because it keeps failing or asked for patience.
        int callsMax(String accountId);

        SendOutcome send(Due due, Outgoing.Part part);

        /// As [io.glassline.channel.PushAdapter#askAfter]; empty when the provider is left alone.
        Optional<SendOutcome> askAfter(Due due, Outgoing.Part part, Instant handedOverAt, Predicate<String> isKnown);

        SendPolicy policy(String accountId);

        /// When the account's last fault was mended; long ago when it had none, and now while it has one.
        Instant mendedAt(String accountId);
    }
}
