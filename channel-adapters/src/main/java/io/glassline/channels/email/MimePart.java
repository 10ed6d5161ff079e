package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A mail or a part of one, as RFC 5322 and RFC 2045 to 2047 and 2231 mean it, read from whatever came.
///
/// Reading is total: a broken header, boundary, encoding or character set gives the best that can be made of it,
/// and never fails. That is why it is our own: a mail library is made to say what is wrong with a mail, and a city
/// has to read it all the same. Depth, parts and headers have limits, so that no mail costs more than its size.
final class MimePart {

    private static final int DEPTH_MAX = 20;
    private static final int PARTS_MAX = 300;
    private static final int HEADERS_MAX = 2000;

    private static final Pattern TYPE = Pattern.compile("\\s*([A-Za-z0-9!#$&^_.+-]+)/([A-Za-z0-9!#$&^_.+-]+)");
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?([^?\\s]+)\\?([bBqQ])\\?([^?]*)\\?=");

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /// Names that mean more, or something else, than they say: the tables of old mail programs.
    private static final Map<String, String> CHARSET_ALIASES = Map.of(
            "gb2312", "GB18030",
            "gb_2312-80", "GB18030",
            "gbk", "GB18030",
            "iso-8859-1", "windows-1252",
            "latin1", "windows-1252",
            "iso-2022-jp-ms", "x-windows-iso2022jp",
            "ks_c_5601-1987", "x-windows-949",
            "euc-kr", "x-windows-949",
            "shift_jis", "windows-31j",
            "cp-850", "IBM850");

    private final List<Header> headers;
    private final String type;
    private final byte[] raw;
    private final int bodyStart;
    private final int bodyEnd;
    private final List<MimePart> children;

    /// `value` is unfolded, with its bytes as UTF-8 where they are that, else as windows-1252.
    private record Header(String name, String value) {}

    private MimePart(
            List<Header> headers, String type, byte[] raw, int bodyStart, int bodyEnd, List<MimePart> children) {
        this.headers = headers;
        this.type = type;
        this.raw = raw;
        this.bodyStart = bodyStart;
        this.bodyEnd = bodyEnd;
        this.children = children;
    }

    static MimePart read(byte[] raw) {
        return read(raw, 0, raw.length, "text/plain", 0, new int[1]);
    }

    private static MimePart read(byte[] raw, int start, int end, String defaultType, int depth, int[] partsSoFar) {
        partsSoFar[0]++;
        var headers = new ArrayList<Header>();
        var bodyStart = readHeaders(raw, start, end, headers);
        var leaf = new MimePart(headers, defaultType, raw, bodyStart, end, List.of());
        var type = leaf.header("content-type")
                .map(TYPE::matcher)
                .filter(matcher -> matcher.lookingAt())
                .map(matcher -> (matcher.group(1) + "/" + matcher.group(2)).toLowerCase(Locale.ROOT))
                .orElse(defaultType);
        List<MimePart> children = List.of();
        if (type.startsWith("multipart/") && depth < DEPTH_MAX) {
            var childType = type.equals("multipart/digest") ? "message/rfc822" : "text/plain";
            children = new ArrayList<>();
            for (var span : leaf.spans()) {
                if (partsSoFar[0] >= PARTS_MAX) {
                    break;
                }
                children.add(read(raw, span[0], span[1], childType, depth + 1, partsSoFar));
            }
            if (children.isEmpty()) {
                type = "text/plain"; // no boundary to be found: what is there is all there is
            }
        }
        return new MimePart(headers, type, raw, bodyStart, end, children);
    }

