package io.glassline.audit;

import io.glassline.conversation.Conversation;
import io.glassline.records.Piece;
import io.glassline.records.RecordsRequest;
import io.glassline.records.Ruling;
import java.time.Instant;
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
    record Asking(RecordsRequest made, Actor by) implements RecordsEvent {

        @Override
        public UUID request() {
            return made.id();
        }

        @Override
        public Instant at() {
            return made.madeAt();
        }

        @Override
        public AuditKind kind() {
            return AuditKind.RECORDS_ASKED;
        }

        @Override
        public SealedPart sealed() {
            return RecordsEvent.super
                    .sealed()
                    .with(AuditField.DAY, made.dueOn().toString());
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
    record Deciding(UUID request, Conversation conversation, Piece.Kind piece, Ruling ruling, Actor by, Instant at)
            implements RecordsEvent {

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
                    .with(AuditField.PIECE, piece.word())
                    .with(AuditField.OUTCOME, ruling.word())
                    .with(AuditField.REASON, String.join(", ", ruling.reasons()));
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
