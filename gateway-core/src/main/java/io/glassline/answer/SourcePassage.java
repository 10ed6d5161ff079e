package io.glassline.answer;

/// What a page says about an answer.
///
/// @param heading under which it stands
/// @param text at most [#TEXT_CHARACTERS_MAX]
public record SourcePassage(String heading, String text) {

    /// More is another page.
    public static final int TEXT_CHARACTERS_MAX = 4_000;

    public SourcePassage {
        text = text.length() > TEXT_CHARACTERS_MAX ? text.substring(0, TEXT_CHARACTERS_MAX) : text;
    }
}