    /// @return where the body starts.
    private static int readHeaders(byte[] raw, int start, int end, List<Header> headers) {
        var line = start;
        var folded = new StringBuilder();
        while (line < end) {
            var lineEnd = lineEnd(raw, line, end);
            var next = Math.min(lineEnd + 1, end);
            var textEnd = lineEnd > line && raw[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
            if (textEnd == line) {
                addHeader(folded, headers);
                return next;
            }
            var text = new String(raw, line, textEnd - line, ISO_8859_1);
            var continues = text.charAt(0) == ' ' || text.charAt(0) == '\t';
            if (continues && !folded.isEmpty()) {
                folded.append(text);
            } else if (text.indexOf(':') > 0 || headers.isEmpty() && text.startsWith("From ")) {
                addHeader(folded, headers);
                folded.append(text);
            } else if (headers.isEmpty() && folded.isEmpty()) {
                return line; // no headers at all
            }
            line = next;
        }
        addHeader(folded, headers);
        return end;
    }

    private static void addHeader(StringBuilder folded, List<Header> headers) {
        var colon = folded.indexOf(":");
        if (colon > 0 && headers.size() < HEADERS_MAX) {
            var value = guessed(folded.substring(colon + 1).strip().getBytes(ISO_8859_1));
            headers.add(new Header(folded.substring(0, colon).strip().toLowerCase(Locale.ROOT), value));
        }
        folded.setLength(0);
    }

    private static int lineEnd(byte[] raw, int from, int end) {
        var i = from;
        while (i < end && raw[i] != '\n') {
            i++;
        }
        return i;
    }

    /// Where the parts of a multipart body start and end.
    private List<int[]> spans() {
        var boundary = parameter("content-type", "boundary")
                .map(String::strip)
                .filter(b -> !b.isEmpty())
                .or(this::guessedBoundary);
        var spans = new ArrayList<int[]>();
        if (boundary.isEmpty()) {
            return spans;
        }
        var delimiter = ("--" + boundary.get()).getBytes(ISO_8859_1);
        var partStart = -1;
        var line = bodyStart;
        while (line < bodyEnd) {
            var lineEnd = lineEnd(raw, line, bodyEnd);
            var kind = delimits(delimiter, line, lineEnd);
            if (kind > 0) {
                if (partStart >= 0) {
                    spans.add(new int[] {partStart, beforeLineBreak(partStart, line)});
                }
                partStart = kind == 2 ? -1 : Math.min(lineEnd + 1, bodyEnd);
                if (kind == 2) {
                    break;
                }
            }
            line = lineEnd + 1;
        }
        if (partStart >= 0 && partStart < bodyEnd) {
            spans.add(new int[] {partStart, bodyEnd}); // cut off before its end
        }
        return spans;
    }

    private Optional<String> guessedBoundary() {
        for (var line = bodyStart; line < bodyEnd; ) {
            var lineEnd = lineEnd(raw, line, bodyEnd);
            if (lineEnd - line > 4 && lineEnd - line <= 76 && raw[line] == '-' && raw[line + 1] == '-') {
                return Optional.of(new String(raw, line + 2, lineEnd - line - 2, ISO_8859_1).strip());
            }
            line = lineEnd + 1;
        }
        return Optional.empty();
    }

    /// 1 for a line between parts, 2 for the last one, 0 for any other line.
    private int delimits(byte[] delimiter, int line, int lineEnd) {
        if (lineEnd - line < delimiter.length
                || !Arrays.equals(raw, line, line + delimiter.length, delimiter, 0, delimiter.length)) {
            return 0;
        }
        var rest = new String(raw, line + delimiter.length, lineEnd - line - delimiter.length, ISO_8859_1).strip();
        return rest.isEmpty() ? 1 : rest.equals("--") ? 2 : 0;
    }

    private int beforeLineBreak(int start, int line) {
        var end = line;
        if (end > start && raw[end - 1] == '\n') {
            end--;
            if (end > start && raw[end - 1] == '\r') {
                end--;
            }
        }
        return end;
    }

    String type() {
        return type;
    }

    List<MimePart> children() {
        return children;
    }

    /// The first header of this name, as it stands there.
    Optional<String> header(String lowerCaseName) {
        return headers.stream()
                .filter(header -> header.name().equals(lowerCaseName))
                .map(Header::value)
                .findFirst();
    }

    List<String> headers(String lowerCaseName) {
        return headers.stream()
                .filter(header -> header.name().equals(lowerCaseName))
                .map(Header::value)
                .toList();
    }

    boolean hasHeaderThatStarts(String lowerCasePrefix) {
        return headers.stream().anyMatch(header -> header.name().startsWith(lowerCasePrefix));
    }

    /// A header's words, with encoded words read.
    Optional<String> words(String lowerCaseName) {
        return header(lowerCaseName).map(MimePart::decodedWords);
    }

    /// A parameter of a structured header, put together from RFC 2231's pieces.
    Optional<String> parameter(String headerName, String name) {
        var parameters = header(headerName).map(MimePart::parameters).orElse(Map.of());
        var plain = parameters.get(name);
        if (plain != null) {
            return Optional.of(decodedWords(plain));
        }
        var pieces = new TreeMap<Integer, String>();
        var extended = false;
        for (var parameter : parameters.entrySet()) {
            if (!parameter.getKey().startsWith(name + "*")) {
                continue;
            }
            var suffix = parameter.getKey().substring(name.length() + 1);
            var isExtended = suffix.isEmpty() || suffix.endsWith("*");
            var number = suffix.replace("*", "");
            if (number.length() <= 3 && number.chars().allMatch(Character::isDigit)) {
                extended |= isExtended;
                pieces.put(number.isEmpty() ? 0 : Integer.parseInt(number), parameter.getValue());
            }
        }
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        var whole = String.join("", pieces.values());
        return Optional.of(extended ? percentDecoded(whole) : whole);
    }

    private static Map<String, String> parameters(String header) {
        var parameters = new LinkedHashMap<String, String>();
        var at = header.indexOf(';');
        while (at >= 0 && at < header.length() && parameters.size() < 100) {
            var equals = header.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            var name = header.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            var lastSemicolon = name.lastIndexOf(';'); // a parameter without a value stood before
            var value = new StringBuilder();
            at = valueEnd(header, equals + 1, value);
            parameters.putIfAbsent(name.substring(lastSemicolon + 1).strip(), value.toString());
        }
        return parameters;
    }

    /// Reads one value, quoted or not, and returns where the next semicolon is, or the end.
    private static int valueEnd(String header, int from, StringBuilder value) {
        var i = from;
        while (i < header.length() && Character.isWhitespace(header.charAt(i))) {
            i++;
        }
        if (i < header.length() && header.charAt(i) == '"') {
            for (i++; i < header.length() && header.charAt(i) != '"'; i++) {
                if (header.charAt(i) == '\\' && i + 1 < header.length()) {
                    i++;
                }
                value.append(header.charAt(i));
            }
            var semicolon = header.indexOf(';', Math.min(i, header.length()));
            return semicolon < 0 ? header.length() : semicolon;
        }
        var semicolon = header.indexOf(';', i);
        var end = semicolon < 0 ? header.length() : semicolon;
        value.append(header.substring(i, end).strip());
        return end;
    }

    /// `utf-8'en'na%C3%AFve`
    private static String percentDecoded(String text) {
        var first = text.indexOf('\'');
        var second = first < 0 ? -1 : text.indexOf('\'', first + 1);
        var charset = second < 0 ? "utf-8" : text.substring(0, first);
        var encoded = second < 0 ? text : text.substring(second + 1);
        return decoded(escapesRead(encoded.getBytes(UTF_8), '%'), charset);
    }

    /// The encoded words of RFC 2047 read. Neighbours in one character set are joined before they are decoded,
    /// because senders cut them in the middle of a character.
    static String decodedWords(String header) {
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

    /// The body without its transfer encoding.
    byte[] content() {
        var body = Arrays.copyOfRange(raw, Math.min(bodyStart, bodyEnd), bodyEnd);
        return switch (header("content-transfer-encoding")
                .map(encoding -> encoding.strip().toLowerCase(Locale.ROOT))
                .orElse("")) {
            case "base64" -> base64(body);
            case "quoted-printable" -> escapesRead(withoutSoftBreaks(body), '=');
            default -> body;
        };
    }

    /// The body as text, with `\n` between lines.
    String text() {
        return decoded(content(), parameter("content-type", "charset").orElse(""))
                .replace("\r\n", "\n")
                .replace('\r', '\n');
    }

    private static byte[] base64(byte[] encoded) {
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
    private static byte[] escapesRead(byte[] encoded, char escape) {
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

    /// Without the `=` line breaks of quoted-printable, and without blanks that mail servers add before a line
    /// break.
    private static byte[] withoutSoftBreaks(byte[] encoded) {
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

    private static String decoded(byte[] bytes, String charset) {
        var name = charset.strip().toLowerCase(Locale.ROOT);
        if (Arrays.asList("", "us-ascii", "ascii", "utf-7", "x-unknown", "unknown-8bit", "default")
                .contains(name)) {
            return guessed(bytes);
        }
        try {
            return new String(bytes, Charset.forName(CHARSET_ALIASES.getOrDefault(name, name)));
        } catch (IllegalArgumentException e) {
            return guessed(bytes);
        }
    }

    private static String guessed(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS_1252);
        }
    }
}
