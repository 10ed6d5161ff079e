package io.glassline.log;

import java.util.Optional;

/// The address of one of the log's immutable files below its prefix, as C2SP tlog-tiles spells it:
/// `tile/<level>/<index>[.p/<width>]` for hashes and `tile/entries/<index>[.p/<width>]` for entries. The index is
/// written in groups of three digits, all but the last with an `x` before it: 1234067 is `x001/x234/067`.
///
/// A path has one spelling: what [#parse(String)] takes, [#toString()] prints back the same.
public sealed interface TilePath {

    /// Hashes in a full tile, entries in a full bundle.
    int FULL_WIDTH = 256;

    int LEVEL_MAX = 63;

    /// Where the tile or bundle stands in its row.
    long index();

    /// How many hashes or entries: 1 to 256. Below 256 the file is partial and its path says so.
    int width();

    /// As [#index()] and level, with another width.
    TilePath withWidth(int width);

    /// Up to 256 hashes of one level. Level 0 holds leaf hashes, level n+1 the roots of the full tiles of level n.
    record Hashes(int level, long index, int width) implements TilePath {

        public Hashes {
            if (level < 0 || level > LEVEL_MAX) {
                throw new IllegalArgumentException("there is no tile level " + level + "; levels are 0 to 63");
            }
            requirePlace(index, width);
        }

        @Override
        public Hashes withWidth(int width) {
            return new Hashes(level, index, width);
        }

        @Override
        public String toString() {
            return "tile/" + level + "/" + place(index, width);
        }
    }

    /// The up to 256 entries whose hashes are the level-0 tile of the same index.
    record Entries(long index, int width) implements TilePath {

        public Entries {
            requirePlace(index, width);
        }

        @Override
        public Entries withWidth(int width) {
            return new Entries(index, width);
        }

        @Override
        public String toString() {
            return "tile/entries/" + place(index, width);
        }
    }

    default boolean isFull() {
        return width() == FULL_WIDTH;
    }

    /// @return empty if `path` is not the one spelling of a tile's path. It starts with `tile/`, without a slash.
    static Optional<TilePath> parse(String path) {
        if (path.length() > PATH_CHARS_MAX || !path.startsWith("tile/")) {
            return Optional.empty();
        }
        var levelEnd = path.indexOf('/', 5);
        if (levelEnd < 0) {
            return Optional.empty();
        }
        var level = path.substring(5, levelEnd);
        var place = path.substring(levelEnd + 1);
        var partial = place.indexOf(".p/");
        try {
            var index = index(partial < 0 ? place : place.substring(0, partial));
            var width = partial < 0 ? FULL_WIDTH : Integer.parseInt(place.substring(partial + 3));
            TilePath parsed = level.equals("entries")
                    ? new Entries(index, width)
                    : new Hashes(Integer.parseInt(level), index, width);
            // Signs, leading zeros, missing x's and a written-out .p/256 all parse, and none of them prints back.
            return parsed.toString().equals(path) ? Optional.of(parsed) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long index(String groups) {
        return Long.parseLong(groups.replace("x", "").replace("/", ""));
    }

    private static String place(long index, int width) {
        var groups = String.format("%03d", index % 1000);
        for (var rest = index / 1000; rest > 0; rest /= 1000) {
            groups = String.format("x%03d/", rest % 1000) + groups;
        }
        return width == FULL_WIDTH ? groups : groups + ".p/" + width;
    }

    private static void requirePlace(long index, int width) {
        if (index < 0) {
            throw new IllegalArgumentException("a tile's index is not negative: " + index);
        }
        if (width < 1 || width > FULL_WIDTH) {
            throw new IllegalArgumentException("a tile is 1 to 256 wide, not " + width);
        }
    }

    /// Longer than the longest path there can be; what is longer is not looked at.
    int PATH_CHARS_MAX = 64;
}
