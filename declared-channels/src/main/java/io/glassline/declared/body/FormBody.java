package io.glassline.declared.body;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A form (`application/x-www-form-urlencoded`) or the query of a URL. Of a name that comes twice the first counts,
/// except where a signature covers both.
public record FormBody(List<Field> fields) {

    public record Field(String name, String value) {}

    public FormBody {
        fields = List.copyOf(fields);
    }

    public static FormBody decode(byte[] body) throws Unreadable {
        return decode(new String(Limits.whole(body), StandardCharsets.UTF_8));
    }

    public static FormBody decode(String form) throws Unreadable {
        var fields = new ArrayList<Field>();
        for (var from = 0; from < form.length(); ) {
            var end = form.indexOf('&', from);
            end = end < 0 ? form.length() : end;
            if (end > from) {
                var equals = form.indexOf('=', from);
                var nameEnd = equals < 0 || equals > end ? end : equals;
                fields.add(new Field(decoded(form, from, nameEnd), decoded(form, Math.min(nameEnd + 1, end), end)));
                if (fields.size() > Limits.VALUES_MAX) {
                    throw new Unreadable("a form of more than %d fields".formatted(Limits.VALUES_MAX));
                }
            }
            from = end + 1;
        }
        return new FormBody(fields);
    }

    private static String decoded(String form, int from, int end) throws Unreadable {
        if (end - from > 3 * Limits.TEXT_MAX_CHARS) {
            throw new Unreadable("a form with a field that is too long");
        }
        var percent = form.indexOf('%', from);
        if (percent < 0 || percent >= end) {
            return form.substring(from, end).replace('+', ' ');
        }
        var bytes = ByteBuffer.allocate((end - from) * 3);
        for (var i = from; i < end; i++) {
            var c = form.charAt(i);
            if (c == '%') {
                var high = digit(form, i + 1, end);
                var low = digit(form, i + 2, end);
                if (high < 0 || low < 0) {
                    throw new Unreadable("a form with a broken escape");
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else if (c == '+') {
                bytes.put((byte) ' ');
            } else if (c < 0x80) {
                bytes.put((byte) c);
            } else {
                var next = Character.isHighSurrogate(c) && i + 1 < end ? 2 : 1;
                bytes.put(form.substring(i, i + next).getBytes(StandardCharsets.UTF_8));
                i += next - 1;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("a form with a character that is broken");
        }
    }

    private static int digit(String form, int at, int end) {
        return at < end ? Character.digit(form.charAt(at), 16) : -1;
    }

    public Optional<String> value(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .findFirst();
    }

    public Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        fields.forEach(field -> map.putIfAbsent(field.name(), field.value()));
        return map;
    }
}
