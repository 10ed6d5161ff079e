package io.glassline.router.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.words.LocalText;
import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedChoiceTest {

    private static final List<Step.Option> SIZES = List.of(
            option(
                    "small",
                    "Smaller than a plate",
                    "Más chico que un plato",
                    "small",
                    "smaller",
                    "plate",
                    "chico",
                    "plato"),
            option("medium", "Like a tire", "Como una llanta", "medium", "tire", "wheel", "llanta"),
            option("large", "Bigger than a tire", "Más grande que una llanta", "big", "bigger", "huge", "grande"));

    private static Step.Option option(String value, String english, String spanish, String... says) {
        return new Step.Option(
                value, new LocalText(Locale.ENGLISH, Map.of("en", english, "es", spanish)), List.of(says));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what is said                           | which it is
              it's about as big as a car tire        | medium
              as big as a plate                      | small
              tan grande como una llanta             | medium
              bigger than a tire                     | large
              its bigger than a tire i think         | large
              bigger than a wheel                    | large
              its smaller than a tire                | small
              más grande que una llanta              | large
              es más chico que la llanta             | small
              like a tire                            | medium
              huge                                   | large
              smal                                   | small
              mediun                                 | medium
              not bigger than a wheel                | none
              no it is not bigger than a tire        | none
              not quite as big as a plate            | none
              no es más grande que una llanta        | none
              no it's huge                           | large
              big like a tire or a plate             | none
              no idea                                | none
            """)
    void whatItIsComparedWithNamesNone(String said, String which) {
        assertThat(NamedChoice.in(NormalizedText.of(said), SIZES)
                        .map(Step.Option::value)
                        .orElse("none"))
                .isEqualTo(which);
    }
}
