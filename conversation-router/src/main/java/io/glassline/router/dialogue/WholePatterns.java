package io.glassline.router.dialogue;

import io.glassline.router.words.SearchPattern;
import java.util.List;

/// Patterns that count when they are the whole message: "thank you, bye" is a goodbye, "when do I say goodbye to my
/// bin" is not.
public final class WholePatterns {

    public static final WholePatterns NONE = new WholePatterns(List.of());

    /// Nobody writes small talk of this length.
    private static final int LENGTH_MAX_CHARS = 100;

    private final List<SearchPattern> patterns;

    /// @param patterns each is over all of a [io.glassline.router.words.NormalizedText#text()]
    public WholePatterns(List<SearchPattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /// `pattern` as the whole message.
    ///
    /// @throws com.google.re2j.PatternSyntaxException when it is not a pattern
    public static SearchPattern whole(String pattern) {
        return SearchPattern.of("^(?:" + pattern + ")$");
    }

    /// Whether any of `ways` in which a message may be read is one of them.
    public boolean areAll(List<String> ways) {
        return ways.stream()
                .filter(way -> way.length() <= LENGTH_MAX_CHARS)
                .anyMatch(way -> patterns.stream().anyMatch(pattern -> pattern.isIn(way)));
    }
}
