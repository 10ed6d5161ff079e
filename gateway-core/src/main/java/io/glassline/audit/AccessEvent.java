package io.glassline.audit;

import java.time.Instant;
import java.util.Optional;

/// Who came to the console and left it, and who was not let in.
public sealed interface AccessEvent extends AuditEvent {

    Actor by();

    @Override
    default Optional<String> channel() {
        return Optional.empty();
    }

    @Override
    default SealedPart sealed() {
        return new SealedPart().with(by());
    }

    record SignIn(Actor by, Instant at) implements AccessEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.SIGNED_IN;
        }
    }

    record SignOut(Actor by, Instant at) implements AccessEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.SIGNED_OUT;
        }
    }

    /// `by` is the account that was tried, or [#NOBODY] when there is none of that name. What was typed is not kept: it
    /// may be a password in the wrong field.
    record Refusal(Actor by, Instant at) implements AccessEvent {

        public static final String NOBODY = "nobody";

        @Override
        public AuditKind kind() {
            return AuditKind.SIGN_IN_REFUSED;
        }
    }
}
