package io.glassline.simulator.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is shown of a mail, whatever is broken in it: a server takes a mail that no program can read.
///
/// @param from the sender's bare address, empty where there is none
record MailSummary(
        String from,
        String text,
        List<String> attachments,
        Optional<String> messageId,
        Optional<String> subject,
        Map<String, String> headers) {

    static MailSummary of(byte[] mail) {
        try {
            var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
            return new MailSummary(
                    softly(() -> from(message)).orElse(""),
                    softly(() -> MailText.text(message)).orElseGet(() -> body(mail)),
                    softly(() -> MailText.attachments(message)).orElse(List.of()),
                    softly(message::getMessageID),
                    softly(message::getSubject),
                    headers(message));
        } catch (MessagingException unreadable) {
            return new MailSummary("", body(mail), List.of(), Optional.empty(), Optional.empty(), Map.of());
        }
    }

    /// The mail without some of its headers, otherwise byte by byte as it is.
    static byte[] without(byte[] mail, String... names) {
        var left = Set.of(names);
        var text = new String(mail, ISO_8859_1);
        var end = text.indexOf("\r\n\r\n");
        var headers = end < 0 ? text : text.substring(0, end + 2);
        var kept = new StringBuilder();
        var keeps = true;
        for (var line : headers.split("(?<=\n)")) {
            if (!line.startsWith(" ") && !line.startsWith("\t")) {
                keeps = left.stream().noneMatch(name -> startsWith(line, name + ":"));
            }
            kept.append(keeps ? line : "");
        }
        return (kept + text.substring(headers.length())).getBytes(ISO_8859_1);
    }

    private static boolean startsWith(String line, String name) {
        return line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT));
    }

    private static String from(MimeMessage message) throws MessagingException {
        return message.getFrom() == null || message.getFrom().length == 0
                ? ""
                : ((InternetAddress) message.getFrom()[0]).getAddress();
    }

    private static String body(byte[] mail) {
        var text = new String(mail, ISO_8859_1);
        return text.substring(Math.max(0, text.indexOf("\r\n\r\n"))).strip();
    }

    private static Map<String, String> headers(MimeMessage message) throws MessagingException {
        var headers = new LinkedHashMap<String, String>();
        for (var header : Collections.list(message.getAllHeaders())) {
            headers.putIfAbsent(header.getName(), unfolded(header.getValue()));
        }
        return headers;
    }

    private static String unfolded(String value) {
        var unfolded = MimeUtility.unfold(value);
        try {
            return MimeUtility.decodeText(unfolded);
        } catch (UnsupportedEncodingException unknownCharset) {
            return unfolded;
        }
    }

    private static <T> Optional<T> softly(Reading<T> reading) {
        try {
            return Optional.ofNullable(reading.read());
        } catch (MessagingException | IOException | RuntimeException broken) {
            return Optional.empty();
        }
    }

    private interface Reading<T> {
        @Nullable
        T read() throws MessagingException, IOException;
    }
}
