package io.glassline.console;

import io.glassline.outbox.DeadLetters;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How many messages were not delivered and wait for a person, as every page of the console says it.
///
/// Counted again at most every few seconds, however many pages are open; and a page is shown without the count
/// rather than not at all.
@Singleton
final class Undelivered {

    static final Duration FRESH_FOR = Duration.ofSeconds(5);

    /// Above this a page says `99+`.
    static final int SHOWN_MAX = 99;

    private final DeadLetters deadLetters;
    private final InstantSource clock;

    private Counted last = new Counted(0, Instant.MIN);

    Undelivered(DeadLetters deadLetters, InstantSource clock) {
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /// `3`, `99+`; empty when there are none, or it is not known.
    synchronized String words() {
        if (!clock.instant().isBefore(last.until)) {
            last = new Counted(count(), clock.instant().plus(FRESH_FOR));
        }
        return last.count == 0 ? "" : last.count > SHOWN_MAX ? SHOWN_MAX + "+" : Integer.toString(last.count);
    }

    /// Something was done about one of them.
    synchronized void changed() {
        last = new Counted(last.count, Instant.MIN);
    }

    private int count() {
        try {
            return deadLetters.count(SHOWN_MAX + 1);
        } catch (RuntimeException e) {
            return 0; // the record is away; the page itself says so where it matters
        }
    }

    private record Counted(int count, Instant until) {}
}
