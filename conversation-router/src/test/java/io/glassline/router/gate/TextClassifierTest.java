package io.glassline.router.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.ExampleCity;
import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is learnt of emergencies.
class TextClassifierTest {

    private static final TextClassifier CLASSIFIER = LearntClassifiers.emergencies();

    private static double likelihood(String text) {
        return CLASSIFIER.likelihoods(NormalizedText.of(text)).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what no pattern foresees, and mistakes           | is answered as
              the water is coming in through the front door and we cannot get out, hurry | danger
              my baby is turning blue                          | danger
              half of her face is drooping and she talks funny | danger
              my huose is on fier                              | danger
              there is a lot of smok comming from teh aprtment | danger
              mi abuela no puede mover un lado de la cara      | danger
              se esta metiendo el agua a la casa y no podemos salir | danger
              my stepdad touches me at night                   | child violence
              mi padrastro me toca                             | child violence
              i dont want to be here anymore i have the pills  | crisis danger
            """)
    void hearsWhatNoPatternForesees(String text, String names) {
        var gates = ExampleCity.city().gates();
        assertThat(gates.alarm(gates.readings(NormalizedText.of(text)), Locale.ENGLISH)
                        .map(alarm -> alarm.emergency().name())
                        .orElse("none"))
                .isIn((Object[]) names.split(" "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            When is trash day on Elm Street?
            I am dying to know when the pool opens
            how do i pay my water bill
            ¿Dónde puedo pagar una multa de estacionamiento?
            my street light is out again
            what do I need for a fence permit
            John Smith, 1200 Oak Avenue
            BP-2026-00123
            thank you so much
            """)
    void leavesOrdinaryWordsAlone(String text) {
        assertThat(likelihood(text)).isLessThan(0.5);
    }

    /// The one sentence that matters in a long mail is not outweighed by the rest.
    @Test
    void findsItInALongText() {
        var harmless =
                "I would like to know when the trash is picked up in my street and how I can pay the water bill. ";
        var alarming = "The kitchen is burning and my mother is still inside the house. ";

        assertThat(likelihood(harmless.repeat(5) + alarming + harmless.repeat(5)))
                .isGreaterThan(0.5);
        assertThat(likelihood(harmless.repeat(10))).isLessThan(0.5);
    }

    @Test
    void theSameSentencesGiveTheSameClassifier() {
        var sentences = TrainingSentence.emergencies().subList(0, 300);
        var said = NormalizedText.of("there is smoke in the hallway");

        assertThat(TextClassifier.trained(sentences).likelihoods(said))
                .isEqualTo(TextClassifier.trained(List.copyOf(sentences)).likelihoods(said));
    }

    @Test
    void nothingThatCanBeWrittenIsTooMuch() {
        for (var text :
                List.of("", "a", "😀😀😀", "z".repeat(2_000), "\u0301".repeat(500), "救命 пожар", "1 ".repeat(1_000))) {
            assertThat(likelihood(text)).isBetween(0.0, 1.0);
        }
    }
}
