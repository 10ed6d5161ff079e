package io.glassline.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordDifferenceTest {

    @ParameterizedTest(name = "{0} / {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            It costs $15 a year. | It costs $20 a year. | SAME It costs;GONE $15;NEW $20;SAME a year.
            Open on Monday.      | Open on Monday.      | SAME Open on Monday.
            Open.                | Open on Sunday, too. | GONE Open.;NEW Open on Sunday, too.
            Closed on Monday now | Closed on Monday     | SAME Closed on Monday;GONE now
            ''                   | New                  | NEW New
            """)
    void isToldInWords(String before, String after, String pieces) {
        assertThat(WordDifference.between(before, after).stream()
                        .map(piece -> piece.kind() + " " + piece.words())
                        .collect(Collectors.joining(";")))
                .isEqualTo(pieces);
    }
}
