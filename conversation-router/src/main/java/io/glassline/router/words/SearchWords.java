package io.glassline.router.words;

import io.glassline.spelling.EditDistance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// The words of all phrases that a city's rules look for, each with a number. A message's words are looked up once,
/// whatever the number of rules.
///
/// It is filled while the rules are read, and not changed after.
public final class SearchWords {

    /// Shorter words are too close to others to be read as slips of them.
    private static final int SLIP_LETTERS_MIN = 5;

    private static final int TWO_SLIPS_LETTERS_MIN = 9;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, List<Integer>> exact = new HashMap<>();
    private final Map<Locale, Map<String, List<Integer>>> stems = new LinkedHashMap<>();
    private final Map<String, Integer> beginnings = new HashMap<>();
    private final Map<String, List<Integer>> written = new HashMap<>();

    /// The number of a word with any ending it has in one of `languages`, and with a slip in it.
    int bent(String word, Collection<Locale> languages) {
        var byLanguage = new TreeSet<String>();
        languages.forEach(language -> byLanguage.add(language + ":" + new WordStems(language).of(word)));
        var number = number(String.join(" ", byLanguage));
        languages.forEach(language ->
                add(stems.computeIfAbsent(language, _ -> new HashMap<>()), new WordStems(language).of(word), number));
        add(exact, word, number);
        add(written, word, number);
        return number;
    }

    /// The number of a word that must stand as it is.
    int exact(String word) {
        var number = number("\"" + word);
        add(exact, word, number);
        return number;
    }

    /// The number of all words that begin so.
    int beginning(String with) {
        var number = number(with + "*");
        beginnings.put(with, number);
        return number;
    }

    private int number(String key) {
        return numbers.computeIfAbsent(key, _ -> numbers.size());
    }

    private static void add(Map<String, List<Integer>> to, String key, int number) {
        var known = to.computeIfAbsent(key, _ -> new ArrayList<>(1));
        if (!known.contains(number)) {
            known.add(number);
        }
    }

    int size() {
        return numbers.size();
    }

    /// For each of `words`, the numbers of what it may stand for.
    int[][] numbersOf(List<String> words) {
        var numbers = new int[words.size()][];
        var stemmers = stems.keySet().stream().map(WordStems::new).toList();
        var known = new HashMap<String, int[]>();
        for (var at = 0; at < numbers.length; at++) {
            numbers[at] = known.computeIfAbsent(words.get(at), word -> numbersOf(word, stemmers));
        }
        return numbers;
    }

    private int[] numbersOf(String word, List<WordStems> stemmers) {
        var found = new TreeSet<Integer>(exact.getOrDefault(word, List.of()));
        var language = 0;
        for (var byStem : stems.values()) {
            found.addAll(byStem.getOrDefault(stemmers.get(language++).of(word), List.of()));
        }
        beginnings.forEach((with, number) -> {
            if (word.startsWith(with)) {
                found.add(number);
            }
        });
        if (found.isEmpty() && word.length() >= SLIP_LETTERS_MIN && !RealWords.contains(word)) {
            written.forEach((meant, numbers) -> {
                if (isSlipOf(word, meant)) {
                    found.addAll(numbers);
                }
            });
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isSlipOf(String word, String meant) {
        var slips = meant.length() >= TWO_SLIPS_LETTERS_MIN ? 2 : 1;
        return meant.length() >= SLIP_LETTERS_MIN
                && word.charAt(0) == meant.charAt(0)
                && Math.abs(word.length() - meant.length()) <= slips
                && EditDistance.between(word, meant) <= slips;
    }
}
