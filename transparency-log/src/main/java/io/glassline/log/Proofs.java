package io.glassline.log;

import java.util.HashMap;
import java.util.Map;

/// Proofs about the tree of `size` entries, made from stored tiles. Keeps the tiles it has read, a handful for each
/// proof, so make one for each request or batch. For one thread.
public final class Proofs {

    private final TreeShape shape;
    private final TileReader tiles;
    private final MerkleTree tree;
    private final Map<TilePath.Hashes, Tile> read = new HashMap<>();

    public Proofs(long size, TileReader tiles) {
        this.shape = new TreeShape(size);
        this.tiles = tiles;
        this.tree = new MerkleTree(size, this::subtree);
    }

    public Hash root() {
        return tree.root();
    }

    /// That entry `index` is in the tree.
    public InclusionProof inclusion(long index) {
        var path = tree.inclusionPath(index);
        return new InclusionProof(subtree(0, index), index, shape.size(), path);
    }

    /// That the tree of `olderSize` entries is the beginning of this one.
    public ConsistencyProof consistencyFrom(long olderSize) {
        return new ConsistencyProof(olderSize, shape.size(), tree.consistencyPath(olderSize));
    }

    private Hash subtree(int height, long index) {
        var level = height / 8;
        var count = 1 << (height % 8);
        var first = index * count; // among the hashes of the level
        var tile = tile(level, first / TilePath.FULL_WIDTH);
        return tile.subtree((int) (first % TilePath.FULL_WIDTH), count);
    }

    private Tile tile(int level, long index) {
        var path = new TilePath.Hashes(level, index, shape.widthOf(level, index));
        return read.computeIfAbsent(path, _ -> read(tiles, level, index, path.width()));
    }

    static Tile read(TileReader tiles, int level, long index, int width) {
        var hashes = tiles.read(level, index, width);
        if (hashes.length != width * Hash.BYTES) {
            throw new IllegalStateException("%s was read as %,d bytes; it has %,d"
                    .formatted(new TilePath.Hashes(level, index, width), hashes.length, width * Hash.BYTES));
        }
        return new Tile(level, index, hashes);
    }
}
