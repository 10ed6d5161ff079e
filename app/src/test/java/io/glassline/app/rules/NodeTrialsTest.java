package io.glassline.app.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.app.Await;
import io.glassline.app.node.Adapters;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.config.VersionId;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.message.Message;
import io.glassline.router.CityRouter;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgRecordedTraffic;
import io.glassline.storage.postgres.PgReplayStore;
import io.glassline.trial.Explanation;
import io.glassline.trial.InMemoryShadows;
import io.glassline.trial.RecordedTraffic;
import io.glassline.trial.Replay;
import io.glassline.trial.TrialMessage;
import io.glassline.trial.Trials.Missed;
import io.glassline.trial.Trials.RuleUse;
import io.glassline.version.InMemoryVersions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A city's week in real tables, tried against a draft of its rules.
class NodeTrialsTest {

    /// A Monday at ten in the city.
    private static final Instant TEN = Instant.parse("2026-11-23T18:00:00Z");

    private static final Instant NOW = TEN.plus(Duration.ofDays(1));
    private static final Duration WEEK = Duration.ofDays(7);

    private static EmbeddedServers servers;
    private static Database database;
    private static Connection connection;
    private static InMemoryVersions versions;
    private static VersionId active;
    private static VersionId toPeople;
    private static VersionId otherWords;
    private static NodeTrials trials;
    private static NodeTrials elsewhere;
    private static Message.Id trash;
    private static Message.Id erased;

    @BeforeAll
    static void record(@TempDir Path folder) throws SQLException {
        servers = EmbeddedServers.start(Path.of("target", "embedded"));
        connection = DriverManager.getConnection(servers.jdbcUrl(), servers.user(), servers.password());
        try (var statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
        }
        database = Database.open(servers.jdbcUrl(), servers.user(), servers.password(), 4);
        versions = new InMemoryVersions(InstantSource.fixed(NOW));
        active = versions.keep(ChangedFolder.example());
        toPeople = versions.keep(ChangedFolder.changed(
                folder.resolve("a"),
                "routing.yml",
                text -> text.replaceFirst("flow: permit-status", "queue: permits")));
        otherWords = versions.keep(ChangedFolder.changed(
                folder.resolve("b"),
                "knowledge/waste/trash-day.md",
                text -> text.replaceFirst("picked up once a week", "picked up twice a week")));
        trials = trials(new PgRecordedTraffic(database), "here:1");
        elsewhere = trials(new PgRecordedTraffic(database), "there:1");
        write();
    }

    private static NodeTrials trials(RecordedTraffic traffic, String node) {
        return new NodeTrials(
                versions,
                traffic,
                new PgReplayStore(database),
                new InMemoryShadows(versions, InstantSource.fixed(NOW)),
                loaded(),
                node,
                InstantSource.fixed(NOW),
                UUID::randomUUID);
    }

    private static LoadedVersions loaded() {
        return new LoadedVersions(
                versions,
                new CityReader(Adapters.forms(), PlaceholderVariables::value, UnaryOperator.identity()),
                Retrieval::wordForWord);
    }

    private static void write() {
        var loaded = loaded().load(active);
        var city = new RecordedCity(
                connection, loaded.city(), new CityRouter(loaded.city(), loaded.answers(), loaded.languageOf()));
        // Long before: not of the week.
        city.says("+15550001", "What is the status of my permit?", TEN.minus(Duration.ofDays(30)));
        // Three who ask for a permit, two of them at ten, one an hour later, who has no number at hand.
        city.says("+15550002", "What is the status of my permit?", TEN);
        city.says("+15550003", "has my permit been approved", TEN);
        city.says("+15550004", "where is my permit", TEN.plus(Duration.ofHours(1)));
        city.says(
                "+15550004",
                "I have no idea which",
                TEN.plus(Duration.ofHours(1)).plusSeconds(60));
        // Others.
        trash = city.says("+15550005", "when do you pick up my trash", TEN);
        city.says("+15550005", "I want to talk to a person", TEN.plusSeconds(60));
        city.says("+15550006", "STOP", TEN);
        city.says("+15550007", "Where can I find the mayor's cat?", TEN);
        // What an agent has stays there, whatever it says.
        city.says("+15550008", "I want to talk to a person", TEN);
        city.says(
                "+15550008",
                "What is the status of my permit?",
                TEN.plusSeconds(60),
                new RoutingDecision.StaysWithPeople(
                        new Because("with people", "7", "People have this conversation already.", List.of())));
        // Words that are gone, about a permit.
        erased = city.says("+15550009", "What is the status of my permit?", TEN);
        city.erase(erased);
        // Decided by rules that are no longer there.
        city.says(
                "+15550010",
                "hello",
                TEN,
                new RoutingDecision.ToBot("old-hello", new Because("hello", "6", "It says hello.", List.of())));
    }

