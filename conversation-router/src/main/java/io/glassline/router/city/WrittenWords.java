package io.glassline.router.city;

import com.google.re2j.Pattern;
import io.glassline.router.yaml.YamlBlock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Words that make no sense on the phone: a caller cannot send, reply, text, tap or click, and hears nothing that is
/// sent later, for the call is over. Of a language that is not here nothing is noticed.
final class WrittenWords {

    private static final Map<String, Pattern> BY_LANGUAGE = Map.of(
            "en",
                    Pattern.compile(
                            "(?i)\\b(?:send|sends|sending|reply|replies|replying|text|texting|write|tap|click)\\b"),
            "es",
                    Pattern.compile(
                            "(?i)(?:^|[^\\pL])(env[ií](?:e|a|ar|ará|aré|aremos|en|ando)(?:me|nos|le|lo|la|los|las)*"
                                    + "|m[aá]nd(?:e|en|ar|aré|aremos)(?:me|nos|le|lo|la|los|las)*"
                                    + "|resp[oó]nda(?:me|nos|n)?|responder|escr[ií]ba(?:me|nos|lo|la)?|clic|toque)"
                                    + "(?:$|[^\\pL])"));

    /// What is not to be touched is no button; who is told of another number may text that; and help is sent by others.
    private static final Pattern NOT_HERE =
            Pattern.compile("(?i)\\bno (?:los |las |lo |la )?toque\\b|\\bcall or text\\b"
                    + "|\\bllame o (?:mande|env[ií]e) un (?:texto|mensaje)\\b|\\bsend help\\b|\\benviar ayuda\\b");

    private WrittenWords() {}

    /// Notes the first such word in each text of `key`, with its line.
    ///
    /// @param because what is to be done about it
    static void forbidIn(YamlBlock block, String key, List<Locale> languages, String because) {
        if (!block.isBlock(key)) {
            return; // noted where it is read
        }
        block.optionalBlock(key)
                .ifPresent(texts -> languages.forEach(language -> texts.optional(language.getLanguage())
                        .ifPresent(text -> in(text.text(), language)
                                .ifPresent(word -> text.wrong(
                                        "\"%s\" is read aloud on the phone, and %s".formatted(word, because))))));
    }

    /// The first such word of `text`.
    static Optional<String> in(String text, Locale language) {
        var pattern = BY_LANGUAGE.get(language.getLanguage());
        if (pattern == null) {
            return Optional.empty();
        }
        var found = pattern.matcher(NOT_HERE.matcher(text).replaceAll(""));
        return found.find() ? Optional.of(found.group(found.groupCount()).strip()) : Optional.empty();
    }
}
