package io.glassline.storage.redis;

import io.glassline.offer.SeenStaff;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.redisson.api.RMap;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A map in Redis. With Redis away, or emptied, nobody is seen.
public final class RedisSeenStaff implements SeenStaff {

    private static final Logger LOG = LoggerFactory.getLogger(RedisSeenStaff.class);
    private static final String KEY = "glassline:staff-seen";

    private final RMap<String, String> times;
    private volatile boolean away;

    public RedisSeenStaff(Redis redis) {
        this.times = redis.client().getMap(KEY, StringCodec.INSTANCE);
    }

    @Override
    public void seen(String agentId, Instant now) {
        try {
            times.fastPut(agentId, Long.toString(now.toEpochMilli()));
            away = false;
        } catch (RuntimeException e) {
            told(e);
        }
    }

    @Override
    public Map<String, Instant> all() {
        try {
            var seen = new HashMap<String, Instant>();
            times.readAllMap().forEach((agent, at) -> seen.put(agent, Instant.ofEpochMilli(Long.parseLong(at))));
            away = false;
            return seen;
        } catch (RuntimeException e) {
            told(e);
            return Map.of();
        }
    }

    private void told(RuntimeException e) {
        if (!away) {
            LOG.warn("Redis is away, nobody is offered conversations: {}", e.toString());
        }
        away = true;
    }
}
