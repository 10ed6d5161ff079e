package io.glassline.log;

import java.util.ArrayList;
import java.util.List;

/// The tree over the first `size` entries, as RFC 6962 §2.1 defines it. Everything is put together from perfect
/// subtrees, which never change once they are full and are what tiles store.
public record MerkleTree(long size, Subtrees subtrees) {

    /// The root of the perfect subtree of `2^height` leaves that is number `index` of its row.
    public interface Subtrees {

        Hash hash(int height, long index);
    }

    public MerkleTree {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no " + size + " entries");
        }
    }

    public Hash root() {
        return size == 0 ? Hash.EMPTY_TREE : root(0, size);
    }

    /// The hashes beside the way from entry `index` up to the root, lowest first.
    public List<Hash> inclusionPath(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("there is no entry " + index + " among " + size);
        }
        var path = new ArrayList<Hash>();
        addInclusionPath(index, 0, size, path);
        return List.copyOf(path);
    }

    /// The hashes that show the tree of `olderSize` entries to be the beginning of this one. Empty from an empty
    /// tree and from the tree itself.
    public List<Hash> consistencyPath(long olderSize) {
        if (olderSize < 0 || olderSize > size) {
            throw new IllegalArgumentException("a tree of " + size + " entries did not grow from " + olderSize);
        }
        var path = new ArrayList<Hash>();
        if (olderSize > 0) {
            addConsistencyPath(olderSize, 0, size, true, path);
        }
        return List.copyOf(path);
    }

    private void addInclusionPath(long index, long start, long count, List<Hash> path) {
        if (count == 1) {
            return;
        }
        var split = largestPowerOfTwoBelow(count);
        if (index < split) {
            addInclusionPath(index, start, split, path);
            path.add(root(start + split, count - split));
        } else {
            addInclusionPath(index - split, start + split, count - split, path);
            path.add(root(start, split));
        }
    }

    // `wholeOlderTree` is RFC 6962's b: the older root is known to the verifier and is left out.
    private void addConsistencyPath(long older, long start, long count, boolean wholeOlderTree, List<Hash> path) {
        if (older == count) {
            if (!wholeOlderTree) {
                path.add(root(start, count));
            }
            return;
        }
        var split = largestPowerOfTwoBelow(count);
        if (older <= split) {
            addConsistencyPath(older, start, split, wholeOlderTree, path);
            path.add(root(start + split, count - split));
        } else {
            addConsistencyPath(older - split, start + split, count - split, false, path);
            path.add(root(start, split));
        }
    }

    private Hash root(long start, long count) {
        if (Long.bitCount(count) == 1) {
            return subtrees.hash(Long.numberOfTrailingZeros(count), start / count);
        }
        var split = largestPowerOfTwoBelow(count);
        return Hash.ofChildren(root(start, split), root(start + split, count - split));
    }

    private static long largestPowerOfTwoBelow(long count) {
        return Long.highestOneBit(count - 1);
    }
}
