package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.place.AddressAnswer;
import io.glassline.place.AddressEntry;
import io.glassline.place.AddressSearch;
import io.glassline.place.AlderBay;
import io.glassline.place.Street;
import io.glassline.place.Surroundings;
import io.glassline.storage.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgAddressesTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
    private static final Surroundings NOTHING_AROUND = new Surroundings(List.of(), List.of());
    private static final Duration TURN_MAX = Duration.ofMillis(500);

    private List<Database> nodes = List.of();
    private Instant now = MONDAY;
    private PgAddresses addresses;

    @BeforeEach
    void twoNodes() {
        nodes = TestServers.newDatabase(2);
        addresses = new PgAddresses(nodes.getFirst(), (InstantSource) () -> now);
    }

    @AfterEach
    void close() {
        nodes.forEach(Database::close);
    }

    @Test
    void aListIsTakenInOnceByTheNodesTogether() throws Exception {
        var asked = new AtomicInteger();
        Supplier<Collection<AddressEntry>> entries = () -> {
            asked.incrementAndGet();
            return AlderBay.entries();
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var lists = threads.invokeAll(nodes.stream()
                    .map(node -> (Callable<PgAddresses.Loaded>)
                            () -> new PgAddresses(node, InstantSource.fixed(now)).load("d", Instant.EPOCH, entries))
                    .toList());
            assertThat(lists.getFirst().get()).isEqualTo(lists.getLast().get());
        }
        assertThat(asked).hasValue(1);
        assertThat(addresses.newest("d")).isPresent();
    }

    @Test
    void listsOfSeveralVersionsAreThereAtOnce() {
        var first = addresses.load("first", Instant.EPOCH, () -> List.of(address("1", "Elm Street", "12")));
        var second = addresses.load("second", Instant.EPOCH, () -> List.of(address("1", "Oak Street", "12")));

        assertThat(said(first, "12 elm")).isInstanceOf(AddressAnswer.Sure.class);
        assertThat(said(first, "12 oak")).isEqualTo(AddressAnswer.NOTHING);
        assertThat(said(second, "12 oak")).isInstanceOf(AddressAnswer.Sure.class);
    }

    @Test
    void aListThatCannotBeReadToItsEndIsNotThere() {
        assertThatThrownBy(() -> addresses.load("d", Instant.EPOCH, () -> {
                    throw new IllegalStateException("the table is away");
                }))
                .hasMessage("the table is away");

        assertThat(addresses.newest("d")).isEmpty();
        assertThat(rows("place_list")).isZero();
    }

    @Test
    void whatIsTooOldIsReadAgainAndTheOneBeforeStaysForWhoeverAsksItStill() {
        var before = addresses.load("t", now, () -> List.of(address("1", "Elm Street", "12")));
        now = now.plusSeconds(3_600);
        var after = addresses.load("t", now, () -> List.of(address("1", "Oak Street", "12")));
        assertThat(after).isNotEqualTo(before);
        assertThat(addresses.newest("t")).contains(after);
        assertThat(said(before, "12 elm")).isInstanceOf(AddressAnswer.Sure.class);

        now = now.plusSeconds(3_600);
        addresses.load("t", now, () -> List.of(address("1", "Pine Street", "12")));
        assertThat(said(before, "12 elm")).isEqualTo(AddressAnswer.NOTHING);
        assertThat(said(after, "12 oak")).isInstanceOf(AddressAnswer.Sure.class);
    }

    @Test
    void aListThatNoNodeTakesUpGoesAfterAMonth() {
        addresses.load("old", Instant.EPOCH, () -> List.of(address("1", "Elm Street", "12")));
        addresses.load("used", Instant.EPOCH, () -> List.of(address("1", "Elm Street", "12")));
        now = now.plus(PgAddresses.UNUSED_MAX).minusSeconds(60);
        addresses.load("used", Instant.EPOCH, List::of);
        now = now.plusSeconds(120);
        addresses.load("new", Instant.EPOCH, () -> List.of(address("1", "Elm Street", "12")));

        assertThat(addresses.newest("old")).isEmpty();
        assertThat(addresses.newest("used")).isPresent();
        assertThat(rows("place_address")).isEqualTo(2);
    }

    @Test
    void aNameWithSignsOfTheCopyFormIsKept() {
        var street = "Back\\slash \tTab Street";
        var list = addresses.load("d", Instant.EPOCH, () -> List.of(address("1", street, "12")));

        assertThat(said(list, "12 backslash tab street"))
                .isEqualTo(new AddressAnswer.Sure(address("1", street.strip(), "12")));
    }

    @Test
    void aPointIsTheNearestAddress() {
        var list = addresses.load("alder bay", Instant.EPOCH, AlderBay::entries);
        var search = new AddressSearch(addresses.book(list), AlderBay.SURROUNDINGS);
        var house = AlderBay.entries().stream()
                .filter(entry -> entry.label().equals("20 Camino del Mar"))
                .findFirst()
                .orElseThrow();

        assertThat(labels(search.pin(house.latitude(), house.longitude())))
                .first()
                .isEqualTo("20 Camino del Mar");
        assertThat(labels(search.pin(house.latitude(), house.longitude()))).hasSizeLessThanOrEqualTo(3);
        assertThat(search.pin(38.5, -122.25)).isEqualTo(AddressAnswer.NOTHING);
    }

    /// A city of a hundred and twenty thousand addresses on three thousand streets.
    @Test
    void aLargeListIsAskedWithinATurn() {
        var list = addresses.load("large", Instant.EPOCH, PgAddressesTest::aLargeCity);
        nodes.getFirst().jdbi().useHandle(handle -> handle.execute("analyze place_street_name, place_address"));

        var slowest = Duration.ZERO;
        for (var said : List.of(
                "17 Belmore Street",
                "17 bellmore st",
                "um i live at 17 belmore street in the corner "
                        + "house that is painted blue and there is a large hole in front of it since last week")) {
            var begun = System.nanoTime();
            assertThat(labels(said(list, said))).contains("17 Belmore Street");
            var took = Duration.ofNanos(System.nanoTime() - begun);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            System.out.println(said + ": " + took.toMillis() + " ms");
        }
        assertThat(slowest).isLessThan(TURN_MAX);
    }

    private static List<AddressEntry> aLargeCity() {
        var entries = new ArrayList<AddressEntry>();
        var first = List.of("Bel", "Har", "Wood", "Ash", "Stan", "Mill", "Green", "Clay", "Nor", "Wes", "Kings", "Lan");
        var middle = List.of("more", "ley", "ford", "wick", "ton", "dale", "field", "brook", "mont", "ridge");
        var types = List.of("Street", "Avenue", "Lane", "Court", "Drive");
        var ends = List.of("", "land", "er", "view", "crest");
        var id = 0;
        for (var begin : first) {
            for (var then : middle) {
                for (var end : ends) {
                    for (var type : types) {
                        var street = Street.of(id / 40, begin + then + end + " " + type);
                        for (var number = 1; number <= 40; number++) {
                            entries.add(new AddressEntry(
                                    "L" + id++, street, Integer.toString(number), "", street, "", "", 38, -122));
                        }
                    }
                }
            }
        }
        return entries;
    }

    private AddressAnswer said(PgAddresses.Loaded list, String words) {
        return new AddressSearch(addresses.book(list), NOTHING_AROUND).said(words);
    }

    private static List<String> labels(AddressAnswer answer) {
        return switch (answer) {
            case AddressAnswer.Sure(var entry) -> List.of(entry.label());
            case AddressAnswer.Perhaps(var entries) ->
                entries.stream().map(AddressEntry::label).toList();
            case AddressAnswer.Outside(var neighbour) -> List.of(neighbour.name());
        };
    }

    private static AddressEntry address(String id, String street, String number) {
        var of = Street.of(0, street);
        return new AddressEntry(id, of, number, "", of, "", "", 38.05, -122.25);
    }

    private int rows(String table) {
        return nodes.getFirst()
                .jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from " + table)
                        .mapTo(Integer.class)
                        .one());
    }
}
