package io.glassline.audit;

import java.time.Instant;
import java.util.Optional;

/// What is decided about those who work at the desk: whether they are offered conversations, and which.
public sealed interface StaffEvent extends AuditEvent {

    /// Whom it is about.
    String staffId();

    Actor by();

    @Override
    default Optional<String> channel() {
        return Optional.empty();
    }

    @Override
    default SealedPart sealed() {
        return new SealedPart().with(by()).with(AuditField.STAFF, staffId());
    }

    /// @param choice its word
    record Attending(String staffId, String choice, String reason, Actor by, Instant at) implements StaffEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.STAFF_AVAILABILITY;
        }

        @Override
        public SealedPart sealed() {
            return StaffEvent.super.sealed().with(AuditField.OUTCOME, choice).with(AuditField.REASON, reason);
        }
    }

    /// @param profile what they can do, in words
    record WritingProfile(String staffId, String profile, Actor by, Instant at) implements StaffEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.STAFF_PROFILE;
        }

        @Override
        public SealedPart sealed() {
            return StaffEvent.super.sealed().with(AuditField.PROFILE, profile);
        }
    }
}
