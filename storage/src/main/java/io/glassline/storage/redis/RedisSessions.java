package io.glassline.storage.redis;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.message.NameBasedId;
import io.glassline.storage.json.JsonForms;
import io.glassline.turn.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.redisson.api.RScript;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sessions and leases in Redis, one hash for each lane and one script for each thing done with it, so that each is
/// one trip and on a cluster one slot.
///
/// With Redis away, claims succeed with an empty session and a fence of our own, at once: after a failure nothing
/// is asked of Redis for [#PAUSE].
public final class RedisSessions implements Sessions {

    /// How long a lane's state is kept after it was last touched. Then PostgreSQL is read once more.
    static final Duration KEPT = Duration.ofHours(24);

    /// How long Redis is left alone after a command failed.
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final UUID LANES = UUID.fromString("0b6a7c1e-3d0f-5f43-8a8e-52a1d2a5c002");
    private static final Logger LOG = LoggerFactory.getLogger(RedisSessions.class);

    private static final String CLAIM = script("claim.lua");
    private static final String KEEP = script("keep.lua");
    private static final String RELEASE = script("release.lua");

    private final RScript scripts;
    private final InstantSource clock;
    private final AtomicLong localFence = new AtomicLong();
    private final AtomicLong leftAloneSinceNanos = new AtomicLong();
    private volatile boolean away;

    public RedisSessions(Redis redis, InstantSource clock) {
        this(redis.client(), clock);
    }

    RedisSessions(RedissonClient client, InstantSource clock) {
        this.clock = clock;
        this.scripts = client.getScript(StringCodec.INSTANCE);
    }

    @Override
    public Optional<Claim> claim(Lane lane, Duration atMost) {
        return asked(() -> claimed(lane, atMost))
                .orElseGet(() -> Optional.of(new Claim(lane, nextLocalFence(), Optional.empty())));
    }

    private Optional<Claim> claimed(Lane lane, Duration atMost) {
        List<String> answer = run(CLAIM, ReturnType.LIST, key(lane), atMost.toMillis(), KEPT.toMillis());
        if (answer == null || answer.isEmpty()) {
            return Optional.empty();
        }
        var session = answer.size() < 2
                ? Optional.<Conversation>empty()
                : read(answer.get(1)).filter(conversation -> conversation.lane().equals(lane));
        return Optional.of(new Claim(lane, Long.parseLong(answer.getFirst()), session));
    }

    /// What another version of the gateway kept and this one cannot read is as good as nothing.
    private static Optional<Conversation> read(String json) {
        try {
            return Optional.of(JsonForms.readConversation(json));
        } catch (RuntimeException e) {
            LOG.warn(
                    "a kept session cannot be read and is passed over: {}",
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    @Override
    public void release(Claim claim) {
        asked(() -> Optional.ofNullable(
                this.<Long>run(RELEASE, ReturnType.LONG, key(claim.lane()), Long.toString(claim.fence()))));
    }

    @Override
    public void keep(Conversation conversation) {
        asked(() -> Optional.ofNullable(this.<Long>run(
                KEEP,
                ReturnType.LONG,
                key(conversation.lane()),
                conversation.id().toString(),
                Long.toString(conversation.version()),
                Long.toString(conversation.lastActivityAt().toEpochMilli()),
                conversation.isOpen() ? JsonForms.conversation(conversation) : "",
                KEPT.toMillis())));
    }

    private <R> R run(String script, ReturnType answer, String key, Object... arguments) {
        return scripts.eval(key, Mode.READ_WRITE, script, answer, List.of(key), arguments);
    }

    /// Asks Redis, unless it failed a moment ago.
    ///
    /// @return empty when it is away.
    private <R> Optional<R> asked(Supplier<R> question) {
        if (away && !isTimeToTryAgain()) {
            return Optional.empty();
        }
        try {
            var answer = question.get();
            if (away) {
                LOG.info("Redis is back");
                away = false;
            }
            return Optional.of(answer);
        } catch (RuntimeException e) {
            leftAloneSinceNanos.set(System.nanoTime());
            if (!away) {
                LOG.warn("Redis is away, sessions are read from PostgreSQL: {}", e.toString());
                away = true;
            }
            return Optional.empty();
        }
    }

    /// True for one caller in each pause: it tries for all.
    private boolean isTimeToTryAgain() {
        var since = leftAloneSinceNanos.get();
        var now = System.nanoTime();
        return now - since >= PAUSE.toNanos() && leftAloneSinceNanos.compareAndSet(since, now);
    }

    /// Rises, and lies where Redis's own fences lie: both count microseconds.
    private long nextLocalFence() {
        var now = clock.millis() * 1_000;
        return localFence.updateAndGet(last -> Math.max(last + 1, now));
    }

    /// The lane as one opaque word: no address stands in Redis's keys, and the braces make it the key's cluster
    /// slot.
    private static String key(Lane lane) {
        var name = lane.accountId() + "\n" + lane.citizen().channel() + "\n"
                + lane.citizen().value();
        return "glassline:lane:{" + NameBasedId.of(LANES, name) + "}";
    }

    private static String script(String name) {
        try (var in = RedisSessions.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the script " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the script " + name + " cannot be read", e);
        }
    }
}
