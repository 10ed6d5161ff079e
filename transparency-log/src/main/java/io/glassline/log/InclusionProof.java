package io.glassline.log;

import java.util.List;

/// Shows that the entry with hash `leaf` is entry `index` of a tree of `treeSize` entries.
///
/// The walk is RFC 9162 §2.1.3.2. `node` is our place in a row of the tree and `last` is that row's last place;
/// both halve as we climb. At each step the path gives our sibling: on our left when we are a right child, or when
/// we are the last node of a row and were carried up without a partner.
public record InclusionProof(Hash leaf, long index, long treeSize, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    public boolean proves(Hash root) {
        if (index < 0 || index >= treeSize) {
            return false;
        }
        var hash = leaf;
        var node = index;
        var last = treeSize - 1;
        for (var sibling : path) {
            if (last == 0) {
                return false; // the path is longer than the tree is high
            }
            if (isRightChild(node) || node == last) {
                hash = Hash.ofChildren(sibling, hash);
                while (!isRightChild(node) && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.ofChildren(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        var reachedTheTop = last == 0;
        return reachedTheTop && hash.equals(root);
    }

    static boolean isRightChild(long node) {
        return (node & 1) == 1;
    }
}
