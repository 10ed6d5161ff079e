package io.glassline.router.words;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.Set;

/// A regular expression of RE2, compiled once, and looked for only in a text that has a piece of it.
///
/// @param written as it stands in the configuration
/// @param needed what a text must have in it, where that is known
public record SearchPattern(String written, Pattern compiled, Optional<Set<String>> needed) {

    /// The pattern as it stands.
    ///
    /// @throws PatternSyntaxException when it is not one
    public static SearchPattern of(String pattern) {
        return new SearchPattern(pattern, Pattern.compile(pattern), Prefilter.by(pattern));
    }

    /// The pattern as whole words.
    ///
    /// @throws PatternSyntaxException when it is not one
    public static SearchPattern words(String pattern) {
        return new SearchPattern(
                pattern, Pattern.compile("(?:^|\\b)(?:" + pattern + ")(?:\\b|$)"), Prefilter.by(pattern));
    }

    public boolean isIn(String text) {
        return (needed.isEmpty() || Prefilter.isIn(text, needed.get()))
                && compiled.matcher(text).find();
    }
}
