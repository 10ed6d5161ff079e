package io.glassline.router.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # said                                    | in digits
              two zero two six                        | 2 0 2 6
              twenty twenty six oh one one seven      | 20 26 0 1 1 7
              twenty twenty-six                       | 20 26
              two thousand twenty six                 | 2026
              two thousand and six                    | 2006
              dos mil veintiséis                      | 2026
              treinta y uno cero                      | 31 0
              thirty zero                             | 30 0
              one seventeen                           | 1 17
              my house                                | my house
            """)
    void spokenNumbersBecomeDigits(String said, String digits) {
        assertThat(String.join(" ", Numbers.inDigits(NormalizedText.of(said).words())))
                .isEqualTo(digits);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # of 3, said             | picks
              1                      | 1
              #3                     | 3
              2.                     | 2
              option 2               | 2
              opción dos             | 2
              number three           | 3
              the first one          | 1
              la segunda             | 2
              the last one           | 3
              4                      | 0
              0                      | 0
              123                    | 0
              12 Oak Street          | 0
              two bins               | 0
            """)
    void aChoiceIsPickedByItsNumber(String said, int picked) {
        assertThat(Numbers.choice(NormalizedText.of(said), 3).orElse(0)).isEqualTo(picked);
    }
}
