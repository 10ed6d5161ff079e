package io.glassline.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Time that moves only when told to.
final class ManualClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-03-02T15:00:00Z"); // a Monday, 10:00 in New York

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }
}
