package io.glassline.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// JSON with exactly one form for one value (RFC 8785): keys sorted by UTF-16 code units, no spaces, the shortest
/// escapes. Objects, lists, strings, booleans and integers up to 2^53; other values are refused, so that no entry
/// depends on how a number was rounded.
public final class CanonicalJson {

    private static final long EXACT_MAX = 1L << 53;

    private CanonicalJson() {}

    public static byte[] bytes(Map<String, ?> object) {
        var out = new StringBuilder(256);
        write(object, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case String text -> string(text, out);
            case Boolean bool -> out.append(bool.booleanValue());
            case Integer number -> out.append(number.intValue());
            case Long number when Math.abs(number) <= EXACT_MAX -> out.append(number.longValue());
            case Map<?, ?> object -> object(object, out);
            case List<?> list -> list(list, out);
            default -> throw new IllegalArgumentException("not a value of canonical JSON: " + value.getClass());
        }
    }

    private static void object(Map<?, ?> object, StringBuilder out) {
        var keys = object.keySet().toArray(String[]::new);
        Arrays.sort(keys);
        out.append('{');
        var separator = "";
        for (var key : keys) {
            out.append(separator);
            separator = ",";
            string(key, out);
            out.append(':');
            write(Objects.requireNonNull(object.get(key), key), out);
        }
        out.append('}');
    }

    private static void list(List<?> list, StringBuilder out) {
        out.append('[');
        var separator = "";
        for (var value : list) {
            out.append(separator);
            separator = ",";
            write(value, out);
        }
        out.append(']');
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        var asItIs = 0; // from here on nothing was written yet, and all of it can be written as it is
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            var escaped = isPlain(c) ? null : escaped(text, i);
            if (escaped != null) {
                out.append(text, asItIs, i).append(escaped);
                asItIs = i + 1;
            }
        }
        out.append(text, asItIs, text.length()).append('"');
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c);
    }

    /// What stands for the character at `i`, if it cannot stand for itself.
    private static @Nullable String escaped(String text, int i) {
        var c = text.charAt(i);
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> {
                if (c < 0x20) {
                    yield "\\u00" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16);
                }
                yield paired(text, i) ? null : "\uFFFD"; // half a character has no bytes in UTF-8
            }
        };
    }

    /// Whether it is one of the two halves of a character that is there.
    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
