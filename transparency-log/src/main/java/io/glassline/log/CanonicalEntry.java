package io.glassline.log;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Reads an entry of the record, which is one JSON object in canonical form (RFC 8785): keys sorted by UTF-16 code
/// units and each there once, no spaces, the shortest escapes. Values are objects, lists, strings, booleans and
/// integers up to 2^53; no fractions, so that no entry depends on how a number was rounded, and no null.
///
/// One value has one form, so an entry that reads is equal to its own canonical form, byte for byte.
final class CanonicalEntry {

    private static final long EXACT_MAX = 1L << 53;
    private static final int DEPTH_MAX = 32;

    private final String text;
    private int at;
    private final Map<String, Value> fields = new HashMap<>();

    private CanonicalEntry(String text) {
        this.text = text;
    }

    sealed interface Reading {

        /// `fields` are those of the entry itself.
        record Canonical(Map<String, Value> fields) implements Reading {}

        /// `at` is a byte of the entry.
        record Not(String because, int at) implements Reading {}
    }

    /// What a field holds.
    sealed interface Value {

        record Text(String text) implements Value {}

        record Number(long number) implements Value {}

        /// An object, a list or a boolean, as it stands there.
        record Other(String json) implements Value {}
    }

    static Reading read(byte[] entry) {
        String text;
        try {
            text = StrictText.utf8(entry);
        } catch (Malformed e) {
            return new Reading.Not(String.valueOf(e.getMessage()), 0);
        }
        var reader = new CanonicalEntry(text);
        try {
            if (reader.here() != '{') {
                throw new Malformed("is not a JSON object");
            }
            reader.object(1);
            if (reader.at < text.length()) {
                throw new Malformed("goes on after its object");
            }
            return new Reading.Canonical(reader.fields);
        } catch (Malformed e) {
            var upTo = text.substring(0, Math.min(reader.at, text.length()));
            return new Reading.Not(String.valueOf(e.getMessage()), upTo.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private Value value(int depth) {
        if (depth > DEPTH_MAX) {
            throw new Malformed("is nested deeper than " + DEPTH_MAX);
        }
        var begin = at;
        switch (here()) {
            case '{' -> object(depth);
            case '[' -> list(depth);
            case '"' -> {
                return new Value.Text(string());
            }
            case 't' -> word("true");
            case 'f' -> word("false");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                return new Value.Number(integer());
            }
            default -> throw new Malformed("has something other than an object, list, string, boolean or integer");
        }
        return new Value.Other(text.substring(begin, at));
    }

    private void object(int depth) {
        at++;
        if (taken('}')) {
            return;
        }
        String before = null;
        do {
            var keyAt = at;
            var key = string();
            if (before != null && key.compareTo(before) <= 0) {
                at = keyAt;
                throw new Malformed(key.equals(before) ? "has a key twice" : "has keys that are not sorted");
            }
            before = key;
            word(":");
            var value = value(depth + 1);
            if (depth == 1) {
                fields.put(key, value);
            }
        } while (taken(','));
        word("}");
    }

    private void list(int depth) {
        at++;
        if (taken(']')) {
            return;
        }
        do {
            value(depth + 1);
        } while (taken(','));
        word("]");
    }

    private String string() {
        word("\"");
        var out = new StringBuilder();
        while (here() != '"') {
            var c = here();
            if (c < ' ') {
                throw new Malformed("has a control character in a string, or ends inside one");
            }
            out.append(c == '\\' ? escaped() : c);
            at++;
        }
        at++;
        return out.toString();
    }

    // Leaves `at` on the last character of the escape.
    private char escaped() {
        at++;
        return switch (here()) {
            case '"' -> '"';
            case '\\' -> '\\';
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' -> {
                for (var c = (char) 0; c < ' '; c++) {
                    if ("\b\t\n\f\r".indexOf(c) < 0 && text.startsWith("u%04x".formatted((int) c), at)) {
                        at += 4;
                        yield c;
                    }
                }
                throw new Malformed("writes a character with \\u that is written as itself or shorter");
            }
            default -> throw new Malformed("has an escape that canonical JSON does not use");
        };
    }

    private long integer() {
        var begin = at;
        if (here() == '-') {
            at++;
        }
        while (here() >= '0' && here() <= '9') {
            at++;
        }
        var digits = text.substring(begin, at);
        if (here() == '.' || here() == 'e' || here() == 'E') {
            throw new Malformed("has a number that is not an integer");
        }
        if (!digits.matches("0|-?[1-9][0-9]{0,15}") || Math.abs(Long.parseLong(digits)) > EXACT_MAX) {
            at = begin;
            throw new Malformed("has an integer that is not written plainly, or is beyond 2^53");
        }
        return Long.parseLong(digits);
    }

    private void word(String expected) {
        if (!text.startsWith(expected, at)) {
            throw new Malformed("lacks " + expected + " where it must be");
        }
        at += expected.length();
    }

    private boolean taken(char c) {
        if (here() == c) {
            at++;
            return true;
        }
        return false;
    }

    // The character we are at; NUL at the end, which occurs nowhere else in canonical JSON.
    private char here() {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
