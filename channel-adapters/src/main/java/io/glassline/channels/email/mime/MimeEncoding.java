package io.glassline.channels.email.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Pattern;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Bytes made into text: base64, quoted-printable, encoded words, and character sets by whatever name.
public final class MimeEncoding {

    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?([^?\\s]+)\\?([bBqQ])\\?([^?]*)\\?=");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Charset ISO_2022_JP = Charset.forName("x-windows-iso2022jp");

    /// Names that mean more, or something else, than they say: the tables of old mail programs.
    private static final Map<String, String> CHARSET_ALIASES = Map.ofEntries(
            Map.entry("gb2312", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("iso_8859-1", "windows-1252"),
            Map.entry("8859-1", "windows-1252"),
            Map.entry("l1", "windows-1252"),
            Map.entry("cp819", "windows-1252"),
            Map.entry("ibm819", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("iso-8859-8-i", "windows-1255"),
            Map.entry("iso-8859-8-e", "windows-1255"),
            Map.entry("iso-8859-6-i", "ISO-8859-6"),
            Map.entry("iso-8859-11", "x-windows-874"),
            Map.entry("tis-620", "x-windows-874"),
            Map.entry("cp936", "GB18030"),
            Map.entry("big5", "x-MS950-HKSCS"),
            Map.entry("iso-2022-jp-ms", "x-windows-iso2022jp"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("macintosh", "x-MacRoman"),
            Map.entry("mac", "x-MacRoman"),
            Map.entry("x-mac-roman", "x-MacRoman"),
            Map.entry("cp-850", "IBM850"));

    private static final int WORDS_MAX_CHARS = 20_000;

    private static final char REPLACEMENT = '\ufffd';

    /// At least so many whole characters stand beside each broken one in what is UTF-8 all the same.
    private static final int BROKEN_ONE_IN = 3;

    private MimeEncoding() {}

    /// `utf-8'en'na%C3%AFve`
    static String percentDecoded(String text) {
        var first = text.indexOf('\'');
        var second = first < 0 ? -1 : text.indexOf('\'', first + 1);
        var charset = second < 0 ? "utf-8" : text.substring(0, first);
        var encoded = second < 0 ? text : text.substring(second + 1);
        return decoded(escapesRead(encoded.getBytes(UTF_8), '%'), charset);
    }

    /// The encoded words of RFC 2047 read, in the start of a header that is longer than any that people read.
    /// Neighbours in one character set are joined before they are decoded, because senders cut them in the
    /// middle of a character.
    static String decodedWords(String whole) {
        var header = whole.substring(0, Math.min(whole.length(), WORDS_MAX_CHARS));
        var words = ENCODED_WORD.matcher(header);
        var text = new StringBuilder();
        var pending = new ByteArrayOutputStream();
        var pendingCharset = "";
        var end = 0;
        while (words.find()) {
            var between = header.substring(end, words.start());
            var charset = words.group(1).toLowerCase(Locale.ROOT).replaceFirst("\\*.*", "");
            if (pending.size() > 0 && between.isBlank()) {
                if (!charset.equals(pendingCharset)) {
                    text.append(decoded(pending.toByteArray(), pendingCharset));
                    pending.reset();
                }
            } else {
                text.append(decoded(pending.toByteArray(), pendingCharset)).append(between);
                pending.reset();
            }
            pendingCharset = charset;
            var encoded = words.group(3);
            pending.writeBytes(
                    words.group(2).equalsIgnoreCase("b")
                            ? base64(encoded.getBytes(UTF_8))
                            : escapesRead(encoded.replace('_', ' ').getBytes(UTF_8), '='));
            end = words.end();
        }
        return text.append(decoded(pending.toByteArray(), pendingCharset))
                .append(header.substring(end))
                .toString();
    }

    static byte[] base64(byte[] encoded) {
        var decoded = new ByteArrayOutputStream(encoded.length);
        var bits = 0;
        var count = 0;
        for (var c : encoded) {
            var value = base64Digit(c);
            if (value >= 0) {
                bits = bits << 6 | value;
                if (++count == 4) {
                    decoded.write(bits >> 16);
                    decoded.write(bits >> 8);
                    decoded.write(bits);
                    bits = 0;
                    count = 0;
                }
            } else if (c == '=' && count > 0) {
                writeRest(decoded, bits, count);
                bits = 0;
                count = 0;
            }
        }
        writeRest(decoded, bits, count);
        return decoded.toByteArray();
    }

    private static void writeRest(ByteArrayOutputStream decoded, int bits, int count) {
        if (count == 2) {
            decoded.write(bits >> 4);
        } else if (count == 3) {
            decoded.write(bits >> 10);
            decoded.write(bits >> 2);
        }
    }

    private static int base64Digit(byte c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }

    /// `=C3` or `%C3` read; what only looks like an escape stays.
    static byte[] escapesRead(byte[] encoded, char escape) {
        var decoded = new ByteArrayOutputStream(encoded.length);
        for (var i = 0; i < encoded.length; i++) {
            var high = encoded[i] == escape && i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            var low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
            if (low < 0) {
                decoded.write(encoded[i]);
            } else {
                decoded.write(high * 16 + low);
                i += 2;
            }
        }
        return decoded.toByteArray();
    }

    /// Without the `=` line breaks of quoted-printable, and without blanks that mail servers add before a
    /// line break.
    static byte[] withoutSoftBreaks(byte[] encoded) {
        var joined = new ByteArrayOutputStream(encoded.length);
        for (var line = 0; line < encoded.length; ) {
            var lineEnd = lineEnd(encoded, line, encoded.length);
            var hasBreak = lineEnd < encoded.length;
            var end = lineEnd;
            while (hasBreak && end > line && " \t\r".indexOf(encoded[end - 1]) >= 0) {
                end--;
            }
            var isSoft = hasBreak && end > line && encoded[end - 1] == '=';
            joined.write(encoded, line, isSoft ? end - 1 - line : end - line);
            if (hasBreak && !isSoft) {
                joined.write('\n');
            }
            line = lineEnd + 1;
        }
        return joined.toByteArray();
    }

    static int lineEnd(byte[] raw, int from, int end) {
        var i = from;
        while (i < end && raw[i] != '\n') {
            i++;
        }
        return i;
    }

    static String decoded(byte[] bytes, String charset) {
        var name = charset.replaceAll("[\\s\"';]", "").toLowerCase(Locale.ROOT);
        if (name.equals("utf-7") || name.equals("unicode-1-1-utf-7")) {
            return Utf7.decoded(bytes);
        }
        if (Arrays.asList("", "us-ascii", "ascii", "x-unknown", "unknown-8bit", "default")
                .contains(name)) {
            return guessed(bytes);
        }
        var known =
                Charsets.BY_NAME.get(CHARSET_ALIASES.getOrDefault(name, name).toLowerCase(Locale.ROOT));
        if (known == null || known.equals(UTF_8)) {
            return guessed(bytes);
        }
        // Many programs name this one and write UTF-8.
        var text = known.equals(WINDOWS_1252) ? asUtf8(bytes) : Optional.<String>empty();
        return text.orElseGet(() -> new String(bytes, known));
    }

    /// As UTF-8 where the bytes are that, for no other text of more than ASCII is so by chance; else as
    /// windows-1252. A text with a broken place or a cut end is still UTF-8.
    static String guessed(byte[] bytes) {
        return asUtf8(bytes)
                .map(text -> text.contains("\u001b$") ? new String(bytes, ISO_2022_JP) : text)
                .orElseGet(() -> brokenUtf8(bytes).orElseGet(() -> new String(bytes, WINDOWS_1252)));
    }

    private static Optional<String> asUtf8(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// The character sets that there are, by each of their names in lower case. Java looks for one that it does
    /// not know in every library, which takes milliseconds, and a mail may name a thousand such.
    private static final class Charsets {

        private static final Map<String, Charset> BY_NAME = byName();

        private static Map<String, Charset> byName() {
            var byName = new HashMap<String, Charset>();
            for (var charset : Charset.availableCharsets().values()) {
                charset.aliases().forEach(alias -> byName.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset));
                byName.put(charset.name().toLowerCase(Locale.ROOT), charset);
            }
            return Map.copyOf(byName);
        }
    }

    private static Optional<String> brokenUtf8(byte[] bytes) {
        var text = new String(bytes, UTF_8);
        var broken = text.chars().filter(c -> c == REPLACEMENT).count();
        var whole = text.chars().filter(c -> c > 127 && c != REPLACEMENT).count();
        var isCut = broken == 1 && text.charAt(text.length() - 1) == REPLACEMENT;
        return whole >= BROKEN_ONE_IN * broken || isCut && whole > 0 ? Optional.of(text) : Optional.empty();
    }
}
