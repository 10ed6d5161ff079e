package io.glassline.channels.email.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

/// UTF-7 (RFC 2152), which Java does not know: ASCII, with the rest as base64 of UTF-16 between `+` and `-`.
final class Utf7 {

    private Utf7() {}

    static String decoded(byte[] bytes) {
        var ascii = new String(bytes, ISO_8859_1);
        var text = new StringBuilder(ascii.length());
        for (var i = 0; i < ascii.length(); i++) {
            if (ascii.charAt(i) != '+') {
                text.append(ascii.charAt(i));
                continue;
            }
            var end = i + 1;
            while (end < ascii.length() && isBase64(ascii.charAt(end))) {
                end++;
            }
            var units = MimeEncoding.base64(ascii.substring(i + 1, end).getBytes(ISO_8859_1));
            text.append(end == i + 1 ? "+" : new String(units, 0, units.length - units.length % 2, UTF_16BE));
            i = end < ascii.length() && ascii.charAt(end) == '-' ? end : end - 1;
        }
        return text.toString();
    }

    private static boolean isBase64(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/';
    }
}
