package io.glassline.channels.email;

import com.google.re2j.Pattern;
import io.glassline.channels.Wording;
import io.glassline.channels.email.mime.Deadline;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The mailbox that a header of addresses names, in the one way in which a citizen is known by it: in
/// lower case, with the domain in ASCII, and in quotes only where it needs them.
///
/// Read from whatever stands there: names with commas or in many scripts, comments, groups, routes,
/// `"john smith"@…`.
final class MailboxAddress {

    private static final int HEADER_MAX_CHARS = 10_000;

    private static final String ATOM = "[^\\s<>()\\[\\],;:\\\\\"@\\x00-\\x1f\\x7f]{1,64}";
    private static final String QUOTED = "\"(?:[^\"\\\\\\x00-\\x1f\\x7f]|\\\\[^\\x00-\\x1f\\x7f]){1,64}\"";
    private static final String DOMAIN = "[\\pL\\pN\\pM_.-]{1,253}";
    private static final Pattern MAILBOX =
            Pattern.compile("(" + ATOM + "|" + QUOTED + ")@(" + DOMAIN + "|\\[[0-9a-f.:]{2,60}\\])");
    private static final Pattern SOMEWHERE = Pattern.compile(ATOM + "@" + DOMAIN);
    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile(
            "[^\\s<>()\\[\\],;:\\\\\"@\\x00-\\x1f\\x7f.]+(\\.[^\\s<>()\\[\\],;:\\\\\"@\\x00-\\x1f\\x7f.]+)*");

    private static final Pattern DOT = Pattern.compile("\\s*\\.\\s*");

    private MailboxAddress() {}

    /// The first address in a header that could be written to.
    static Optional<String> in(String value) {
        Deadline.check();
        var header = value.substring(0, Math.min(value.length(), HEADER_MAX_CHARS));
        if (header.indexOf('@') < 0) {
            return Optional.empty();
        }
        var found = candidates(header);
        var somewhere = SOMEWHERE.matcher(header);
        if (somewhere.find()) {
            found.add(somewhere.group());
        }
        return found.stream()
                .map(MailboxAddress::normal)
                .filter(MAILBOX::matches)
                .findFirst();
    }

    /// What stands in angle brackets, or by itself between commas, without comments and the names of
    /// groups.
    private static List<String> candidates(String header) {
        var found = new ArrayList<String>();
        var word = new StringBuilder();
        var isQuoted = false;
        var isInBrackets = false;
        var comments = 0;
        for (var i = 0; i < header.length(); i++) {
            var c = header.charAt(i);
            if (c == '\\' && i + 1 < header.length() && (isQuoted || comments > 0)) {
                word.append(comments > 0 ? "" : header.substring(i, i + 2));
                i++;
            } else if (comments > 0 || c == '(' && !isQuoted) {
                comments += c == '(' ? 1 : c == ')' ? -1 : 0;
            } else if (c == '"') {
                isQuoted = !isQuoted;
                word.append(c);
            } else if (isQuoted) {
                word.append(c);
            } else if (c == '<' || c == ':' && !isInBrackets) {
                word.setLength(0);
                isInBrackets |= c == '<';
            } else if (c == '>' || (c == ',' || c == ';') && !isInBrackets) {
                add(word, found);
                isInBrackets = false;
            } else {
                word.append(c);
            }
        }
        add(word, found);
        return found;
    }

    private static void add(StringBuilder word, List<String> found) {
        if (word.indexOf("@") >= 0) {
            found.add(word.toString());
        }
        word.setLength(0);
    }

    /// `<@relay.example:Ana@Exämple.ORG>` is `ana@xn--exmple-cua.org`.
    static String normal(String address) {
        var whole = Wording.legible(address).strip();
        var bare = whole.startsWith("@") || whole.regionMatches(true, 0, "mailto:", 0, 7)
                ? whole.substring(whole.indexOf(':') + 1)
                : whole;
        var at = bare.lastIndexOf('@');
        if (at <= 0) {
            return bare.toLowerCase(Locale.ROOT);
        }
        var local = Normalizer.normalize(bare.substring(0, at).strip(), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT);
        return (local.startsWith("\"")
                        ? withoutNeedlessQuotes(local)
                        : DOT.matcher(local).replaceAll(".")) + "@"
                + DomainName.ascii(DOT.matcher(bare.substring(at + 1)).replaceAll("."));
    }

    private static String withoutNeedlessQuotes(String local) {
        if (local.length() < 2 || !local.endsWith("\"")) {
            return local;
        }
        var plain = local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1");
        return NEEDS_NO_QUOTES.matches(plain) ? plain : "\"" + plain.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
    }
}
