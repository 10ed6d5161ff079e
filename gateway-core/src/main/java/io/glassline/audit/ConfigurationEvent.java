package io.glassline.audit;

import io.glassline.config.VersionId;
import java.time.Instant;
import java.util.Optional;

/// What people do with versions of the city's configuration.
///
/// @param kind one of those that begin with `configuration.` and are acts
/// @param instead the version that was active before, where it matters
public record ConfigurationEvent(AuditKind kind, VersionId version, Optional<VersionId> instead, Actor by, Instant at)
        implements AuditEvent {

    @Override
    public Optional<String> channel() {
        return Optional.empty();
    }

    @Override
    public SealedPart sealed() {
        return new SealedPart()
                .with(AuditField.VERSION, version.hex())
                .with(AuditField.INSTEAD, instead.map(VersionId::hex))
                .with(by);
    }
}
