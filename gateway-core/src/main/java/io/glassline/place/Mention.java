package io.glassline.place;

import io.glassline.spelling.EditDistance;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Where a street is named in what was said.
///
/// @param from the first token of it, type and direction included
/// @param to the first token behind it
/// @param type as it was said; empty for none, [StreetTypes#ANY] for one that says nothing
/// @param near the streets that may be meant
/// @param hasEvidence whether something beside the name tells that a street is meant
/// @param isBareNumber whether it may be a house number
record Mention(
        int from,
        int to,
        String said,
        String type,
        String direction,
        List<Near> near,
        boolean hasEvidence,
        boolean isBareNumber) {

    /// How much farther than the nearest name every other one must be for a mistyped name to be taken.
    private static final int CLEARLY_FARTHER = 2;

    Mention {
        near = List.copyOf(near);
    }

    /// A street under one of its names.
    record Near(Street street, String key, Slips slips, boolean isWhole) {}

    /// The streets that are meant, when they are told from all others; and those that may be meant.
    record Meant(Set<Integer> surely, Set<Integer> perhaps) {}

    boolean isExact() {
        return near.stream().anyMatch(street -> street.slips() == Slips.NONE && street.isWhole());
    }

    boolean hasType() {
        return !type.isEmpty();
    }

    boolean isNumbered() {
        return Character.isDigit(said.charAt(0));
    }

    boolean touches(Mention other) {
        return to == other.from || other.to == from;
    }

    boolean overlaps(Mention other) {
        return from < other.to && other.from < to;
    }

    /// How well it explains what was said. "9 St" is a street where no "St Mary's" follows.
    int weight() {
        var best = near.stream()
                .mapToInt(street -> switch (street.slips()) {
                    case NONE -> street.isWhole() ? 8 : 2;
                    case SMALL -> 4;
                    case LARGE, OTHER -> 0;
                })
                .max()
                .orElse(0);
        return 10 * (to - from) + best + (hasType() ? 5 : 0) + (hasEvidence ? 6 : 0) - (isBareNumber ? 8 : 0);
    }

    Meant meant() {
        var exact = fitting(near.stream()
                .filter(street -> street.isWhole() && street.slips() == Slips.NONE)
                .toList());
        if (isExact()) {
            return new Meant(ids(exact), exact.isEmpty() ? ids(nearest()) : Set.of());
        }
        var small = near.stream()
                .filter(street -> street.isWhole() && street.slips() == Slips.SMALL)
                .toList();
        var isAlone = small.stream().map(Near::key).distinct().count() == 1 && areOthersFar(small.getFirst());
        return isAlone && !fitting(small).isEmpty()
                ? new Meant(ids(fitting(small)), Set.of())
                : new Meant(Set.of(), ids(nearest()));
    }

    /// Those that differ least from what was said, by their names first.
    private List<Near> nearest() {
        var least = near.stream().mapToInt(this::difference).min().orElse(0);
        return near.stream().filter(street -> difference(street) == least).toList();
    }

    private int difference(Near street) {
        var fitsType = fits(type, "").test(street);
        var fitsDirection = fits("", direction).test(street);
        return (street.isWhole() ? 4 * street.slips().ordinal() : 6) + (fitsType ? 0 : 1) + (fitsDirection ? 0 : 1);
    }

    private boolean areOthersFar(Near nearest) {
        var away = EditDistance.between(said, nearest.key());
        return near.stream()
                .filter(street -> !street.key().equals(nearest.key())
                        && street.street().id() != nearest.street().id())
                .allMatch(street ->
                        street.isWhole() && EditDistance.between(said, street.key()) >= away + CLEARLY_FARTHER);
    }

    /// Those of the type and direction that were said.
    private List<Near> fitting(List<Near> streets) {
        return streets.stream().filter(fits(type, direction)).toList();
    }

    private static Predicate<Near> fits(String type, String direction) {
        return near -> (type.isEmpty()
                        || type.equals(StreetTypes.ANY)
                        || type.equals(near.street().type()))
                && (direction.isEmpty() || direction.equals(near.street().direction()));
    }

    private static Set<Integer> ids(List<Near> streets) {
        return streets.stream().map(near -> near.street().id()).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
