package io.glassline.audit;

import io.glassline.message.ChannelKind;
import java.time.Instant;
import java.util.Optional;

/// What happens to deliveries that could not be read. `number` is the delivery's in the quarantine.
public sealed interface QuarantineEvent extends AuditEvent {

    String account();

    ChannelKind channelKind();

    long number();

    @Override
    default Optional<String> channel() {
        return Optional.of(channelKind().name());
    }

    @Override
    default SealedPart sealed() {
        return new SealedPart().with(AuditField.ACCOUNT, account()).with(AuditField.NUMBER, number());
    }

    /// It was put there.
    record Arrival(String account, ChannelKind channelKind, long number, Instant at) implements QuarantineEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.MESSAGE_QUARANTINED;
        }
    }

    /// It was read again, and understood.
    record Redrive(String account, ChannelKind channelKind, long number, Actor by, Instant at)
            implements QuarantineEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.MESSAGE_REDRIVEN;
        }

        @Override
        public SealedPart sealed() {
            return QuarantineEvent.super.sealed().with(by);
        }
    }

    record View(String account, ChannelKind channelKind, long number, Actor by, Instant at) implements QuarantineEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.QUARANTINE_VIEWED;
        }

        @Override
        public SealedPart sealed() {
            return QuarantineEvent.super.sealed().with(by);
        }
    }

    /// It is of no use.
    record SettingAside(String account, ChannelKind channelKind, long number, Actor by, Instant at)
            implements QuarantineEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.QUARANTINE_SET_ASIDE;
        }

        @Override
        public SealedPart sealed() {
            return QuarantineEvent.super.sealed().with(by);
        }
    }
}
