package io.glassline.channels.twilio;

import io.glassline.channels.Wording;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields of an `application/x-www-form-urlencoded` body or query, decoded, in the order they came. A field may
/// come more than once.
public record TwilioForm(List<Field> fields) {

    private static final int FIELDS_USUAL = 32;
    private static final int FIELDS_MAX = 1000;

    public TwilioForm {
        fields = List.copyOf(fields);
    }

    /// `value` is exactly what was encoded: signatures are over it.
    public record Field(String name, String value) {}

    /// The form, or empty when an escape is not one, or what it says is not UTF-8.
    public static Optional<TwilioForm> read(byte[] encoded) {
        var fields = new ArrayList<Field>(FIELDS_USUAL);
        var scratch = new byte[encoded.length];
        var start = 0;
        for (var i = 0; i <= encoded.length; i++) {
            if (i == encoded.length || encoded[i] == '&') {
                if (i > start) {
                    var field = field(encoded, start, i, scratch);
                    if (field == null || fields.size() == FIELDS_MAX) {
                        return Optional.empty();
                    }
                    fields.add(field);
                }
                start = i + 1;
            }
        }
        return Optional.of(new TwilioForm(fields));
    }

    public static Optional<TwilioForm> read(String encoded) {
        return read(encoded.getBytes(StandardCharsets.UTF_8));
    }

    /// The first value of a field, when there is something in it.
    public Optional<String> value(String name) {
        for (var i = 0; i < fields.size(); i++) { // a dozen times for a message: without an iterator each time
            var field = fields.get(i);
            if (field.name().equals(name)) {
                return field.value().isBlank() ? Optional.empty() : Optional.of(Wording.legible(field.value()));
            }
        }
        return Optional.empty();
    }

    /// @param scratch has room for what is decoded.
    private static @Nullable Field field(byte[] encoded, int start, int end, byte[] scratch) {
        var equals = start;
        while (equals < end && encoded[equals] != '=') {
            equals++;
        }
        var name = decoded(encoded, start, equals, scratch);
        var value = decoded(encoded, Math.min(equals + 1, end), end, scratch);
        return name == null || value == null ? null : new Field(name, value);
    }

    private static @Nullable String decoded(byte[] encoded, int start, int end, byte[] scratch) {
        var length = 0;
        var ascii = true;
        for (var i = start; i < end; i++) {
            var next = encoded[i];
            if (next == '+') {
                next = ' ';
            } else if (next == '%') {
                var high = i + 2 < end ? hex(encoded[i + 1]) : -1;
                var low = i + 2 < end ? hex(encoded[i + 2]) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                next = (byte) (high * 16 + low);
                i += 2;
            }
            ascii &= next >= 0;
            scratch[length++] = next;
        }
        return ascii
                ? new String(scratch, 0, length, StandardCharsets.ISO_8859_1) // and need not be looked through again
                : utf8(ByteBuffer.wrap(scratch, 0, length));
    }

    private static @Nullable String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static int hex(byte digit) {
        return Character.digit((char) (digit & 0xFF), 16);
    }
}
