package io.glassline.audit;

import io.glassline.message.Message;
import java.time.Instant;
import java.util.Optional;

/// What people do with an approved answer.
public sealed interface AnswerEvent extends AuditEvent {

    /// Its id.
    String answer();

    Actor by();

    @Override
    default Optional<String> channel() {
        return Optional.empty();
    }

    @Override
    default SealedPart sealed() {
        return new SealedPart().with(AuditField.ANSWER, answer()).with(by());
    }

    /// It is withdrawn as it reads, or given again.
    ///
    /// @param kind one of the two
    /// @param digest of its texts, in lower-case hex
    /// @param reason in the words of whoever did it
    record Use(AuditKind kind, String answer, String digest, String reason, Actor by, Instant at)
            implements AnswerEvent {

        @Override
        public SealedPart sealed() {
            return AnswerEvent.super.sealed().with(AuditField.DIGEST, digest).with(AuditField.REASON, reason);
        }
    }

    /// @param about the message that it answered
    /// @param verdict a word of [io.glassline.answer.Judgements.Verdict]
    record Judgement(String answer, Message.Id about, String verdict, Actor by, Instant at) implements AnswerEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.ANSWER_JUDGED;
        }

        @Override
        public SealedPart sealed() {
            return AnswerEvent.super
                    .sealed()
                    .with(AuditField.MESSAGE, about.value())
                    .with(AuditField.OUTCOME, verdict);
        }

        @Override
        public Optional<Message.Id> messageId() {
            return Optional.of(about);
        }
    }
}
