package io.glassline.audit;

import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import io.glassline.rating.Rating;
import java.time.Instant;
import java.util.Optional;

/// A citizen said how satisfied they were. What they said besides is words of `answer`, and on its
/// own entry.
///
/// @param conversation in which they said it
/// @param question the message that asked
public record RatingEvent(Conversation conversation, Message.Id question, Message.Id answer, Rating rating, Instant at)
        implements AuditEvent {

    @Override
    public AuditKind kind() {
        return AuditKind.RATING_GIVEN;
    }

    @Override
    public Optional<String> channel() {
        return Optional.of(conversation.lane().citizen().channel().name());
    }

    @Override
    public SealedPart sealed() {
        return new SealedPart()
                .with(conversation)
                .with(AuditField.MESSAGE, answer.value())
                .with(AuditField.POINTS, rating.points())
                .with(AuditField.QUESTION, question.value());
    }

    @Override
    public Optional<Message.Id> messageId() {
        return Optional.of(answer);
    }

    @Override
    public Optional<Conversation.Id> conversationId() {
        return Optional.of(conversation.id());
    }
}
