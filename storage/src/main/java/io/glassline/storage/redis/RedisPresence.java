package io.glassline.storage.redis;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Presence;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.redisson.api.RScript;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [Presence] that all nodes see. With Redis away nobody sees anybody, and nothing else is different.
public final class RedisPresence implements Presence {

    private static final Logger LOG = LoggerFactory.getLogger(RedisPresence.class);
    private static final String HERE = Script.read("here.lua");

    private final RScript scripts;
    private final InstantSource clock;
    private volatile boolean away;

    public RedisPresence(Redis redis, InstantSource clock) {
        this.scripts = redis.client().getScript(StringCodec.INSTANCE);
        this.clock = clock;
    }

    @Override
    public void here(Conversation.Id conversation, String agentId, boolean writing) {
        run(conversation, agentId, writing ? "1" : "0");
    }

    @Override
    public void gone(Conversation.Id conversation, String agentId) {
        run(conversation, agentId, "gone");
    }

    @Override
    public List<Reader> others(Conversation.Id conversation, String agentId) {
        return run(conversation, agentId, "ask").stream()
                .map(reader -> new Reader(reader.substring(1), reader.startsWith("1")))
                .sorted(Comparator.comparing(Reader::agentId))
                .toList();
    }

    private List<String> run(Conversation.Id conversation, String agentId, String does) {
        var key = "glassline:presence:{" + conversation + "}";
        try {
            List<String> readers = scripts.eval(
                    key,
                    Mode.READ_WRITE,
                    HERE,
                    ReturnType.LIST,
                    List.of(key),
                    agentId,
                    does,
                    Long.toString(clock.millis()),
                    Long.toString(LASTS.toMillis()));
            away = false;
            return readers;
        } catch (RuntimeException e) {
            if (!away) {
                LOG.warn("Redis is away, nobody sees who else has a conversation open: {}", e.toString());
            }
            away = true;
            return List.of();
        }
    }
}
