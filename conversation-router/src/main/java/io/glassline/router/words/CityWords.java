package io.glassline.router.words;

import io.glassline.spelling.EditDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The words a city uses in one language, found by what people make of them. Each way is one look into
/// a table.
final class CityWords {

    private static final int LETTERS_MIN = 4;
    private static final int LETTERS_OF_TWO_SLIPS_MIN = 8;
    private static final int LETTERS_OF_ONE_LOOSE_SLIP_MIN = 6;
    private static final int LETTERS_OF_TWO_WORDS_MIN = 6;
    private static final int WORDS_IN_ONE_MAX = 4;

    private static final List<String> KEYS = List.of("qwertyuiop", "asdfghjkl", "zxcvbnm");

    /// Words of one or two letters that may be part of a longer one.
    private static final Map<String, Set<String>> SHORT = Map.of(
            "en", Set.of("a", "i", "is", "my", "to", "in", "on", "at", "do", "of", "it", "me", "up", "we", "no", "so"),
            "es",
                    Set.of(
                            "a", "y", "de", "el", "la", "mi", "me", "se", "en", "un", "es", "lo", "le", "si", "no",
                            "ya", "al", "tu", "su"));

    /// Spanish hangs pronouns on its verbs, and no list of words has all of these: "casarnos",
    /// "ayudarme".
    private static final Pattern WITH_PRONOUN =
            Pattern.compile("\\p{L}{2,}[aei]r(?:me|te|se|nos|le|les|lo|la|los|las|melo|selo)");

    private final Locale language;
    private final Map<String, Integer> counts;
    private final Map<String, List<String>> withoutOneLetter = new HashMap<>();
    private final Map<String, String> bySkeleton = new HashMap<>();
    private final Map<String, String> bySound = new HashMap<>();
    private final Map<Character, List<String>> longWords = new HashMap<>();

    CityWords(Locale language, Map<String, Integer> counts) {
        this.language = language;
        this.counts = Map.copyOf(counts);
        counts.keySet().stream()
                .sorted(Comparator.comparing(this::count).reversed().thenComparing(word -> word))
                .forEach(word -> {
                    if (word.length() >= LETTERS_MIN && word.chars().allMatch(Character::isLetter)) {
                        withoutOneLetter(word)
                                .forEach(key -> withoutOneLetter
                                        .computeIfAbsent(key, _ -> new ArrayList<>(1))
                                        .add(word));
                        bySkeleton.putIfAbsent(skeleton(word), word);
                        bySound.putIfAbsent(SpanishSound.of(word), word);
                    }
                    if (word.length() >= LETTERS_OF_TWO_SLIPS_MIN) {
                        longWords
                                .computeIfAbsent(word.charAt(0), _ -> new ArrayList<>())
                                .add(word);
                    }
                });
    }

    private int count(String word) {
        return counts.getOrDefault(word, 0);
    }

    /// Whether `word` is nothing to put right: a word of the city or of any language that is known, a
    /// number, or too short to tell.
    boolean isRight(String word) {
        return word.length() <= 2
                || counts.containsKey(word)
                || RealWords.contains(word)
                || word.chars().anyMatch(c -> !Character.isLetter(c));
    }

    /// `word` with each run of letters as long as it is in a word, if it is longer: "heeelp" is "help".
    String withoutRepeats(String word) {
        var once = new StringBuilder();
        var twice = new StringBuilder();
        for (var i = 0; i < word.length(); i++) {
            var run = i;
            while (run < word.length() && word.charAt(run) == word.charAt(i)) {
                run++;
            }
            once.append(word.charAt(i));
            twice.append(word, i, Math.min(run, i + 2));
            i = run - 1;
        }
        if (once.length() == word.length() || once.length() < LETTERS_MIN - 1) {
            return word;
        }
        var isLong = twice.length() < word.length();
        return isLong && isRight(twice.toString())
                ? twice.toString()
                : isLong || isRight(once.toString()) ? once.toString() : word;
    }

    /// The word or words that `word` comes closest to; itself when it comes close to none.
    List<String> nearest(String word) {
        var sound = bySound(word);
        if (sound.isEmpty()
                && language.getLanguage().equals("es")
                && WITH_PRONOUN.matcher(word).matches()) {
            return List.of(word);
        }
        return sound.or(() -> byOneSlip(word))
                .map(List::of)
                .or(() -> parts(word))
                .or(() -> bySkeleton(word).or(() -> byTwoSlips(word)).map(List::of))
                .orElse(List.of(word));
    }

    /// Spanish by its sound: "kiero" sounds like "quiero".
    private Optional<String> bySound(String word) {
        return language.getLanguage().equals("es") && word.length() >= LETTERS_MIN - 1
                ? Optional.ofNullable(bySound.get(SpanishSound.of(word)))
                : Optional.empty();
    }

    private Optional<String> byOneSlip(String word) {
        if (word.length() < LETTERS_MIN) {
            return Optional.empty();
        }
        return best(
                withoutOneLetter(word)
                        .flatMap(key -> withoutOneLetter.getOrDefault(key, List.of()).stream())
                        .distinct(),
                candidate -> slips(word, candidate),
                word.length() < LETTERS_OF_ONE_LOOSE_SLIP_MIN ? 1 : 2);
    }

