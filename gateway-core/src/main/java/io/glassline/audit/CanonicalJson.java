package io.glassline.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else if (Character.isSurrogate(c) && !paired(text, i)) {
                        out.append('\uFFFD'); // half a character has no bytes in UTF-8
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
