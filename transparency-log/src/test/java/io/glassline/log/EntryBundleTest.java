package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryBundleTest {

    @Test
    void putsTheLengthInTwoBytesBeforeEachEntry() {
        var bundle = EntryBundle.encode(List.of("ab".getBytes(UTF_8), new byte[0], new byte[258]));

        assertThat(HexFormat.of().formatHex(bundle))
                .startsWith("00026162" + "0000" + "0102" + "00")
                .hasSize(2 * (4 + 2 + 260));
        assertThat(EntryBundle.decode(bundle)).containsExactly("ab".getBytes(UTF_8), new byte[0], new byte[258]);
    }

    @Test
    void holdsTheLargestEntryAndNoLarger() {
        var largest = new byte[EntryBundle.ENTRY_BYTES_MAX];
        assertThat(EntryBundle.decode(EntryBundle.encode(List.of(largest)))).containsExactly(largest);

        assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
                .hasMessage("an entry has at most 65,535 bytes, not 65536");
        assertThatThrownBy(() -> EntryBundle.encode(Collections.nCopies(257, new byte[1])))
                .hasMessage("a bundle has at most 256 entries, not 257");
        assertThatThrownBy(() -> Appender.empty().append(List.of(new byte[65_536])))
                .hasMessage("an entry has at most 65,535 bytes, not 65536");
    }

    @Test
    void aShorterBundleIsTheBeginningOfALongerOne() {
        var entries = List.of("a".getBytes(UTF_8), "bb".getBytes(UTF_8), "ccc".getBytes(UTF_8));
        var bundle = EntryBundle.encode(entries);

        for (var width = 0; width <= 3; width++) {
            assertThat(EntryBundle.prefix(bundle, width)).isEqualTo(EntryBundle.encode(entries.subList(0, width)));
        }
        assertThatThrownBy(() -> EntryBundle.prefix(bundle, 4)).hasMessage("entry bundle has 3 entries, not 4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
              00              | entry bundle ends inside entry number 1, which begins at byte 0
              0001            | entry bundle ends inside entry number 1, which begins at byte 0
              00016100        | entry bundle ends inside entry number 2, which begins at byte 3
              000161ffff61    | entry bundle ends inside entry number 2, which begins at byte 3
            """)
    void saysWhereItBreaksOff(String hex, String message) {
        assertThatThrownBy(() -> EntryBundle.decode(HexFormat.of().parseHex(hex)))
                .isInstanceOf(Malformed.class)
                .hasMessage(message);
    }
}
