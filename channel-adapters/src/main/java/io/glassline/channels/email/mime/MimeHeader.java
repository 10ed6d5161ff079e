package io.glassline.channels.email.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One header of a mail or a part. `name` is in lower case; `value` is unfolded, with its bytes as UTF-8 where they are
/// that, else as windows-1252.
public record MimeHeader(String name, String value) {

    private static final int HEADERS_MAX = 2000;

    /// @return where the body starts.
    static int read(byte[] raw, int start, int end, List<MimeHeader> headers) {
        var line = start;
        var folded = new StringBuilder();
        while (line < end) {
            var lineEnd = MimeEncoding.lineEnd(raw, line, end);
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

    private static void addHeader(StringBuilder folded, List<MimeHeader> headers) {
        var colon = folded.indexOf(":");
        if (colon > 0 && headers.size() < HEADERS_MAX) {
            var value = MimeEncoding.guessed(folded.substring(colon + 1).strip().getBytes(ISO_8859_1));
            headers.add(new MimeHeader(folded.substring(0, colon).strip().toLowerCase(Locale.ROOT), value));
        }
        folded.setLength(0);
    }

    /// A parameter of a structured header, put together from RFC 2231's pieces.
    static Optional<String> parameter(String header, String name) {
        var parameters = parameters(header);
        var plain = parameters.get(name);
        if (plain != null) {
            return Optional.of(MimeEncoding.decodedWords(plain));
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
        return Optional.of(extended ? MimeEncoding.percentDecoded(whole) : whole);
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
}
