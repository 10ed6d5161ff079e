package io.glassline.outbox;

import io.glassline.outbox.Throttle.Grant;
import java.time.Duration;
import java.time.Instant;

/// Tokens that come in at a rate, up to a second's worth. Not for use by more than one thread at a time.
public final class TokenBucket {

    /// Bulk may take what is above this share of the bucket, so that a live message always finds some.
    public static final double KEPT_FOR_LIVE = 0.5;

    private final double perSecond;
    private double tokens;
    private Instant filledAt;
    private Instant pausedUntil;

    public TokenBucket(double perSecond, Instant now) {
        this.perSecond = perSecond;
        this.tokens = holds(perSecond);
        this.filledAt = now;
        this.pausedUntil = now;
    }

    /// How many a bucket holds: never so few that bulk could not have one.
    public static double holds(double perSecond) {
        return Math.max(2, perSecond);
    }

    public Grant take(int live, int bulk, Instant now) {
        if (now.isAfter(filledAt)) {
            var seconds = Duration.between(filledAt, now).toNanos() / 1e9;
            tokens = Math.min(holds(perSecond), tokens + seconds * perSecond);
            filledAt = now;
        }
        if (now.isBefore(pausedUntil)) {
            return Grant.NOTHING;
        }
        var forLive = taken(live, 0);
        var forBulk = taken(bulk, holds(perSecond) * KEPT_FOR_LIVE);
        return new Grant(forLive, forBulk);
    }

    private int taken(int wanted, double kept) {
        var given = (int) Math.max(0, Math.min(wanted, Math.floor(tokens - kept)));
        tokens -= given;
        return given;
    }

    public void pause(Instant until) {
        pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
    }
}
