package io.glassline.router.words;

import io.glassline.router.words.PhraseGrammar.Phrase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What people say before they ask: greetings, excuses, "quick question", "I was wondering if you could
/// tell me". It says nothing of the question, and a search that looks at it finds less.
///
/// The phrases are in `preambles.txt`, in the form of [PhraseGrammar].
public final class Preamble {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}'’]+");

    private static final Map<String, List<Phrase>> BY_FIRST_WORD = byFirstWord();

    private Preamble() {}

    private static Map<String, List<Phrase>> byFirstWord() {
        var grammar = new PhraseGrammar();
        var byFirstWord = new HashMap<String, List<Phrase>>();
        for (var line : Lines.of("preambles.txt")) {
            var list = line.indexOf('=');
            if (list >= 0) {
                grammar.list(line.substring(0, list).strip(), List.of(line.substring(list + 1)));
            } else {
                var phrase = grammar.phrase(line);
                phrase.firstWords()
                        .orElseThrow(() -> new IllegalArgumentException("begins with any word: " + line))
                        .forEach(word -> byFirstWord
                                .computeIfAbsent(word, _ -> new ArrayList<>())
                                .add(phrase));
            }
        }
        return Map.copyOf(byFirstWord);
    }

    /// `text` from its question on. It is the same text where nothing stands before that, or nothing
    /// but that.
    public static String without(String text) {
        var found = WORD.matcher(text).results().limit(Phrase.WORDS_MAX).toList();
        var words = found.stream()
                .map(MatchResult::group)
                .map(word -> NormalizedText.of(word).text())
                .toList();
        var reached = 1L;
        for (var at = 0; at < words.size(); at++) {
            if ((reached >>> at & 1) == 1) {
                for (var phrase : BY_FIRST_WORD.getOrDefault(words.get(at), List.of())) {
                    reached |= phrase.ends(words, at);
                }
            }
        }
        var end = Long.SIZE - 1 - Long.numberOfLeadingZeros(reached);
        return end == 0 || end >= words.size()
                ? text
                : text.substring(found.get(end).start());
    }
}
