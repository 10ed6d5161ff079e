package io.glassline.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.outbox.Throttle;
import io.glassline.outbox.Throttle.Grant;
import io.glassline.outbox.ThrottleContract;
import io.glassline.storage.TestServers;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedisThrottleTest extends ThrottleContract {

    private static final Redis REDIS = Redis.open(TestServers.redisUrl());

    @AfterAll
    static void close() {
        REDIS.close();
    }

    @Override
    protected Throttle throttle() {
        return new RedisThrottle(REDIS, _ -> PER_SECOND);
    }

    @Test
    void withRedisAwayEachNodeTakesItsShare() {
        try (var nowhere = Redis.open("redis://localhost:1")) {
            var throttle = new RedisThrottle(nowhere, _ -> 10);
            var now = Instant.parse("2026-03-02T08:00:00Z");

            assertThat(throttle.take("city-sms", 100, 0, now)).isEqualTo(new Grant(5, 0));
            assertThat(throttle.take("city-sms", 100, 0, now.plusMillis(200))).isEqualTo(new Grant(1, 0));
        }
    }
}
