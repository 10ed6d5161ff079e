package io.glassline.router.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseNumbersTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what is said                                               | may have a house number
              los vecinos tienen la musica a todo volumen hasta las 3    | false
              they party every night until 3                              | false
              it starts at 10 pm                                         | false
              it began at 10:30                                          | false
              a las 3 de la mañana                                       | false
              I paid $45 for it                                          | false
              it costs 50 dollars                                        | false
              I called 3 times                                           | false
              hace 2 semanas                                             | false
              there are 4 dogs barking                                   | false
              212 Oak Street                                             | true
              at 12 Oak Street                                           | true
              the house is 154                                           | true
              calle Pine 12, hay ruido hasta las 3                       | true
              on 5th near house 220                                      | true
              145 Miles Street                                           | true
              12 Trees Ln                                                | true
              54                                                         | true
              no numbers at all                                          | false
            """)
    void aTimeAnAmountAndACountAreNone(String said, boolean isThere) {
        assertThat(HouseNumbers.mayBeIn(said, false)).isEqualTo(isThere);
    }
}
