package io.glassline.channels.email;

import io.glassline.channels.email.mime.MimePart;
import io.glassline.channels.Wording;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who sent a mail, and the ids that its headers hold.
final class MailHeaders {

    private static final int ADDRESSES_MAX_CHARS = 10_000;
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,900}>");
    private static final Pattern MAILBOX = Pattern.compile("[^\\s<>()\\[\\],;:\\\\\"@]{1,64}@[A-Za-z0-9.-]{1,253}");

    private MailHeaders() {}

    static Optional<String> sender(MimePart mail) {
        return Stream.of("from", "sender", "return-path")
                .flatMap(name -> mail.headers(name).stream())
                .map(value -> value.length() <= ADDRESSES_MAX_CHARS ? value : value.substring(0, ADDRESSES_MAX_CHARS))
                .flatMap(value -> mailboxIn(value).stream())
                .findFirst();
    }

    static Optional<String> mailboxIn(String header) {
        return Stream.concat(
                        parsed(header).stream(),
                        MAILBOX.matcher(header).results().map(m -> m.group()))
                .map(address -> Wording.legible(address).strip().toLowerCase(Locale.ROOT))
                .filter(address -> MAILBOX.matcher(address).matches())
                .findFirst();
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

    /// A Message-ID as the id of the message on the record.
    static String identifier(String messageId) {
        return Wording.identifier(messageId);
    }

    /// The ids a header holds; some programs write free text around them.
    static List<String> ids(MimePart mail, String name) {
        return mail.headers(name).stream()
                .flatMap(value -> MESSAGE_ID.matcher(value).results())
                .map(match -> Wording.legible(match.group()))
                .distinct()
                .toList();
    }
}
