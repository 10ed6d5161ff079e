package io.glassline.router.gate;

import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.SearchPattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Patterns that count wherever they stand in a message, and the harmless turns of speech that are blanked out
/// first: "fire hydrant" is no fire, and "the fire is next to the fire hydrant" still is one.
public final class Patterns {

    private final List<LanguagePattern> patterns;
    private final List<SearchPattern> harmless;

    /// @param patterns by language tag; each is over [NormalizedText#text()] and matches whole words
    public Patterns(Map<String, List<SearchPattern>> patterns, List<SearchPattern> harmless) {
        this.patterns = patterns.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(pattern -> new LanguagePattern(pattern, Locale.of(entry.getKey()))))
                .sorted((a, b) ->
                        a.language().toLanguageTag().compareTo(b.language().toLanguageTag()))
                .toList();
        this.harmless = List.copyOf(harmless);
    }

    /// A pattern that was found, and the language it is of.
    public record Hit(String pattern, Locale language) {}

    /// What was said without what any of these patterns finds in it.
    NormalizedText cutOut(NormalizedText said) {
        return NormalizedText.of(
                said.without(patterns.stream().map(LanguagePattern::pattern).toList())
                        .text());
    }

    /// What was said without the harmless turns of speech.
    NormalizedText withoutHarmless(NormalizedText said) {
        return NormalizedText.of(said.without(harmless).text());
    }

    /// The first pattern found; those of `language` are tried first.
    public Optional<Hit> in(NormalizedText said, Locale language) {
        var text = said.without(harmless).text();
        return found(text, language, true).or(() -> found(text, language, false));
    }

    private Optional<Hit> found(String text, Locale language, boolean own) {
        return patterns.stream()
                .filter(candidate -> candidate.language().getLanguage().equals(language.getLanguage()) == own)
                .filter(candidate -> candidate.pattern().isIn(text))
                .findFirst()
                .map(candidate -> new Hit(candidate.pattern().written(), candidate.language()));
    }

    private record LanguagePattern(SearchPattern pattern, Locale language) {}
}
