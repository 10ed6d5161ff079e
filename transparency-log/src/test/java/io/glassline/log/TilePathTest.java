package io.glassline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # path                        | level   | index   | width
              tile/0/000                  | 0       | 0       | 256
              tile/0/999                  | 0       | 999     | 256
              tile/0/x001/000             | 0       | 1000    | 256
              tile/0/x001/x234/067        | 0       | 1234067 | 256
              tile/3/x999/999             | 3       | 999999  | 256
              tile/63/001                 | 63      | 1       | 256
              tile/1/000.p/1              | 1       | 0       | 1
              tile/0/x273/112.p/255       | 0       | 273112  | 255
              tile/entries/000            | entries | 0       | 256
              tile/entries/x001/x234/067  | entries | 1234067 | 256
              tile/entries/273.p/112      | entries | 273     | 112
              tile/0/x009/x223/x372/x036/x854/x775/807 | 0 | 9223372036854775807 | 256
            """)
    void readsAndPrintsBackTheSame(String path, String level, long index, int width) {
        TilePath expected = level.equals("entries")
                ? new TilePath.Entries(index, width)
                : new TilePath.Hashes(Integer.parseInt(level), index, width);

        assertThat(TilePath.parse(path)).contains(expected);
        assertThat(expected).hasToString(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/",
                "tile/0",
                "tile/0/",
                "/tile/0/000",
                "tile/0/0",
                "tile/0/00",
                "tile/0/0000",
                "tile/0/1000",
                "tile/0/x000/000",
                "tile/0/x000/001",
                "tile/0/001/000",
                "tile/0/x001",
                "tile/0/x001/x000",
                "tile/0/x001/000/",
                "tile/0/x1/000",
                "tile/0/X001/000",
                "tile/0/-01",
                "tile/0/+01",
                "tile/0/ 01",
                "tile/0/00a",
                "tile/00/000",
                "tile/+0/000",
                "tile/-1/000",
                "tile/64/000",
                "tile/x/000",
                "tile/data/000",
                "tile/Entries/000",
                "tile/entries",
                "tile/0/000.p",
                "tile/0/000.p/",
                "tile/0/000.p/0",
                "tile/0/000.p/00",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/257",
                "tile/0/000.p/-1",
                "tile/0/000.p/+1",
                "tile/0/000.p/1/",
                "tile/0/000.p/1.p/1",
                "tile/0/000.P/1",
                "tile/0/000p/1",
                "tile/0/000?x=1",
                "tile/0/../0/000",
                "tile//000",
                "tile/0/\u0661\u0662\u0663",
                "tile/0/x009/x223/x372/x036/x854/x775/808",
                "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                "checkpoint"
            })
    void hasOneSpellingOnly(String path) {
        assertThat(TilePath.parse(path)).isEmpty();
    }

    @Test
    void cannotNameATileThatThereIsNot() {
        assertThatThrownBy(() -> new TilePath.Hashes(64, 0, 1)).hasMessageContaining("levels are 0 to 63");
        assertThatThrownBy(() -> new TilePath.Hashes(0, -1, 1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new TilePath.Entries(0, 0)).hasMessageContaining("1 to 256 wide");
        assertThatThrownBy(() -> new TilePath.Entries(0, 257)).hasMessageContaining("1 to 256 wide");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # size      | full and partial width, level by level
              0         | ''
              1         | 0+1
              255       | 0+255
              256       | 1+0 0+1
              257       | 1+1 0+1
              65535     | 255+255 0+255
              65536     | 256+0 1+0 0+1
              70000     | 273+112 1+17 0+1
              16777216  | 65536+0 256+0 1+0 0+1
            """)
    void aTreeHasTheseTiles(long size, String tiles) {
        var shape = new TreeShape(size);
        var shown = java.util.stream.IntStream.range(0, shape.levels())
                .mapToObj(level -> shape.fullTilesAt(level) + "+" + shape.partialWidthAt(level))
                .toList();

        assertThat(String.join(" ", shown)).isEqualTo(tiles);
    }

    @Test
    void listsItsFiles() {
        assertThat(new TreeShape(600).paths())
                .map(TilePath::toString)
                .containsExactly(
                        "tile/entries/000",
                        "tile/entries/001",
                        "tile/entries/002.p/88",
                        "tile/0/000",
                        "tile/0/001",
                        "tile/0/002.p/88",
                        "tile/1/000.p/2");
        assertThat(new TreeShape(0).paths()).isEmpty();
        assertThat(new TreeShape(Long.MAX_VALUE).levels()).isEqualTo(8);
    }

    @Test
    void knowsWhatItHas() {
        var shape = new TreeShape(600);
        var has = List.of(
                "tile/0/001",
                "tile/0/001.p/3",
                "tile/0/002.p/88",
                "tile/0/002.p/1",
                "tile/1/000.p/2",
                "tile/entries/002.p/88");
        var hasNot = List.of(
                "tile/0/002",
                "tile/0/002.p/89",
                "tile/0/003.p/1",
                "tile/1/000",
                "tile/2/000.p/1",
                "tile/63/000",
                "tile/entries/003.p/1");

        assertThat(has).allMatch(path -> shape.has(TilePath.parse(path).orElseThrow()));
        assertThat(hasNot).noneMatch(path -> shape.has(TilePath.parse(path).orElseThrow()));
    }
}
