package io.glassline.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The right edge of the tree, which is all that is needed to make it grow: at each level the hashes of the tile
/// that is not yet full.
///
/// An appender is a value. [#append(List)] returns the next one beside the tiles to store, and a caller whose
/// transaction fails goes on from the one it has. It is at most 8 tiles large whatever the size of the log.
public final class Appender {

    private final long size;
    private final Hash root;

    /// At each level, the hashes of the tile at the right edge; empty when the last tile is full.
    private final List<byte[]> edge;

    private Appender(long size, List<byte[]> edge) {
        this.size = size;
        this.edge = List.copyOf(edge);
        this.root = root(this.edge);
    }

    /// At the beginning of a log.
    public static Appender empty() {
        return new Appender(0, List.of());
    }

    /// After a restart, from the stored tiles. It refuses to go on from tiles that do not give the root that was
    /// last signed, because whatever would be signed next would contradict it.
    public static Appender resume(Checkpoint last, TileReader tiles) {
        var appender = resume(last.size(), tiles);
        if (!appender.root.equals(last.root())) {
            throw new IllegalStateException(
                    ("the stored tiles give root %s at size %,d, and the last checkpoint of %s has %s;"
                                    + " restore the tiles before anything is appended")
                            .formatted(
                                    appender.root.base64(),
                                    last.size(),
                                    last.origin(),
                                    last.root().base64()));
        }
        return appender;
    }

    /// After a restart, without a checkpoint to compare with.
    public static Appender resume(long size, TileReader tiles) {
        var shape = new TreeShape(size);
        var edge = new ArrayList<byte[]>();
        for (var level = 0; level < shape.levels(); level++) {
            var width = shape.partialWidthAt(level);
            edge.add(
                    width == 0
                            ? new byte[0]
                            : Proofs.read(tiles, level, shape.fullTilesAt(level), width)
                                    .hashes());
        }
        return new Appender(size, edge);
    }

    public long size() {
        return size;
    }

    public Hash root() {
        return root;
    }

    public Checkpoint checkpoint(String origin) {
        return new Checkpoint(origin, size, root);
    }

    /// The tree with `entries` behind those it has, in order.
    public Grown append(List<byte[]> entries) {
        entries.forEach(EntryBundle::requireFits);
        return appendLeaves(entries.stream().map(Hash::ofLeaf).toList());
    }

    /// As [#append(List)], for entries whose leaf hashes are known.
    public Grown appendLeaves(List<Hash> leaves) {
        var tiles = new ArrayList<Tile>();
        var edgeAfter = new ArrayList<>(edge);
        var shape = new TreeShape(size);
        var rising = leaves;
        for (var level = 0; !rising.isEmpty(); level++) {
            if (level == edgeAfter.size()) {
                edgeAfter.add(new byte[0]);
            }
            var row = joined(edgeAfter.get(level), rising);
            var index = shape.fullTilesAt(level);
            var at = 0;
            var full = new ArrayList<Hash>();
            for (; at + Tile.FULL_BYTES <= row.length; at += Tile.FULL_BYTES) {
                var tile = new Tile(level, index++, Arrays.copyOfRange(row, at, at + Tile.FULL_BYTES));
                tiles.add(tile);
                full.add(tile.root());
            }
            var rest = Arrays.copyOfRange(row, at, row.length);
            if (rest.length > 0) {
                tiles.add(new Tile(level, index, rest));
            }
            edgeAfter.set(level, rest);
            rising = full;
        }
        return new Grown(new Appender(size + leaves.size(), edgeAfter), List.copyOf(tiles));
    }

    /// What a batch came to.
    ///
    /// `tiles` are those that are new or wider than before, level by level from the left. A store keeps one row per
    /// level and index and overwrites it; nothing stored before is ever lost, because a wider tile begins with the
    /// narrower.
    public record Grown(Appender after, List<Tile> tiles) {

        public long size() {
            return after.size;
        }

        public Hash root() {
            return after.root;
        }
    }

    private static byte[] joined(byte[] begun, List<Hash> hashes) {
        var row = Arrays.copyOf(begun, begun.length + hashes.size() * Hash.BYTES);
        var at = begun.length;
        for (var hash : hashes) {
            System.arraycopy(hash.bytes(), 0, row, at, Hash.BYTES);
            at += Hash.BYTES;
        }
        return row;
    }

    /// The root over the tiles at the right edge, `edge` from level 0 up: their perfect subtrees stand side by
    /// side, the largest on the left, and are joined from the right.
    static Hash root(List<byte[]> edge) {
        Hash root = null;
        for (var row : edge) {
            var end = row.length / Hash.BYTES;
            while (end > 0) {
                var count = Integer.lowestOneBit(end);
                var subtree = Hash.ofPerfectRow(row, end - count, count);
                root = root == null ? subtree : Hash.ofChildren(subtree, root);
                end -= count;
            }
        }
        return root == null ? Hash.EMPTY_TREE : root;
    }
}
