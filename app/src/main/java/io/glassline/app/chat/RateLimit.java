package io.glassline.app.chat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often each of many callers may do something: `atOnce` times, and from then on once in `each`.
/// Remembers the [#CALLERS_MAX] who came last; whoever was away long enough to be forgotten had all of it
/// back.
public final class RateLimit {

    static final int CALLERS_MAX = 20_000;

    private final int atOnce;
    private final Duration each;
    private final Map<String, Instant> fullAt = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > CALLERS_MAX;
        }
    };

    public RateLimit(int atOnce, Duration each) {
        this.atOnce = atOnce;
        this.each = each;
    }

    /// Takes one.
    ///
    /// @return how long to wait for the next one where there was none; zero where there was.
    public synchronized Duration take(String caller, Instant now) {
        var before = fullAt.getOrDefault(caller, now);
        var full = (before.isBefore(now) ? now : before).plus(each);
        var tooMuch = Duration.between(now, full).minus(each.multipliedBy(atOnce));
        if (tooMuch.isPositive()) {
            return tooMuch;
        }
        fullAt.put(caller, full);
        return Duration.ZERO;
    }

    /// How many of what was taken are still to be given back.
    public synchronized long taken(String caller, Instant now) {
        var full = fullAt.getOrDefault(caller, now);
        return full.isAfter(now) ? Duration.between(now, full).dividedBy(each) : 0;
    }
}
