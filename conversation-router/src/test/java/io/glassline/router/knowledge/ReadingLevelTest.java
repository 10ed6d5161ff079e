package io.glassline.router.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingLevelTest {

    @ParameterizedTest
    @CsvSource({
        "trash, 1",
        "city, 2",
        "little, 2",
        "make, 1",
        "wanted, 2",
        "closed, 1",
        "boxes, 2",
        "taxes, 2",
        "notice, 2",
        "parking, 2",
        "permit, 2",
        "application, 4",
        "the, 1",
        "mobile, 2"
    })
    void englishSyllables(String word, int syllables) {
        assertThat(ReadingLevel.englishSyllables(word)).isEqualTo(syllables);
    }

    @ParameterizedTest
    @CsvSource({
        "basura, 3",
        "día, 2",
        "ciudad, 2",
        "aeropuerto, 5",
        "que, 1",
        "guía, 2",
        "y, 1",
        "hay, 1",
        "agua, 2",
        "licencia, 3",
        "vehículo, 4",
        "país, 2",
        "muy, 1",
        "pingüino, 3"
    })
    void spanishSyllables(String word, int syllables) {
        assertThat(ReadingLevel.spanishSyllables(word)).isEqualTo(syllables);
    }

    @Test
    void theFormulasAreThoseOfTheirAuthors() {
        // 2 sentences, 7 words, 7 syllables
        assertThat(ReadingLevel.englishGrade("We pick up trash. Put it out."))
                .isCloseTo(0.39 * 3.5 + 11.8 - 15.59, within(0.001));
        // 1 sentence, 4 words, 7 syllables
        assertThat(ReadingLevel.spanishScore("La basura pasa hoy."))
                .isCloseTo(206.84 - 60 * 7 / 4.0 - 1.02 * 4, within(0.001));
    }

    @Test
    void linksMailboxesAndNumbersAreNoWords() {
        var text = "Call us at +1 555 0101, see https://city.example/administration or city.example";
        assertThat(ReadingLevel.englishGrade(text)).isEqualTo(ReadingLevel.englishGrade("Call us at, see or"));
    }

    @Test
    void whatIsTooHardIsToldByTheScaleOfItsLanguage() {
        assertThat(ReadingLevel.tooHard("We pick up trash once a week. Put your bin out by 7.", "en"))
                .isEmpty();
        assertThat(ReadingLevel.tooHard(
                        "Applicants requesting authorization for residential construction are required to submit"
                                + " supplementary documentation demonstrating compliance with municipal regulations.",
                        "en"))
                .get()
                .asString()
                .startsWith("This reads like grade ");
        assertThat(ReadingLevel.tooHard("La basura pasa una vez por semana. Saque su bote antes de las 7.", "es"))
                .isEmpty();
        assertThat(ReadingLevel.tooHard(
                        "Los solicitantes de autorizaciones residenciales presentarán obligatoriamente documentación"
                                + " complementaria demostrando cumplimiento de reglamentaciones municipales vigentes.",
                        "es"))
                .get()
                .asString()
                .contains("Fernández Huerta");
        assertThat(ReadingLevel.tooHard("Donaudampfschifffahrtsgesellschaft.", "de"))
                .isEmpty();
    }
}