    @AfterAll
    static void close() throws SQLException {
        trials.close();
        elsewhere.close();
        database.close();
        connection.close();
        servers.close();
    }

    private static Replay replayed(VersionId draft, boolean withWords) {
        var begun = trials.replay(draft, WEEK);
        assertThat(begun.state()).isEqualTo(Replay.State.WAITING);
        Await.that(
                "the replay ends",
                () -> switch (trials.replay(begun.id(), false).orElseThrow().state()) {
                    case WAITING, RUNNING -> false;
                    case DONE, FAILED -> true;
                });
        var replay = trials.replay(begun.id(), withWords).orElseThrow();
        assertThat(replay.failed()).isEmpty();
        return replay;
    }

    @Test
    void aReplayFindsJustTheMessagesThatGoElsewhere() {
        var replay = replayed(toPeople, true);

        assertThat(replay.total()).isEqualTo(12);
        assertThat(replay.messages()).isEqualTo(11);
        assertThat(replay.different()).isEqualTo(4);
        // Who waits for people instead of filling in a form is not asked for the number again.
        assertThat(replay.byOutcome())
                .containsExactly(
                        new Replay.Move("bot:permit-status", "queue:permits", 3),
                        new Replay.Move("bot:permit-status", "stays", 1));
        assertThat(replay.examples())
                .extracting(example -> example.words().orElse(""))
                .containsExactlyInAnyOrder(
                        "What is the status of my permit?",
                        "has my permit been approved",
                        "where is my permit",
                        "I have no idea which");
        assertThat(replay.examples().getFirst().because()).isEqualTo("The rule \"permit status\" holds.");
    }

    @Test
    void theLoadOfEachQueueIsToldByTheHour() {
        assertThat(replayed(toPeople, false).load())
                .containsExactly(
                        new Replay.Load("general", 10, 1, 1),
                        new Replay.Load("permits", 10, 0, 2),
                        new Replay.Load("permits", 11, 0, 1),
                        new Replay.Load("waste", 10, 1, 1));
    }

    @Test
    void erasedWordsAreCountedAndNotGuessed() {
        var replay = replayed(toPeople, true);
        assertThat(replay.erased()).isEqualTo(1);
        assertThat(replay.examples()).hasSize(4);
    }

    @Test
    void wordsAreShownOnlyToThoseWhoMayReadThem() {
        assertThat(replayed(toPeople, false).examples())
                .hasSize(4)
                .allMatch(example -> example.words().isEmpty());
    }

    @Test
    void anotherNodeTellsWhatItCameTo() {
        var replay = replayed(toPeople, true);

        assertThat(elsewhere.replay(replay.id(), true)).contains(replay);
        assertThat(elsewhere.replay(replay.id(), false).orElseThrow().examples())
                .hasSize(4)
                .allMatch(example -> example.words().isEmpty());
    }

    @Test
    void wordsOfExamplesAreReadFromTheRecordAndErasedOnesAreNotThere() {
        var replay = replayed(toPeople, true);
        var example = replay.examples().getFirst();
        assertThat(example.words()).isPresent();

        assertThat(new PgRecordedTraffic(database)
                        .words(List.of(erased, new Message.Id(UUID.fromString(example.message())))))
                .containsOnlyKeys(new Message.Id(UUID.fromString(example.message())));
    }

    @Test
    void theSameVersionIsNoDifferent() {
        var replay = replayed(active, true);
        assertThat(replay.different()).isZero();
        assertThat(replay.byOutcome()).isEmpty();
    }

