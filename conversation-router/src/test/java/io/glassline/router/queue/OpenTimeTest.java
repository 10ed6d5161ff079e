package io.glassline.router.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenTimeTest {

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    private static final OpenTime OFFICE = new OpenTime(
            new Week(List.of(Week.span("Mon-Fri 08:00-17:00")), false), Set.of(LocalDate.parse("2026-11-26")), ZONE);

    @ParameterizedTest(name = "from {0} to {1}: {2} minutes")
    @CsvSource({
        "2026-11-23T09:00, 2026-11-23T09:20, 20",
        "2026-11-23T16:50, 2026-11-24T08:10, 20",
        "2026-11-23T05:00, 2026-11-23T07:59, 0",
        "2026-11-20T16:50, 2026-11-23T08:10, 20",
        "2026-11-25T16:50, 2026-11-27T08:10, 20",
        "2026-11-23T09:20, 2026-11-23T09:00, 0",
    })
    void theClockStandsStillWhileNobodyIsThere(String from, String to, long minutes) {
        assertThat(OFFICE.open(at(from), at(to))).isEqualTo(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest(name = "{1} minutes after {0} is {2}")
    @CsvSource({
        "2026-11-23T09:00, 20, 2026-11-23T09:20",
        "2026-11-23T16:50, 20, 2026-11-24T08:10",
        "2026-11-23T16:50, 10, 2026-11-23T17:00",
        "2026-11-20T20:00, 15, 2026-11-23T08:15",
        "2026-11-25T16:50, 20, 2026-11-27T08:10",
    })
    void aTargetEndsWithinTheHours(String from, long minutes, String ends) {
        assertThat(OFFICE.after(at(from), Duration.ofMinutes(minutes))).contains(at(ends));
    }

    @Test
    void dayAndNightIsDayAndNightThoughTheClocksAreChanged() {
        var always = new OpenTime(new Week(List.of(Week.span("Mon-Sun 00:00-24:00")), true), Set.of(), ZONE);
        var before = at("2026-10-31T12:00");
        assertThat(always.open(before, before.plus(Duration.ofDays(2)))).isEqualTo(Duration.ofDays(2));
        assertThat(always.after(before, Duration.ofHours(40))).contains(before.plus(Duration.ofHours(40)));
    }

    @Test
    void hoursThatOverlapCountOnce() {
        var twice = new OpenTime(
                new Week(List.of(Week.span("Mon 08:00-12:00"), Week.span("Mon-Tue 10:00-14:00")), false),
                Set.of(),
                ZONE);
        assertThat(twice.open(at("2026-11-23T00:00"), at("2026-11-24T00:00"))).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void whatNeverOpensNeverEnds() {
        var never = new OpenTime(new Week(List.of(), false), Set.of(), ZONE);
        assertThat(never.after(at("2026-11-23T00:00"), Duration.ofMinutes(1))).isEmpty();
        assertThat(never.open(at("2026-11-23T00:00"), at("2026-12-23T00:00"))).isZero();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }
}
