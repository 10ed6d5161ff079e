package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CityTimeTest {

    private final CityTime time = new CityTime(
            new ConsoleSettings(
                    "Alder Bay",
                    ZoneId.of("America/New_York"),
                    URI.create("https://city.example"),
                    new Secret("k".repeat(ConsoleSettings.SESSION_KEY_MIN_CHARS)),
                    true),
            () -> Instant.parse("2026-03-02T15:00:00Z")); // 10:00 in the city

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # then                 | shown         | ago         | day
              2026-03-02T14:59:31Z | 09:59         | now         | Today
              2026-03-02T14:59:00Z | 09:59         | 1 min       | Today
              2026-03-02T13:40:00Z | 08:40         | 1 h 20 min  | Today
              2026-03-02T05:00:00Z | 00:00         | 10 h        | Today
              2026-03-02T04:59:59Z | 1 Mar, 23:59  | 10 h        | Yesterday
              2026-02-28T15:00:00Z | 28 Feb, 10:00 | 2 days      | Saturday 28 February
            """)
    void aTimeIsShownAsTheCityReadsIt(Instant then, String shown, String ago, String day) {
        assertThat(time.at(then)).isEqualTo(shown);
        assertThat(time.since(then)).isEqualTo(ago);
        assertThat(time.day(time.date(then))).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3.24  | 3.2 s
            0     | under 0.1 s
            0.04  | under 0.1 s
            0.06  | 0.1 s
            41    | 41 s
            60    | 1 min
            254   | 4 min 14 s
            1380  | 23 min
            3900  | 1 h 5 min
            """)
    void aMeasuredTimeIsShownWithTwoUnits(double seconds, String shown) {
        assertThat(CityTime.seconds(seconds)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"PT59S, 59 s", "PT60S, 1 min", "PT47H59M, 47 h 59 min", "PT48H, 2 days", "PT-5S, 0 s"})
    void aLengthIsRoundedDown(Duration length, String shown) {
        assertThat(CityTime.length(length)).isEqualTo(shown);
    }
}
