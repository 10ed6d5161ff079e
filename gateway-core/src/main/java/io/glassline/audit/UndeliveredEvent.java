package io.glassline.audit;

import io.glassline.channel.Outgoing;
import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a person decides about a message that was not delivered.
public sealed interface UndeliveredEvent extends AuditEvent {

    Outgoing message();

    Actor by();

    @Override
    default Optional<String> channel() {
        return Optional.of(message().to().channel().name());
    }

    @Override
    default SealedPart sealed() {
        return new SealedPart().with(AuditField.MESSAGE, message().id().value()).with(by());
    }

    @Override
    default Optional<Message.Id> messageId() {
        return Optional.of(message().id());
    }

    @Override
    default Optional<Conversation.Id> conversationId() {
        return Optional.of(new Conversation.Id(message().conversation()));
    }

    record Resend(Outgoing message, Actor by, Instant at) implements UndeliveredEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.SEND_AGAIN;
        }
    }

    /// `because` is what the person wrote, and may speak of a citizen: it is committed to as words.
    record LeavingBe(Outgoing message, String because, Actor by, Instant at) implements UndeliveredEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.SEND_LEFT;
        }

        @Override
        public Optional<Map<String, Object>> words() {
            return Optional.of(Map.of("message", message.id().toString(), "because", because));
        }
    }
}
