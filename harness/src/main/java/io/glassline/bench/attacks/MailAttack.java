package io.glassline.bench.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.IntFunction;

/// A kind of mail that is made to do harm.
///
/// @param size how much of it there is: levels, parts, lines, or bytes.
/// @param making the mail of a size, a character for each byte, with `{from}` and `{id}` where its sender's address
///     and its Message-ID go.
record MailAttack(String kind, int size, IntFunction<String> making) {

    /// How a mail begins whose beginning is as it should be.
    static final String HEAD =
            "Message-ID: {id}\r\nFrom: Ana <{from}>\r\nTo: help@city.example\r\nMIME-Version: 1.0\r\n";

    static final String WORDS = "When is trash day on Elm Street?";

    /// Of which only the headers are odd.
    static MailAttack headers(String kind, int size, IntFunction<String> headers) {
        return new MailAttack(kind, size, n -> HEAD + headers.apply(n) + "\r\n\r\n" + WORDS + "\r\n");
    }

    /// Of which only the body is odd.
    ///
    /// @param headers that say what the body is.
    static MailAttack body(String kind, int size, String headers, IntFunction<String> body) {
        return new MailAttack(kind, size, n -> HEAD + "Subject: A question\r\n" + headers + "\r\n\r\n" + body.apply(n));
    }

    /// Of parts, the first of which asks something.
    static MailAttack parts(String kind, int size, IntFunction<String> parts) {
        return body(
                kind,
                size,
                "Content-Type: multipart/mixed; boundary=b",
                n -> "--b\r\nContent-Type: text/plain\r\n\r\n" + WORDS + "\r\n" + parts.apply(n) + "--b--\r\n");
    }

    byte[] mail(String from, String id) {
        return mail(from, id, size);
    }

    byte[] mail(String from, String id, int ofSize) {
        return making.apply(ofSize).replace("{from}", from).replace("{id}", id).getBytes(ISO_8859_1);
    }

    /// A text as its bytes in UTF-8, a character for each.
    static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    @Override
    public String toString() {
        return kind;
    }
}
