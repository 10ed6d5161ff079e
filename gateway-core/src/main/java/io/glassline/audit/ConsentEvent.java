package io.glassline.audit;

import io.glassline.consent.ConsentChange;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A new line in the consent ledger. The citizen's words and address are committed to as words.
public record ConsentEvent(ConsentChange change) implements AuditEvent {

    @Override
    public AuditKind kind() {
        return AuditKind.CONSENT_CHANGED;
    }

    @Override
    public Optional<String> channel() {
        return Optional.of(change.lane().citizen().channel().name());
    }

    @Override
    public Instant at() {
        return change.at();
    }

    @Override
    public SealedPart sealed() {
        return new SealedPart()
                .with(AuditField.ACCOUNT, change.lane().accountId())
                .with(AuditField.PROGRAMME, change.programme())
                .with(
                        AuditField.STANDING,
                        change.standing().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .with(AuditField.WAY, change.how());
    }

    @Override
    public Optional<Map<String, Object>> words() {
        return Optional.of(Map.of(
                "account",
                change.lane().accountId(),
                "address",
                change.lane().citizen().value(),
                "words",
                change.words()));
    }
}
