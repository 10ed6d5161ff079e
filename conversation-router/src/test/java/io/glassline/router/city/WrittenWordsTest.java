package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.router.ExampleCity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenWordsTest {

    private static final String FILE = "flows/permit-status.yml";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # language | text                                        | the word that a caller cannot follow
              en       | Please send it again.                       | send
              en       | Say the street, or reply NO.                | reply
              en       | You can text it to us.                      | text
              en       | Tap on the button.                          | Tap
              en       | I will send you the number.                 | send
              en       | Please tell me the house number.            | ''
              en       | Say or key in its eight digits.             | ''
              en       | The next pickup is on Monday.               | ''
              es       | Envíe el número.                            | Envíe
              es       | Revíselo y envíelo otra vez, por favor.     | envíelo
              es       | Le enviaré el número.                       | enviaré
              es       | Mándeme una foto.                           | Mándeme
              es       | Responda NO.                                | Responda
              es       | Toque el botón.                             | Toque
              es       | Aléjese y no toque los cables.              | ''
              es       | El sistema no responde ahora.               | ''
              es       | Diga o marque sus ocho dígitos.             | ''
              en       | If you are in danger, call or text 911.     | ''
              es       | Llame o mande un mensaje al 988.            | ''
              en       | Write your address.                         | Write
              fr       | Please send it again.                       | ''
            """)
    void wordsForHandsAreNoticed(String language, String text, String word) {
        assertThat(WrittenWords.in(text, Locale.of(language)).orElse("")).isEqualTo(word);
    }

    @Test
    void aTextThatCallersCannotFollowIsToldWithItsLine() throws IOException {
        ExampleCity.copyTo(folder);
        change("    wrong-spoken:\n      en: That is not a permit number. Please say", "    unspoken:\n      en: Say");
        change("Dígalo, o marque sus ocho dígitos.", "Envíelo.");

        assertThat(problems())
                .contains(
                        at(
                                "That is not a permit number. It looks",
                                "steps[0].wrong.en \"send\" is read aloud on the phone,"
                                        + " and \"wrong-spoken\" must tell it to callers"),
                        at(
                                "Ese no es un número de permiso. Es como",
                                "steps[0].wrong.es \"Envíelo\" is read aloud on the"
                                        + " phone, and \"wrong-spoken\" must tell it to callers"),
                        at(
                                "¿Cuál es el número de su permiso? Envíelo.",
                                "steps[0].spoken.es \"Envíelo\" is read aloud on"
                                        + " the phone, and means nothing there"));
    }

    /// As `file:line: place says`.
    private List<String> problems() {
        return switch (CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT)) {
            case Parsed.Good<CityConfig> _ -> List.of();
            case Parsed.Bad<CityConfig>(var problems) ->
                problems.stream()
                        .map(problem ->
                                problem.file() + ":" + problem.line() + ": " + problem.path() + " " + problem.says())
                        .toList();
        };
    }

    private void change(String from, String to) throws IOException {
        var text = Files.readString(folder.resolve(FILE));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(FILE), text.replace(from, to));
    }

    private String at(String words, String problem) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(FILE));
            for (var line = 0; line < lines.size(); line++) {
                if (lines.get(line).contains(words)) {
                    return FILE + ":" + (line + 1) + ": " + problem;
                }
            }
            throw new AssertionError(words + " is not in " + FILE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
