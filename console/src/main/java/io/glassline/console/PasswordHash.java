package io.glassline.console;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// A password as it is kept: PBKDF2 with HMAC-SHA-256 (RFC 8018) over a salt of its own.
///
/// Written `pbkdf2-sha256$<iterations>$<salt>$<hash>`, both in base64. The iterations stand with each hash, so that
/// they can be raised without asking everyone for a new password.
public record PasswordHash(String text) {

    /// As OWASP's password storage cheat sheet asks for since 2023.
    public static final int ITERATIONS = 600_000;

    public static final int SALT_BYTES = 16;

    private static final int HASH_BITS = 256;
    private static final int ITERATIONS_MAX = 10_000_000;
    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha256\\$([1-9]\\d{0,7})\\$([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+)");

    public PasswordHash {
        var form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(1)) > ITERATIONS_MAX) {
            throw new IllegalArgumentException("not a password hash: write pbkdf2-sha256$<iterations, at most "
                    + ITERATIONS_MAX + ">$<salt in base64>$<hash in base64>");
        }
    }

    public static PasswordHash of(String password, byte[] salt, int iterations) {
        return written(salt, iterations, derive(password, salt, iterations));
    }

    private static PasswordHash written(byte[] salt, int iterations, byte[] hash) {
        var base64 = Base64.getEncoder();
        return new PasswordHash(
                "pbkdf2-sha256$" + iterations + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash));
    }

    /// A hash that no known password has, and that takes as long to find wrong as any. Nothing is derived for it.
    static PasswordHash unmatched() {
        return written(new byte[SALT_BYTES], ITERATIONS, new byte[HASH_BITS / 8]);
    }

    /// Takes as long for a wrong password as for the right one.
    boolean matches(String password) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new AssertionError("the constructor checked it");
        }
        var base64 = Base64.getDecoder();
        var derived = derive(password, base64.decode(form.group(2)), Integer.parseInt(form.group(1)));
        return MessageDigest.isEqual(derived, base64.decode(form.group(3)));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        try {
            var key = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has PBKDF2WithHmacSHA256", e);
        }
    }

    /// Neither the hash nor the salt is for a log.
    @Override
    public String toString() {
        return "•••";
    }
}
