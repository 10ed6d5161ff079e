package io.glassline.audit;

import io.glassline.conversation.Conversation;
import io.glassline.receipt.Receipts;
import java.time.Instant;
import java.util.Optional;

/// What happens to links to receipts. A link itself is on no entry.
public sealed interface ReceiptEvent extends AuditEvent {

    Conversation conversation();

    @Override
    default Optional<String> channel() {
        return Optional.of(conversation().lane().citizen().channel().name());
    }

    @Override
    default Optional<Conversation.Id> conversationId() {
        return Optional.of(conversation().id());
    }

    /// A link was written into the conversation: asked for by the citizen, or sent by the desk.
    record Giving(Conversation conversation, Actor by, Instant at) implements ReceiptEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.RECEIPT_GIVEN;
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart().with(conversation).with(by);
        }
    }

    /// A link to all that is known of the address was sent to it, for the citizen asked.
    record RecordGiving(Conversation conversation, Instant at) implements ReceiptEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.RECORD_GIVEN;
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart().with(conversation).with(Actor.GATEWAY);
        }
    }

    /// Someone opened a page by a link. Who that was is not known, and not even their network address is kept: it is
    /// mostly the citizen's.
    record Opening(Conversation conversation, Receipts.Page page, Instant at) implements ReceiptEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.RECEIPT_OPENED;
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart()
                    .with(conversation)
                    .with(AuditField.WAY, page.word())
                    .with(Actor.HOLDER);
        }
    }
}
