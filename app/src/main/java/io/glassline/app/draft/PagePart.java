package io.glassline.app.draft;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A heading of a page with what stands under it: what one answer could be made of.
///
/// @param form what makes it a part, such as `h2`, `details` or `dt`; two translations of a page
///     have the same forms in the same order
/// @param language a tag such as `en`, of the nearest element that names one
public record PagePart(String form, String heading, String text, String language) {

    private static final Pattern FIRST_WORD = Pattern.compile("[¿\\s]*(\\p{L}+)");

    private static final Set<String> ASKING = Set.of(
            "how", "what", "when", "where", "who", "which", "why", "can", "do", "does", "is", "are", "should", "must",
            "cómo", "qué", "cuándo", "dónde", "quién", "cuál", "cuánto", "cuánta", "cuántos", "puedo", "debo");

    /// Whether a citizen could have asked the heading as it stands.
    public boolean isQuestion() {
        var first = FIRST_WORD.matcher(heading);
        return heading.endsWith("?")
                || heading.startsWith("¿")
                || first.lookingAt() && ASKING.contains(first.group(1).toLowerCase(Locale.ROOT));
    }

    /// SHA-256 of heading and text, in hex, by which a part that has changed is told from one that
    /// has not.
    public String digest() {
        return digest(heading, text);
    }

    static String digest(String heading, String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest((heading + "\n" + text).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
