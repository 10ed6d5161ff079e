package io.glassline.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.Await;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.place.AddressEntries;
import io.glassline.place.AddressList;
import io.glassline.place.Surroundings;
import io.glassline.routing.Lookup;
import io.glassline.routing.Lookups;
import io.glassline.source.Source;
import io.glassline.source.SourceLimits;
import io.glassline.sources.Drivers;
import io.glassline.sources.Outcome;
import io.glassline.sources.Sources;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgAddresses;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The look-up that the gateway answers itself, against PostgreSQL.
class AddressLookupsTest {

    private static final Lookups OTHERS = asked -> new Lookup.Result.Found(List.of(Map.of("asked", asked.name())));
    private static final Map<String, String> COLUMNS =
            Map.of("number", "no", "street", "road", "latitude", "lat", "longitude", "lon");

    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private EmbeddedServers servers;
    private Database database;
    private Sources sources;
    private AddressLookups addresses;
    private volatile Instant now = Instant.parse("2026-03-02T08:00:00Z");

    @BeforeEach
    void start() throws SQLException {
        servers = EmbeddedServers.start(Path.of("target", "embedded"));
        try (var connection = DriverManager.getConnection(servers.jdbcUrl(), servers.user(), servers.password());
                var statement = connection.createStatement()) {
            statement.execute("drop schema if exists gis cascade; drop schema public cascade; create schema public");
        }
        database = Database.open(servers.jdbcUrl(), servers.user(), servers.password(), 6);
        InstantSource clock = () -> now;
        sources = new Sources(database.jdbi(), new Drivers(List.of()), (_, _, _) -> {}, clock);
        addresses = new AddressLookups(
                new PgAddresses(database, clock),
                new AddressListReader(sources),
                (_, outcome, _) -> outcomes.add(outcome),
                clock);
    }

    @AfterEach
    void stop() {
        addresses.close();
        sources.close();
        database.close();
        servers.close();
    }

    private static AddressList listed() {
        var entries = new AddressEntries();
        entries.address(Map.of("number", "12", "street", "Elm Street", "latitude", "38.05", "longitude", "-122.25"));
        entries.address(Map.of("number", "12", "street", "Oak Street", "latitude", "38.06", "longitude", "-122.25"));
        return new AddressList(new AddressList.Listed("twelve", entries.entries()), around());
    }

    private static Surroundings around() {
        return new Surroundings(List.of("Alder Bay"), List.of());
    }

    @Test
    void wordsAndPointsAreAnsweredInTheColumnsThatFlowsArePromised() {
        var lookups = addresses.beside(OTHERS, Optional.of(listed()));
        Await.that("the list is there", () -> ask(lookups, "said", "12 elm") instanceof Lookup.Result.Found);

        assertThat(rows(ask(lookups, "said", "12 elm apt 3")))
                .containsExactly(Map.of(
                        "id",
                        "12 Elm Street",
                        "label",
                        "12 Elm Street",
                        "street",
                        "Elm Street",
                        "number",
                        "12",
                        "unit",
                        "3",
                        "kind",
                        "address",
                        "latitude",
                        "38.050000",
                        "longitude",
                        "-122.250000",
                        "area",
                        "",
                        "match",
                        "sure"));
        assertThat(rows(lookups.ask(
                        new Lookup(Lookup.ADDRESS, Map.of("latitude", "38.060001", "longitude", "-122.25")))))
                .extracting(row -> row.get("label") + ", " + row.get("match"))
                .containsExactly("12 Oak Street, sure");
        assertThat(rows(ask(lookups, "said", "13 elm"))).isEmpty();
        assertThat(rows(ask(lookups, "latitude", "north"))).isEmpty();
        assertThat(outcomes).contains(Outcome.FOUND, Outcome.NOTHING);
    }

    @Test
    void allOtherLookUpsAreTheCitys() {
        var lookups = addresses.beside(OTHERS, Optional.of(listed()));

        assertThat(rows(lookups.ask(new Lookup("permit", Map.of())))).containsExactly(Map.of("asked", "permit"));
    }

    @Test
    void aCityWithoutAListSaysSo() {
        assertThat(ask(addresses.beside(OTHERS, Optional.empty()), "said", "12 elm"))
                .isEqualTo(new Lookup.Result.Unreachable("address: the city has no addresses.yml"));
    }

    @Test
    void withTheDatabaseAwayItIsUnreachableAndNoAddressIsInWhatIsSaid() {
        var lookups = addresses.beside(OTHERS, Optional.of(listed()));
        Await.that("the list is there", () -> ask(lookups, "said", "12 elm") instanceof Lookup.Result.Found);
        database.close();

        assertThat(ask(lookups, "said", "12 elm"))
                .isEqualTo(new Lookup.Result.Unreachable("address: the database is away"));
    }

    @Test
    void aTableIsTakenInAndReadAgainAfterAnHour() {
        database.jdbi().useHandle(handle -> handle.execute("""
                create schema gis;
                create table gis.point (no int, road text, lat numeric, lon numeric);
                insert into gis.point values (12, 'Elm Street', 38.05, -122.25), (null, 'Elm Street', 38.05, -122.25)
                """));
        var tables = new AddressList.Tables(
                new Source.OwnDatabase(SourceLimits.USUAL),
                new AddressList.Columns("gis.point", COLUMNS),
                Optional.empty());
        var lookups = addresses.beside(OTHERS, Optional.of(new AddressList(tables, around())));
        Await.that("the table is taken in", () -> ask(lookups, "said", "12 elm") instanceof Lookup.Result.Found);
        assertThat(rows(ask(lookups, "said", "12 elm"))).hasSize(1);

        database.jdbi().useHandle(handle -> handle.execute("update gis.point set road = 'Oak Street'"));
        assertThat(rows(ask(lookups, "said", "12 elm"))).hasSize(1);
        now = now.plus(Duration.ofMinutes(61));
        Await.that(
                "it is read again", () -> !rows(ask(lookups, "said", "12 oak")).isEmpty());
    }

    @Test
    void aTableThatIsNotThereIsUnreachable() {
        var tables = new AddressList.Tables(
                new Source.OwnDatabase(SourceLimits.USUAL),
                new AddressList.Columns("gis.lost", COLUMNS),
                Optional.empty());
        var lookups = addresses.beside(OTHERS, Optional.of(new AddressList(tables, around())));

        assertThat(ask(lookups, "said", "12 elm"))
                .isEqualTo(new Lookup.Result.Unreachable("address: the list of addresses is being taken in"));
    }

    private static Lookup.Result ask(Lookups lookups, String name, String value) {
        return lookups.ask(new Lookup(Lookup.ADDRESS, Map.of(name, value)));
    }

    private static List<Map<String, String>> rows(Lookup.Result result) {
        return ((Lookup.Result.Found) result).rows();
    }
}
