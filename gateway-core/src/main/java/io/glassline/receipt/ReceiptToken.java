package io.glassline.receipt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// What stands in the address of a receipt, and is all that is needed to open it. It is kept nowhere but in
/// the message that carries it: the record knows its digest.
public final class ReceiptToken {

    /// 144 bits of chance, which base64 writes in [#CHARS] characters without a rest.
    public static final int BYTES = 18;

    public static final int CHARS = 24;

    private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9_-]{" + CHARS + "}");

    private final String text;

    private ReceiptToken(String text) {
        this.text = text;
    }

    /// @param chance [#BYTES] bytes from a secure source
    public static ReceiptToken of(byte[] chance) {
        if (chance.length != BYTES) {
            throw new IllegalArgumentException("a token is made of " + BYTES + " bytes, not of " + chance.length);
        }
        return new ReceiptToken(Base64.getUrlEncoder().withoutPadding().encodeToString(chance));
    }

    /// Empty for what cannot be one.
    public static Optional<ReceiptToken> parse(String written) {
        return WRITTEN.matcher(written).matches() ? Optional.of(new ReceiptToken(written)) : Optional.empty();
    }

    /// As it stands in the address.
    public String text() {
        return text;
    }

    /// SHA-256 of it, in hex. There is so much chance in a token that nobody finds one for a digest.
    public String digest() {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReceiptToken token && token.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /// Never the token.
    @Override
    public String toString() {
        return "•••";
    }
}
