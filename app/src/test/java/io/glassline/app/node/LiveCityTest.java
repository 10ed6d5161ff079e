package io.glassline.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.answer.Withdrawals;
import io.glassline.app.Await;
import io.glassline.app.rules.CityReader;
import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.VersionId;
import io.glassline.consent.Consent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueLines;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.request.NearbyReports;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.router.knowledge.TrainingCache;
import io.glassline.routing.Burst;
import io.glassline.routing.Route;
import io.glassline.routing.Situation;
import io.glassline.sources.Drivers;
import io.glassline.sources.Sources;
import io.glassline.sources.report.CitySystems;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgAddresses;
import io.glassline.storage.postgres.PgModelUse;
import io.glassline.storage.postgres.PgRequests;
import io.glassline.storage.postgres.PgShadows;
import io.glassline.storage.postgres.PgVersionNodes;
import io.glassline.storage.postgres.PgVersions;
import io.glassline.storage.postgres.PgWithdrawals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node that takes up versions while it runs, over a real PostgreSQL.
class LiveCityTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Path EXAMPLE = Path.of("..", "config");

    @TempDir
    Path folder;

    private EmbeddedServers servers;
    private Database database;
    private PgVersions versions;
    private PgWithdrawals withdrawals;
    private Function<String, LiveCity> node;
    private LiveCity live;
    private VersionId first;

    @BeforeEach
    void start() throws SQLException {
        servers = EmbeddedServers.start(Path.of("target", "embedded"));
        try (var connection = DriverManager.getConnection(servers.jdbcUrl(), servers.user(), servers.password());
                var statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
        }
        database = Database.open(servers.jdbcUrl(), servers.user(), servers.password(), 4);
        var nodes = new PgVersionNodes(database);
        var audit = new AuditEntries(() -> new byte[AuditEntries.SALT_BYTES]);
        versions = new PgVersions(
                database,
                nodes,
                new PgShadows(database, audit, InstantSource.fixed(NOW), UUID::randomUUID),
                audit,
                _ -> new PgVersions.Checked(List.of(), List.of()),
                InstantSource.fixed(NOW));
        withdrawals = new PgWithdrawals(database, audit, InstantSource.fixed(NOW));
        var city = ((Parsed.Good<CityConfig>) CityConfig.read(EXAMPLE, Adapters.forms(), PlaceholderVariables::value))
                .value();
        first = versions.adopt(city.files(), "the folder", true);
        var wordForWord = Retrieval.wordForWord(city.knowledge());
        var answers = new BotAnswers(
                wordForWord, CompletableFuture.completedFuture(wordForWord), BotAnswers.QUESTION_WAIT_MAX);
        var sources = new Sources(database.jdbi(), new Drivers(List.of()), (_, _, _) -> {}, InstantSource.fixed(NOW));
        var addresses = new AddressLookups(
                new PgAddresses(database, InstantSource.fixed(NOW)),
                new AddressListReader(sources),
                (_, _, _) -> {},
                InstantSource.fixed(NOW));
        var nearby = new NearbyReports(new PgRequests(database), new CitySystems(InstantSource.fixed(NOW)));
        var lookups = new CityLookups(sources, addresses, nearby);
        var models = new CityModels(new PgModelUse(database), new SimpleMeterRegistry(), InstantSource.fixed(NOW));
        node = name -> new LiveCity(
                name,
                CityVersion.of(city, answers, lookups, models, _ -> {}),
                versions,
                nodes,
                new CityReader(Adapters.forms(), PlaceholderVariables::value, UnaryOperator.identity()),
                new LearntKnowledge(TrainingCache.none()),
                lookups,
                models,
                _ -> {},
                new LiveWithdrawals(withdrawals));
        live = node.apply("here:1");
        live.begin();
    }

    @AfterEach
    void stop() {
        live.close();
        database.close();
        servers.close();
    }

    @Test
    void anOpenFormThatIsAnotherNowGoesOnUnderItsOwnVersionAndAllElseMoves() throws IOException {
        var second = adopt("flows/permit-status.yml", "tries: 3", "tries: 2");

        Await.that("it is taken up", () -> live.now().id().equals(second));
        assertThat(decides(conversation(Optional.empty()))).isEqualTo(second);
        assertThat(decides(conversation(Optional.of(first)))).isEqualTo(first);
        assertThat(decides(conversation(Optional.of(second)))).isEqualTo(second);
    }

    @Test
    void anOpenFormThatIsTheSameMoves() throws IOException {
        var second = adopt("phrases.yml", "You are welcome. Write any time.", "Our pleasure.");

        Await.that("it is taken up", () -> live.now().id().equals(second));
        assertThat(decides(conversation(Optional.of(first)))).isEqualTo(second);
    }

    @Test
    void aVersionOnNoRecordIsDecidedByTheActiveOne() {
        assertThat(decides(conversation(Optional.of(new VersionId("000000000000")))))
                .isEqualTo(first);
    }

    /// Whoever calls then is told so in the city's own words.
    @Test
    void itSpeaksWhileTheRecordIsAwayAndDecidesNothing() {
        database.close();

        Await.that("it cannot know any more which version is active", () -> {
            try {
                live.of(conversation(Optional.empty()));
                return false;
            } catch (RuntimeException e) {
                return true;
            }
        });
        assertThat(live.active().router().rulesVersion()).isEqualTo(first.hex());
        assertThatThrownBy(() -> live.of(conversation(Optional.empty()))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void whatIsWithdrawnIsGivenByNoNodeAfterASecond() {
        try (var other = node.apply("there:2")) {
            other.begin();
            assertThat(asks(live)).isEqualTo("bot:library");
            assertThat(asks(other)).isEqualTo("bot:library");

            withdraw("library");
            var since = System.nanoTime();
            Await.that(
                    "no node gives it",
                    () -> !asks(live).equals("bot:library") && !asks(other).equals("bot:library"));
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(1));
            assertThat(asks(live)).startsWith("queue:");
            assertThat(asks(other)).startsWith("queue:");

            takeBack("library");
            Await.that(
                    "both give it again",
                    () -> asks(live).equals("bot:library") && asks(other).equals("bot:library"));
        }
    }

    @Test
    void aNodeThatBeginsKnowsWhatIsWithdrawn() {
        withdraw("library");
        try (var late = node.apply("late:3")) {
            late.begin();
            assertThat(asks(late)).startsWith("queue:");
        }
    }

    @Test
    void itStaysWithdrawnUntilAVersionInWhichItReadsOtherwise() throws IOException {
        withdraw("library");
        var second = adopt("phrases.yml", "You are welcome. Write any time.", "Our pleasure.");
        Await.that("it is taken up", () -> live.now().id().equals(second));
        Await.that("it stays withdrawn", () -> asks(live).startsWith("queue:"));

        var third = adopt("knowledge/events/library.md", "A card is free", "A card costs nothing");
        Await.that("that is taken up", () -> live.now().id().equals(third));
        assertThat(asks(live)).isEqualTo("bot:library");
    }

    /// What becomes of a question for the opening hours of the library.
    private static String asks(LiveCity live) {
        var conversation = conversation(Optional.empty());
        var message = new Inbound(
                Message.Id.received("city-sms", "SM1"),
                "city-sms",
                "SM1",
                conversation.lane().citizen(),
                new Content.Text("library hours"),
                NOW,
                NOW,
                Optional.empty(),
                Set.of(),
                0);
        var ruleset = live.of(conversation);
        var situation = new Situation(
                NOW.atZone(ruleset.zone()),
                Consent.IMPLIED,
                false,
                Map.of(),
                Optional.empty(),
                Burst.NONE,
                Optional.empty(),
                QueueLines.UNKNOWN,
                live.withdrawn());
        return ruleset.router().route(conversation, message, situation) instanceof Route.Decided decided
                ? decided.decision().outcome()
                : "nothing";
    }

    private void withdraw(String answer) {
        assertThat(withdrawals.withdraw(answer, digest(answer), "It is wrong.", Actor.atConsole("ada")))
                .isInstanceOf(Withdrawals.Outcome.Done.class);
    }

    private void takeBack(String answer) {
        assertThat(withdrawals.takeBack(answer, digest(answer), "It is right.", Actor.atConsole("ben")))
                .isInstanceOf(Withdrawals.Outcome.Done.class);
    }

    private String digest(String answer) {
        return live.now().city().knowledge().find(answer).orElseThrow().textDigest();
    }

    private VersionId decides(Conversation conversation) {
        return new VersionId(live.of(conversation).router().rulesVersion());
    }

    private static Conversation conversation(Optional<VersionId> formBegan) {
        var lane = new Lane("city-sms", new Address(new ChannelKind("sms"), "+15550100001"));
        var conversation =
                Conversation.open(new Conversation.Id(new UUID(0, 1)), new UUID(0, 2), lane, Locale.ENGLISH, NOW);
        var form = formBegan.map(version -> new Session.Flow("permit-status", "number", Map.of()).by(version));
        return conversation.with(new Stage.WithBot(), Session.FRESH.asking(form, List.of()), Locale.ENGLISH);
    }

    /// The example city with one change.
    private VersionId adopt(String file, String from, String to) throws IOException {
        good(ConfigurationFiles.ofFolder(EXAMPLE)).writeTo(folder);
        var text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
        return versions.adopt(good(ConfigurationFiles.ofFolder(folder)), "a change", false);
    }

    private static ConfigurationFiles good(Parsed<ConfigurationFiles> files) {
        return ((Parsed.Good<ConfigurationFiles>) files).value();
    }
}
