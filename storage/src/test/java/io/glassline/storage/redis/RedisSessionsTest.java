package io.glassline.storage.redis;

import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.storage.TestServers;
import io.glassline.turn.Sessions;
import io.glassline.turn.SessionsContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.StringCodec;

class RedisSessionsTest extends SessionsContract {

    private static Redis redis;
    private static Sessions sessions;

    @BeforeAll
    static void open() {
        redis = Redis.open(TestServers.redisUrl());
        sessions = new RedisSessions(redis, InstantSource.system());
    }

    @AfterAll
    static void close() {
        redis.close();
    }

    @Override
    protected Sessions sessions() {
        return sessions;
    }

    @Override
    protected void pass(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Test
    void anEmptiedRedisKnowsNothingAndClaimsAndFencesGoOn() {
        var lane = lane();
        var kept = conversation(lane).nextVersion();
        var before = sessions.claim(lane, Duration.ofMinutes(5)).orElseThrow();
        sessions.keep(kept);

        redis.client().getKeys().flushall();

        var after = sessions.claim(lane, Duration.ofMinutes(5)).orElseThrow();
        assertThat(after.session()).isEmpty();
        assertThat(after.fence()).isGreaterThan(before.fence());
        sessions.release(before, Optional.empty());
        assertThat(sessions.claim(lane, Duration.ofMinutes(5)))
                .as("still the second one's")
                .isEmpty();
        sessions.keep(kept);
        sessions.release(after, Optional.empty());
        assertThat(sessions.claim(lane, Duration.ofMinutes(5)).orElseThrow().session())
                .contains(kept);
    }

    @Test
    void aStateOfAnotherVersionOfTheGatewayIsPassedOver() {
        var lane = lane();
        sessions.keep(conversation(lane).nextVersion());
        redis.client().getKeys().getKeys().forEach(key -> {
            var map = redis.client().<String, String>getMap(key, StringCodec.INSTANCE);
            map.computeIfPresent("session", (_, _) -> "{\"shape\":\"of another time\"}");
        });

        assertThat(sessions.claim(lane, Duration.ofMinutes(5)).orElseThrow().session())
                .isEmpty();
    }

    @Test
    void noAddressStandsInAKey() {
        var lane = lane();
        sessions.claim(lane, Duration.ofMinutes(5));

        assertThat(redis.client().getKeys().getKeys())
                .anySatisfy(key -> assertThat(key).matches("glassline:lane:\\{[0-9a-f-]{36}}"))
                .allSatisfy(key -> assertThat(key).doesNotContain(lane.citizen().value()));
    }
}
