package io.glassline.log;

import java.util.ArrayList;
import java.util.List;

/// RFC 6962 §2.1 written down as it stands there: recursive, over lists, slow, and obviously right. What the fast
/// code is compared with.
final class SlowTree {

    private SlowTree() {}

    static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.EMPTY_TREE;
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        var k = split(leaves.size());
        return Hash.ofChildren(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    static List<Hash> path(int m, List<Hash> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        var k = split(leaves.size());
        var left = leaves.subList(0, k);
        var right = leaves.subList(k, leaves.size());
        var path = new ArrayList<>(m < k ? path(m, left) : path(m - k, right));
        path.add(root(m < k ? right : left));
        return path;
    }

    static List<Hash> proof(int m, List<Hash> leaves) {
        return m == 0 ? List.of() : subproof(m, leaves, true);
    }

    private static List<Hash> subproof(int m, List<Hash> leaves, boolean b) {
        if (m == leaves.size()) {
            return b ? List.of() : List.of(root(leaves));
        }
        var k = split(leaves.size());
        var left = leaves.subList(0, k);
        var right = leaves.subList(k, leaves.size());
        var proof = new ArrayList<>(m <= k ? subproof(m, left, b) : subproof(m - k, right, false));
        proof.add(root(m <= k ? right : left));
        return proof;
    }

    private static int split(int n) {
        return Integer.highestOneBit(n - 1);
    }

    /// The slow tree as the fast one's source of perfect subtrees.
    static MerkleTree.Subtrees subtrees(List<Hash> leaves) {
        return (height, index) -> {
            var count = 1 << height;
            var start = (int) index * count;
            return root(leaves.subList(start, start + count));
        };
    }
}
