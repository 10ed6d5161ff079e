package io.glassline.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final ZoneId CITY = ZoneId.of("America/Los_Angeles");

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            21:00, 08:00, 2026-11-23T20:59:59, -
            21:00, 08:00, 2026-11-23T21:00,    2026-11-24T08:00
            21:00, 08:00, 2026-11-24T00:00,    2026-11-24T08:00
            21:00, 08:00, 2026-11-24T07:59,    2026-11-24T08:00
            21:00, 08:00, 2026-11-24T08:00,    -
            12:00, 14:00, 2026-11-24T13:00,    2026-11-24T14:00
            12:00, 14:00, 2026-11-24T14:00,    -
            12:00, 14:00, 2026-11-24T23:00,    -
            00:00, 08:00, 2026-11-24T23:59,    -
            00:00, 08:00, 2026-11-24T00:00,    2026-11-24T08:00
            21:00, 08:00, 2026-03-07T23:00,    2026-03-08T08:00
            21:00, 08:00, 2026-10-31T23:00,    2026-11-01T08:00
            """)
    void theCitysClockSaysWhenTheyEnd(LocalTime from, LocalTime until, LocalDateTime at, LocalDateTime end) {
        var found = new QuietHours(from, until).endAfter(at.atZone(CITY).toInstant(), CITY);

        assertThat(found.map(instant -> instant.atZone(CITY).toLocalDateTime()).orElse(null))
                .isEqualTo(end);
    }

    @Test
    void hoursThatEndAsTheyBeginAreRefused() {
        assertThatThrownBy(() -> new QuietHours(LocalTime.NOON, LocalTime.NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
