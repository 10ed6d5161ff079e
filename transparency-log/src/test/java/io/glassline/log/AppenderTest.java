package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppenderTest {

    /// Keeps one row for each level and index, as a table would.
    static final class Rows implements TileReader {

        final Map<String, byte[]> rows = new TreeMap<>();

        void store(List<Tile> tiles) {
            for (var tile : tiles) {
                var before = rows.put(tile.level() + "/" + tile.index(), tile.hashes());
                if (before != null) {
                    assertThat(tile.hashes())
                            .as("%s widens what was there", tile)
                            .hasSizeGreaterThan(before.length)
                            .startsWith(before);
                }
            }
        }

        @Override
        public byte[] read(int level, long index, int width) {
            var row = rows.get(level + "/" + index);
            assertThat(row)
                    .as("tile %d/%d is read before it is stored", level, index)
                    .isNotNull();
            return java.util.Arrays.copyOf(row, width * Hash.BYTES);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void howeverTheBatchesFallTheTreeIsTheSame(long seed) {
        var chance = new Random(seed);
        var entries = entries(1_200);
        var leaves = entries.stream().map(Hash::ofLeaf).toList();
        var rows = new Rows();
        var log = Appender.empty();
        while (log.size() < entries.size()) {
            var from = (int) log.size();
            var batch = chance.nextInt(10) == 0 ? chance.nextInt(600) : chance.nextInt(40);
            var to = Math.min(entries.size(), from + batch);
            var grown = log.append(entries.subList(from, to));
            rows.store(grown.tiles());
            log = chance.nextBoolean()
                    ? grown.after()
                    : Appender.resume(grown.after().checkpoint("log"), rows);

            assertThat(log.size()).isEqualTo(to);
            assertThat(log.root()).as("at %d, seed %d", to, seed).isEqualTo(SlowTree.root(leaves.subList(0, to)));
        }
        var atOnce = new Rows();
        atOnce.store(Appender.empty().append(entries).tiles());
        assertThat(rows.rows.keySet()).isEqualTo(atOnce.rows.keySet());
        rows.rows.forEach((place, row) -> assertThat(row).as(place).isEqualTo(atOnce.rows.get(place)));
    }

    @Test
    void everySizeUpTo600OneByOne() {
        var leaves = entries(600).stream().map(Hash::ofLeaf).toList();
        var rows = new Rows();
        var log = Appender.empty();
        for (var size = 1; size <= leaves.size(); size++) {
            var grown = log.appendLeaves(List.of(leaves.get(size - 1)));
            rows.store(grown.tiles());
            log = grown.after();
            assertThat(log.root()).as("at %d", size).isEqualTo(SlowTree.root(leaves.subList(0, size)));
            assertThat(new Proofs(size, rows).root()).isEqualTo(log.root());
        }
    }

    @Test
    void threeLevelsOfTilesAreRight() {
        var leaves = IntStream.range(0, 70_000)
                .mapToObj(i -> Hash.ofLeaf(("entry " + i).getBytes(UTF_8)))
                .toList();
        var rows = new Rows();
        var first = Appender.empty().appendLeaves(leaves.subList(0, 65_000));
        rows.store(first.tiles());
        var second = first.after().appendLeaves(leaves.subList(65_000, 70_000));
        rows.store(second.tiles());

        assertThat(second.root()).isEqualTo(SlowTree.root(leaves));
        assertThat(rows.rows).hasSize((int) new TreeShape(70_000)
                .paths()
                .filter(TilePath.Hashes.class::isInstance)
                .count());
        assertThat(rows.rows.get("0/273")).hasSize(112 * 32);
        assertThat(rows.rows.get("1/1")).hasSize(17 * 32);
        assertThat(rows.rows.get("2/0"))
                .hasSize(32)
                .isEqualTo(SlowTree.root(leaves.subList(0, 65_536)).bytes());
        assertThat(Appender.resume(second.after().checkpoint("log"), rows).root())
                .isEqualTo(second.root());
    }

    @Test
    void anAppenderIsAValue() {
        var log = Appender.empty().append(entries(300)).after();
        var before = log.root();

        var one = log.append(List.of("one".getBytes(UTF_8)));
        var other = log.append(List.of("other".getBytes(UTF_8)));

        assertThat(log.root()).isEqualTo(before);
        assertThat(log.size()).isEqualTo(300);
        assertThat(one.root()).isNotEqualTo(other.root());
        assertThat(log.append(List.of()).tiles()).isEmpty();
        assertThat(log.append(List.of()).root()).isEqualTo(before);
    }

    @Test
    void goesOnOnlyFromTheTilesThatWereSigned() {
        var rows = new Rows();
        var grown = Appender.empty().append(entries(600));
        rows.store(grown.tiles());
        var last = grown.after().checkpoint("log");
        rows.rows.get("0/2")[5] ^= 1;

        assertThatThrownBy(() -> Appender.resume(last, rows))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "the last checkpoint of log has " + last.root().base64());
        assertThatThrownBy(() -> Appender.resume(last, (_, _, _) -> new byte[31]))
                .hasMessage("tile/0/002.p/88 was read as 31 bytes; it has 2,816");
        assertThat(Appender.resume(0, (_, _, _) -> new byte[0]).root()).isEqualTo(Hash.EMPTY_TREE);
    }

    static List<byte[]> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ("entry " + i).getBytes(UTF_8))
                .toList();
    }
}
