package io.glassline.offer;

import io.glassline.conversation.QueueId;
import io.glassline.desk.Escalation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a queue's conversations come to people.
///
/// @param target within how much of its hours people are to answer
/// @param offerFor how long an offer stands before the next is asked
/// @param relax in the order in which the steps are taken
public record QueuePolicy(
        QueueId queue,
        Hours hours,
        Assign assign,
        Optional<Duration> target,
        Duration offerFor,
        Map<String, Integer> skills,
        int language,
        List<Relaxation> relax,
        Optional<Escalation> escalate) {

    public static final Duration OFFER_FOR_DEFAULT = Duration.ofSeconds(30);

    public QueuePolicy {
        skills = Map.copyOf(skills);
        relax = Relaxation.inOrder(relax);
    }

    /// People take by hand, and nothing is promised.
    public static QueuePolicy byHand(QueueId queue) {
        return new QueuePolicy(
                queue,
                Hours.ALWAYS,
                Assign.BY_HAND,
                Optional.empty(),
                OFFER_FOR_DEFAULT,
                Map.of(),
                1,
                List.of(),
                Optional.empty());
    }

    public enum Assign {
        /// Nobody is offered anything.
        BY_HAND,
        /// To whom nothing was given for longest.
        LONGEST_IDLE,
        /// To who knows most of what is wanted, and of these to whom nothing was given for longest.
        BEST_SKILL;

        /// As it stands in the city's file.
        public String word() {
            return switch (this) {
                case BY_HAND -> "by-hand";
                case LONGEST_IDLE -> "longest-idle";
                case BEST_SKILL -> "best-skill";
            };
        }
    }

    /// How many of the steps are due for one that waits since `since`.
    public int due(Instant since, Instant now) {
        var waited = hours.open(since, now);
        return (int) relax.stream()
                .takeWhile(step -> step.after().compareTo(waited) <= 0)
                .count();
    }

    public boolean isEscalationDue(Instant since, Instant now) {
        return escalate.filter(step -> step.after().compareTo(hours.open(since, now)) <= 0)
                .isPresent();
    }

    /// Whether one that waits since then has waited for longer than was promised.
    public boolean isLate(Instant since, Instant now) {
        return target.filter(promised -> hours.open(since, now).compareTo(promised) > 0)
                .isPresent();
    }

    /// What becomes of one that waits, for whoever asks; nothing where nothing is promised.
    public String words() {
        var words = new StringBuilder();
        target.ifPresent(promised -> words.append(
                " People are to answer within %d minutes of the queue's hours.".formatted(promised.toMinutes())));
        for (var step : relax) {
            words.append(" After %d minutes: %s.".formatted(step.after().toMinutes(), step.words()));
        }
        escalate.ifPresent(step ->
                words.append(" After %d minutes: %s.".formatted(step.after().toMinutes(), step.will())));
        return words.toString();
    }

    /// When people are to have answered; empty where nothing is promised.
    public Optional<Instant> answerBy(Instant since) {
        return target.flatMap(promised -> hours.after(since, promised));
    }
}
