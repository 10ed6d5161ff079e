package io.glassline.router.gate;

import io.glassline.router.words.NormalizedText;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What stands below a message and is no part of it: "Sent from my iPhone", two dashes and a name,
/// "Best regards".
final class Signature {

    private static final int LINES_MAX = 8;
    private static final int LINE_CHARS_MAX = 60;

    /// A line that a phone or a mail program adds, or after which a person signs.
    private static final Pattern FIRST_LINE = Pattern.compile(
            "(?i)\\s*(?:--\\s*|_{2,}\\s*|(?:sent|get|envoy\\S|enviado|obtener|obt[eé]n) (?:from|via|using|with|outlook|de|desde|mediante)"
                    + " ?.{0,50}|(?:(?:best|kind|warm|many)? ?(?:regards|thanks|wishes)|thank you|sincerely|best|cheers|respectfully"
                    + "|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|atte|gracias)\\s*[,.!]?\\s*)");

    /// One to three words, each with a capital: "John", "- J. Smith", "Maria de la Cruz".
    private static final Pattern NAME = Pattern.compile(
            "\\s*[-–—~]?\\s*\\p{Lu}[\\p{L}.'’]*(?:\\s+(?:de la |de |la |del )?\\p{Lu}[\\p{L}.'’]*){0,2}\\s*");

    private static final Pattern DASH_AND_NAME =
            Pattern.compile("\\s[-–—~]{1,2}\\s*\\p{Lu}[\\p{L}.'’]*(?:\\s\\p{Lu}[\\p{L}.'’]*){0,2}\\s*$");

    /// A phone number, a mail address, a page.
    private static final Pattern REACHED_AT = Pattern.compile("\\d{3}[-. )]*\\d{4}|\\S@\\S|(?i:www\\.|https?:)");

    private Signature() {}

    /// Where it begins in `raw`; the length of `raw` when there is none. What is left is never nothing.
    static int start(String raw) {
        var text = raw.substring(0, Math.min(raw.length(), NormalizedText.LENGTH_MAX_CHARS));
        var lines = text.split("\n", -1);
        var at = 0;
        for (var line = 0; line < lines.length; line++) {
            if (at > 0
                    && isSignature(lines, line)
                    && !NormalizedText.of(text.substring(0, at)).isNothing()) {
                return at;
            }
            at += lines[line].length() + 1;
        }
        var dash = DASH_AND_NAME.matcher(text);
        return dash.find() && dash.start() > 0 ? dash.start() : raw.length();
    }

    /// A line that begins one, or nothing but names, numbers and addresses to the end.
    private static boolean isSignature(String[] lines, int first) {
        var rest = Stream.of(lines).skip(first).filter(line -> !line.isBlank()).toList();
        return !rest.isEmpty()
                && lines.length - first <= LINES_MAX
                && rest.stream().allMatch(line -> line.length() <= LINE_CHARS_MAX)
                && (FIRST_LINE.matcher(rest.getFirst()).matches()
                        || rest.stream()
                                .allMatch(line -> NAME.matcher(line).matches()
                                        || REACHED_AT.matcher(line).find()));
    }
}
