package io.glassline.bench.days;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `./glassline bench town`: half an hour of a simulated town's Monday, with one of each kind.
class DaysTest {

    private static final Duration MORNING = Duration.ofHours(10);

    @TempDir
    Path folder;

    @Test
    void nobodysQuestionIsWithoutAnAnswerAPersonOrAStatedReason() throws Exception {
        var options = new DaysRun.Options(
                7, TownCommand.MONDAY.plus(MORNING), Duration.ofMinutes(30), 20, 1, folder.resolve("town"));

        var report = new DaysReport(new DaysRun(options, System.out::println).run());

        report.lines().forEach(System.out::println);
        assertThat(report.faults()).isEmpty();
        assertThat(report.judged().stream().map(one -> one.item().kind()).distinct())
                .hasSizeGreaterThan(40);
    }
}
