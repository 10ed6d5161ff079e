package io.glassline.conversation;

import java.time.Instant;

/// Where a conversation stands. Each stage carries exactly the facts that exist in it, so that "assigned to nobody"
/// or "closed but still waiting" cannot be written down.
public sealed interface Stage {

    record WithBot() implements Stage {}

    record Waiting(QueueId queue, Priority priority, Instant since) implements Stage {}

    record WithAgent(QueueId queue, String agentId, Instant since) implements Stage {}

    record Closed(Instant at, String outcome) implements Stage {}

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
