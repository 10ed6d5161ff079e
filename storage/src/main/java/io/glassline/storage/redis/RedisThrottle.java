package io.glassline.storage.redis;

import io.glassline.outbox.Throttle;
import io.glassline.outbox.TokenBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.redisson.api.RScript;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One bucket for each account in Redis, which all nodes take from, and whose clock they all go by.
///
/// With Redis away, each node takes from a bucket of its own that fills at its share of the rate; after a failure
/// nothing is asked of Redis for [#PAUSE].
public final class RedisThrottle implements Throttle {

    /// How long Redis is left alone after a command failed.
    static final Duration PAUSE = Duration.ofSeconds(1);

    /// Between how many nodes the rate is shared out when they cannot ask each other.
    static final int NODES_ASSUMED = 2;

    private static final Logger LOG = LoggerFactory.getLogger(RedisThrottle.class);

    private static final String TAKE = Script.read("take.lua");
    private static final String PAUSE_FOR = Script.read("pause.lua");

    private final RScript scripts;
    private final ToIntFunction<String> partsPerSecond;
    private final Map<String, TokenBucket> own = new HashMap<>();
    private volatile boolean away;
    private volatile long leftAloneSinceNanos;

    /// @param partsPerSecond the rate of an account.
    public RedisThrottle(Redis redis, ToIntFunction<String> partsPerSecond) {
        this.scripts = redis.client().getScript(StringCodec.INSTANCE);
        this.partsPerSecond = partsPerSecond;
    }

    @Override
    public Grant take(String accountId, int live, int bulk, Instant now) {
        return asked(() -> taken(accountId, live, bulk)).orElseGet(() -> takenFromOwn(accountId, live, bulk, now));
    }

    private Grant taken(String accountId, int live, int bulk) {
        var rate = partsPerSecond.applyAsInt(accountId);
        var holds = TokenBucket.holds(rate);
        List<Long> given = run(
                TAKE,
                ReturnType.LIST,
                accountId,
                Integer.toString(rate),
                Double.toString(holds),
                Integer.toString(live),
                Integer.toString(bulk),
                Double.toString(holds * TokenBucket.KEPT_FOR_LIVE));
        return new Grant(given.get(0).intValue(), given.get(1).intValue());
    }

    private Grant takenFromOwn(String accountId, int live, int bulk, Instant now) {
        synchronized (own) {
            return ownBucket(accountId, now).take(live, bulk, now);
        }
    }

    private TokenBucket ownBucket(String accountId, Instant now) {
        return own.computeIfAbsent(
                accountId, _ -> new TokenBucket((double) partsPerSecond.applyAsInt(accountId) / NODES_ASSUMED, now));
    }

    @Override
    public void pause(String accountId, Duration atLeast, Instant now) {
        synchronized (own) {
            ownBucket(accountId, now).pause(now.plus(atLeast));
        }
        asked(() -> this.<Long>run(PAUSE_FOR, ReturnType.LONG, accountId, Long.toString(atLeast.toMillis())));
    }

    private <R> R run(String script, ReturnType answer, String accountId, Object... arguments) {
        var key = "glassline:throttle:{" + accountId + "}";
        return scripts.eval(key, Mode.READ_WRITE, script, answer, List.of(key), arguments);
    }

    /// Asks Redis, unless it failed a moment ago.
    ///
    /// @return empty when it is away.
    private <R> Optional<R> asked(Supplier<R> question) {
        if (away && System.nanoTime() - leftAloneSinceNanos < PAUSE.toNanos()) {
            return Optional.empty();
        }
        try {
            var answer = question.get();
            if (away) {
                away = false;
                LOG.info("Redis is back, sends are throttled together again");
            }
            return Optional.of(answer);
        } catch (RuntimeException e) {
            leftAloneSinceNanos = System.nanoTime();
            if (!away) {
                away = true;
                LOG.warn("Redis is away, each node throttles its sends by itself: {}", e.toString());
            }
            return Optional.empty();
        }
    }
}
