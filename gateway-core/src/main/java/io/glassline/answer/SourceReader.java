package io.glassline.answer;

import java.net.URI;
import java.util.Optional;

/// Reads what a public page says about an answer, as its site allows.
public interface SourceReader {

    /// @param language of the text, as a tag
    /// @param text what the answer says
    /// @param heading under which it was found before
    Look look(URI source, String language, String text, Optional<String> heading);

    sealed interface Look {

        record Found(SourcePassage passage) implements Look {}

        /// @param because in a few words
        record NotRead(String because) implements Look {}
    }
}
