package io.glassline.audit;

import java.time.Instant;
import java.util.Optional;

/// What people do with an approved answer, as it reads.
///
/// @param kind one of those that begin with `answer.` and are acts
/// @param answer its id
/// @param digest of its texts, in lower-case hex
/// @param reason in the words of whoever did it
public record AnswerEvent(AuditKind kind, String answer, String digest, String reason, Actor by, Instant at)
        implements AuditEvent {

    @Override
    public Optional<String> channel() {
        return Optional.empty();
    }

    @Override
    public SealedPart sealed() {
        return new SealedPart()
                .with(AuditField.ANSWER, answer)
                .with(AuditField.DIGEST, digest)
                .with(AuditField.REASON, reason)
                .with(by);
    }
}
