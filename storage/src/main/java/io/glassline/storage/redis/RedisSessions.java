package io.glassline.storage.redis;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.message.NameBasedId;
import io.glassline.storage.Batcher;
import io.glassline.storage.json.ConversationJson;
import io.glassline.turn.Sessions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sessions and leases in Redis, one hash for each lane and one script for each thing done with it, so that each is
/// on a cluster one slot; and what many turns ask at the same time goes in one trip.
///
/// With Redis away, claims succeed with an empty session and a fence of our own, at once: after a failure nothing
/// is asked of Redis for [#PAUSE].
public final class RedisSessions implements Sessions, AutoCloseable {

    /// How long a lane's state is kept after it was last touched. Then PostgreSQL is read once more.
    static final Duration KEPT = Duration.ofHours(24);

    /// How long Redis is left alone after a command failed.
    static final Duration PAUSE = Duration.ofSeconds(1);

    /// How long it may take to hold lanes. Longer than other commands, for without Redis nobody knows of them, and what
    /// is said next may be handled first; whoever spools messages waits for it before they are acknowledged.
    static final Duration HOLD_WAIT_MAX = Duration.ofSeconds(3);

    private static final UUID LANES = UUID.fromString("0b6a7c1e-3d0f-5f43-8a8e-52a1d2a5c002");
    private static final Logger LOG = LoggerFactory.getLogger(RedisSessions.class);

    /// More in one trip take longer each.
    private static final int BATCH_MAX = 256;

    private static final int WAITING_MAX = 100_000;

    private static final String CLAIM = Script.read("claim.lua");
    private static final String KEEP = Script.read("keeping.lua") + Script.read("keep.lua");
    private static final String RELEASE = Script.read("keeping.lua") + Script.read("release.lua");
    private static final String FORGET = Script.read("forget.lua");
    private static final String HOLD = Script.read("hold.lua");

    private final RedissonClient client;
    private final InstantSource clock;
    private final Batcher<Command, Optional<Object>> asking;
    private final AtomicLong localFence = new AtomicLong();
    private final AtomicLong leftAloneSinceNanos = new AtomicLong();
    private final AtomicLong heldInVainAtNanos = new AtomicLong(System.nanoTime() - PAUSE.toNanos());
    private volatile boolean away;

    public RedisSessions(Redis redis, InstantSource clock) {
        this.client = redis.client();
        this.clock = clock;
        this.asking = new Batcher<>("sessions", BATCH_MAX, WAITING_MAX, _ -> true, this::askAll);
    }

    @Override
    public Optional<Claim> claim(Lane lane, Duration atMost) {
        var command = new Command(CLAIM, ReturnType.LIST, key(lane), atMost.toMillis(), KEPT.toMillis());
        return asking.ask(command)
                .map(answer -> claimed(lane, (List<?>) answer))
                .orElseGet(() -> Optional.of(new Claim(lane, nextLocalFence(), Optional.empty())));
    }

    private static Optional<Claim> claimed(Lane lane, List<?> answer) {
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        var session = answer.size() < 2
                ? Optional.<Conversation>empty()
                : read(answer.get(1).toString())
                        .filter(conversation -> conversation.lane().equals(lane));
        return Optional.of(new Claim(lane, Long.parseLong(answer.getFirst().toString()), session));
    }

    /// What another version of the gateway kept and this one cannot read is as good as nothing.
    private static Optional<Conversation> read(String json) {
        try {
            return Optional.of(ConversationJson.readConversation(json));
        } catch (RuntimeException e) {
            LOG.warn(
                    "a kept session cannot be read and is passed over: {}",
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    @Override
    public boolean release(Claim claim, Optional<Conversation> latest) {
        var arguments = new ArrayList<Object>(List.of(Long.toString(claim.fence())));
        latest.ifPresent(conversation -> arguments.addAll(state(conversation)));
        return asking.ask(new Command(RELEASE, ReturnType.LONG, key(claim.lane()), arguments.toArray()))
                .filter(asked -> (Long) asked == 1)
                .isPresent();
    }

    @Override
    public void keep(Conversation conversation) {
        asking.ask(new Command(
                KEEP,
                ReturnType.LONG,
                key(conversation.lane()),
                state(conversation).toArray()));
    }

    @Override
    public boolean forget(Lane lane) {
        return asking.ask(new Command(FORGET, ReturnType.LONG, key(lane))).isPresent();
    }

    private static List<Object> state(Conversation conversation) {
        return List.of(
                conversation.id().toString(),
                Long.toString(conversation.version()),
                Long.toString(conversation.lastActivityAt().toEpochMilli()),
                conversation.isOpen() ? ConversationJson.conversation(conversation) : "",
                KEPT.toMillis());
    }

    @Override
    public void hold(Collection<Lane> lanes, String holder, Duration atMost) {
        held(lanes, holder, Long.toString(Math.max(1, atMost.toMillis())));
    }

    @Override
    public void letGo(Collection<Lane> lanes, String holder) {
        held(lanes, holder, "0");
    }

    private void held(Collection<Lane> lanes, String holder, String forMillis) {
        var commands = lanes.stream()
                .map(lane -> new Command(HOLD, ReturnType.LONG, key(lane), holder, forMillis, KEPT.toMillis()))
                .toList();
        for (var from = 0; from < commands.size() && !isHoldingInVain(); from += BATCH_MAX) {
            try {
                new Trip(commands.subList(from, Math.min(commands.size(), from + BATCH_MAX)), HOLD_WAIT_MAX)
                        .batch.execute();
            } catch (RuntimeException e) {
                heldInVainAtNanos.set(System.nanoTime());
                LOG.warn("Redis does not hear which lanes are held: {}", e.toString());
            }
        }
    }

    private boolean isHoldingInVain() {
        return System.nanoTime() - heldInVainAtNanos.get() < PAUSE.toNanos();
    }

    private record Command(String script, ReturnType answer, String key, Object... arguments) {}

    /// Asks Redis in one trip, unless it failed a moment ago.
    ///
    /// @return for each command its answer, or empty when Redis is away.
    private List<Optional<Object>> askAll(List<Command> commands) {
        if (away && !isTimeToTryAgain()) {
            return Collections.nCopies(commands.size(), Optional.empty());
        }
        var trip = new Trip(commands, Redis.COMMAND_WAIT_MAX);
        try {
            trip.batch.execute();
            if (away) {
                LOG.info("Redis is back");
                away = false;
            }
        } catch (RuntimeException e) {
            leftAloneSinceNanos.set(System.nanoTime());
            if (!away) {
                LOG.warn("Redis is away, sessions are read from PostgreSQL: {}", e.toString());
                away = true;
            }
        }
        // Of a cluster a part may have answered all the same.
        return trip.asked.stream().map(RedisSessions::answered).toList();
    }

    /// Commands that go together, and what is answered to each.
    private final class Trip {

        private final RBatch batch;
        private final List<CompletableFuture<Object>> asked;

        Trip(List<Command> commands, Duration atMost) {
            batch = client.createBatch(BatchOptions.defaults()
                    .responseTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    .retryAttempts(0));
            var scripts = batch.getScript(StringCodec.INSTANCE);
            asked = commands.stream()
                    .map(command -> scripts.evalAsync(
                                    command.key,
                                    Mode.READ_WRITE,
                                    command.script,
                                    command.answer,
                                    List.of(command.key),
                                    command.arguments)
                            .toCompletableFuture())
                    .toList();
        }
    }

    private static Optional<Object> answered(CompletableFuture<Object> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally()
                ? Optional.ofNullable(answer.join())
                : Optional.empty();
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

    @Override
    public void close() {
        asking.close();
    }
}
