package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.router.ExampleCity;
import io.glassline.template.MessageTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesFileTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void aCopyOfTheExampleCity() throws IOException {
        ExampleCity.copyTo(folder);
    }

    @Test
    void theExampleCityHasFourAndACityMayHaveNone() throws IOException {
        var templates = ExampleCity.city().templates().all();
        assertThat(templates)
                .extracting(MessageTemplate::name)
                .containsExactly("request_update", "late_answer", "reply_waiting", "programme_notice");
        assertThat(templates.getFirst().code("en")).isEqualTo("en_US");
        assertThat(templates.getFirst().code("es")).isEqualTo("es");
        Files.delete(folder.resolve(TemplatesFile.NAME));
        assertThat(city().orElseThrow().templates()).isEqualTo(CityTemplates.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reply_waiting:                 | Reply-Waiting:                | is not a name for a template
            category: marketing            | category: adverts             | adverts
            accounts: [city-whatsapp]      | accounts: [city-sms]          | "city-sms" is no WhatsApp account
            fields: [matter]               | fields: [Matter]              | "Matter" is not a name for a field
            fields: [matter]               | fields: [matter, day]         | must have the places {{1}}, {{2}}
            fields: [matter]               | fields: []                    | must have the places of no field
            message about {{1}}. Reply     | message about {{2}}. Reply    | must have the places {{1}}
            to this message to ask about it." | to it, {{1}}"              | begins or ends with a place
            { en: en_US }                  | { en: English }               | "English" is not a language
            fields: [matter]               | feilds: [matter]              | unknown key "feilds"
            es: "La ciudad                 | fr: "La ciudad                | es
            """)
    void aMistakeIsToldWithItsPlace(String was, String is, String says) throws IOException {
        var path = folder.resolve(TemplatesFile.NAME);
        var text = Files.readString(path);
        assertThat(text).contains(was);
        Files.writeString(path, text.replace(was, is));
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(TemplatesFile.NAME);
            assertThat(problem.line()).isPositive();
            assertThat(problem.says() + problem.path()).contains(says);
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
