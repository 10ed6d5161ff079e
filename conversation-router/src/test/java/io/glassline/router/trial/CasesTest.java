package io.glassline.router.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.router.ExampleCity;
import io.glassline.router.city.CasesFile;
import io.glassline.router.city.CityConfig;
import io.glassline.router.context.BotConfig;
import io.glassline.router.knowledge.Languages;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.router.queue.Queues;
import io.glassline.router.rule.Rule;
import io.glassline.trial.CaseReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CasesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void copyTheExampleCity() throws IOException {
        ExampleCity.copyTo(folder);
    }

    static BotConfig bot(CityConfig city) {
        return BotConfig.of(
                city,
                Retrieval.wordForWord(city.knowledge()),
                new Languages(city.languages(), city.otherLanguages())::detect);
    }

    private static CaseReport run(Path folder, CityConfig city) {
        return new Cases(bot(city)).run(CasesFile.cases(folder, city));
    }

    private CaseReport run(String cases) throws IOException {
        Files.writeString(folder.resolve("routing.test.yml"), cases, UTF_8);
        return run(folder, ExampleCity.city());
    }

    @Test
    void theCasesOfTheExampleCityHold() {
        var report = run(ExampleCity.FOLDER, ExampleCity.city());
        assertThat(report.results()).hasSizeGreaterThanOrEqualTo(25);
        assertThat(report.results().stream().filter(result -> !result.holds()).map(CaseReport.Result::because))
                .isEmpty();
        assertThat(report.uncovered()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # what the case says                                             | what came              | the reason ends
        message: STOP, expect: 'queue:water'                             | gate:stop              | is gate:stop by "stop". The whole message means: write to me no more.
        message: trash, expect: 'bot:recycling'                          | bot:trash-day          | is bot:trash-day by "otherwise". No rule holds, and this is what the city does then. The bot knows an approved answer to this.
        picture: true, expect: 'queue:roads'                             | queue:general          | is queue:general by "picture". The rule "picture" holds.
        message: PRM-2026-0117, expect: 'queue:permits'                  | flow:permit-status needs look-up permit | is flow:permit-status needs look-up permit by "permit status". The form asks the city's own system "permit" next. A trial asks none, so it ends here.
        message: it leaks, state: agent, expect: 'bot:water-problem'     | stays                  | is stays by "with people". People have this conversation already.
        message: BAJA, expect: 'gate:stop', rule: keyword                | gate:stop by "stop"    | is gate:stop by "stop". The whole message means: write to me no more.
        """)
    void aWrongCaseIsRedAndSaysWhy(String one, String got, String because) throws IOException {
        var report = run("cases:\n  - { %s }\n".formatted(one));

        assertThat(report.holds()).isFalse();
        var result = report.results().getFirst();
        assertThat(result.file()).isEqualTo("routing.test.yml");
        assertThat(result.line()).isEqualTo(2);
        assertThat(result.got()).isEqualTo(got);
        assertThat(result.because()).startsWith("It was to be ").endsWith(because);
    }

    @ParameterizedTest
    @CsvSource({
        "hours: closed, 2026-01-11T03:00, false",
        "hours: holiday, 2026-11-11T12:00, false",
        "hours: open, 2026-01-05T12:00, true",
        "state: bot, 2026-01-05T12:00, true",
        "at: 2026-11-23 10:30, 2026-11-23T10:30, true"
    })
    void aCaseComesWhenItSays(String when, LocalDateTime at, boolean isOpen) throws IOException {
        Files.writeString(
                folder.resolve("routing.test.yml"),
                "cases:\n  - { message: hi, expect: kept, %s }\n".formatted(when),
                UTF_8);
        var city = ExampleCity.city();
        var time = new Cases(bot(city)).time(CasesFile.cases(folder, city).getFirst());

        assertThat(time.toLocalDateTime()).isEqualTo(at);
        assertThat(city.queues().isOpen(Queues.GENERAL, time)).isEqualTo(isOpen);
    }

    @Test
    void rulesThatNoCaseExpectsAreTold() throws IOException {
        var report = run("cases:\n  - { picture: true, expect: 'queue:general' }\n");
        assertThat(report.uncovered())
                .isEqualTo(ExampleCity.city().rules().rules().stream()
                        .map(Rule::name)
                        .filter(name -> !name.equals("picture"))
                        .toList());
    }

    @Test
    void aCityWithoutCasesHasNoneThatFails() throws IOException {
        Files.delete(folder.resolve("routing.test.yml"));
        assertThat(run(folder, city()).holds()).isTrue();
    }

    @Test
    void agenciesHaveCasesOfTheirOwn() throws IOException {
        Files.createDirectories(folder.resolve("agencies"));
        Files.writeString(
                folder.resolve("agencies/water.test.yml"), "cases:\n  - { message: STOP, expect: kept }\n", UTF_8);
        var reds = run(folder, ExampleCity.city()).results().stream()
                .filter(result -> !result.holds())
                .toList();
        assertThat(reds).hasSize(1);
        assertThat(reds.getFirst().file()).isEqualTo("agencies/water.test.yml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # what the case says                          | the mistake
        expect: kept                                  | a case says a message, a picture, a place or unreadable; this says none
        message: hi                                   | "expect" is missing
        message: hi, expect: 'queue:watter'           | "watter" is not a queue of the city; did you mean "water"?
        message: hi, expect: 'flow:permit'            | "permit" is not a flow of the city; known are: abandoned-car, classes, council-dates, dog-license, graffiti, missed-pickup, noise, parking-ticket, permit-status, pothole, street-light, trash-day, tree, water-balance
        message: hi, expect: water                    | "water" is not an outcome; write queue:NAME, bot:ANSWER, flow:NAME, gate:NAME, stays or kept
        message: hi, expect: kept, channel: smss      | "smss" is not a channel of the city; did you mean "sms"?
        message: hi, expect: kept, language: fr       | "fr" is not a language of the city; known are: en, es
        message: hi, expect: kept, at: tomorrow       | "tomorrow" is not a time; write it as 2026-11-23 10:30
        message: hi, expect: kept, hours: opened      | "opened" is not one of them; known are: closed, holiday, open
        picture: true, place: true, expect: kept      | a case is about one of picture and place
        message: hi, expect: kept, chanel: sms        | unknown key "chanel"; did you mean "channel"?
        """)
    void aMistakeIsToldWithItsLine(String one, String says) throws IOException {
        Files.writeString(folder.resolve("routing.test.yml"), "cases:\n  - { %s }\n".formatted(one), UTF_8);
        var problems = read() instanceof Parsed.Bad<CityConfig>(var found) ? found : List.<Problem>of();
        assertThat(problems).extracting(Problem::says).containsExactly(says);
        assertThat(problems.getFirst().line()).isEqualTo(2);
    }

    private Parsed<CityConfig> read() {
        return CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT);
    }

    private CityConfig city() {
        return Optional.of(read())
                .map(parsed -> parsed instanceof Parsed.Good<CityConfig>(var city) ? city : null)
                .orElseThrow();
    }
}
