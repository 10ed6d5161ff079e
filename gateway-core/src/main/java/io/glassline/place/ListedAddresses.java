package io.glassline.place;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// An address book in memory: what a database does, said plainly. All names are near.
public final class ListedAddresses implements AddressBook {

    private final List<AddressEntry> entries;

    public ListedAddresses(List<AddressEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    @Override
    public Collection<Way> near(Collection<String> phrases) {
        var streets = new LinkedHashSet<Street>();
        entries.forEach(entry -> streets.addAll(List.of(entry.street(), entry.other())));
        var whole = new LinkedHashMap<String, Set<Street>>();
        var parts = new LinkedHashMap<String, Set<Street>>();
        for (var street : streets) {
            street.keys()
                    .forEach(key -> whole.computeIfAbsent(key, _ -> new LinkedHashSet<>())
                            .add(street));
            street.parts()
                    .forEach(key -> parts.computeIfAbsent(key, _ -> new LinkedHashSet<>())
                            .add(street));
        }
        var ways = new LinkedHashSet<Way>();
        whole.forEach((key, named) -> ways.add(new Way(key, true, List.copyOf(named))));
        parts.forEach((key, named) -> ways.add(new Way(key, false, List.copyOf(named))));
        return ways;
    }

    @Override
    public List<AddressEntry> numbered(Set<Integer> streets, Set<String> plainNumbers) {
        return entries.stream()
                .filter(entry -> !entry.isCrossing()
                        && streets.contains(entry.street().id())
                        && plainNumbers.contains(entry.plainNumber()))
                .toList();
    }

    @Override
    public List<AddressEntry> crossings(Set<Integer> these, Set<Integer> those) {
        return entries.stream()
                .filter(AddressEntry::isCrossing)
                .filter(entry -> isOf(entry.street(), entry.other(), these, those)
                        || isOf(entry.other(), entry.street(), these, those))
                .toList();
    }

    private static boolean isOf(Street street, Street other, Set<Integer> these, Set<Integer> those) {
        return these.contains(street.id()) && those.contains(other.id());
    }

    @Override
    public List<AddressEntry> around(double latitude, double longitude, int metres) {
        return entries.stream()
                .filter(entry -> entry.metresTo(latitude, longitude) <= metres)
                .sorted(Comparator.comparing(entry -> entry.metresTo(latitude, longitude)))
                .toList();
    }
}
