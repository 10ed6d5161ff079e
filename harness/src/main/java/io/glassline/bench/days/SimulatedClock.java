package io.glassline.bench.days;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Time that runs as the machine's does, and is moved on when nothing is left to do until the next thing
/// happens. So what takes milliseconds takes milliseconds here too, and nobody waits for a night to pass.
final class SimulatedClock implements InstantSource {

    private final InstantSource machine = Clock.systemUTC();
    private volatile Duration ahead;

    /// @param start what time it is now; later than the machine's, for the database writes its own time
    ///     into a few columns
    SimulatedClock(Instant start) {
        var now = machine.instant();
        if (start.isBefore(now)) {
            throw new IllegalArgumentException("a simulated town begins in the future, not on " + start);
        }
        this.ahead = Duration.between(now, start);
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead);
    }

    /// Moves on to `time`; a time that is past moves nothing.
    void moveOnTo(Instant time) {
        var now = instant();
        if (time.isAfter(now)) {
            ahead = ahead.plus(Duration.between(now, time));
        }
    }
}
