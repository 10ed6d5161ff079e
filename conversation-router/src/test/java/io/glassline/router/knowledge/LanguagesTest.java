package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

    private static final Languages LANGUAGES = new Languages(List.of(Locale.ENGLISH, Locale.of("es")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # resident writes                       | language
          hola                                  | es
          ¡Gracias!                             | es
          basura                                | es
          Hello                                 | en
          thank you                             | en
          dog license                           | en
          yes                                   | en
          sí, por favor                         | es
          en la calle Pine 45                   | -
          in the house on La Cruz               | en
          no                                    | -
          ok                                    | -
          Jonathan Rivera                       | -
          412 Oak                               | -
          12345                                 | -
          https://city.example/trash-day        | -
          \uD83D\uDC4D                          | -
          Los Angeles                           | -
          when do you pick up my trash          | en
          cuando pasa el camion                 | es
          there is a pothole on Calle Roble     | en
          hay un bache en Harbor Street         | es
          mi recibo llegó altísimo              | es
          my bill doubled overnight             | en
        """)
    void theLanguageIsTold(String text, String language) {
        assertThat(LANGUAGES.detect(text).map(Locale::getLanguage).orElse("-")).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void questionsAreHardlyEverTakenForTheOtherLanguage(String language) throws IOException {
        var questions = questions(language);
        var right = questions.stream()
                .filter(text -> LANGUAGES.detect(text).equals(Optional.of(Locale.of(language))))
                .count();
        var none = questions.stream()
                .filter(text -> LANGUAGES.detect(text).isEmpty())
                .count();
        var wrong = questions.size() - right - none;
        System.out.printf(
                "%s: of %d texts %d told, %d not, %d wrongly%n", language, questions.size(), right, none, wrong);
        assertThat(right).isGreaterThan(questions.size() * 95L / 100);
        assertThat(wrong).isLessThanOrEqualTo(questions.size() / 50);
    }

    @Test
    void aCityOfOneLanguageNeedsNoGuess() {
        var languages = new Languages(List.of(Locale.ENGLISH));
        assertThat(languages.detect("buenos días a todos")).contains(Locale.ENGLISH);
        assertThat(languages.detect("?")).isEmpty();
    }

    @Test
    void aCityServesALanguage() {
        assertThatThrownBy(() -> new Languages(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> questions(String language) throws IOException {
        try (var in = LanguagesTest.class.getResourceAsStream("questions-" + language + ".txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ")[1])
                    .toList();
        }
    }
}
