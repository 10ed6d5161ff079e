package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.programme.QuietHours;
import io.glassline.router.ExampleCity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingsFileTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void aCopyOfTheExampleCity() throws IOException {
        ExampleCity.copyTo(folder);
    }

    @Test
    void theExampleCityAsksAnHourLaterAndNotAtNight() {
        var ratings = ExampleCity.city().ratings().orElseThrow();
        assertThat(ratings.after()).isEqualTo(Duration.ofHours(1));
        assertThat(ratings.channels()).containsExactlyInAnyOrder("sms", "whatsapp", "telegram", "web");
        assertThat(ratings.quietHours()).contains(new QuietHours(LocalTime.of(20, 0), LocalTime.of(8, 0)));
        assertThat(ratings.thanks().in(Locale.of("es"))).isEqualTo("Gracias por decírnoslo.");
    }

    @Test
    void aCityWithoutTheFileAsksNobody() throws IOException {
        Files.delete(folder.resolve(RatingsFile.NAME));
        var city = CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT);
        assertThat(city).isInstanceOf(Parsed.Good.class);
        assertThat(((Parsed.Good<CityConfig>) city).value().ratings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            after-minutes: 60 | after-minutes: 2000 | after-minutes
            [sms, whatsapp    | [voice, whatsapp    | nobody is asked on the phone
            [sms, whatsapp    | [sns, whatsapp      | "sns" is not a channel
            "20:00"           | "8 pm"              | "8 pm" is not a time of day
            thanks:           | thank:              | unknown key "thank"
            """)
    void aMistakeIsToldWithItsPlace(String was, String is, String says) throws IOException {
        var path = folder.resolve(RatingsFile.NAME);
        var text = Files.readString(path);
        assertThat(text).contains(was);
        Files.writeString(path, text.replace(was, is));
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(RatingsFile.NAME);
            assertThat(problem.line()).isPositive();
            assertThat(problem.says() + problem.path()).contains(says);
        });
    }

    private List<Problem> problems() {
        return switch (CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT)) {
            case Parsed.Good<CityConfig> _ -> List.of();
            case Parsed.Bad<CityConfig>(var problems) -> problems;
        };
    }
}
