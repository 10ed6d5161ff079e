package io.glassline.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.figure.Waits.Wait;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitsTest {

    /// `+` marks those nobody came to. The last is the 6-MP arm of Freireich's trial (1963), the textbook's
    /// example: its median is 23.
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', -, -",
                "10, 10, 10",
                "'10 20 30 40', 20, 40",
                "'10 20 30+ 40+', 20, -",
                "'10+ 20+', -, -",
                "'10 10+ 20', 20, 20",
                "'6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+', 23, -",
            })
    void kaplanMeierByHand(String times, Long median, Long p90) {
        var waits = Arrays.stream(times.split(" "))
                .filter(time -> !time.isEmpty())
                .map(time -> new Wait(Duration.ofSeconds(Long.parseLong(time.replace("+", ""))), !time.endsWith("+")))
                .toList();

        var found = Waits.of(waits, 0);

        assertThat(found.median()).isEqualTo(Optional.ofNullable(median).map(Duration::ofSeconds));
        assertThat(found.p90()).isEqualTo(Optional.ofNullable(p90).map(Duration::ofSeconds));
    }

    @Test
    void nobodySaysTwentyTwoSecondsWhileAHundredAndFortyWait() {
        var reached = Collections.nCopies(60, new Wait(Duration.ofSeconds(22), true));
        var waiting = Collections.nCopies(140, new Wait(Duration.ofHours(3), false));

        var found = Waits.of(Stream.of(reached, waiting).flatMap(List::stream).toList(), 140);

        assertThat(found).isEqualTo(new Waits(200, 140, Optional.empty(), Optional.empty()));
    }
}
