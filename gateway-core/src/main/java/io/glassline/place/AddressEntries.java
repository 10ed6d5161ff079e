package io.glassline.place;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a list of addresses row by row; each street gets its number.
public final class AddressEntries {

    /// What a list of addresses must have; and what it may have.
    public static final List<String> ADDRESS = List.of("street", "number", "latitude", "longitude");

    public static final List<String> ADDRESS_MAY = List.of("id", "unit", "zip", "area");

    /// Likewise a list of crossings. `other` is the street that crosses.
    public static final List<String> CROSSING = List.of("street", "other", "latitude", "longitude");

    public static final List<String> CROSSING_MAY = List.of("id", "area");

    private final Map<String, Street> streets = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final List<AddressEntry> entries = new ArrayList<>();

    /// Why a row is none of the list.
    ///
    /// @param column our name of the column at fault
    public record Mistake(String column, String says) {}

    /// Takes a row, by our names of its columns; what is missing or empty is not there.
    public Optional<Mistake> address(Map<String, String> row) {
        return value(row, "number").isEmpty()
                ? Optional.of(new Mistake("number", "there is no house number"))
                : take(row, value(row, "street"));
    }

    public Optional<Mistake> crossing(Map<String, String> row) {
        return value(row, "street").equals(value(row, "other"))
                ? Optional.of(new Mistake("other", "a street crosses another one, and not itself"))
                : take(row, value(row, "other"));
    }

    private Optional<Mistake> take(Map<String, String> row, String otherName) {
        var street = street(value(row, "street"));
        var other = street(otherName);
        if (street.isEmpty() || other.isEmpty()) {
            return Optional.of(new Mistake(
                    street.isEmpty() ? "street" : "other",
                    "\"%s\" is no name of a street".formatted(street.isEmpty() ? value(row, "street") : otherName)));
        }
        var latitude = degrees(value(row, "latitude"), 90);
        var longitude = degrees(value(row, "longitude"), 180);
        if (latitude.isEmpty() || longitude.isEmpty()) {
            var column = latitude.isEmpty() ? "latitude" : "longitude";
            return Optional.of(new Mistake(column, "\"%s\" is no %s in degrees".formatted(value(row, column), column)));
        }
        var number = otherName.equals(value(row, "street")) ? value(row, "number") : "";
        var id = value(row, "id");
        if (id.isEmpty()) {
            id = (number.isEmpty() ? "" : number + " ")
                    + street.get().label()
                    + (number.isEmpty() ? " & " + otherName : "")
                    + (value(row, "unit").isEmpty() ? "" : " #" + value(row, "unit"));
        }
        if (!ids.add(id)) {
            return Optional.of(new Mistake("id", "\"%s\" is here twice".formatted(id)));
        }
        entries.add(new AddressEntry(
                id,
                street.get(),
                number,
                value(row, "unit"),
                other.get(),
                value(row, "zip"),
                value(row, "area"),
                latitude.get(),
                longitude.get()));
        return Optional.empty();
    }

    private static String value(Map<String, String> row, String column) {
        return row.getOrDefault(column, "").strip();
    }

    private Optional<Street> street(String label) {
        var known = streets.get(label);
        if (known == null && !Street.plainWords(label).isEmpty()) {
            known = Street.of(streets.size(), label);
            streets.put(label, known);
        }
        return Optional.ofNullable(known);
    }

    private static Optional<Double> degrees(String text, int most) {
        try {
            var value = Double.parseDouble(text);
            return Math.abs(value) <= most ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public List<AddressEntry> entries() {
        return entries;
    }
}
