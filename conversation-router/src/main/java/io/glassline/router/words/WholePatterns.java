package io.glassline.router.words;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Patterns that count when they are the whole message: "thank you, bye" is a goodbye, "when do I say goodbye to my
/// bin" is not.
public final class WholePatterns {

    public static final WholePatterns NONE = new WholePatterns(List.of());

    /// Nobody writes small talk of this length.
    private static final int LENGTH_MAX_CHARS = 100;

    private final List<SearchPattern> patterns;
    private final List<String> fillers;

    /// @param patterns each is over all of a [NormalizedText#text()]
    public WholePatterns(List<SearchPattern> patterns) {
        this(patterns, List.of());
    }

    /// @param fillers words that may stand before and say nothing
    public WholePatterns(List<SearchPattern> patterns, List<String> fillers) {
        this.patterns = List.copyOf(patterns);
        this.fillers = List.copyOf(fillers);
    }

    /// `pattern` as the whole message.
    ///
    /// @throws com.google.re2j.PatternSyntaxException when it is not a pattern
    public static SearchPattern whole(String pattern) {
        return SearchPattern.of("^(?:" + pattern + ")$");
    }

    /// Whether any of `ways` in which a message may be read is one of them.
    public boolean areAll(List<String> ways) {
        return ways.stream().filter(way -> way.length() <= LENGTH_MAX_CHARS).anyMatch(way -> {
            for (Optional<String> rest = Optional.of(way); rest.isPresent(); rest = afterFiller(rest.get())) {
                if (isOne(rest.get())) {
                    return true;
                }
            }
            return false;
        });
    }

    private boolean isOne(String said) {
        return patterns.stream().anyMatch(pattern -> pattern.isIn(said));
    }

    /// `said` without the longest filler at its beginning.
    private Optional<String> afterFiller(String said) {
        return fillers.stream()
                .filter(filler -> said.startsWith(filler + " "))
                .max(Comparator.comparingInt(String::length))
                .map(filler -> said.substring(filler.length() + 1));
    }
}
