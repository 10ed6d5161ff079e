package io.glassline.router.city;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Words of a text that tell its reader to answer in a way that a caller cannot: reply, write, send, tap. "Call or text
/// 911" tells callers of another number, and is none.
final class SpokenVerbs {

    private static final Map<String, Pattern> BY_LANGUAGE = Map.of(
            "en",
            words(
                    "reply|respond|write|type|tap|click|send (it|them|me|us|the|your|that|this|a)|(?<!call or )text (us|me|the)"),
            "es",
            words("responda|conteste|escriba|escríba\\w+|teclee|toque|haga clic|envíe|envíe\\w+|mande (?!un texto al)"
                    + "|mánde\\w+"));

    private SpokenVerbs() {}

    private static Pattern words(String either) {
        return Pattern.compile(
                "(?<!\\p{L})(" + either + ")(?!\\p{L})",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    /// The first of them in `text`; none where the language has no list.
    static Optional<String> in(String text, Locale language) {
        return Optional.ofNullable(BY_LANGUAGE.get(language.getLanguage()))
                .map(words -> words.matcher(text))
                .filter(found -> found.find())
                .map(found -> found.group().strip());
    }
}
