package io.glassline.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text from outside whose bytes are signed, and which therefore must print back the same.
final class StrictText {

    private StrictText() {}

    static String utf8(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("not UTF-8 at byte " + in.position());
        }
    }

    /// A number of entries, or the index of one: decimal, no sign, no leading zero, below 2^63.
    static long decimal(String text, String what) {
        var plain = !text.isEmpty()
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        if (!plain) {
            throw new Malformed(what + " is not a plain decimal number: \"" + shortened(text) + "\"");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Malformed(what + " is too large: " + shortened(text));
        }
    }

    /// For messages: whatever was received, without flooding the reader's screen.
    static String shortened(String text) {
        var shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
