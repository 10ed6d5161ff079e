package io.glassline.outbox;

import io.glassline.audit.Actor;
import io.glassline.consent.Consent;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Lane;
import io.glassline.message.Message;
import io.glassline.outbox.DeadLetters.Candidate;
import io.glassline.outbox.DeadLetters.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Sends many dead letters again: what a person does when what was broken is mended.
///
/// They first see a [Count] of what would be sent and what would not, and confirm that number. Where it
/// is another by then, nothing is done and they see the new one. What is confirmed is put back in one
/// transaction, each letter with its entry of who decided it, and goes out in bulk, behind everything
/// live. Twice the same act is one act, whoever does it: its id counts once, and of two people who choose
/// the same letters the second is told that none are left.
public final class BulkResend {

    /// At most so many at once, the oldest first. A choice of more is sent in several acts.
    public static final int LETTERS_MAX = 5_000;

    /// What was written longer ago answers a question that nobody asks any more; a person may still send it, by itself.
    public static final Duration AGE_MAX = Duration.ofDays(3);

    private final DeadLetters deadLetters;
    private final ConsentLedger ledger;
    private final Accounts accounts;
    private final InstantSource clock;

    public BulkResend(DeadLetters deadLetters, ConsentLedger ledger, Accounts accounts, InstantSource clock) {
        this.deadLetters = deadLetters;
        this.ledger = ledger;
        this.accounts = accounts;
        this.clock = clock;
    }

    /// What is known of an account besides its letters.
    public interface Accounts {

        /// Whether it is configured, and its provider takes what it sends.
        boolean isWell(String accountId);

        /// How long after a citizen's last words its provider takes ours; empty where that is always.
        Optional<Duration> replyWindow(String accountId);
    }

    /// Why a letter is not sent again with others.
    public enum Obstacle {
        /// The account has a fault, or is configured no more.
        ACCOUNT_FAULT,
        /// The citizen has said STOP.
        OPTED_OUT,
        /// The provider takes nothing until the citizen writes.
        WINDOW_CLOSED,
        /// Written longer than [#AGE_MAX] ago.
        TOO_OLD,
        /// The citizen may have it, and would read it twice.
        MAY_HAVE_ARRIVED;

        /// `opted-out`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// @param chosen how many letters the choice has; where `more` is true, these are its oldest
    /// @param toSend how many of them would be sent
    /// @param notSent how many would not, by the first thing that stands against it
    public record Count(int chosen, boolean more, int toSend, Map<Obstacle, Integer> notSent) {

        public Count {
            notSent = Map.copyOf(notSent);
        }
    }

    public sealed interface Outcome {

        /// They are in the outbox again, or were already by this very act.
        record Begun(Progress progress) implements Outcome {}

        /// Nothing was done: there are not as many as were confirmed.
        record Changed(Count now) implements Outcome {}
    }

    public Count count(DeadLetterChoice choice) {
        return sorted(choice).count;
    }

    /// @param bulk the id of this act, which the person's page made
    /// @param confirmed how many letters they were told would be sent
    public Outcome send(UUID bulk, DeadLetterChoice choice, int confirmed, Actor by) {
        var before = deadLetters.progress(bulk);
        if (before.isPresent()) {
            return new Outcome.Begun(before.get());
        }
        var sorted = sorted(choice);
        if (sorted.toSend.size() != confirmed || confirmed == 0) {
            return new Outcome.Changed(sorted.count);
        }
        deadLetters.sendAllAgain(bulk, sorted.toSend, by, clock.instant());
        return deadLetters
                .progress(bulk)
                .<Outcome>map(Outcome.Begun::new)
                .orElseGet(() -> new Outcome.Changed(count(choice)));
    }

    public Optional<Progress> progress(UUID bulk) {
        return deadLetters.progress(bulk);
    }

    private record Sorted(List<Message.Id> toSend, Count count) {}

    private Sorted sorted(DeadLetterChoice choice) {
        var now = clock.instant();
        var found = deadLetters.choose(choice, LETTERS_MAX + 1);
        var chosen = found.subList(0, Math.min(found.size(), LETTERS_MAX));
        var consents = new HashMap<Lane, Consent>();
        var toSend = new ArrayList<Message.Id>();
        var notSent = new EnumMap<Obstacle, Integer>(Obstacle.class);
        for (var letter : chosen) {
            obstacle(letter, consents, now)
                    .ifPresentOrElse(
                            obstacle -> notSent.merge(obstacle, 1, Integer::sum), () -> toSend.add(letter.id()));
        }
        return new Sorted(toSend, new Count(chosen.size(), found.size() > chosen.size(), toSend.size(), notSent));
    }

    private Optional<Obstacle> obstacle(Candidate letter, Map<Lane, Consent> consents, Instant now) {
        var account = letter.lane().accountId();
        if (!accounts.isWell(account)) {
            return Optional.of(Obstacle.ACCOUNT_FAULT);
        }
        if (!letter.despiteOptOut()
                && consents.computeIfAbsent(letter.lane(), ledger::consent).isOptedOut()) {
            return Optional.of(Obstacle.OPTED_OUT);
        }
        var window = accounts.replyWindow(account);
        if (window.isPresent()
                && letter.citizenWroteAt()
                        .map(wrote -> wrote.plus(window.get()).isBefore(now))
                        .orElse(true)) {
            return Optional.of(Obstacle.WINDOW_CLOSED);
        }
        if (letter.writtenAt().plus(AGE_MAX).isBefore(now)) {
            return Optional.of(Obstacle.TOO_OLD);
        }
        return letter.mayHaveArrived() ? Optional.of(Obstacle.MAY_HAVE_ARRIVED) : Optional.empty();
    }
}
