package io.glassline.simulator.provider;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// A provider's rate limit: so many a second for each key, and a burst. Safe to call from any thread.
public final class Throttle {

    private static final int KEYS_MAX = 100_000;

    private final double perSecond;
    private final double burst;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new HashMap<>();

    public Throttle(int perSecond, int burst, InstantSource clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
    }

    /// @return 0 if one more is let through now, otherwise the whole seconds to wait.
    public synchronized long secondsToWait(String key) {
        var now = clock.instant();
        if (buckets.size() > KEYS_MAX) {
            buckets.clear();
        }
        var bucket = buckets.computeIfAbsent(key, _ -> new Bucket(burst, now));
        var elapsed = (now.toEpochMilli() - bucket.at.toEpochMilli()) / 1000.0;
        bucket.tokens = Math.min(burst, bucket.tokens + Math.max(0, elapsed) * perSecond);
        bucket.at = now;
        if (bucket.tokens >= 1) {
            bucket.tokens -= 1;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - bucket.tokens) / perSecond));
    }

    private static final class Bucket {
        double tokens;
        Instant at;

        Bucket(double tokens, Instant at) {
            this.tokens = tokens;
            this.at = at;
        }
    }
}
