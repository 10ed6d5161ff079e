package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.programme.Programme;
import io.glassline.programme.QuietHours;
import io.glassline.router.ExampleCity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgrammesFileTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void aCopyOfTheExampleCity() throws IOException {
        ExampleCity.copyTo(folder);
    }

    @Test
    void theExampleCityHasThreeAndACityMayHaveNone() throws IOException {
        var programmes = ExampleCity.city().programmes();
        assertThat(programmes.all())
                .extracting(Programme::name)
                .containsExactly("trash-reminders", "road-closures", "emergency-notices");
        var trash = programmes.find("trash-reminders").orElseThrow();
        assertThat(trash.titles().in(Locale.of("es"))).isEqualTo("avisos de basura");
        assertThat(trash.quietHours()).contains(new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0)));
        assertThat(programmes.find("emergency-notices").orElseThrow().quietHours())
                .as("urgent")
                .isEmpty();
        Files.delete(folder.resolve(ProgrammesFile.NAME));
        assertThat(city().orElseThrow().programmes()).isEqualTo(CityProgrammes.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "21:00"                   | "9 pm"                | "9 pm" is not a time of day
            "21:00"                   | "08:00"               | quiet hours must end at another time
            trash-reminders:          | all:                  | "all" is not a name for a programme
            trash-reminders:          | Trash Reminders:      | "Trash Reminders" is not a name
            en: [roads]               | en: [trash]           | "join trash" means two things
            City of {city} road       | We send road          | this text must say {city}
            "City of {city} trash     | "City of {town} trash | {town} is not known here
            Reply HELP for help, STOP to end all messages, LEAVE ROADS | Reply STOP to end all, LEAVE ROADS | how to get help
            STOP to end all messages, LEAVE ROADS | LEAVE ROADS | how to stop all messages
            urgent: yes               | urgnt: yes            | unknown key "urgnt"
            en: [join]                | en: []                | join
            """)
    void aMistakeIsToldWithItsPlace(String was, String is, String says) throws IOException {
        var path = folder.resolve(ProgrammesFile.NAME);
        var text = Files.readString(path);
        assertThat(text).contains(was);
        Files.writeString(path, text.replace(was, is));
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(ProgrammesFile.NAME);
            assertThat(problem.says() + problem.path()).contains(says);
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
        });
    }

    private Optional<CityConfig> city() {
        return switch (CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT)) {
            case Parsed.Good<CityConfig>(var city) -> Optional.of(city);
            case Parsed.Bad<CityConfig> _ -> Optional.empty();
        };
    }

    private List<Problem> problems() {
        return switch (CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT)) {
            case Parsed.Good<CityConfig> _ -> List.of();
            case Parsed.Bad<CityConfig>(var problems) -> problems;
        };
    }
}
