package io.glassline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Time that moves only when told to.
public final class ManualClock implements InstantSource {

    private Instant now = Instant.parse("2026-03-02T08:00:00Z"); // a Monday, opening time

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }
}
