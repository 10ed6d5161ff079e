package io.glassline.figure.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.figure.desk.KaplanMeier.Time;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KaplanMeierTest {

    /// `+` marks those to whom it did not happen. The last is the 6-MP arm of Freireich's trial (1963), the textbook's
    /// example: its median is 23, and after 10 a share of 0.7529 is left.
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', -, -, 0",
                "10, 10, 10, 1000",
                "'10 20 30 40', 20, 40, 250",
                "'10 20 30+ 40+', 20, -, 250",
                "'10+ 20+', -, -, 0",
                "'10 10+ 20', 20, 20, 333",
                "'6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+', 23, -, 247",
            })
    void kaplanMeierByHand(String times, Long median, Long p90, long perMilleWithinTen) {
        var found = KaplanMeier.of(Arrays.stream(times.split(" "))
                .filter(time -> !time.isEmpty())
                .map(time -> new Time(Duration.ofSeconds(Long.parseLong(time.replace("+", ""))), !time.endsWith("+")))
                .toList());

        assertThat(found.within(KaplanMeier.HALF))
                .isEqualTo(Optional.ofNullable(median).map(Duration::ofSeconds));
        assertThat(found.within(KaplanMeier.NINE_IN_TEN))
                .isEqualTo(Optional.ofNullable(p90).map(Duration::ofSeconds));
        assertThat(found.perMilleWithin(Duration.ofSeconds(10))).isEqualTo(perMilleWithinTen);
    }

    @Test
    void nobodySaysTwentyTwoSecondsWhileAHundredAndFortyWait() {
        var reached = Collections.nCopies(60, Time.reached(Duration.ofSeconds(22)));
        var waiting = Collections.nCopies(140, Time.notWithin(Duration.ofHours(3)));

        var found =
                KaplanMeier.of(Stream.of(reached, waiting).flatMap(List::stream).toList());

        assertThat(found.within(KaplanMeier.HALF)).isEmpty();
        assertThat(found.perMilleWithin(Duration.ofMinutes(1))).isEqualTo(300);
    }
}
