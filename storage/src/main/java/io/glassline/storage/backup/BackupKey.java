package io.glassline.storage.backup;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The city's key for its backups: 32 bytes by chance, written in base64. It never lies beside a backup.
public final class BackupKey {

    public static final int BYTES = 32;

    private final byte[] bytes;

    private BackupKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @throws IllegalArgumentException saying what a key is, without what was given
    public static BackupKey parse(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not base64"); // without the cause, which quotes it
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("has %d bytes, and a key has %d".formatted(bytes.length, BYTES));
        }
        return new BackupKey(bytes);
    }

    /// The key that one file is sealed with.
    SecretKeySpec ofFile(byte[] salt) {
        return new SecretKeySpec(derived(salt, "glassline backup 1: content"), "AES");
    }

    /// What stands in the file to tell a wrong key from a changed file. It tells nothing of the key.
    byte[] check(byte[] salt) {
        return derived(salt, "glassline backup 1: key check");
    }

    private byte[] derived(byte[] salt, String purpose) {
        try {
            var how = HKDFParameterSpec.ofExtract()
                    .addIKM(bytes)
                    .addSalt(salt)
                    .thenExpand(purpose.getBytes(java.nio.charset.StandardCharsets.US_ASCII), BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveData(how);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK 25 has HKDF-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "•••";
    }
}
