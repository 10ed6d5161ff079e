package io.glassline.audit;

import io.glassline.conversation.Lane;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// That two addresses are, or are not, one person's. Both addresses and the reason are committed to as
/// words.
///
/// @param isLinked whether they are linked now, or no longer
/// @param way how it was learnt that they are: `code` or `staff`
public record PersonEvent(boolean isLinked, Lane lane, Lane other, String way, String because, Actor by, Instant at)
        implements AuditEvent {

    @Override
    public AuditKind kind() {
        return isLinked ? AuditKind.PERSON_LINKED : AuditKind.PERSON_UNLINKED;
    }

    @Override
    public Optional<String> channel() {
        return Optional.of(lane.citizen().channel().name());
    }

    @Override
    public SealedPart sealed() {
        return new SealedPart()
                .with(AuditField.ACCOUNT, lane.accountId())
                .with(AuditField.WAY, way)
                .with(by);
    }

    @Override
    public Optional<Map<String, Object>> words() {
        return Optional.of(Map.of(
                "address", lane.citizen().value(),
                "otherAccount", other.accountId(),
                "otherAddress", other.citizen().value(),
                "because", because));
    }
}
