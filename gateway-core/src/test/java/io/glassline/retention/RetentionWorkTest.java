package io.glassline.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.retention.Schedule.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionWorkTest {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    /// Half past three in the morning in the city.
    private Instant now = Instant.parse("2026-03-02T08:30:00Z");

    private final InMemoryRetention retention = new InMemoryRetention();
    private List<Schedule> schedules = List.of(
            new Schedule(Kind.CONVERSATIONS, Set.of(), 730, Map.of()),
            new Schedule(Kind.QUARANTINE, Set.of(), 90, Map.of()));
    private final RetentionWork work = new RetentionWork(retention, () -> schedules, () -> ZONE, () -> now);

    @Test
    void aRunGoesOnStepByStepUntilNothingIsLeftAndIsTheOnlyOneOfItsDay() {
        retention.left.putAll(Map.of(Kind.CONVERSATIONS, 5, Kind.QUARANTINE, 1));
        assertThat(work.preview().values()).containsExactly(5L, 1L);
        var steps = 0;
        while (work.step()) {
            steps++;
        }
        assertThat(steps).isEqualTo(4);
        var run = work.last().orElseThrow();
        assertThat(run.day()).isEqualTo(LocalDate.parse("2026-03-02"));
        assertThat(run.conversations()).isEqualTo(5);
        assertThat(run.quarantined()).isOne();

        retention.left.put(Kind.CONVERSATIONS, 9);
        assertThat(work.step()).as("once a day").isFalse();
        now = now.plus(Duration.ofHours(24));
        assertThat(work.step()).as("the day after").isTrue();
    }

    @Test
    void beforeThreeInTheMorningItIsStillTheDayBefore() {
        now = Instant.parse("2026-03-02T07:59:00Z");
        work.step();
        assertThat(retention.runs).containsOnlyKeys(LocalDate.parse("2026-03-01"));
    }

    @Test
    void aCityWithoutSchedulesRemovesNothingAndMissesNothing() {
        schedules = List.of();
        retention.left.put(Kind.CONVERSATIONS, 5);
        assertThat(work.step()).isFalse();
        assertThat(retention.runs).isEmpty();
        now = now.plus(Duration.ofDays(9));
        assertThat(work.isMissed()).isFalse();
    }

    @Test
    void aRunThatDoesNotComeIsMissed() {
        assertThat(work.isMissed()).as("the node has begun just now").isFalse();
        while (work.step()) {}
        now = now.plus(RetentionWork.MISSED_AFTER);
        assertThat(work.isMissed()).isFalse();
        now = now.plusSeconds(1);
        assertThat(work.isMissed()).isTrue();
        while (work.step()) {}
        assertThat(work.isMissed()).isFalse();
    }
}
