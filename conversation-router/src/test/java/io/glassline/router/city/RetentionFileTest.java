package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.conversation.QueueId;
import io.glassline.retention.Schedule.Kind;
import io.glassline.router.ExampleCity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionFileTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void aCopyOfTheExampleCity() throws IOException {
        ExampleCity.copyTo(folder);
    }

    @Test
    void theExampleCityKeepsPermitsLongerThanTheRest() {
        var schedules = ExampleCity.city().retention();
        assertThat(schedules)
                .extracting(schedule -> schedule.kind().word() + " " + schedule.days())
                .containsExactly("conversations 730", "conversations 2555", "files 365", "quarantine 90");
        assertThat(schedules.get(1).queues()).containsExactly(new QueueId("permits"));
        assertThat(schedules.get(1).kind()).isEqualTo(Kind.CONVERSATIONS);
        assertThat(schedules.get(0).because().get(Locale.of("es"))).contains("dos años");
    }

    @Test
    void aCityWithoutTheFileRemovesNothingByItsAge() throws IOException {
        Files.delete(folder.resolve(RetentionFile.NAME));
        var city = CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT);
        assertThat(city).isInstanceOf(Parsed.Good.class);
        assertThat(((Parsed.Good<CityConfig>) city).value().retention()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            days: 730          | days: 7                    | days
            keep: files        | keep: pictures             | "pictures" is not a kind of thing that is kept
            queues: [permits]  | queues: [permit]           | "permit" is not a queue
            queues: [permits]  | queues: [permits, permits] | "permits" has a schedule already
            keep: files        | keep: conversations        | there is a schedule for all other conversations already
            because:           | reason:                    | unknown key "reason"
            """)
    void aMistakeIsToldWithItsPlace(String was, String is, String says) throws IOException {
        var path = folder.resolve(RetentionFile.NAME);
        var text = Files.readString(path);
        assertThat(text).contains(was);
        Files.writeString(path, text.replace(was, is));
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(RetentionFile.NAME);
            assertThat(problem.line()).isPositive();
            assertThat(problem.says() + problem.path()).contains(says);
        });
    }

    @Test
    void whatCouldNotBeReadIsInNoQueue() throws IOException {
        var path = folder.resolve(RetentionFile.NAME);
        Files.writeString(
                path, Files.readString(path).replace("keep: quarantine", "keep: quarantine\n    queues: [waste]"));
        assertThat(problems()).extracting(Problem::says).contains("what could not be read is in no queue");
    }

    private List<Problem> problems() {
        return switch (CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT)) {
            case Parsed.Good<CityConfig> _ -> List.of();
            case Parsed.Bad<CityConfig>(var problems) -> problems;
        };
    }
}
