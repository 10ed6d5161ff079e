package io.glassline.router.knowledge;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/// Bytes with their sum at the end, so that a file that was cut short or spoilt is not read.
final class Checksum {

    private Checksum() {}

    static byte[] seal(byte[] bytes) {
        return ByteBuffer.allocate(bytes.length + Long.BYTES)
                .put(bytes)
                .putLong(sum(bytes))
                .array();
    }

    /// What was sealed, or nothing when something has happened to it.
    static Optional<byte[]> open(byte[] sealed) {
        var length = sealed.length - Long.BYTES;
        if (length < 0) {
            return Optional.empty();
        }
        var bytes = Arrays.copyOf(sealed, length);
        return ByteBuffer.wrap(sealed).getLong(length) == sum(bytes) ? Optional.of(bytes) : Optional.empty();
    }

    private static long sum(byte[] bytes) {
        var sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }
}