    @Test
    void whatTheActiveVersionDecidesOtherwiseThanTheRecordIsToldApart() {
        assertThat(replayed(toPeople, true).notReproduced()).isEqualTo(1);
    }

    @Test
    void anAnswerInOtherWordsIsADifference() {
        assertThat(replayed(otherWords, true).byOutcome())
                .containsExactly(new Replay.Move("bot:trash-day", "bot:trash-day, in other words", 1));
    }

    @Test
    void nothingIsWrittenByTrials() throws SQLException {
        var before = rows();
        replayed(toPeople, true);
        trials.cases(toPeople);
        trials.explain(toPeople, message("What is the status of my permit?"));
        trials.use(WEEK);
        trials.missed(WEEK, 10);
        assertThat(rows()).isEqualTo(before);
    }

    private static Map<String, Long> rows() throws SQLException {
        var rows = new TreeMap<String, Long>();
        for (var table : List.of("audit_entry", "conversation", "decision", "inbound", "message", "outbox", "part")) {
            try (var statement = connection.createStatement();
                    var found = statement.executeQuery("select count(*) from " + table)) {
                found.next();
                rows.put(table, found.getLong(1));
            }
        }
        return rows;
    }

    @Test
    void aReplayOfAVersionThatIsNotThereIsRefused() {
        var nobody = new VersionId("000000000000");
        assertThatThrownBy(() -> trials.replay(nobody, WEEK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no version 000000000000");
        assertThat(trials.replay("unknown", false)).isEmpty();
    }

    @Test
    void aReplayThatCannotReadTheRecordSaysWhy() {
        try (var other = trials(new AwayTraffic(), "other:1")) {
            var begun = other.replay(toPeople, WEEK);
            Await.that(
                    "the replay fails",
                    () -> other.replay(begun.id(), false).orElseThrow().state() == Replay.State.FAILED);
            assertThat(other.replay(begun.id(), false).orElseThrow().failed()).contains("the record is away");
        }
    }

    @Test
    void theCasesOfTheExampleHoldAndThoseOfTheDraftDoNot() {
        assertThat(trials.cases(active).holds()).isTrue();
        assertThat(trials.cases(toPeople).results().stream()
                        .filter(result -> !result.holds())
                        .map(result -> result.got()))
                .isNotEmpty()
                .allMatch(got -> got.startsWith("queue:permits"));
    }

    @Test
    void aMessageIsExplainedByTheVersionThatIsAsked() {
        var asked = message("What is the status of my permit?");
        assertThat(trials.explain(active, asked).outcome()).isEqualTo("flow:permit-status");
        assertThat(trials.explain(toPeople, asked).outcome()).isEqualTo("queue:permits");
    }

    private static TrialMessage message(String text) {
        return new TrialMessage(text, "sms", Optional.empty(), Optional.empty(), "text");
    }

    @Test
    void aRecordedMessageIsExplainedWithTheNearestAnswers() {
        var explained = trials.recorded(trash.toString()).orElseThrow();
        assertThat(explained.outcome()).isEqualTo("bot:trash-day");
        assertThat(explained.candidates()).containsExactly(new Explanation.Candidate("trash-day", 1));
        assertThat(explained.forCitizen()).contains("Trash day");
        assertThat(trials.recorded(UUID.randomUUID().toString())).isEmpty();
        assertThat(trials.recorded("no id")).isEmpty();
    }

    @Test
    void eachRuleIsToldWithHowOftenItDecided() {
        assertThat(trials.use(WEEK))
                .contains(
                        new RuleUse("permit status", true, 4),
                        new RuleUse("picture", true, 0),
                        new RuleUse("stop", false, 1),
                        new RuleUse("asked for a person", false, 2));
    }

    @Test
    void messagesAreFoundThatTheNextChangeMayMend() {
        assertThat(trials.missed(WEEK, 10))
                .extracting(Missed::because)
                .containsExactlyInAnyOrder(
                        "The bot did not understand it.",
                        "The bot answered with \"trash-day\", and a person was asked for soon after.");
        assertThat(trials.missed(WEEK, 1)).hasSize(1);
    }
}
