package io.glassline.storage;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.intake.InboundLog;
import io.glassline.message.Content;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgConversationStore;
import io.glassline.storage.postgres.PgInboundLog;
import io.glassline.storage.postgres.Recorded;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the ports promise while the servers are away and when they are back. The time limits are for tests that
/// hang.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OutagesTest {

    private static final int PROVIDERS = 64;

    @TempDir
    static Path folder;

    private static EmbeddedServers servers;

    @BeforeAll
    static void start() {
        servers = EmbeddedServers.start(folder);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void withPostgresAwayDeliveriesAreKeptAndStoredInOrderWhenItIsBack() throws Exception {
        var lane = lane();
        try (var database = open();
                var log = TestServers.inboundLog(database)) {
            assertThat(log.accept(arrival(inbound(lane, "1", "hello"))).join()).isEqualTo(1);

            servers.stopPostgres();
            for (var i = 2; i < 30; i++) {
                assertThat(log.accept(arrival(inbound(lane, "" + i, "hello"))).join())
                        .isZero();
            }
            assertThat(log.isSpooling()).isTrue();
            servers.startPostgres();

            await(() -> !log.isSpooling());
            assertThat(log.accept(arrival(inbound(lane, "30", "hello"))).join()).isEqualTo(1);
            assertThat(patiently(() -> new PgConversationStore(database).unfinished(lane, 99)))
                    .extracting(Inbound::providerId)
                    .containsExactlyElementsOf(numbers(1, 30));
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    /// A PostgreSQL that says nothing at all is worse than one that is gone: connections to it succeed, and hang.
    @Test
    void withPostgresFrozenNobodyWaitsForIt() throws Exception {
        var lane = lane();
        try (var database = open();
                var log = TestServers.inboundLog(database)) {
            log.accept(arrival(inbound(lane, "1", "hello"))).join();

            signal("STOP");
            for (var i = 2; i < 30; i++) {
                log.accept(arrival(inbound(lane, "" + i, "hello"))).join();
            }
            signal("CONT");

            await(() -> !log.isSpooling());
            assertThat(patiently(() -> new PgConversationStore(database).unfinished(lane, 99)))
                    .extracting(Inbound::providerId)
                    .containsExactlyElementsOf(numbers(1, 29));
            patiently(() -> {
                assertEachHasOneEntry(database);
                return true;
            });
        }
    }

    private static void signal(String name) throws Exception {
        var server = ProcessHandle.of(servers.postgresPid()).orElseThrow();
        var command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(server.pid())));
        server.descendants().forEach(child -> command.add(Long.toString(child.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    @Test
    void whatIsSpooledSurvivesARestart(@TempDir Path spool) throws Exception {
        var lane = lane();
        try (var database = open()) {
            try (var log = TestServers.inboundLog(database, spool)) {
                log.accept(arrival(inbound(lane, "1", "hello"))).join();
                servers.stopPostgres();
                log.accept(arrival(inbound(lane, "2", "hello"))).join();
                log.accept(arrival(inbound(lane, "3", "hello"))).join();
            }
            try (var log = TestServers.inboundLog(database, spool)) {
                assertThat(log.isSpooling()).isTrue();
                log.accept(arrival(inbound(lane, "4", "hello"))).join();
                servers.startPostgres();
                await(() -> !log.isSpooling());
                log.accept(arrival(inbound(lane, "5", "hello"))).join();
            }
            assertThat(patiently(() -> new PgConversationStore(database).unfinished(lane, 99)))
                    .extracting(Inbound::providerId)
                    .containsExactlyElementsOf(numbers(1, 5));
        }
    }

    /// The provider brings the first message again, to another node, after the second; and may have brought it to the
    /// same node more than once. The earliest counts, wherever it lies.
    ///
    /// @param millis when the copies in the spool came, in the order in which they lie there.
    @ParameterizedTest
    @ValueSource(strings = {"0", "0 1500", "1500 0 1600"})
    void whatLayInASpoolIsHandledFirstThoughACopyOfItWasStoredLater(String millis, @TempDir Path spool)
            throws Exception {
        var lane = lane();
        try (var database = open()) {
            servers.stopPostgres();
            try (var killed = TestServers.inboundLog(database, spool)) {
                for (var later : millis.split(" ")) {
                    killed.accept(arrival(at(lane, "1", NOW.plusMillis(Long.parseLong(later)))))
                            .join();
                }
            }
            servers.startPostgres();
            try (var other = TestServers.inboundLog(database)) {
                other.accept(arrival(at(lane, "2", NOW.plusSeconds(1)))).join();
                other.accept(arrival(at(lane, "1", NOW.plusSeconds(2)))).join();
                await(() -> !other.isSpooling());
            }
            try (var back = TestServers.inboundLog(database, spool)) {
                await(() -> !back.isSpooling());
            }
            assertThat(patiently(() -> new PgConversationStore(database).unfinished(lane, 99)))
                    .extracting(Inbound::providerId)
                    .containsExactly("1", "2");
        }
    }

    private static Inbound at(Lane lane, String providerId, Instant receivedAt) {
        return inbound(lane, providerId, new Content.Text("hello"), Optional.empty(), receivedAt);
    }

    @Test
    void aFullSpoolIsToldAndTakesAgainWhenItIsDrained(@TempDir Path spool) throws Exception {
        var lane = lane();
        try (var database = open();
                var log = TestServers.inboundLog(database, spool, 20_000)) {
            servers.stopPostgres();
            var kept = 0;
            try {
                while (true) {
                    log.accept(arrival(inbound(lane, "" + (kept + 1), "hello"))).join();
                    kept++;
                }
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(InboundLog.Full.class);
            }
            servers.startPostgres();
            await(() -> !log.isSpooling());

            log.accept(arrival(inbound(lane, "" + (kept + 1), "hello"))).join();
            assertThat(kept).isGreaterThan(5);
            assertThat(patiently(() -> new PgConversationStore(database).unfinished(lane, 999)))
                    .extracting(Inbound::providerId)
                    .containsExactlyElementsOf(numbers(1, kept + 1));
        }
    }

    /// A pool finds out one by one which of its connections the restart broke; who meets such a one tries again.
    private static <T> T patiently(Supplier<T> question) {
        while (true) {
            try {
                return question.get();
            } catch (JdbiException e) {
                pause();
            }
        }
    }

    /// Many providers deliver without pause while PostgreSQL is frozen, killed, and both again. Nothing is refused,
    /// the spool comes to its end though what they bring goes to the disk faster than PostgreSQL takes it, and each
    /// lane's messages stand in the order in which they were acknowledged.
    @Test
    void whatWasAcknowledgedIsKeptThoughPostgresIsKilledMeanwhile() throws Exception {
        try (var database = open();
                var log = TestServers.inboundLog(database);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var enough = new AtomicBoolean();
            var acknowledged = ConcurrentHashMap.<String>newKeySet();
            var lanes = new ArrayList<Lane>();
            for (var provider = 0; provider < PROVIDERS; provider++) {
                var lane = lane();
                lanes.add(lane);
                threads.submit(() -> deliver(log, lane, enough, acknowledged));
            }
            try {
                for (var killed = 0; killed < 2; killed++) {
                    var before = acknowledged.size();
                    await(() -> acknowledged.size() > before + 200 && !log.isSpooling());
                    signal("STOP");
                    await(log::isSpooling);
                    signal("CONT");
                    await(() -> !log.isSpooling());
                    var pid = servers.postgresPid();
                    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                    await(log::isSpooling);
                    await(() -> servers.postgresPid() != pid);
                }
                await(() -> !log.isSpooling());
                var before = acknowledged.size();
                await(() -> acknowledged.size() > before + 200);
            } finally {
                enough.set(true); // else they deliver for ever
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

            await(() -> !log.isSpooling());
            acknowledged.removeAll(patiently(() -> stored(database, lanes)));
            assertThat(acknowledged).as("acknowledged, and not stored").isEmpty();
            assertEachHasOneEntry(database);
        }
    }

    /// A provider: message after message.
    private static void deliver(PgInboundLog log, Lane lane, AtomicBoolean enough, Set<String> acknowledged) {
        for (var i = 0; !enough.get(); i++) {
            var message = inbound(lane, "m" + i, "hello");
            log.accept(arrival(message)).join();
            acknowledged.add(message.id().toString());
        }
    }

    private static Set<String> stored(Database database, List<Lane> lanes) {
        var store = new PgConversationStore(database);
        var stored = new HashSet<String>();
        for (var lane : lanes) {
            var messages = store.unfinished(lane, 1_000_000);
            for (var i = 0; i < messages.size(); i++) {
                assertThat(messages.get(i).providerId()).as("in order").isEqualTo("m" + i);
                stored.add(messages.get(i).id().toString());
            }
        }
        return stored;
    }

    private static void assertEachHasOneEntry(Database database) {
        var ids = new HashSet<>();
        Recorded.entries(database)
                .forEach(entry ->
                        assertThat(ids.add(entry.message().orElseThrow())).isTrue());
    }

    @Test
    void withRedisAwayEveryClaimSucceedsAndKnowsNothing() throws Exception {
        var lane = lane();
        try (var redis = Redis.open(servers.redisUrl())) {
            var sessions = new RedisSessions(redis, InstantSource.system());
            var kept = conversation(lane).nextVersion();
            sessions.keep(kept);
            var first = sessions.claim(lane, Duration.ofMinutes(5)).orElseThrow();
            assertThat(first.session()).contains(kept);
            Thread.sleep(1_500); // Redis writes down what it is told once a second

            servers.killRedis();
            var last = first.fence();
            for (var i = 0; i < 200; i++) {
                var claim = sessions.claim(lane, Duration.ofMinutes(5)).orElseThrow();
                assertThat(claim.session()).isEmpty();
                assertThat(claim.fence()).isGreaterThan(last);
                last = claim.fence();
                sessions.keep(kept);
                sessions.release(claim, Optional.empty());
            }
            servers.startRedis();

            await(() -> isKeeping(sessions));
            assertThat(sessions.claim(lane, Duration.ofMinutes(5)))
                    .as("the first claim has not run out")
                    .isEmpty();
            sessions.release(first, Optional.empty());
            assertThat(sessions.claim(lane, Duration.ofMinutes(5)).orElseThrow().session())
                    .contains(kept);
        }
    }

    private static boolean isKeeping(RedisSessions sessions) {
        var kept = conversation(lane()).nextVersion();
        sessions.keep(kept);
        return sessions.claim(kept.lane(), Duration.ofMinutes(5))
                .flatMap(claim -> claim.session())
                .isPresent();
    }

    @Test
    void aGatewayMayStartWhileRedisIsAway() throws Exception {
        servers.killRedis();
        try (var redis = Redis.open(servers.redisUrl())) {
            var sessions = new RedisSessions(redis, InstantSource.system());
            assertThat(sessions.claim(lane(), Duration.ofMinutes(5))).isPresent();
            servers.startRedis();

            await(() -> isKeeping(sessions));
        }
    }

    private static Database open() {
        return Database.open(servers.jdbcUrl(), servers.user(), servers.password(), 4);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(java.util.function.BooleanSupplier holds) {
        while (!holds.getAsBoolean()) { // the class's time limit ends it
            pause();
        }
    }
}
