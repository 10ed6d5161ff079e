package io.glassline.app.receipt;

import io.glassline.receipt.ConversationReceipt.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The `extra` of a message's `.tlog-proof` file, as `docs/record` writes entries and openings. Put together from parts
/// that are canonical JSON already, in the order of their names, so that the whole is, too.
public final class OpenedEntry {

    private OpenedEntry() {}

    /// @param entry with its sealed part and its words
    public static byte[] of(Entry entry) {
        var sealed = entry.sealed().orElseThrow();
        var words = entry.words().orElseThrow();
        return """
                {"leaf":%s,"opening":{"salt":"%s","sealed":%s,"words":%s,"wordsSalt":"%s"}}\
                """.formatted(
                        text(entry.leaf()),
                        base64(sealed.salt()),
                        text(sealed.bytes()),
                        text(words.bytes()),
                        base64(words.salt()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Only what anyone reads.
    public static byte[] leaf(Entry entry) {
        return ("{\"leaf\":" + text(entry.leaf()) + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
