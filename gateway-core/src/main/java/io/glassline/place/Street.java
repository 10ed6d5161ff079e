package io.glassline.place;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A street of the city's list.
///
/// @param id its number in the list
/// @param label as the list writes it
/// @param words the name in plain words, without type and direction: "4th", "martin luther king jr"
/// @param type such as "street"; empty where it has none, as Broadway
/// @param direction such as "N", or empty
public record Street(int id, String label, List<String> words, String type, String direction) {

    private static final Set<String> ARTICLES = Set.of("la", "el", "los", "las", "the");
    private static final Set<String> HONOURS = Set.of("jr", "sr", "junior", "senior");
    static final Set<String> TITLES = Set.of("dr", "doctor", "rev", "reverend", "gen", "general");
    private static final Set<String> TYPES_IN_FRONT =
            Set.of("avenue", "avenida", "calle", "camino", "paseo", "via", "highway");
    private static final Map<String, String> SAME = Map.of("saint", "st", "mount", "mt", "fort", "ft", "junior", "jr");
    private static final int INITIALS_MIN = 3;

    public Street {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a street has a name");
        }
    }

    /// Reads a name as a list writes it.
    ///
    /// @throws IllegalArgumentException when there is no word in it
    public static Street of(int id, String label) {
        var words = plainWords(label);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("\"%s\" is no name of a street".formatted(label));
        }
        var from = 0;
        var to = words.size();
        var direction = "";
        var type = "";
        if (to - from > 2 && isDirection(words.get(to - 1)) && StreetTypes.isType(words.get(to - 2))) {
            direction = StreetTypes.direction(words.get(--to)).orElseThrow();
        }
        if (to - from > 1 && StreetTypes.isType(words.get(to - 1))) {
            type = StreetTypes.type(words.get(--to)).orElseThrow();
        }
        if (direction.isEmpty() && to - from > 1 && isDirection(words.get(from))) {
            direction = StreetTypes.direction(words.get(from++)).orElseThrow();
        }
        if (type.isEmpty() && to - from > 1 && TYPES_IN_FRONT.contains(words.get(from))) {
            type = StreetTypes.type(words.get(from++)).orElseThrow();
        }
        return new Street(
                id,
                label.strip(),
                words.subList(from, to).stream().map(Street::same).toList(),
                type,
                direction);
    }

    private static boolean isDirection(String word) {
        return StreetTypes.direction(word).isPresent();
    }

    /// A word as it is compared: lower case, without accents or signs, ordinals in digits.
    static String same(String word) {
        return SpokenNumbers.ordinal(SAME.getOrDefault(word, word));
    }

    static List<String> plainWords(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("[\\p{M}'\u2019`.]", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split(" "));
    }

    /// The ways in which people say the name whole, in letters without blanks.
    public Set<String> keys() {
        var keys = new LinkedHashSet<String>();
        keys.add(String.join("", words));
        var rest = new ArrayList<>(words);
        if (rest.size() > 1 && HONOURS.contains(rest.getLast())) {
            rest.removeLast();
            keys.add(String.join("", rest));
        }
        if (rest.size() > 1 && TITLES.contains(rest.getFirst())) {
            rest.removeFirst();
            keys.add(String.join("", rest));
            keys.add(String.join("", words.subList(1, words.size())));
        }
        if (rest.size() > 1 && ARTICLES.contains(rest.getFirst())) {
            keys.add(String.join("", rest.subList(1, rest.size())));
        }
        if (rest.size() >= INITIALS_MIN) {
            var initials = rest.stream().map(word -> word.substring(0, 1)).collect(Collectors.joining());
            keys.add(initials);
            if (HONOURS.contains(words.getLast())) {
                keys.add(initials + words.getLast());
            }
        }
        return keys;
    }

    /// Single words of a name of several, by which it may be meant.
    public Set<String> parts() {
        return words.size() < 2
                ? Set.of()
                : words.stream().filter(word -> word.length() > 3).collect(Collectors.toUnmodifiableSet());
    }

    boolean isNumbered() {
        return words.size() == 1 && Character.isDigit(words.getFirst().charAt(0));
    }
}
