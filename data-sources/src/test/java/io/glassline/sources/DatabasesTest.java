package io.glassline.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Secret;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.embedded.MariaDbServer;
import io.glassline.routing.Lookup;
import io.glassline.routing.Lookup.Result;
import io.glassline.source.Question;
import io.glassline.source.Source;
import io.glassline.source.SourceLimits;
import io.glassline.source.SourceLookup;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Look-ups in a real MariaDB, in a PostgreSQL that is the city's, and in the gateway's own, while each
/// is taken down, slowed, and given another column.
@Tag("mariadb")
class DatabasesTest {

    private static final Duration LIMIT = Duration.ofMillis(1_500);
    private static final String PERMITS = """
            create table permit (number varchar(40), kind varchar(40), status varchar(40), until_day date)
            """;
    private static final String ROWS = """
            insert into permit values
            ('PRM-1', 'fence', 'approved', date '2026-01-18'), ('PRM-2', 'deck; drop table permit', 'in review', null),
            ('PRM-3', 'garaje con ñ', 'in review', null)
            """;

    /// Where the permits are.
    enum Place {
        OWN,
        POSTGRESQL,
        MARIADB
    }

    private static EmbeddedServers postgres;
    private static EmbeddedServers city;
    private static MariaDbServer mariadb;

    private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private Sources sources;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedServers.start(Path.of("target", "embedded"));
        city = EmbeddedServers.start(Path.of("target", "embedded-city"));
        mariadb = MariaDbServer.start(Path.of("target", "mariadb"));
        for (var place : Place.values()) {
            try (var connection = connection(place);
                    var statement = connection.createStatement()) {
                statement.execute("drop table if exists permit");
                statement.execute(PERMITS);
                statement.execute(ROWS);
            }
        }
    }

    @AfterAll
    static void stop() {
        mariadb.close();
        city.close();
        postgres.close();
    }

    @BeforeEach
    void open() {
        sources = new Sources(
                Jdbi.create(() -> connection(Place.OWN)),
                new Drivers(List.of()),
                (_, outcome, _) -> outcomes.add(outcome),
                InstantSource.system(),
                Duration.ofMillis(400));
    }

    @AfterEach
    void close() {
        sources.close();
    }

    @ParameterizedTest
    @EnumSource
    void findsARowAndLeavesNullOut(Place place) {
        assertThat(ask(place, "PRM-1"))
                .isEqualTo(found(
                        Map.of("number", "PRM-1", "kind", "fence", "status", "approved", "until_day", "2026-01-18")));
        assertThat(ask(place, "PRM-3"))
                .isEqualTo(found(Map.of("number", "PRM-3", "kind", "garaje con ñ", "status", "in review")));
        assertThat(ask(place, "PRM-9")).isEqualTo(new Result.Found(List.of()));
        assertThat(outcomes).containsExactly(Outcome.FOUND, Outcome.FOUND, Outcome.NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void whatACitizenSaysIsBoundAndNotPasted(Place place) {
        for (var said : List.of("' or '1'='1", "\\' or 1=1 -- ", "x\0y", ":number", "?", "PRM-1'; drop table permit")) {
            assertThat(ask(place, said)).as(said).isEqualTo(new Result.Found(List.of()));
        }
        assertThat(ask(place, "PRM-1")).isInstanceOf(Result.Found.class);
    }

    @ParameterizedTest
    @EnumSource
    void changesNothing(Place place) {
        var sly = place == Place.MARIADB
                ? "select number from permit where number = :number for update"
                : "with gone as (delete from permit returning number) select number from gone where number = :number";
        ask(place, sly, List.of("number"), "PRM-1");

        assertThat(ask(place, "PRM-1")).isInstanceOf(Result.Found.class);
        assertThat(((Result.Found) ask(place, "PRM-1")).rows()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void readsNoMoreRowsThanItsLimit(Place place) {
        var many = "select a.number from permit a, permit b, permit c, permit d where a.number <> :number";
        assertThat(((Result.Found) ask(place, many, List.of("number"), "")).rows())
                .hasSize(SourceLimits.ROWS);
    }

    @ParameterizedTest
    @EnumSource
    void aSlowOneIsGivenUpInTimeAndAnswersAgainAfterwards(Place place) throws SQLException {
        try (var lock = connection(place);
                var statement = lock.createStatement()) {
            if (place == Place.MARIADB) {
                statement.execute("lock tables permit write");
            } else {
                lock.setAutoCommit(false);
                statement.execute("lock table permit in access exclusive mode");
            }
            var began = System.nanoTime();
            assertThat(ask(place, "PRM-1"))
                    .isEqualTo(new Result.Unreachable("permit: it did not answer within 1500 ms"));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(2_200));
            assertThat(sources.health()).isEmpty(); // no version names it
            lock.setAutoCommit(true);
        }
        assertThat(ask(place, "PRM-1")).isInstanceOf(Result.Found.class);
        assertThat(outcomes).containsExactly(Outcome.SLOW, Outcome.FOUND);
    }

    @ParameterizedTest
    @EnumSource
    void aChangedColumnIsToldAndTheLiveCheckNamesIt(Place place) throws SQLException {
        try (var connection = connection(place);
                var statement = connection.createStatement()) {
            statement.execute("alter table permit rename column status to state");
            try {
                assertThat(ask(place, "PRM-1"))
                        .isInstanceOfSatisfying(
                                Result.Unreachable.class,
                                away -> assertThat(away.because()).contains("does not fit its tables"));
                assertThat(sources.columns(
                                lookup(place, "select number, kind from permit where number = :number", List.of()),
                                Map.of("number", "")))
                        .isEqualTo(new Sources.LiveColumns.Known(Set.of("number", "kind")));
                assertThat(ask(place, "select * from permit where number = :number", List.of("status"), "PRM-1"))
                        .as("the statement still runs, and gives another column")
                        .isInstanceOf(Result.Unreachable.class);
            } finally {
                statement.execute("alter table permit rename column state to status");
            }
        }
        assertThat(ask(place, "PRM-1")).isInstanceOf(Result.Found.class);
        assertThat(outcomes).containsExactly(Outcome.WRONG, Outcome.WRONG, Outcome.FOUND);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void takenDownWhilePeopleAskItIsLeftAloneAndComesBack(Place place) throws Exception {
        sources.keep(List.of(source(place)));
        assertThat(ask(place, "PRM-1")).isInstanceOf(Result.Found.class);
        down(place);
        try (var people = Executors.newFixedThreadPool(4)) {
            var asked = IntStream.range(0, 24)
                    .mapToObj(_ -> people.submit(() -> ask(place, "PRM-1")))
                    .toList();
            for (var one : asked) {
                assertThat(one.get()).isInstanceOf(Result.Unreachable.class);
            }
        }
        assertThat(outcomes).contains(Outcome.LEFT_ALONE);
        assertThat(sources.health().values()).containsAnyOf("LEFT ALONE", "AWAY", "SLOW");
        up(place);

        // One answer among failures does not yet make it well: people go on asking.
        Await.until(
                Duration.ofSeconds(30),
                () -> ask(place, "PRM-1") instanceof Result.Found
                        && sources.health().containsValue("UP"));
    }

    @Test
    void anAnswerOfAMomentAgoIsGivenAgainAndAnotherVersionsSourceIsClosed() {
        var cached = new Source.Database(
                "records",
                new Secret(mariadb.jdbcUrl()),
                MariaDbServer.USER,
                new Secret(MariaDbServer.PASSWORD),
                new SourceLimits(2, 5, Duration.ofMinutes(1)));
        var lookup = new SourceLookup(
                "permit",
                cached,
                new Question.Select("select number from permit where number = :number"),
                List.of(),
                LIMIT);
        var asked = new Lookup("permit", Map.of("number", "PRM-1"));

        sources.keep(List.of(cached));
        assertThat(sources.ask(lookup, asked)).isEqualTo(sources.ask(lookup, asked));
        assertThat(outcomes).containsExactly(Outcome.FOUND, Outcome.CACHED);
        assertThat(sources.openCount()).isEqualTo(1);

        sources.keep(List.of(source(Place.POSTGRESQL)));
        assertThat(sources.openCount()).isZero();
        assertThat(ask(Place.POSTGRESQL, "PRM-1")).isInstanceOf(Result.Found.class);
        assertThat(sources.ask(lookup, asked)).as("of a form that began before").isInstanceOf(Result.Found.class);
    }

    @ParameterizedTest
    @EnumSource
    void readsAWholeTableBesideItsLimits(Place place) throws SQLException {
        try (var connection = connection(place);
                var statement = connection.createStatement()) {
            statement.execute("drop table if exists point");
            statement.execute("create table point (no int, road varchar(40))");
            for (var thousand = 0; thousand < 5; thousand++) {
                var values = IntStream.range(1_000 * thousand, 1_000 * (thousand + 1))
                        .mapToObj(no -> "(%d, %s)".formatted(no, no == 7 ? "null" : "'Elm Street'"))
                        .collect(Collectors.joining(", "));
                statement.execute("insert into point values " + values);
            }
        }
        var rows = new ArrayList<List<String>>();

        assertThat(sources.readAll(source(place), "point", List.of("road", "no"), rows::add))
                .isEmpty();
        assertThat(rows).hasSize(5_000).contains(List.of("", "7"), List.of("Elm Street", "4999"));
        assertThat(sources.readAll(source(place), "point", List.of("house"), rows::add))
                .hasValueSatisfying(because -> assertThat(because).contains("does not fit its tables"));
    }

    @Test
    void aWrongPasswordAndAMissingDriverAreToldApart() {
        var stranger = new Source.Database(
                "records", new Secret(mariadb.jdbcUrl()), "nobody", new Secret("wrong"), SourceLimits.USUAL);
        var oracle = new Source.Database(
                "old", new Secret("jdbc:oracle:thin:@//db/old"), "x", new Secret("x"), SourceLimits.USUAL);
        assertThat(reason(stranger)).contains("does not take our user and password");
        assertThat(reason(oracle)).contains("there is no JDBC driver for oracle among the plug-ins");
    }

    private String reason(Source source) {
        var lookup = new SourceLookup(
                "permit", source, new Question.Select("select 1 as one"), List.of("one"), Duration.ofSeconds(4));
        return ((Result.Unreachable) sources.ask(lookup, new Lookup("permit", Map.of()))).because();
    }

    private Result ask(Place place, String number) {
        return ask(
                place,
                "select number, kind, status, until_day from permit where number = :number",
                List.of("number", "kind", "status", "until_day"),
                number);
    }

    private Result ask(Place place, String sql, List<String> columns, String number) {
        return sources.ask(lookup(place, sql, columns), new Lookup("permit", Map.of("number", number)));
    }

    private static SourceLookup lookup(Place place, String sql, List<String> columns) {
        return new SourceLookup("permit", source(place), new Question.Select(sql), columns, LIMIT);
    }

    private static Source source(Place place) {
        return switch (place) {
            case OWN -> new Source.OwnDatabase(SourceLimits.USUAL);
            case POSTGRESQL ->
                new Source.Database(
                        "city-postgresql",
                        new Secret(city.jdbcUrl()),
                        city.user(),
                        new Secret(city.password()),
                        SourceLimits.USUAL);
            case MARIADB ->
                new Source.Database(
                        "city-mariadb",
                        new Secret(mariadb.jdbcUrl()),
                        MariaDbServer.USER,
                        new Secret(MariaDbServer.PASSWORD),
                        SourceLimits.USUAL);
        };
    }

    private static Connection connection(Place place) throws SQLException {
        return switch (place) {
            case OWN -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
            case POSTGRESQL -> DriverManager.getConnection(city.jdbcUrl(), city.user(), city.password());
            case MARIADB -> DriverManager.getConnection(mariadb.jdbcUrl(), MariaDbServer.USER, MariaDbServer.PASSWORD);
        };
    }

    private static void down(Place place) {
        if (place == Place.MARIADB) {
            mariadb.stop();
        } else {
            city.stopPostgres();
        }
    }

    private static void up(Place place) throws IOException {
        if (place == Place.MARIADB) {
            mariadb.start();
        } else {
            city.startPostgres();
        }
    }

    private static Result found(Map<String, String> row) {
        return new Result.Found(List.of(row));
    }
}
