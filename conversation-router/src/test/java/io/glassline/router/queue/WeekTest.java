package io.glassline.router.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekTest {

    private static final Week OFFICE =
            new Week(List.of(Week.span("Mon-Fri 08:00-17:00"), Week.span("Sat 09:00-13:00")), false);
    private static final Set<LocalDate> HOLIDAYS = Set.of(LocalDate.parse("2026-11-26"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # city time         | open   | opens next
              2026-11-23T07:59  | false  | 2026-11-23T08:00
              2026-11-23T08:00  | true   | 2026-11-24T08:00
              2026-11-23T16:59  | true   | 2026-11-24T08:00
              2026-11-23T17:00  | false  | 2026-11-24T08:00
              2026-11-25T18:00  | false  | 2026-11-27T08:00
              2026-11-26T10:00  | false  | 2026-11-27T08:00
              2026-11-28T10:00  | true   | 2026-11-30T08:00
              2026-11-29T10:00  | false  | 2026-11-30T08:00
            """)
    void theOfficeKeepsItsHoursAndHolidays(String cityTime, boolean open, String next) {
        assertThat(OFFICE.isOpen(at(cityTime), HOLIDAYS)).isEqualTo(open);
        assertThat(OFFICE.opensAfter(at(cityTime), HOLIDAYS)).contains(at(next));
    }

    @Test
    void whatIsAlwaysOpenIsOpenOnHolidaysAndAtMidnight() {
        var always = new Week(List.of(Week.span("Mon-Sun 00:00-24:00")), true);
        for (var time : List.of("2026-11-26T00:00", "2026-11-26T23:59", "2026-11-29T03:00")) {
            assertThat(always.isOpen(at(time), HOLIDAYS)).as(time).isTrue();
        }
    }

    @Test
    void daysMayGoRoundTheWeek() {
        var weekend = new Week(List.of(Week.span("Fri-Mon 10:00-12:00")), false);
        assertThat(weekend.isOpen(at("2026-11-29T11:00"), Set.of())).isTrue();
        assertThat(weekend.isOpen(at("2026-11-25T11:00"), Set.of())).isFalse();
    }

    private static ZonedDateTime at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("America/Los_Angeles"));
    }
}
