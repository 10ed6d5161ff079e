package io.glassline.place;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Flats and offices behind one number.
final class Units {

    private Units() {}

    /// Of each house its unit that was said, where the list knows it; the house itself otherwise.
    static List<AddressEntry> chosen(List<AddressEntry> entries, String unit) {
        var houses = new LinkedHashMap<House, List<AddressEntry>>();
        for (var entry : entries) {
            houses.computeIfAbsent(new House(entry.street().id(), entry.plainNumber()), _ -> new ArrayList<>())
                    .add(entry);
        }
        return houses.values().stream().map(house -> chosenOf(house, unit)).toList();
    }

    private record House(int street, String number) {}

    private static AddressEntry chosenOf(List<AddressEntry> house, String unit) {
        return house.stream()
                .filter(entry -> AddressEntry.plain(entry.unit()).equals(AddressEntry.plain(unit)))
                .findFirst()
                .orElseGet(() -> {
                    var whole = house.stream()
                            .filter(entry -> entry.unit().isEmpty())
                            .findFirst()
                            .orElse(house.getFirst());
                    return whole.withUnit(unit);
                });
    }
}
