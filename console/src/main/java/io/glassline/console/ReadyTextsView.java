package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// The city's ready texts beside the composer. `words` is what was searched for, empty for what is suggested, and
/// `nothing` what to say where there is none.
record ReadyTextsView(String href, String words, boolean open, List<Line> lines, String nothing) {

    /// @param value names the text in a form
    /// @param otherLanguage the language's name where it is not the citizen's
    record Line(
            String value,
            String kind,
            String kindTitle,
            String title,
            String text,
            String language,
            Optional<String> otherLanguage,
            String note) {}
}
