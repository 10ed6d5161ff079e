package io.glassline.app.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Logs warnings that come by the thousand while something is away: one in [#EVERY], with the number left out.
public final class ThrottledLog {

    static final Duration EVERY = Duration.ofSeconds(5);

    private final Logger log;
    private final InstantSource clock;
    private final AtomicReference<Instant> writtenAt = new AtomicReference<>(Instant.EPOCH);
    private final LongAdder leftOut = new LongAdder();

    public ThrottledLog(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /// @param cause is logged with its stack trace; without one, only `what` is.
    public void write(String what, @Nullable Throwable cause) {
        var now = clock.instant();
        var last = writtenAt.get();
        if (last.plus(EVERY).isAfter(now) || !writtenAt.compareAndSet(last, now)) {
            leftOut.increment();
            return;
        }
        var others = leftOut.sumThenReset();
        log.atWarn().setCause(cause).log(others == 0 ? what : what + " (and " + others + " like it before)");
    }
}
