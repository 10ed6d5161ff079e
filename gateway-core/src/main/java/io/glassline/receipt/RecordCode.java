package io.glassline.receipt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Six digits that were sent to an address, by which its holder shows that they read what comes there.
public final class RecordCode {

    /// After so many wrong ones a link or a wish is worth nothing.
    public static final int TRIES_MAX = 5;

    private static final long BOUND = 1_000_000;

    private RecordCode() {}

    /// @param chance at least eight bytes from a secure source
    static String of(byte[] chance) {
        return "%06d".formatted(Long.remainderUnsigned(ByteBuffer.wrap(chance).getLong(), BOUND));
    }

    /// SHA-256 of link and code together, in hex. A million codes are tried in a second; together with the token, which
    /// is kept nowhere but in the message, they are not.
    public static String digest(ReceiptToken token, String code) {
        try {
            var bytes = (token.text() + " " + code).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
