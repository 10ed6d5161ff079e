package io.glassline.log;

import java.util.Arrays;

/// A tile with its hashes, one after the other, 32 bytes each. A partial tile is the beginning of every wider one
/// of the same place, so that a store needs only the widest. Nobody writes to `hashes` after construction.
public record Tile(int level, long index, byte[] hashes) {

    public static final int FULL_BYTES = TilePath.FULL_WIDTH * Hash.BYTES;

    public Tile {
        if (hashes.length == 0 || hashes.length > FULL_BYTES || hashes.length % Hash.BYTES != 0) {
            throw new IllegalArgumentException(
                    "a tile is 1 to 256 hashes of 32 bytes, not " + hashes.length + " bytes");
        }
    }

    public int width() {
        return hashes.length / Hash.BYTES;
    }

    public TilePath.Hashes path() {
        return new TilePath.Hashes(level, index, width());
    }

    public Hash hash(int position) {
        return new Hash(Arrays.copyOfRange(hashes, position * Hash.BYTES, (position + 1) * Hash.BYTES));
    }

    /// The root of a full tile: one hash of the level above.
    public Hash root() {
        return subtree(0, TilePath.FULL_WIDTH);
    }

    /// The root of the perfect subtree over `count` hashes from `position` on; `count` is a power of two.
    Hash subtree(int position, int count) {
        return Hash.ofPerfectRow(hashes, position, count);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tile(var l, var i, var h) && level == l && index == i && Arrays.equals(hashes, h);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes);
    }

    @Override
    public String toString() {
        return path().toString();
    }
}
