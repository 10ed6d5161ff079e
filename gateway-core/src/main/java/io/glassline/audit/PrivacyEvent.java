package io.glassline.audit;

import io.glassline.message.ChannelKind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What becomes of erasures and holds. The entry names them by their ids: whose address it is about is not on the
/// record, where it would outlive its erasure.
///
/// @param kind one of those that begin with `erasure.` or `hold.`
/// @param because why, in the words of whoever did it
public record PrivacyEvent(AuditKind kind, ChannelKind about, UUID id, Optional<String> because, Actor by, Instant at)
        implements AuditEvent {

    @Override
    public Optional<String> channel() {
        return Optional.of(about.name());
    }

    @Override
    public SealedPart sealed() {
        return new SealedPart()
                .with(AuditField.ERASURE, id)
                .with(AuditField.REASON, because)
                .with(by);
    }
}
