package io.glassline.channels.email;

import io.glassline.channel.ChannelAccount;
import io.glassline.channels.email.mime.MimePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether our own mail server vouches for the address in `From`: it must have written `dmarc=pass` for its
/// domain, under the name that the account is configured with (RFC 8601). Anyone else's results, and
/// silence, prove nothing.
final class SenderProof {

    private static final int HEADER_MAX_CHARS = 10_000;

    private SenderProof() {}

    static boolean isProven(MimePart mail, ChannelAccount account) {
        var own = account.setting("authserv-id").map(name -> name.strip().toLowerCase(Locale.ROOT));
        var froms = mail.headers("from");
        if (own.isEmpty() || own.get().isEmpty() || froms.size() != 1) {
            return false;
        }
        var from = MailboxAddress.in(froms.getFirst()).map(SenderProof::domain);
        // Our server writes on top, so what it wrote first is true; below that anyone may have written.
        return from.isPresent()
                && mail.headers("authentication-results").stream()
                        .map(SenderProof::results)
                        .filter(results -> results.getFirst().split("\\s", 2)[0].equals(own.get()))
                        .findFirst()
                        .flatMap(results -> results.stream()
                                .skip(1)
                                .filter(result -> result.startsWith("dmarc="))
                                .findFirst())
                        .filter(result -> isPassFor(result, from.get()))
                        .isPresent();
    }

    private static boolean isPassFor(String result, String domain) {
        var words = List.of(result.split("\\s"));
        return words.getFirst().equals("dmarc=pass")
                && words.stream()
                        .filter(word -> word.startsWith("header.from="))
                        .map(word -> domain(word.substring("header.from=".length())))
                        .allMatch(domain::equals);
    }

    private static String domain(String address) {
        return DomainName.ascii(address.substring(address.lastIndexOf('@') + 1));
    }

    /// The server's name, then each result, in lower case and without comments; what stands in quotes is
    /// left out, for there may be anything in it.
    private static List<String> results(String header) {
        var results = new ArrayList<String>();
        var result = new StringBuilder();
        var depth = 0;
        var quoted = false;
        for (var i = 0; i < Math.min(header.length(), HEADER_MAX_CHARS); i++) {
            var c = header.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"' && depth == 0) {
                quoted = !quoted;
            } else if (c == '(' && !quoted) {
                depth++;
            } else if (c == ')' && !quoted) {
                depth = Math.max(0, depth - 1);
                result.append(' ');
            } else if (depth == 0 && !quoted) {
                if (c == ';') {
                    results.add(tidy(result));
                    result.setLength(0);
                } else {
                    result.append(c);
                }
            }
        }
        results.add(tidy(result));
        return results;
    }

    private static String tidy(StringBuilder result) {
        return Optional.of(result.toString()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\s+", " ")
                        .strip())
                .map(text -> text.replace(" =", "=").replace("= ", "="))
                .get();
    }
}
