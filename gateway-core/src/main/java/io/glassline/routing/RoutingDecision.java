package io.glassline.routing;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import java.util.List;

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

    /// The rule that decided, the version of the rules it was read from, a sentence that says why, and each
    /// condition that was looked at with what it came to.
    record Because(String rule, String rulesVersion, String words, List<Condition> trace) {

        public Because {
            trace = List.copyOf(trace);
        }
    }

    /// One condition of one rule: its expression, the values it saw, and whether it held.
    record Condition(String rule, String expression, String saw, boolean held) {}
}
