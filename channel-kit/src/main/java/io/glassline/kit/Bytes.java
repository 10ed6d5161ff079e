package io.glassline.kit;

import java.util.Arrays;

/// Arrays of bytes, put together.
final class Bytes {

    private Bytes() {}

    static byte[] joined(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /// As often as it takes to be at least so long.
    static byte[] repeated(byte[] piece, int lengthBytes) {
        var repeated = new byte[(lengthBytes / piece.length + 1) * piece.length];
        for (var at = 0; at < repeated.length; at += piece.length) {
            System.arraycopy(piece, 0, repeated, at, piece.length);
        }
        return repeated;
    }
}
