package io.glassline.router.words;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Words that are right as they are. A word of another language is no slip either: people mix languages.
final class RealWords {

    private static final List<String> LANGUAGES = List.of("en", "es");

    private static final Map<String, Set<String>> BY_LANGUAGE = LANGUAGES.stream()
            .collect(Collectors.toUnmodifiableMap(
                    language -> language,
                    language -> Lines.of("real-words-" + language + ".txt").stream()
                            .flatMap(line -> Stream.of(line.split(" ")))
                            .collect(Collectors.toUnmodifiableSet())));

    private RealWords() {}

    /// The words of one language; none where they are not known.
    static Set<String> of(Locale language) {
        return BY_LANGUAGE.getOrDefault(language.getLanguage(), Set.of());
    }

    static boolean contains(String word) {
        for (var words : BY_LANGUAGE.values()) {
            if (words.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
