package io.glassline.router.words;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is written for a word, or for several, in one language: `u = you`, `nine one one = 911`.
///
/// The files `texting-en.txt` and `texting-es.txt` hold a line for each. `2 = to | after need want |
/// before pay` counts only after or before one of these words.
final class Shorthand {

    private final Map<String, List<Line>> byFirstWord;

    private Shorthand(List<Line> lines) {
        byFirstWord = lines.stream()
                .collect(Collectors.groupingBy(line -> line.written().getFirst(), HashMap::new, Collectors.toList()));
        byFirstWord
                .values()
                .forEach(same -> same.sort((one, other) ->
                        Integer.compare(other.written().size(), one.written().size())));
    }

    static Shorthand of(Locale language) {
        return new Shorthand(Lines.of("texting-" + language.getLanguage() + ".txt").stream()
                .map(Shorthand::line)
                .toList());
    }

    /// What is meant, and how many words are written for it.
    record Found(List<String> meant, int words) {}

    boolean mayBeginWith(String word) {
        return byFirstWord.containsKey(word);
    }

    /// The longest that stands at word `at`.
    Optional<Found> at(List<String> words, int at) {
        return byFirstWord.getOrDefault(words.get(at), List.of()).stream()
                .filter(line -> line.standsAt(words, at))
                .findFirst()
                .map(line -> new Found(line.meant(), line.written().size()));
    }

    /// What one word stands for wherever it stands.
    Optional<List<String>> of(String word) {
        return byFirstWord.getOrDefault(word, List.of()).stream()
                .filter(line -> line.written().size() == 1
                        && line.after().isEmpty()
                        && line.before().isEmpty())
                .findFirst()
                .map(Line::meant);
    }

    private static Line line(String line) {
        var parts = line.split("\\|");
        var sides = parts[0].split("=", -1);
        if (sides.length != 2) {
            throw new IllegalArgumentException("this says not what is meant: " + line);
        }
        var after = new ArrayList<String>();
        var before = new ArrayList<String>();
        for (var i = 1; i < parts.length; i++) {
            var words = words(parts[i]);
            (words.getFirst().equals("after") ? after : before).addAll(words.subList(1, words.size()));
        }
        return new Line(words(sides[0]), words(sides[1]), Set.copyOf(after), Set.copyOf(before));
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
    }

    private record Line(List<String> written, List<String> meant, Set<String> after, Set<String> before) {

        boolean standsAt(List<String> words, int at) {
            var end = at + written.size();
            if (end > words.size() || !words.subList(at, end).equals(written)) {
                return false;
            }
            return after.isEmpty() && before.isEmpty()
                    || at > 0 && after.contains(words.get(at - 1))
                    || end < words.size() && before.contains(words.get(end));
        }
    }
}
