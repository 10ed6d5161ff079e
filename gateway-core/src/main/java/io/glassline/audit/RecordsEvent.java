package io.glassline.audit;

import io.glassline.conversation.Conversation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What becomes of a request for public records. Who asked, for what, and what was searched for, stands on no entry: it
/// may name a citizen.
public sealed interface RecordsEvent extends AuditEvent {

    UUID request();

    Actor by();

    @Override
    default Optional<String> channel() {
        return Optional.empty();
    }

    @Override
    default SealedPart sealed() {
        return new SealedPart().with(AuditField.RECORDS, request()).with(by());
    }

    /// Somebody asked for records.
    record Asking(UUID request, LocalDate dueOn, Actor by, Instant at) implements RecordsEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.RECORDS_ASKED;
        }

        @Override
        public SealedPart sealed() {
            return RecordsEvent.super.sealed().with(AuditField.DAY, dueOn.toString());
        }
    }

    /// What is in a request is written down.
    record Taking(UUID request, int conversations, Actor by, Instant at) implements RecordsEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.RECORDS_TAKEN;
        }

        @Override
        public SealedPart sealed() {
            return RecordsEvent.super.sealed().with(AuditField.CONVERSATIONS, conversations);
        }
    }

    /// It was decided what of a piece is given out. What is blacked out stands on no entry.
    ///
    /// @param piece what of the conversation, in the words of [AuditField#PIECE]
    /// @param outcome `released`, `redacted` or `withheld`
    /// @param reasons codes of the city's list
    record Deciding(
            UUID request,
            Conversation conversation,
            String piece,
            String outcome,
            Collection<String> reasons,
            Actor by,
            Instant at)
            implements RecordsEvent {

        public Deciding {
            reasons = List.copyOf(reasons);
        }

        @Override
        public AuditKind kind() {
            return AuditKind.RECORDS_DECIDED;
        }

        @Override
        public Optional<String> channel() {
            return Optional.of(conversation.lane().citizen().channel().name());
        }

        @Override
        public SealedPart sealed() {
            return RecordsEvent.super
                    .sealed()
                    .with(conversation)
                    .with(AuditField.PIECE, piece)
                    .with(AuditField.OUTCOME, outcome)
                    .with(AuditField.REASON, String.join(", ", reasons));
        }

        @Override
        public Optional<Conversation.Id> conversationId() {
            return Optional.of(conversation.id());
        }
    }

    /// A request was given out.
    record Giving(UUID request, String digest, long rows, Actor by, Instant at) implements RecordsEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.RECORDS_GIVEN;
        }

        @Override
        public SealedPart sealed() {
            return RecordsEvent.super.sealed().with(AuditField.DIGEST, digest).with(AuditField.ROWS, rows);
        }
    }
}
