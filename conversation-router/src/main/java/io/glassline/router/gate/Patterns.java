package io.glassline.router.gate;

import com.google.re2j.Pattern;
import io.glassline.router.words.Said;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Patterns that count wherever they stand in a message, and the harmless turns of speech that are blanked out
/// first: "fire hydrant" is no fire, and "the fire is next to the fire hydrant" still is one.
public final class Patterns {

    private final List<Looked> patterns;
    private final List<Pattern> harmless;

    // One look for all of them together: most messages hold none.
    private final Pattern anyPattern;
    private final Pattern anyHarmless;

    /// @param patterns by language tag; each is RE2 over [Said#text()] and matches whole words
    public Patterns(Map<String, List<String>> patterns, List<String> harmless) {
        this.patterns = patterns.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(text -> new Looked(text, Locale.of(entry.getKey()), compiled(text))))
                .sorted((a, b) ->
                        a.language().toLanguageTag().compareTo(b.language().toLanguageTag()))
                .toList();
        this.harmless = harmless.stream().map(Patterns::compiled).collect(Collectors.toUnmodifiableList());
        this.anyPattern = any(this.patterns.stream().map(Looked::text));
        this.anyHarmless = any(harmless.stream());
    }

    private static Pattern any(Stream<String> patterns) {
        return compiled(patterns.map(pattern -> "(?:" + pattern + ")").collect(Collectors.joining("|")));
    }

    /// A pattern that was found, and the language it is of.
    public record Found(String pattern, Locale language) {}

    /// The first pattern found; those of `language` are tried first.
    public Optional<Found> in(Said said, Locale language) {
        var text = blanked(said);
        return patterns.isEmpty() || !anyPattern.matcher(text).find() ? Optional.empty() : found(text, language);
    }

    private String blanked(Said said) {
        return harmless.isEmpty() || !anyHarmless.matcher(said.text()).find()
                ? said.text()
                : said.without(harmless).text();
    }

    private Optional<Found> found(String text, Locale language) {
        return found(text, language, true).or(() -> found(text, language, false));
    }

    private Optional<Found> found(String text, Locale language, boolean own) {
        return patterns.stream()
                .filter(looked -> looked.language().getLanguage().equals(language.getLanguage()) == own)
                .filter(looked -> looked.compiled().matcher(text).find())
                .findFirst()
                .map(looked -> new Found(looked.text(), looked.language()));
    }

    /// @throws com.google.re2j.PatternSyntaxException when it is not a pattern
    public static Pattern compiled(String pattern) {
        return Pattern.compile("(?:^|\\b)(?:" + pattern + ")(?:\\b|$)");
    }

    private record Looked(String text, Locale language, Pattern compiled) {}
}
