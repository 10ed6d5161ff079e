package io.glassline.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// A bucket for each account.
public final class InMemoryThrottle implements Throttle {

    private final int perSecond;
    private final Map<String, TokenBucket> buckets = new HashMap<>();

    public InMemoryThrottle(int perSecond) {
        this.perSecond = perSecond;
    }

    @Override
    public synchronized Grant take(String accountId, int live, int bulk, Instant now) {
        return bucket(accountId, now).take(live, bulk, now);
    }

    @Override
    public synchronized void pause(String accountId, Duration atLeast, Instant now) {
        bucket(accountId, now).pause(now.plus(atLeast));
    }

    private TokenBucket bucket(String accountId, Instant now) {
        return buckets.computeIfAbsent(accountId, _ -> new TokenBucket(perSecond, now));
    }
}
