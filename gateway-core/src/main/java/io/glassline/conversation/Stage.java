package io.glassline.conversation;

import java.time.Instant;

/// Where a conversation stands. Each stage carries exactly the facts that exist in it, so that "assigned to nobody"
/// or "closed but still waiting" cannot be written down.
public sealed interface Stage {

    /// The outcome of a conversation that went quiet while a form was open.
    String FORM_LEFT = "form-left";

    record WithBot() implements Stage {}

    record Waiting(QueueId queue, Priority priority, Instant since) implements Stage {

        public Rank rank() {
            return new Rank(priority, since);
        }

        public WithAgent takenBy(String agentId, Instant at) {
            return new WithAgent(queue, agentId, at, rank());
        }

        public Waiting ranked(Priority other) {
            return new Waiting(queue, other, since);
        }
    }

    /// `rank` is what the conversation goes back with when the agent gives it on.
    record WithAgent(QueueId queue, String agentId, Instant since, Rank rank) implements Stage {

        /// Of one that had not waited.
        public WithAgent(QueueId queue, String agentId, Instant since) {
            this(queue, agentId, since, new Rank(Priority.NORMAL, since));
        }

        public Waiting givenTo(QueueId next) {
            return new Waiting(next, rank.priority(), rank.waitingSince());
        }

        public WithAgent ranked(Priority other) {
            return new WithAgent(queue, agentId, since, new Rank(other, rank.waitingSince()));
        }
    }

    record Closed(Instant at, String outcome) implements Stage {}

    /// What a place in a queue goes by. It outlives every hand-over: whoever touches a conversation takes nothing
    /// from the citizen's place. `waitingSince` is since when a person has been wanted.
    record Rank(Priority priority, Instant waitingSince) {}

    enum Priority {
        EMERGENCY,
        URGENT,
        NORMAL
    }

    /// The word for this stage in pages, tables and the API.
    default String state() {
        return switch (this) {
            case WithBot _ -> "bot";
            case Waiting _ -> "waiting";
            case WithAgent _ -> "agent";
            case Closed _ -> "closed";
        };
    }
}
