package io.glassline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    @Test
    void doublesThenLevelsOffThenGivesUp() {
        var schedule = new RetrySchedule(Duration.ofSeconds(10), Duration.ofMinutes(2), 7);

        assertThat(waits(schedule, 8, 0)).isEqualTo("10s 20s 40s 80s 120s 120s stop stop");
        assertThat(waits(schedule, 3, 1)).isEqualTo("7s 15s 30s");
    }

    @Test
    void theDefaultGivesUpAfterTwoHoursAndThirtyFourMinutes() {
        var total = IntStream.range(1, RetrySchedule.DEFAULT.attemptsMax())
                .mapToObj(attempt -> RetrySchedule.DEFAULT.waitAfter(attempt, () -> 0))
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(total).isEqualTo(Duration.parse("PT2H34M7S"));
    }

    private static String waits(RetrySchedule schedule, int attempts, double chance) {
        return IntStream.rangeClosed(1, attempts)
                .mapToObj(attempt -> schedule.waitAfter(attempt, () -> chance)
                        .map(wait -> wait.toSeconds() + "s")
                        .orElse("stop"))
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
    }
}
