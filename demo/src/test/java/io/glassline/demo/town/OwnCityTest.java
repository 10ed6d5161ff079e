package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.init.CityInit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A city that has nothing but what `init` made: one number, which is not the example city's.
class OwnCityTest {

    @TempDir
    Path place;

    @Test
    void itsFirstQuestionIsAnswered() throws IOException {
        var answers = place.resolve("answers.yml");
        Files.writeString(answers, """
                name: Riverton
                zone: America/Denver
                languages: [en]
                channels: { sms: "+15550100777" }
                phone: +1 555 010 0101
                mail: hello@riverton.gov
                site: riverton.gov
                """);
        var folder = place.resolve("riverton");
        new CityInit(
                        new BufferedReader(new StringReader("")),
                        new PrintStream(OutputStream.nullOutputStream()),
                        LocalDate.now())
                .create(folder, answers);
        var channels = folder.resolve("channels.yml");
        Files.writeString(
                channels,
                Files.readString(channels)
                        .replace("id: city-sms", "id: town-line")
                        .replace("GLASSLINE_TWILIO_AUTH_TOKEN", "GLASSLINE_TOKEN_OF_OURS"));

        try (var town = Town.of(folder, place.resolve("data"))) {
            town.says("town-line", "+15550142", "When is my trash picked up?");

            assertThat(town.hears("town-line", "+15550142", "depends on your address"))
                    .anyMatch(text -> text.contains("https://riverton.gov"));
            assertThat(town.get(town.providers("/demo/city.json")).toString())
                    .contains("\"name\":\"Riverton\"", "\"shown\":\"+15550100777\"")
                    .doesNotContain("whatsapp", "Alder Bay");
        }
    }
}
