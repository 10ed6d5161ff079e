package io.glassline.channels.email;

import com.google.re2j.Pattern;
import io.glassline.channels.Wording;
import io.glassline.channels.email.mime.MimePart;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The addresses and the ids that a mail's headers hold.
final class MailHeaders {

    private static final int ADDRESSES_MAX_CHARS = 10_000;
    private static final int ID_MAX_CHARS = 902;
    private static final int IDS_MAX = 200;
    private static final Pattern MAILBOX = Pattern.compile("[^\\s<>()\\[\\],;:\\\\\"@]{1,64}@[\\pL\\pN.-]{1,253}");

    private MailHeaders() {}

    /// The first address in a header that could be written to.
    static Optional<String> mailboxIn(String value) {
        var header = value.substring(0, Math.min(value.length(), ADDRESSES_MAX_CHARS));
        return Stream.concat(parsed(header).stream(), found(header).stream())
                .map(address -> asciiDomain(Wording.legible(address).strip().toLowerCase(Locale.ROOT)))
                .filter(address -> MAILBOX.matcher(address).matches())
                .findFirst();
    }

    /// `exämple.de` as mail servers know it: `xn--exmple-cua.de`.
    private static String asciiDomain(String address) {
        var at = address.lastIndexOf('@');
        try {
            return at < 0 ? address : address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    private static List<String> found(String header) {
        var matcher = MAILBOX.matcher(header);
        return matcher.find() ? List.of(matcher.group()) : List.of();
    }

    private static List<String> parsed(String header) {
        try {
            return Stream.of(InternetAddress.parseHeader(header, false))
                    .map(InternetAddress::getAddress)
                    .filter(address -> address != null)
                    .toList();
        } catch (AddressException e) {
            return List.of();
        }
    }

    /// The ids that headers of a name hold, the latest of them; some programs write free text around them.
    static List<String> ids(MimePart mail, String name) {
        var ids = new LinkedHashSet<String>();
        for (var value : mail.headers(name)) {
            for (var at = value.indexOf('<'); at >= 0; at = value.indexOf('<', at + 1)) {
                var end = idEnd(value, at);
                if (end > 0) {
                    ids.add(Wording.legible(value.substring(at, end)));
                }
            }
        }
        var all = List.copyOf(ids);
        return all.subList(Math.max(0, all.size() - IDS_MAX), all.size());
    }

    /// Behind the id that begins here; 0 when none does.
    private static int idEnd(String value, int start) {
        for (var i = start + 1; i < Math.min(value.length(), start + ID_MAX_CHARS); i++) {
            var c = value.charAt(i);
            if (c == '>') {
                return i > start + 1 ? i + 1 : 0;
            }
            if (c == '<' || Character.isWhitespace(c)) {
                return 0;
            }
        }
        return 0;
    }
}
