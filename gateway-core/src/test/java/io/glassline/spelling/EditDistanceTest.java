package io.glassline.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
          ab     | ab     | 0
          ab     | ba     | 1
          ticket | tiket  | 1
          kitten | sitting | 3
          ''     | abc    | 3
        """)
    void distanceCountsSwapsAsOne(String from, String to, int distance) {
        assertThat(EditDistance.between(from, to)).isEqualTo(distance);
        assertThat(EditDistance.between(to, from)).isEqualTo(distance);
    }
}
