package io.glassline.log;

import java.util.List;

/// Shows that a tree of `olderSize` entries is the beginning of one of `newerSize`: nothing in it was changed,
/// removed or put in between.
///
/// The walk is RFC 9162 §2.1.4.2: from the last full subtree of the older tree up, building both roots out of the
/// same hashes.
public record ConsistencyProof(long olderSize, long newerSize, List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    public boolean proves(Hash olderRoot, Hash newerRoot) {
        if (olderSize < 0 || olderSize > newerSize) {
            return false;
        }
        if (olderSize == newerSize) {
            return path.isEmpty() && olderRoot.equals(newerRoot);
        }
        if (olderSize == 0) {
            return path.isEmpty() && olderRoot.equals(Hash.EMPTY_TREE);
        }
        return !path.isEmpty() && climb(olderRoot, newerRoot);
    }

    private boolean climb(Hash olderRoot, Hash newerRoot) {
        var node = olderSize - 1;
        var last = newerSize - 1;
        while (InclusionProof.isRightChild(node)) {
            node >>= 1;
            last >>= 1;
        }
        // An older tree that is one perfect subtree is itself where the climb starts, and is not repeated in the path.
        var startsAtOlderRoot = Long.bitCount(olderSize) == 1;
        var older = startsAtOlderRoot ? olderRoot : path.getFirst();
        var newer = older;
        for (var sibling : startsAtOlderRoot ? path : path.subList(1, path.size())) {
            if (last == 0) {
                return false; // the path is longer than the tree is high
            }
            if (InclusionProof.isRightChild(node) || node == last) {
                older = Hash.ofChildren(sibling, older);
                newer = Hash.ofChildren(sibling, newer);
                while (!InclusionProof.isRightChild(node) && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                newer = Hash.ofChildren(newer, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && older.equals(olderRoot) && newer.equals(newerRoot);
    }
}