    /// 1 for a slip as fingers make it, 2 for any other one, 3 for more than one.
    private static int slips(String word, String candidate) {
        if (EditDistance.between(word, candidate) > 1) {
            return 3;
        }
        if (word.length() != candidate.length()) {
            return word.charAt(0) == candidate.charAt(0) ? 1 : 2;
        }
        var at = IntStream.range(0, word.length())
                .filter(i -> word.charAt(i) != candidate.charAt(i))
                .toArray();
        var isUsual = at.length == 2
                || isVowel(word.charAt(at[0])) && isVowel(candidate.charAt(at[0]))
                || areNeighbours(word.charAt(at[0]), candidate.charAt(at[0]));
        return isUsual ? 1 : 2;
    }

    private static boolean areNeighbours(char one, char other) {
        for (var row = 0; row < KEYS.size(); row++) {
            var at = KEYS.get(row).indexOf(one);
            for (var near = Math.max(0, row - 1); at >= 0 && near < Math.min(KEYS.size(), row + 2); near++) {
                var there = KEYS.get(near).indexOf(other);
                if (there >= 0 && Math.abs(there - at) <= 1) {
                    return true;
                }
            }
        }
        return false;
    }

    private Optional<String> byTwoSlips(String word) {
        return word.length() < LETTERS_OF_TWO_SLIPS_MIN
                ? Optional.empty()
                : best(
                        longWords.getOrDefault(word.charAt(0), List.of()).stream()
                                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= 2),
                        candidate -> EditDistance.between(word, candidate),
                        2);
    }

    private Optional<String> best(Stream<String> candidates, ToIntFunction<String> distance, int most) {
        @Nullable String best = null;
        var least = most + 1;
        for (var candidate : (Iterable<String>) candidates::iterator) {
            var away = distance.applyAsInt(candidate);
            if (away < least || away == least && best != null && count(candidate) > count(best)) {
                best = candidate;
                least = away;
            }
        }
        return Optional.ofNullable(best);
    }

    /// With its vowels left out: "wtr" is "water".
    private Optional<String> bySkeleton(String word) {
        var key = skeleton(word);
        var candidate = word.length() < LETTERS_MIN - 1 || key.length() < 2 ? null : bySkeleton.get(key);
        return Optional.ofNullable(candidate)
                .filter(target -> target.length() > word.length() && isWithin(word, target));
    }

    /// The first letter and all consonants; a letter that stands twice counts once.
    private static String skeleton(String word) {
        var kept = new StringBuilder();
        for (var i = 0; i < word.length(); i++) {
            var letter = word.charAt(i);
            if ((i == 0 || !isVowel(letter)) && (kept.isEmpty() || kept.charAt(kept.length() - 1) != letter)) {
                kept.append(letter);
            }
        }
        return kept.toString();
    }

    private static boolean isVowel(char letter) {
        return "aeiou".indexOf(letter) >= 0;
    }

    private static boolean isWithin(String word, String target) {
        var at = 0;
        for (var i = 0; i < target.length() && at < word.length(); i++) {
            at += word.charAt(at) == target.charAt(i) ? 1 : 0;
        }
        return at == word.length();
    }

    /// Words that were run together: "howmuch" is "how much". The fewest there can be.
    private Optional<List<String>> parts(String word) {
        if (word.length() < LETTERS_OF_TWO_WORDS_MIN) {
            return Optional.empty();
        }
        var fewest = new @Nullable Parts[word.length() + 1];
        fewest[0] = new Parts(List.of(), 0);
        for (var end = 1; end <= word.length(); end++) {
            for (var start = 0; start < end; start++) {
                var before = fewest[start];
                var part = word.substring(start, end);
                if (before == null || before.words().size() == WORDS_IN_ONE_MAX || !mayBePart(part)) {
                    continue;
                }
                var more = before.and(part, counts.containsKey(part) ? 1 : 3);
                var best = fewest[end];
                if (best == null || more.cost() < best.cost()) {
                    fewest[end] = more;
                }
            }
        }
        return Optional.ofNullable(fewest[word.length()])
                .filter(parts -> parts.words().size() > 1
                        && parts.words().stream().anyMatch(part -> part.length() > 2 && counts.containsKey(part)))
                .map(Parts::words);
    }

    private boolean mayBePart(String part) {
        return part.length() <= 2
                ? SHORT.getOrDefault(language.getLanguage(), Set.of()).contains(part)
                : counts.containsKey(part)
                        || part.length() >= LETTERS_MIN
                                && RealWords.of(language).contains(part);
    }

    private record Parts(List<String> words, int cost) {

        Parts and(String word, int more) {
            return new Parts(Stream.concat(words.stream(), Stream.of(word)).toList(), cost + more);
        }
    }

    private static Stream<String> withoutOneLetter(String word) {
        return Stream.concat(
                Stream.of(word),
                IntStream.range(0, word.length()).mapToObj(i -> word.substring(0, i) + word.substring(i + 1)));
    }
}
