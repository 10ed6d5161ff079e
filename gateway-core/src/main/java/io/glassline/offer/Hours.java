package io.glassline.offer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a queue's people are there. What a queue promises is counted in this time only: nobody waits
/// "fourteen hours" over a night in which nobody was to come.
public interface Hours {

    /// Day and night.
    Hours ALWAYS = new Hours() {
        @Override
        public Duration open(Instant from, Instant to) {
            return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
        }

        @Override
        public Optional<Instant> after(Instant from, Duration open) {
            return Optional.of(from.plus(open));
        }
    };

    /// How long they were there from `from` until `to`; nothing where `to` is not later.
    Duration open(Instant from, Instant to);

    /// When they will have been there for `open` since `from`; empty where that is beyond all that is
    /// planned.
    Optional<Instant> after(Instant from, Duration open);
}
