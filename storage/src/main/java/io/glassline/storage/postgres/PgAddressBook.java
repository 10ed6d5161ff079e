package io.glassline.storage.postgres;

import io.glassline.place.AddressBook;
import io.glassline.place.AddressEntry;
import io.glassline.place.Street;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/// One list of addresses, looked into by the names of its streets. Streets whose names share three letters
/// in a row with what was said are near; a short name shares none with its mistypings, so more of the short
/// ones are looked at.
final class PgAddressBook implements AddressBook {

    /// How many names are compared with one phrase.
    private static final int NAMES_MAX = 24;

    /// Likewise with one of few letters.
    private static final int NAMES_OF_SHORT_MAX = 80;

    private static final int SHORT_LETTERS_MAX = 5;

    /// How many addresses are looked at for one answer: more are none that a choice could be made of.
    private static final int ROWS_MAX = 60;

    private static final String NEAR = """
            select distinct near.name, near.is_whole, near.streets
            from unnest(:phrases) phrase (said)
            cross join lateral (
                select name, is_whole, streets
                from place_street_name
                where list_id = :list
                order by name <-> phrase.said
                limit case when length(phrase.said) <= :short then :names_of_short else :names end) near
            """;

    private static final String STREETS = """
            select id, label from place_street where list_id = :list and id = any(:streets)
            """;

    /// The columns of an address with the labels of its streets.
    private static final String ADDRESS = """
            select a.id, a.street, s.label, a.number, a.unit, a.other, o.label other_label, a.zip, a.area, a.latitude,
                   a.longitude
            from place_address a
            join place_street s on s.list_id = a.list_id and s.id = a.street
            join place_street o on o.list_id = a.list_id and o.id = a.other
            """;

    private static final String NUMBERED = ADDRESS + """
            where a.list_id = :list and a.street = any(:streets) and a.plain_number = any(:numbers)
              and a.street = a.other
            order by a.street, a.plain_number, a.unit, a.id
            limit :most
            """;

    private static final String CROSSINGS = ADDRESS + """
            where a.list_id = :list and a.street <> a.other
              and (a.other = any(:those) and a.street = any(:these) or a.other = any(:these) and a.street = any(:those))
            order by a.street, a.other, a.id
            limit :most
            """;

    /// First a box around the point, which the index finds; the caller rounds its corners.
    private static final String AROUND = ADDRESS + """
            where a.list_id = :list and a.latitude between :south and :north and a.longitude between :west and :east
            order by (a.latitude - :latitude) ^ 2 + ((a.longitude - :longitude) * cos(radians(:latitude))) ^ 2, a.id
            limit :most
            """;

    private final Jdbi jdbi;
    private final long list;

    PgAddressBook(Jdbi jdbi, long list) {
        this.jdbi = jdbi;
        this.list = list;
    }

    private record Name(String name, boolean isWhole, List<Integer> streets) {}

    @Override
    public Collection<Way> near(Collection<String> phrases) {
        return jdbi.withHandle(handle -> {
            var names = handle.createQuery(NEAR)
                    .bindArray("phrases", String.class, List.copyOf(phrases))
                    .bind("list", list)
                    .bind("short", SHORT_LETTERS_MAX)
                    .bind("names_of_short", NAMES_OF_SHORT_MAX)
                    .bind("names", NAMES_MAX)
                    .map((row, _) -> new Name(row.getString("name"), row.getBoolean("is_whole"), List.of((Integer[])
                            row.getArray("streets").getArray())))
                    .list();
            var ids = new LinkedHashSet<Integer>();
            names.forEach(name -> ids.addAll(name.streets()));
            var streets = new HashMap<Integer, Street>();
            handle.createQuery(STREETS)
                    .bind("list", list)
                    .bindArray("streets", Integer.class, List.copyOf(ids))
                    .map((row, _) -> Street.of(row.getInt("id"), row.getString("label")))
                    .forEach(street -> streets.put(street.id(), street));
            return names.stream()
                    .map(name -> new Way(name.name(), name.isWhole(), streetsOf(name, streets)))
                    .toList();
        });
    }

    private static List<Street> streetsOf(Name name, Map<Integer, Street> streets) {
        return name.streets().stream()
                .filter(streets::containsKey)
                .map(streets::get)
                .toList();
    }

    @Override
    public List<AddressEntry> numbered(Set<Integer> streets, Set<String> plainNumbers) {
        return jdbi.withHandle(handle -> handle.createQuery(NUMBERED)
                .bind("list", list)
                .bindArray("streets", Integer.class, List.copyOf(streets))
                .bindArray("numbers", String.class, List.copyOf(plainNumbers))
                .bind("most", ROWS_MAX)
                .map((row, _) -> entry(row))
                .list());
    }

    @Override
    public List<AddressEntry> crossings(Set<Integer> these, Set<Integer> those) {
        return jdbi.withHandle(handle -> handle.createQuery(CROSSINGS)
                .bind("list", list)
                .bindArray("these", Integer.class, List.copyOf(these))
                .bindArray("those", Integer.class, List.copyOf(those))
                .bind("most", ROWS_MAX)
                .map((row, _) -> entry(row))
                .list());
    }

    @Override
    public List<AddressEntry> around(double latitude, double longitude, int metres) {
        var north = metres / AddressEntry.METRES_PER_DEGREE;
        var east = north / Math.max(0.01, Math.cos(Math.toRadians(latitude)));
        return jdbi.withHandle(handle -> handle
                .createQuery(AROUND)
                .bind("list", list)
                .bind("latitude", latitude)
                .bind("longitude", longitude)
                .bind("south", latitude - north)
                .bind("north", latitude + north)
                .bind("west", longitude - east)
                .bind("east", longitude + east)
                .bind("most", ROWS_MAX)
                .map((row, _) -> entry(row))
                .stream()
                .filter(entry -> entry.metresTo(latitude, longitude) <= metres)
                .toList());
    }

    private static AddressEntry entry(ResultSet row) throws SQLException {
        var street = Street.of(row.getInt("street"), row.getString("label"));
        return new AddressEntry(
                row.getString("id"),
                street,
                row.getString("number"),
                row.getString("unit"),
                Street.of(row.getInt("other"), row.getString("other_label")),
                row.getString("zip"),
                row.getString("area"),
                row.getDouble("latitude"),
                row.getDouble("longitude"));
    }
}
