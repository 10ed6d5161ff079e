package io.glassline.log;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Which tiles a tree of `size` entries has, and how wide each is.
///
/// With 70,000 entries, level 0 has 273 full tiles and one 112 wide, level 1 one full tile and one 17 wide, and
/// level 2 one that is 1 wide.
public record TreeShape(long size) {

    private static final int BITS_PER_LEVEL = 8;

    public TreeShape {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no " + size + " entries");
        }
    }

    /// How many levels have any hash at all.
    public int levels() {
        var levels = 0;
        while (hashesAt(levels) > 0) {
            levels++;
        }
        return levels;
    }

    /// How many hashes are stored at `level`: one for every full tile of the level below.
    public long hashesAt(int level) {
        return level * BITS_PER_LEVEL >= Long.SIZE - 1 ? 0 : size >> (level * BITS_PER_LEVEL);
    }

    public long fullTilesAt(int level) {
        return hashesAt(level) / TilePath.FULL_WIDTH;
    }

    /// How wide the partial tile at the right edge of `level` is; 0 when there is none.
    public int partialWidthAt(int level) {
        return (int) (hashesAt(level) % TilePath.FULL_WIDTH);
    }

    /// How wide tile `index` of `level` is; 0 when there is no such tile.
    public int widthOf(int level, long index) {
        var full = fullTilesAt(level);
        return index < 0 || index > full ? 0 : index < full ? TilePath.FULL_WIDTH : partialWidthAt(level);
    }

    /// Whether a tree of this size has all that `path` names. A partial tile whose full tile exists is had, too.
    public boolean has(TilePath path) {
        return switch (path) {
            case TilePath.Hashes(var level, var index, var width) -> width <= widthOf(level, index);
            case TilePath.Entries(var index, var width) -> width <= widthOf(0, index);
        };
    }

    /// Every file of a log of this size, each at its greatest width: entries first, then hashes from level 0 up.
    public Stream<TilePath> paths() {
        var entries = row(0).<TilePath>map(leaf -> new TilePath.Entries(leaf.index(), leaf.width()));
        return Stream.concat(entries, IntStream.range(0, levels()).boxed().flatMap(this::row));
    }

    private Stream<TilePath.Hashes> row(int level) {
        return LongStream.rangeClosed(0, fullTilesAt(level))
                .filter(index -> widthOf(level, index) > 0)
                .mapToObj(index -> new TilePath.Hashes(level, index, widthOf(level, index)));
    }
}
