package io.glassline.audit;

import io.glassline.conversation.Conversation;
import java.time.Instant;
import java.util.Optional;

/// What becomes of a conversation without anybody's doing.
public sealed interface ConversationEvent extends AuditEvent {

    /// It ended by itself. `conversation` is as it is afterwards, `reason` a word such as `quiet`.
    record End(Conversation conversation, String reason, Instant at) implements ConversationEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.CONVERSATION_ENDED;
        }

        @Override
        public Optional<String> channel() {
            return Optional.of(conversation.lane().citizen().channel().name());
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart()
                    .with(conversation)
                    .with(AuditField.POSITION, conversation.messageCount())
                    .with(AuditField.STATE, conversation.stage().state())
                    .with(AuditField.OUTCOME, reason);
        }

        @Override
        public Optional<Conversation.Id> conversationId() {
            return Optional.of(conversation.id());
        }
    }
}
