package io.glassline.declared.proof;

import io.glassline.channel.Proof;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

final class Digests {

    private Digests() {}

    /// What Vonage calls `md5hash`, and signs with unless it is told otherwise: the MD5 of the message and the secret
    /// after it. Weaker than the others; choose another where the provider lets you.
    static final String MD5_WITH_SECRET = "MD5";

    /// @param algorithm the JDK's name of an HMAC, or [#MD5_WITH_SECRET]
    /// @param message one after the other
    static byte[] keyed(String algorithm, byte[] key, byte[]... message) {
        if (!algorithm.equals(MD5_WITH_SECRET)) {
            return Proof.hmac(algorithm, key, message);
        }
        try {
            var digest = MessageDigest.getInstance("MD5");
            for (var piece : message) {
                digest.update(piece);
            }
            return digest.digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has MD5", e);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
