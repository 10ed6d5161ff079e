package io.glassline.audit;

import io.glassline.offer.Attendance.Choice;
import io.glassline.offer.Profile;
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

    record Attending(String staffId, Choice choice, String reason, Actor by, Instant at) implements StaffEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.STAFF_AVAILABILITY;
        }

        @Override
        public SealedPart sealed() {
            return StaffEvent.super
                    .sealed()
                    .with(AuditField.OUTCOME, choice.word())
                    .with(AuditField.REASON, reason);
        }
    }

    record WritingProfile(Profile profile, Actor by, Instant at) implements StaffEvent {

        @Override
        public String staffId() {
            return profile.agentId();
        }

        @Override
        public AuditKind kind() {
            return AuditKind.STAFF_PROFILE;
        }

        @Override
        public SealedPart sealed() {
            return StaffEvent.super.sealed().with(AuditField.PROFILE, profile.words());
        }
    }
}
