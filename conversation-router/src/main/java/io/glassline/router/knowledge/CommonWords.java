package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// In which languages a word is among the commonest: the lists `common-words-*.txt`. Some are of languages that
/// only resemble others, so that these are not taken for them.
///
/// A word with accents stands for itself without them, too, unless a language the city serves has that word: "não"
/// and "nao", but not "él" and "el". A set of languages is a number with one bit for each of [#LISTED].
final class CommonWords {

    static final List<String> LISTED = List.of(
            "en", "es", "fr", "ht", "pt", "it", "de", "pl", "vi", "tl", "so", "nl", "ro", "ca", "sw", "tr", "ru", "uk",
            "bg", "ar", "fa", "ur", "hi", "mr", "ne");

    private static final int BARE_LETTERS_MIN = 3;

    private final Map<String, Integer> languagesOf = new HashMap<>();
    private final int served;

    /// @param served the languages that the city answers in
    CommonWords(Collection<Locale> served) {
        this.served =
                served.stream().map(Knowledge::tag).mapToInt(CommonWords::bit).reduce(0, (all, bit) -> all | bit);
        var accented = new ArrayList<Spelled>();
        for (var tag : LISTED) {
            for (var word : words(tag)) {
                add(word, bit(tag));
                accented.add(new Spelled(word, bit(tag)));
            }
        }
        for (var word : accented) {
            var bare = Words.folded(word.letters());
            if (!bare.equals(word.letters())
                    && bare.length() >= BARE_LETTERS_MIN
                    && (in(bare) & this.served & ~word.languages()) == 0) {
                add(bare, word.languages());
            }
        }
    }

    private record Spelled(String letters, int languages) {}

    private void add(String word, int languages) {
        languagesOf.merge(word, languages, (a, b) -> a | b);
    }

    /// The bit of the language `tag`; 0 where there is no list.
    static int bit(String tag) {
        var index = LISTED.indexOf(tag);
        return index < 0 ? 0 : 1 << index;
    }

    /// The languages in which `word`, in small letters, is common.
    int in(String word) {
        return languagesOf.getOrDefault(word, 0);
    }

    /// The languages that the city serves, as far as they have a list.
    int served() {
        return served;
    }

    private static List<String> words(String tag) {
        try (var in = CommonWords.class.getResourceAsStream("common-words-" + tag + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("the list of common words in " + tag + " is missing");
            }
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Token.of(line).stream())
                    .map(Token::letters)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
