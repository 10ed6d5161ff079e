package io.glassline.app.connection;

import java.time.Duration;

/// Until when something is waited for, if there is an end to it. To set it costs a look at the clock and
/// no timer, for it is set twice for each request.
final class Deadline {

    private boolean set;
    private long nanos;

    /// @return now, in the nanoseconds of `System.nanoTime()`, and never 0.
    long in(Duration within) {
        var now = System.nanoTime() | 1;
        nanos = now + within.toNanos();
        set = true;
        return now;
    }

    void none() {
        set = false;
    }

    boolean isSet() {
        return set;
    }

    boolean isPast(long nowNanos) {
        return set && nowNanos - nanos >= 0;
    }
}
