package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.records.Proposal;
import io.glassline.records.Reason;
import io.glassline.records.RecordsRules;
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

class RecordsFileTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void aCopyOfTheExampleCity() throws IOException {
        ExampleCity.copyTo(folder);
    }

    @Test
    void theExampleCityHasItsReasonsWithTheirLaw() {
        var rules = ExampleCity.city().records();
        assertThat(rules.answerWithinDays()).isEqualTo(10);
        assertThat(rules.reasons()).extracting(Reason::code).startsWith("12.4(a)", "12.4(b)");
        assertThat(rules.proposedFor(Proposal.Kind.PRIVATE_NUMBER))
                .map(Reason::code)
                .contains("12.4(b)");
        assertThat(rules.reason("12.6").orElseThrow().words(Locale.of("es"))).contains("personal");
        assertThat(rules.reason("12.6").orElseThrow().law()).contains("section 12.6");
    }

    @Test
    void aCityWithoutTheFileKeepsNothingBack() throws IOException {
        Files.delete(folder.resolve(RecordsFile.NAME));
        var city = CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT);
        assertThat(((Parsed.Good<CityConfig>) city).value().records()).isEqualTo(RecordsRules.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            answer-within-days: 10          | answer-within-days: 0           | is not a number from 1 to 365
            code: "12.5"                    | code: "12.6"                    | "12.6" is a code already
            proposed-for: [private-number]  | proposed-for: [private-numbers] | is not something that is found by itself
            proposed-for: [private-number]  | proposed-for: [telephone]       | another reason is proposed for "telephone"
            law: "Alder Bay Public Records Ordinance, section 12.5" | because: "it is so" | unknown key "because"
            """)
    void aMistakeIsToldWithItsPlace(String was, String is, String says) throws IOException {
        var path = folder.resolve(RecordsFile.NAME);
        var text = Files.readString(path);
        assertThat(text).contains(was);
        Files.writeString(path, text.replace(was, is));
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(RecordsFile.NAME);
            assertThat(problem.line()).isPositive();
            assertThat(problem.says()).contains(says);
        });
    }

    private List<Problem> problems() {
        return ((Parsed.Bad<CityConfig>) CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT))
                .problems();
    }
}
