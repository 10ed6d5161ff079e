package io.glassline.storage.redis;

import io.glassline.log.VerifierKey;
import io.glassline.storage.log.LogMark;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.redisson.api.RScript;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [LogMark] that all nodes see. With Redis away there is none: each node's file is the one that counts.
public final class RedisLogMark implements LogMark {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLogMark.class);
    private static final String MARK = Script.read("mark.lua");

    private final RScript scripts;
    private final String key;
    private boolean away;

    public RedisLogMark(Redis redis, VerifierKey log) {
        this.scripts = redis.client().getScript(StringCodec.INSTANCE);
        this.key = "glassline:log:{%08x}:mark".formatted(log.id());
    }

    @Override
    public Optional<byte[]> read() {
        return run("-1", "").map(note -> note.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void keep(long size, byte[] note) {
        run(Long.toString(size), new String(note, StandardCharsets.UTF_8));
    }

    /// @return what is kept afterwards.
    private synchronized Optional<String> run(String size, String note) {
        try {
            String kept = scripts.eval(key, Mode.READ_WRITE, MARK, ReturnType.VALUE, List.of(key), size, note);
            away = false;
            return Optional.ofNullable(kept).filter(text -> !text.isEmpty());
        } catch (RuntimeException e) {
            if (!away) {
                LOG.warn("Redis is away, the log's mark is kept in this node's file only: {}", e.toString());
            }
            away = true;
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Redis, " + key;
    }
}
