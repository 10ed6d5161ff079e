package io.glassline.storage.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// How a file is sealed, chunk by chunk: the STREAM construction over AES-256-GCM, with the nonces of the age format.
///
/// A file is [#MAGIC], a salt of [#SALT_BYTES], the check of the key of [BackupKey#BYTES], and chunks. Each chunk is
/// [#CHUNK_BYTES] of content, the last one that many or fewer, and a tag of [#TAG_BYTES]. Its nonce is its number in
/// 11 bytes, big end first, and a byte that is 1 for the last chunk and 0 for the others. So no chunk can be changed,
/// moved, left out or added.
final class Seal {

    static final byte[] MAGIC = "GLBACKUP1\n".getBytes(US_ASCII);
    static final int SALT_BYTES = 32;
    static final int HEADER_BYTES = MAGIC.length + SALT_BYTES + BackupKey.BYTES;
    static final int CHUNK_BYTES = 64 * 1024;
    static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;

    private final SecretKeySpec key;
    private final Cipher cipher;

    Seal(SecretKeySpec key) {
        this.key = key;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES in GCM", e);
        }
    }

    byte[] seal(long number, boolean isLast, byte[] content, int length) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, nonce(number, isLast));
            return cipher.doFinal(content, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a chunk could not be sealed", e);
        }
    }

    /// @return null where it is not the chunk of that number that was sealed
    byte @Nullable [] open(long number, boolean isLast, byte[] sealed, int length) {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, nonce(number, isLast));
            return cipher.doFinal(sealed, 0, length);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a chunk could not be opened", e);
        }
    }

    private static GCMParameterSpec nonce(long number, boolean isLast) {
        var nonce = ByteBuffer.allocate(NONCE_BYTES)
                .putLong(NONCE_BYTES - 1 - Long.BYTES, number)
                .put(NONCE_BYTES - 1, (byte) (isLast ? 1 : 0));
        return new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce.array());
    }
}
