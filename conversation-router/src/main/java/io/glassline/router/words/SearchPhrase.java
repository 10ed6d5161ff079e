package io.glassline.router.words;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A phrase that a rule looks for: all its parts must stand near one another, in any order.
///
/// @param written as it stands in the file
public record SearchPhrase(String written, List<Part> parts) {

    /// So many places of one part are looked at: what repeats itself is not read to its end.
    private static final int PLACES_MAX = 24;

    public SearchPhrase {
        parts = List.copyOf(parts);
    }

    /// One of these, of which each is words side by side.
    record Part(List<Sequence> alternatives) {

        Part {
            alternatives = List.copyOf(alternatives);
        }

        private boolean isWithin(Part wider) {
            return wider.alternatives.containsAll(alternatives);
        }
    }

    record Sequence(List<Element> elements) {

        Sequence {
            elements = List.copyOf(elements);
        }
    }

    /// One word, which may be one of several, and may be left out.
    record Element(Set<Integer> numbers, boolean optional) {

        Element {
            numbers = Set.copyOf(numbers);
        }
    }

    private record Span(int from, int until) {}

    /// @param within how many other words may stand between its parts
    boolean isIn(SearchText.Reading reading, int within) {
        var spans = new ArrayList<List<Span>>(parts.size());
        for (var part : parts) {
            var found = spans(part, reading);
            if (found.isEmpty()) {
                return false;
            }
            spans.add(found);
        }
        return areNear(spans, 0, Integer.MAX_VALUE, 0, 0, within);
    }

    private static boolean areNear(List<List<Span>> spans, int part, int from, int until, int words, int within) {
        if (part == spans.size()) {
            return until - from - words <= within;
        }
        for (var span : spans.get(part)) {
            var first = Math.min(from, span.from());
            var last = Math.max(until, span.until());
            var covered = words + span.until() - span.from();
            var isFar = last - first > covered + within + MOST_WORDS_LEFT * (spans.size() - part - 1);
            if (!isFar && areNear(spans, part + 1, first, last, covered, within)) {
                return true;
            }
        }
        return false;
    }

    /// A part is rarely longer; of one that is, more is looked at than must be.
    private static final int MOST_WORDS_LEFT = 8;

    private static List<Span> spans(Part part, SearchText.Reading reading) {
        List<Span> spans = List.of();
        for (var alternative : part.alternatives()) {
            var first = alternative.elements().getFirst();
            for (var number : first.numbers()) {
                for (var place : reading.places(number)) {
                    var until = end(alternative.elements(), 1, place + 1, reading);
                    if (until > 0) {
                        if (spans.isEmpty()) {
                            spans = new ArrayList<>(2);
                        }
                        if (spans.size() < PLACES_MAX) {
                            spans.add(new Span(place, until));
                        }
                    }
                }
            }
        }
        return spans;
    }

    /// Where the elements from `next` end that begin at `place`; -1 where they do not stand there.
    private static int end(List<Element> elements, int next, int place, SearchText.Reading reading) {
        if (next == elements.size()) {
            return place;
        }
        var element = elements.get(next);
        for (var number : element.numbers()) {
            if (reading.isAt(place, number)) {
                var end = end(elements, next + 1, place + 1, reading);
                if (end > 0) {
                    return end;
                }
            }
        }
        return element.optional() ? end(elements, next + 1, place, reading) : -1;
    }

    /// Whether every text that `this` is in has `wider` in it, too: each part of that is as wide as one of these.
    boolean isWithin(SearchPhrase wider) {
        var left = new HashSet<>(parts);
        return wider.parts().stream().allMatch(part -> left.stream().anyMatch(own -> own.isWithin(part)));
    }

    @Override
    public String toString() {
        return written;
    }
}
