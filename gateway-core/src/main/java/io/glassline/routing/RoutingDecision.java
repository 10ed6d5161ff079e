package io.glassline.routing;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What to do with an inbound message, and why. The reason travels with the decision into the audit stream, so that
/// "why did this citizen wait in that queue" has an answer a year later.
public sealed interface RoutingDecision {

    /// The rule of an answer that the bot gives while a conversation waits for people.
    String WHILE_WAITING = "while waiting";

    Because because();

    /// The bot answers: `with` names the approved answer, the flow, or the bot's own phrase.
    record ToBot(String with, Because because) implements RoutingDecision {}

    record ToQueue(QueueId queue, Priority priority, Because because) implements RoutingDecision {}

    /// It goes to the agent, or into the queue, that already has the conversation.
    record StaysWithPeople(Because because) implements RoutingDecision {}

    /// A gate dealt with it before any rule: `gate` is `stop`, `start`, `help` or such.
    record Gated(String gate, Because because) implements RoutingDecision {}

    /// Kept on the record and shown, and not answered.
    record Kept(Because because) implements RoutingDecision {}

    /// The word for this decision in pages, tables, the log and the API.
    default String outcome() {
        return switch (this) {
            case ToBot(var with, var _) -> "bot:" + with;
            case ToQueue(var queue, var _, var _) -> "queue:" + queue;
            case StaysWithPeople _ -> "stays";
            case Gated(var gate, var _) -> "gate:" + gate;
            case Kept _ -> "kept";
        };
    }

    /// The same decision for another reason, or with more known of it.
    default RoutingDecision with(Because because) {
        return switch (this) {
            case ToBot(var with, var _) -> new ToBot(with, because);
            case ToQueue(var queue, var priority, var _) -> new ToQueue(queue, priority, because);
            case StaysWithPeople _ -> new StaysWithPeople(because);
            case Gated(var gate, var _) -> new Gated(gate, because);
            case Kept _ -> new Kept(because);
        };
    }

    /// The rule that decided, the version of the rules it was read from, a sentence that says why, and each
    /// condition that was looked at with what it came to.
    ///
    /// @param candidates the approved answers that came nearest, the best first, at most [#CANDIDATES_MAX]; none
    ///     where the bot's knowledge was not asked
    /// @param took how long deciding took, to the microsecond, with the look-ups it needed; empty where it was not
    ///     measured
    record Because(
            String rule,
            String rulesVersion,
            String words,
            List<Condition> trace,
            List<Candidate> candidates,
            Optional<Duration> took) {

        public static final int CANDIDATES_MAX = 3;

        public Because {
            trace = List.copyOf(trace);
            candidates = List.copyOf(candidates);
        }

        public Because(String rule, String rulesVersion, String words, List<Condition> trace) {
            this(rule, rulesVersion, words, trace, List.of(), Optional.empty());
        }

        public Because withCandidates(List<Candidate> nearest) {
            return new Because(rule, rulesVersion, words, trace, nearest, took);
        }

        /// The same in other words, and with one condition more.
        public Because telling(String words, Condition more) {
            var longer = Stream.concat(trace.stream(), Stream.of(more)).toList();
            return new Because(rule, rulesVersion, words, longer, candidates, took);
        }

        public Because taking(Duration time) {
            return new Because(
                    rule, rulesVersion, words, trace, candidates, Optional.of(time.truncatedTo(ChronoUnit.MICROS)));
        }
    }

    /// One condition of one rule: its expression, the values it saw, and whether it held.
    record Condition(String rule, String expression, String saw, boolean held) {}

    /// An approved answer that may be the one that was asked for.
    ///
    /// @param score the confidence that it is, from 0 to 1
    record Candidate(String answer, double score) {}
}
