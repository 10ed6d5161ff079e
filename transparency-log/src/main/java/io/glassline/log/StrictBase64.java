package io.glassline.log;

import java.util.Base64;

/// Standard base64 with padding (RFC 4648 §4), where one value has one spelling. The JDK's decoder also takes
/// missing padding and stray bits in the last character, and then a file could be changed without anyone noticing.
final class StrictBase64 {

    private StrictBase64() {}

    static byte[] decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed("not base64: " + e.getMessage());
        }
        if (!encode(bytes).equals(text)) {
            throw new Malformed("base64 in another than its canonical form");
        }
        return bytes;
    }

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
