package io.glassline.router.city;

import io.glassline.router.words.TextingStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The words of `gates.yml`, by language: what a mistyped word may have been meant for.
final class TextedWords {

    private final Map<String, List<String>> texts = new HashMap<>();
    private final Map<String, List<String>> patterns = new HashMap<>();

    void addTexts(Locale language, List<String> more) {
        texts.computeIfAbsent(language.getLanguage(), _ -> new ArrayList<>()).addAll(more);
    }

    void addPatterns(Locale language, List<String> more) {
        patterns.computeIfAbsent(language.getLanguage(), _ -> new ArrayList<>()).addAll(more);
    }

    List<TextingStyle> styles(List<Locale> languages) {
        return languages.stream()
                .map(language -> new TextingStyle(
                        language,
                        texts.getOrDefault(language.getLanguage(), List.of()),
                        patterns.getOrDefault(language.getLanguage(), List.of())))
                .toList();
    }
}
