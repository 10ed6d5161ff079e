package io.glassline.router.gate;

import com.google.re2j.Pattern;
import io.glassline.router.words.Said;
import io.glassline.router.words.Sought;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Patterns that count wherever they stand in a message, and the harmless turns of speech that are blanked out
/// first: "fire hydrant" is no fire, and "the fire is next to the fire hydrant" still is one.
public final class Patterns {

    private final List<Looked> patterns;
    private final List<Looked> harmless;
    private final List<Pattern> harmlessCompiled;

    /// @param patterns by language tag; each is RE2 over [Said#text()] and matches whole words
    public Patterns(Map<String, List<String>> patterns, List<String> harmless) {
        this.patterns = patterns.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(text -> Looked.of(text, Locale.of(entry.getKey()))))
                .sorted((a, b) ->
                        a.language().toLanguageTag().compareTo(b.language().toLanguageTag()))
                .toList();
        this.harmless =
                harmless.stream().map(text -> Looked.of(text, Locale.ROOT)).toList();
        this.harmlessCompiled =
                this.harmless.stream().map(looked -> looked.sought().compiled()).toList();
    }

    /// A pattern that was found, and the language it is of.
    public record Found(String pattern, Locale language) {}

    /// The first pattern found; those of `language` are tried first.
    public Optional<Found> in(Said said, Locale language) {
        var text = blanked(said);
        return found(text, language, true).or(() -> found(text, language, false));
    }

    private String blanked(Said said) {
        return harmless.stream().noneMatch(looked -> looked.sought().isIn(said.text()))
                ? said.text()
                : said.without(harmlessCompiled).text();
    }

    private Optional<Found> found(String text, Locale language, boolean own) {
        return patterns.stream()
                .filter(looked -> looked.language().getLanguage().equals(language.getLanguage()) == own)
                .filter(looked -> looked.sought().isIn(text))
                .findFirst()
                .map(looked -> new Found(looked.text(), looked.language()));
    }

    private record Looked(String text, Locale language, Sought sought) {

        static Looked of(String text, Locale language) {
            return new Looked(text, language, Sought.words(text));
        }
    }
}
