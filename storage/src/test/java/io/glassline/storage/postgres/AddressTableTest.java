package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.place.AddressRows;
import io.glassline.place.AddressSearch;
import io.glassline.place.AddressTable;
import io.glassline.place.AlderBay;
import io.glassline.storage.TestServers;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What residents write, against the example city's list in PostgreSQL. A table is a file under `place/` in the test
/// resources (of `gateway-core` or of this module), in the form that [AddressTable] tells.
class AddressTableTest {

    /// The least share of lines that come out as expected. None may be wrongly accepted.
    private static final double RIGHT_MIN = 0.95;

    /// Of sentences by another hand, that nothing was tuned on: accepted at once, and accepted or held out
    /// to choose from.
    private static final double HELD_OUT_RIGHT_MIN = 0.88;

    private static Database database;
    private static AddressSearch search;

    @BeforeAll
    static void takeTheListIn() {
        database = TestServers.newDatabase();
        var addresses = new PgAddresses(database, InstantSource.system());
        search = new AddressSearch(
                addresses.book(addresses.load("alder bay", Instant.EPOCH, AlderBay::entries)), AlderBay.SURROUNDINGS);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/place/addresses.tsv", "/place/residents.tsv"})
    void recognisesNearlyAllAndTakesNoneForAnother(String table) {
        var tally = AddressTable.tally(table, said -> AddressRows.of(search.said(said)));

        System.out.println(table + ": " + tally);
        assertThat(tally.wronglyAccepted()).as("wrongly accepted").isEmpty();
        assertThat(tally.share()).as(tally.toString()).isGreaterThanOrEqualTo(RIGHT_MIN);
    }

    @Test
    void ofSentencesByAnotherHandNearlyAllAreAcceptedOrHeldOutAndNoneIsTakenForAnother() {
        var tally = AddressTable.tally("/place/held-out.tsv", said -> AddressRows.of(search.said(said)));

        System.out.println("held out: " + tally);
        assertThat(tally.wronglyAccepted()).as("wrongly accepted").isEmpty();
        assertThat(tally.share()).as(tally.toString()).isGreaterThanOrEqualTo(HELD_OUT_RIGHT_MIN);
        assertThat(tally.shareWithOffered()).as(tally.toString()).isGreaterThanOrEqualTo(RIGHT_MIN);
    }
}
