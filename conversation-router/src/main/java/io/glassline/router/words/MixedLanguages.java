package io.glassline.router.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sentences in English and Spanish at once, as many people speak: "when is la basura", "necesito pagar my water bill".
/// The words that are of the other language are said in the one it is read in, by a list of what people ask a city for.
///
/// A text in one language alone has no such words, and none that is a word of both is on the list.
public final class MixedLanguages {

    /// So many words are looked up as one: "parking ticket", "multa de estacionamiento".
    private static final int PHRASE_WORDS_MAX = 5;

    /// Shorter words, such as "no", are of both languages.
    private static final int OWN_LETTERS_MIN = 3;

    private static final List<List<String>> PAIRS = read();

    private static final Map<String, Map<String, String>> INTO = Map.of("en", list(1, 0), "es", list(0, 1));

    private static final Map<String, Set<String>> OWN = Map.of("en", words(0), "es", words(1));

    private MixedLanguages() {}

    /// `said` with the words of the other language in that of `in`; empty where it has none of them, or none of its
    /// own.
    public static Optional<String> readIn(Locale in, NormalizedText said) {
        var list = INTO.get(in.getLanguage());
        if (list == null) {
            return Optional.empty();
        }
        var words = said.words();
        var read = new ArrayList<String>();
        var isMixed = false;
        var hasOwn = false;
        for (var at = 0; at < words.size(); ) {
            var length = longest(list, words, at);
            read.add(length == 0 ? words.get(at) : Objects.requireNonNull(list.get(phrase(words, at, length))));
            isMixed |= length > 0;
            hasOwn |=
                    length == 0 && OWN.getOrDefault(in.getLanguage(), Set.of()).contains(words.get(at));
            at += Math.max(1, length);
        }
        return isMixed && hasOwn ? Optional.of(String.join(" ", read)) : Optional.empty();
    }

    private static int longest(Map<String, String> list, List<String> words, int at) {
        for (var length = Math.min(PHRASE_WORDS_MAX, words.size() - at); length > 0; length--) {
            if (list.containsKey(phrase(words, at, length))) {
                return length;
            }
        }
        return 0;
    }

    private static String phrase(List<String> words, int at, int length) {
        return String.join(" ", words.subList(at, at + length));
    }

    private static Map<String, String> list(int from, int to) {
        var list = new HashMap<String, String>();
        PAIRS.forEach(pair -> list.putIfAbsent(pair.get(from), pair.get(to)));
        return Map.copyOf(list);
    }

    private static Set<String> words(int of) {
        return PAIRS.stream()
                .flatMap(pair -> Stream.of(pair.get(of).split(" ")))
                .filter(word -> word.length() >= OWN_LETTERS_MIN)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// English and Spanish as messages are compared, with a tab between.
    private static List<List<String>> read() {
        var file = "mixed-en-es.tsv";
        try (var in = Objects.requireNonNull(MixedLanguages.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> List.of(line.split("\t")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
