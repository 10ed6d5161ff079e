package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    private static final int SIZE_MAX = 130;

    /// The leaves of the Certificate Transparency reference implementation.
    private static final List<Hash> CT = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(hex -> Hash.ofLeaf(HexFormat.of().parseHex(hex)))
            .toList();

    private static final List<Hash> ENTRIES = leaves("entry ", 8);

    @Test
    void theEmptyTreeIsTheHashOfNothing() {
        assertThat(new MerkleTree(0, SlowTree.subtrees(List.of())).root())
                .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void rootsOfTheReferenceLeaves() {
        assertThat(roots(CT))
                .containsExactly(
                        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    @Test
    void rootsOfTheEntryLeaves() {
        assertThat(roots(ENTRIES))
                .containsExactly(
                        "773885a613489e24ce2cf76199d6a423f042e4bbf12d7eecee912ef276c65701",
                        "5a47662fd8a317d96049a3f9f47c55dc67ca66051baa3683dbb19b2fe09a07b0",
                        "94fbd0dd836f50301692e6d0eade728ee19ec52bfff1606ed807c8575d5aaa19",
                        "9799f307517ef517c2205df9b67762bf34756b20099fb7dfcce76bcebd273b2e",
                        "7caa345dbd892a66454d6c6512ea3c3ea3f0d3ec21be3fc2e2375705fd38f672",
                        "cbeec99db3e4d67dbaaa60c16b5d4cf737ac2ddc1507b78af375763ebad1c01e",
                        "98c97f0ba3175cd08b031dd084b9dc4e649b64d1a28e6ea694646503173ab587",
                        "b69732ce5c914162ca9accfaf4e95d3f9874d68805437088aaff184a4db96773");
    }

    @Test
    void pathsAndProofsOfTheEntryLeaves() {
        var pair23 = "61ca1139f6815841d5baf2d0d2d9bd9dfee97c898dd6f7ba0c0aa941ee6c01eb";
        var pair01 = "5a47662fd8a317d96049a3f9f47c55dc67ca66051baa3683dbb19b2fe09a07b0";
        var rest456 = "94afb8a2ca051c05458ea39dcd19b1bd68e7e33529f10b439d2a615a51f636e2";
        var ofSeven = tree(ENTRIES.subList(0, 7));

        assertThat(ofSeven.inclusionPath(2)).map(Hash::toString).containsExactly(pair23, pair01, rest456);
        assertThat(ofSeven.consistencyPath(3))
                .map(Hash::toString)
                .containsExactly(
                        "57c79f4f31ae029c5d4bd30b073c27c94df93438b2b4697e1e1eef5bc0394a41", pair23, pair01, rest456);
        assertThat(tree(ENTRIES).consistencyPath(4))
                .map(Hash::toString)
                .containsExactly("1a167fbc6b82c2a744f6ffa0a6276175edb00bd30592a5e74f7a21a9d203a828");
    }

    @Test
    void everyInclusionUpTo130IsProvedAndNothingElseIs() {
        var all = leaves("record ", SIZE_MAX);
        for (var size = 1; size <= SIZE_MAX; size++) {
            var leaves = all.subList(0, size);
            var root = SlowTree.root(leaves);
            var tree = tree(leaves);
            for (var index = 0; index < size; index++) {
                var path = tree.inclusionPath(index);
                var leaf = leaves.get(index);
                assertThat(path).isEqualTo(SlowTree.path(index, leaves));
                assertThat(new InclusionProof(leaf, index, size, path).proves(root))
                        .isTrue();

                for (var other = 0; other < size; other++) {
                    if (other != index) {
                        assertThat(new InclusionProof(leaf, other, size, path).proves(root))
                                .as("entry %d of %d as %d", index, size, other)
                                .isFalse();
                    }
                }
                assertThat(new InclusionProof(leaf, index, 2L * SIZE_MAX, path).proves(root))
                        .isFalse();
                assertThat(new InclusionProof(leaf, size, size, path).proves(root))
                        .isFalse();
                assertThat(new InclusionProof(leaf, -1, size, path).proves(root))
                        .isFalse();
                assertThat(new InclusionProof(Hash.EMPTY_TREE, index, size, path).proves(root))
                        .isFalse();
                assertThat(new InclusionProof(leaf, index, size, path).proves(leaf))
                        .isEqualTo(size == 1);
                for (var wrong : wrongPaths(path)) {
                    assertThat(new InclusionProof(leaf, index, size, wrong).proves(root))
                            .as("entry %d of %d with %s", index, size, wrong)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void everyGrowthUpTo130IsProvedAndNothingElseIs() {
        var all = leaves("record ", SIZE_MAX);
        var roots = IntStream.rangeClosed(0, SIZE_MAX)
                .mapToObj(n -> SlowTree.root(all.subList(0, n)))
                .toList();
        for (var newer = 0; newer <= SIZE_MAX; newer++) {
            var leaves = all.subList(0, newer);
            var tree = tree(leaves);
            for (var older = 0; older <= newer; older++) {
                var path = tree.consistencyPath(older);
                var proof = new ConsistencyProof(older, newer, path);
                assertThat(path).isEqualTo(SlowTree.proof(older, leaves));
                assertThat(proof.proves(roots.get(older), roots.get(newer))).isTrue();

                var stranger = Hash.ofLeaf("another".getBytes(UTF_8));
                assertThat(proof.proves(stranger, roots.get(newer))).isFalse();
                // A tree of no entries is the beginning of every tree, so there the newer root is not proved.
                if (older > 0) {
                    assertThat(proof.proves(roots.get(older), stranger)).isFalse();
                }
                if (older != newer) {
                    assertThat(new ConsistencyProof(newer, older, path).proves(roots.get(newer), roots.get(older)))
                            .isFalse();
                }
                for (var wrong : wrongPaths(path)) {
                    assertThat(new ConsistencyProof(older, newer, wrong).proves(roots.get(older), roots.get(newer)))
                            .as("%d to %d with %s", older, newer, wrong)
                            .isFalse();
                }
                for (var other = 1; other <= newer; other++) {
                    if (other != older) {
                        assertThat(new ConsistencyProof(other, newer, path).proves(roots.get(older), roots.get(newer)))
                                .as("%d to %d as %d", older, newer, other)
                                .isEqualTo(false);
                    }
                }
            }
        }
        assertThat(new ConsistencyProof(-1, 3, List.of()).proves(roots.get(0), roots.get(3)))
                .isFalse();
    }

    @Test
    void refusesWhatIsNotInTheTree() {
        var tree = tree(ENTRIES);

        assertThatThrownBy(() -> tree.inclusionPath(8)).hasMessage("there is no entry 8 among 8");
        assertThatThrownBy(() -> tree.inclusionPath(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.consistencyPath(9)).hasMessage("a tree of 8 entries did not grow from 9");
        assertThatThrownBy(() -> new Hash(new byte[31])).hasMessage("a SHA-256 hash has 32 bytes, not 31");
    }

    /// Without its first hash, without its last, with one more at either end, and with each hash changed.
    private static List<List<Hash>> wrongPaths(List<Hash> path) {
        var wrong = new ArrayList<List<Hash>>();
        var stranger = Hash.ofLeaf("stranger".getBytes(UTF_8));
        if (!path.isEmpty()) {
            wrong.add(path.subList(1, path.size()));
            wrong.add(path.subList(0, path.size() - 1));
        }
        wrong.add(Stream.concat(Stream.of(stranger), path.stream()).toList());
        wrong.add(Stream.concat(path.stream(), Stream.of(stranger)).toList());
        for (var i = 0; i < path.size(); i++) {
            var changed = new ArrayList<>(path);
            changed.set(i, stranger);
            wrong.add(changed);
        }
        return wrong;
    }

    private static List<String> roots(List<Hash> leaves) {
        return IntStream.rangeClosed(1, leaves.size())
                .mapToObj(size -> tree(leaves.subList(0, size)).root().toString())
                .toList();
    }

    private static MerkleTree tree(List<Hash> leaves) {
        return new MerkleTree(leaves.size(), SlowTree.subtrees(leaves));
    }

    private static List<Hash> leaves(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Hash.ofLeaf((name + i).getBytes(UTF_8)))
                .toList();
    }
}
