package io.glassline.audit;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Note;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What agents do with a conversation, and who reads it. `conversation` is as it is afterwards.
public sealed interface DeskEvent extends AuditEvent {

    Conversation conversation();

    Actor by();

    @Override
    default Optional<String> channel() {
        return Optional.of(conversation().lane().citizen().channel().name());
    }

    @Override
    default SealedPart sealed() {
        return new SealedPart()
                .with(conversation())
                .with(AuditField.POSITION, conversation().messageCount())
                .with(AuditField.STATE, conversation().stage().state())
                .with(by());
    }

    @Override
    default Optional<Conversation.Id> conversationId() {
        return Optional.of(conversation().id());
    }

    /// `queue` is where the conversation came from.
    record Taking(Conversation conversation, QueueId queue, Actor by, Instant at) implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_TAKEN;
        }

        @Override
        public SealedPart sealed() {
            return DeskEvent.super.sealed().with(AuditField.QUEUE, queue.name());
        }
    }

    record PuttingBack(Conversation conversation, QueueId queue, Actor by, Instant at) implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_PUT_BACK;
        }

        @Override
        public SealedPart sealed() {
            return DeskEvent.super.sealed().with(AuditField.QUEUE, queue.name());
        }
    }

    /// `queue` is where the conversation goes.
    record Transfer(Conversation conversation, QueueId queue, Actor by, Instant at) implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_TRANSFERRED;
        }

        @Override
        public SealedPart sealed() {
            return DeskEvent.super.sealed().with(AuditField.QUEUE, queue.name());
        }
    }

    /// `reason` is why, in the agent's words; empty where none was asked for.
    record Ranking(
            Conversation conversation, QueueId queue, Stage.Priority priority, String reason, Actor by, Instant at)
            implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_RANKED;
        }

        @Override
        public SealedPart sealed() {
            return DeskEvent.super
                    .sealed()
                    .with(AuditField.QUEUE, queue.name())
                    .with(AuditField.OUTCOME, priority.name().toLowerCase(Locale.ROOT))
                    .with(AuditField.REASON, reason);
        }
    }

    /// An agent replied. The words are in a [MessageEvent.Writing] of their own.
    record Reply(Conversation conversation, QueueId queue, Actor by, Instant at) implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_REPLIED;
        }

        @Override
        public SealedPart sealed() {
            return DeskEvent.super.sealed().with(AuditField.QUEUE, queue.name());
        }
    }

    record Closing(Conversation conversation, QueueId queue, String outcome, Actor by, Instant at)
            implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_CLOSED;
        }

        @Override
        public SealedPart sealed() {
            return DeskEvent.super.sealed().with(AuditField.QUEUE, queue.name()).with(AuditField.OUTCOME, outcome);
        }
    }

    /// Someone gave the conversation to a colleague, `assignee`.
    record Assigning(Conversation conversation, QueueId queue, String assignee, Actor by, Instant at)
            implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_ASSIGNED;
        }

        @Override
        public SealedPart sealed() {
            return DeskEvent.super.sealed().with(AuditField.QUEUE, queue.name()).with(AuditField.ASSIGNEE, assignee);
        }
    }

    /// An agent put the conversation off. Taken up again before its time, `until` is `at`.
    record Snoozing(Conversation conversation, QueueId queue, Instant until, Actor by, Instant at)
            implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_SNOOZED;
        }

        @Override
        public SealedPart sealed() {
            return DeskEvent.super
                    .sealed()
                    .with(AuditField.QUEUE, queue.name())
                    .with(AuditField.UNTIL, until.toString());
        }
    }

    /// An agent took it up again after it had ended.
    record Reopening(Conversation conversation, QueueId queue, Actor by, Instant at) implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_REOPENED;
        }

        @Override
        public SealedPart sealed() {
            return DeskEvent.super.sealed().with(AuditField.QUEUE, queue.name());
        }
    }

    /// A target of its queue relaxed, for it has waited. `what` says which.
    record Relaxing(Conversation conversation, QueueId queue, String what, Actor by, Instant at) implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_RELAXED;
        }

        @Override
        public SealedPart sealed() {
            return DeskEvent.super.sealed().with(AuditField.QUEUE, queue.name()).with(AuditField.STEP, what);
        }
    }

    /// Nobody came in time. `queue` is where it waits from now on, and `what` says what was done.
    record Escalating(Conversation conversation, QueueId queue, String what, Actor by, Instant at)
            implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_ESCALATED;
        }

        @Override
        public SealedPart sealed() {
            return DeskEvent.super.sealed().with(AuditField.QUEUE, queue.name()).with(AuditField.STEP, what);
        }
    }

    /// It was offered to an agent. `outcome` is `made`, or how the offer ended.
    record Offering(Conversation conversation, QueueId queue, String assignee, String outcome, Actor by, Instant at)
            implements DeskEvent {

        public static final String MADE = "made";

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_OFFERED;
        }

        @Override
        public SealedPart sealed() {
            return DeskEvent.super
                    .sealed()
                    .with(AuditField.QUEUE, queue.name())
                    .with(AuditField.ASSIGNEE, assignee)
                    .with(AuditField.OUTCOME, outcome);
        }
    }

    /// Someone wrote a note. Its words are committed to as those of a message are.
    record Noting(Conversation conversation, Note note, Actor by, Instant at) implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DESK_NOTED;
        }

        @Override
        public Optional<Map<String, Object>> words() {
            return Optional.of(Map.of(
                    "note",
                    note.id().toString(),
                    "agent",
                    note.agentId(),
                    "behind",
                    note.behind(),
                    "text",
                    note.text()));
        }
    }

    record TranscriptView(Conversation conversation, Actor by, Instant at) implements DeskEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.TRANSCRIPT_VIEWED;
        }
    }
}
