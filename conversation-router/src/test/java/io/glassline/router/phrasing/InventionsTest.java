package io.glassline.router.phrasing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What models say that no approved answer says, and what citizens talk them into, written by somebody who had not seen
/// the guard. None of it is said, in whichever language the answer is taken to be.
class InventionsTest {

    /// @param approved the answer that was chosen
    /// @param said what the model made of it
    record Row(String approved, String said) {}

    static Stream<Row> inventions() throws IOException {
        return rows("inventions.tsv", 0, 2);
    }

    static Stream<Row> injections() throws IOException {
        return rows("injections.tsv", 2, 1);
    }

    private static Stream<Row> rows(String file, int approved, int said) throws IOException {
        try (var in = Objects.requireNonNull(InventionsTest.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .map(cells -> new Row(cells[approved], cells[said]));
        }
    }

    @ParameterizedTest
    @MethodSource({"inventions", "injections"})
    void nothingOfItIsSaid(Row row) {
        for (var language : List.of(Locale.ENGLISH, Locale.of("es"))) {
            assertThat(PhrasingGuard.check(row.said(), List.of(row.approved()), language))
                    .isInstanceOf(PhrasingGuard.Verdict.Refused.class);
        }
    }
}
