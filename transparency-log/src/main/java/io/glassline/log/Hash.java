package io.glassline.log;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 node of the tree. Leaves and inner nodes are hashed under different prefixes (RFC 6962 §2.1), so that
/// an inner node can never be passed off as a leaf. Nobody writes to `bytes` after construction.
public record Hash(byte[] bytes) {

    public static final int BYTES = 32;

    /// The root of the tree without entries: SHA-256 of nothing at all, not even a prefix.
    public static final Hash EMPTY_TREE = new Hash(sha256().digest());

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    public Hash {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 hash has 32 bytes, not " + bytes.length);
        }
    }

    public static Hash ofLeaf(byte[] entry) {
        return ofLeaf(entry, 0, entry.length);
    }

    static Hash ofLeaf(byte[] bytes, int from, int length) {
        var digest = sha256();
        digest.update(LEAF);
        digest.update(bytes, from, length);
        return new Hash(digest.digest());
    }

    public static Hash ofChildren(Hash left, Hash right) {
        var digest = sha256();
        digest.update(NODE);
        digest.update(left.bytes);
        digest.update(right.bytes);
        return new Hash(digest.digest());
    }

    /// The root of a perfect subtree whose bottom row is the `count` hashes in `row` from number `from` on; `count`
    /// is a power of two.
    static Hash ofPerfectRow(byte[] row, int from, int count) {
        if (Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException("a perfect row has a power of two of hashes, not " + count);
        }
        var hashes = Arrays.copyOfRange(row, from * BYTES, (from + count) * BYTES);
        var digest = sha256();
        try {
            for (var pairs = count / 2; pairs > 0; pairs /= 2) {
                for (var pair = 0; pair < pairs; pair++) {
                    digest.update(NODE);
                    digest.update(hashes, pair * 2 * BYTES, 2 * BYTES);
                    digest.digest(hashes, pair * BYTES, BYTES);
                }
            }
        } catch (DigestException e) {
            throw new AssertionError("there is room for 32 bytes", e);
        }
        return new Hash(Arrays.copyOf(hashes, BYTES));
    }

    /// Reads the standard base64 of a hash, in its one canonical form.
    public static Hash parse(String base64) {
        var bytes = StrictBase64.decode(base64);
        if (bytes.length != BYTES) {
            throw new Malformed("a hash has 32 bytes, this base64 holds " + bytes.length);
        }
        return new Hash(bytes);
    }

    public String base64() {
        return StrictBase64.encode(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash(var theirs) && Arrays.equals(bytes, theirs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
