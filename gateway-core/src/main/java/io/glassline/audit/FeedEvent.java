package io.glassline.audit;

import java.time.Instant;
import java.util.Optional;

/// What becomes of a feed, by which another system gets the record.
public sealed interface FeedEvent extends AuditEvent {

    /// Its name.
    String feed();

    /// The index of the entry that it goes on with.
    long next();

    @Override
    default Optional<String> channel() {
        return Optional.empty();
    }

    @Override
    default SealedPart sealed() {
        return new SealedPart().with(AuditField.FEED, feed()).with(AuditField.NEXT, next());
    }

    /// It is delivered for the first time.
    record Beginning(String feed, long next, Instant at) implements FeedEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.FEED_BEGUN;
        }
    }

    /// Nothing more is delivered.
    ///
    /// @param because of what the receiver did
    record Parking(String feed, long next, String because, Instant at) implements FeedEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.FEED_PARKED;
        }

        @Override
        public SealedPart sealed() {
            return FeedEvent.super.sealed().with(AuditField.REASON, because);
        }
    }

    /// Someone let it go on where it was, or from another entry.
    ///
    /// @param kind one of the two
    record Going(AuditKind kind, String feed, long next, Actor by, Instant at) implements FeedEvent {

        @Override
        public SealedPart sealed() {
            return FeedEvent.super.sealed().with(by);
        }
    }
}
