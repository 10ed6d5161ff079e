package io.glassline.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Presence;
import io.glassline.desk.PresenceContract;
import io.glassline.storage.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisPresenceTest extends PresenceContract {

    private final Redis redis = Redis.open(TestServers.redisUrl());
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private final Presence presence = new RedisPresence(redis, () -> now);

    @AfterEach
    void close() {
        redis.close();
    }

    @Override
    protected Presence presence() {
        return presence;
    }

    @Override
    protected void passes(Duration time) {
        now = now.plus(time);
    }

    @Test
    void withoutRedisNobodyIsSeen() {
        try (var nowhere = Redis.open("redis://127.0.0.1:1")) {
            var alone = new RedisPresence(nowhere, () -> now);
            var id = new Conversation.Id(UUID.randomUUID());
            alone.here(id, "kim", true);
            assertThat(alone.others(id, "lee")).isEmpty();
        }
    }
}
