package io.glassline.log;

/// Reads stored tiles. Implemented by whoever stores them.
@FunctionalInterface
public interface TileReader {

    /// The first `width` hashes of tile `index` of `level`: exactly `width` × 32 bytes. Only hashes that were
    /// stored are asked for; a wider tile answers with its beginning. Throws when the tile is not there or cannot
    /// be read.
    byte[] read(int level, long index, int width);
}
