package io.glassline.router.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.ExampleCity;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How people write with their thumbs, read with the words of the example city.
class TextingStyleTest {

    private static final TextingStyle ENGLISH = of(Locale.ENGLISH);
    private static final TextingStyle SPANISH = of(Locale.of("es"));

    private static TextingStyle of(Locale language) {
        return new TextingStyle(
                language,
                ExampleCity.city().knowledge().answers().stream()
                        .flatMap(answer -> answer.phrasings(language).stream())
                        .toList(),
                List.of());
    }

    private static String meant(TextingStyle style, String said) {
        return style.expanded(NormalizedText.of(said)).map(NormalizedText::text).orElse("");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # letters and numbers for words
            can u pick up my trash 2day                | can you pick up my trash today
            i need 2 pay my water bill                 | i need to pay my water bill
            hw much is a permit 4 my house             | how much is a permit for my house
            thx c u l8r                                | thanks see you later
            # vowels left out
            wtr bill                                   | water bill
            trsh pckup                                 | trash pickup
            prkng tkt                                  | parking ticket
            ppl prkng on my strt                       | people parking on my street
            # run together
            when is trashday                           | when is trash day
            cityhall hours                             | city hall hours
            howmuch is a doglicense                    | how much is a dog license
            # repeated
            heeelp pleeease                            | help please
            trash dayyyy                               | trash day
            # slips of the fingers
            recylcing schedule                         | recycling schedule
            theres a potole on my street               | theres a pothole on my street
            marrige lisence                            | marriage license
            my garbge wasnt picked up                  | my garbage wasnt picked up
            # speech
            uh when is um trash pickup                 | when is trash pickup
            call nine one one                          | call 911
            """)
    void englishIsWrittenOut(String said, String meant) {
        assertThat(meant(ENGLISH, said)).isEqualTo(meant);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # letters for words
            q dia pasa la basura xfa                   | que dia pasa la basura por favor
            xq no paso la basura                       | porque no paso la basura
            dnd pago la multa                          | donde pago la multa
            # by its sound
            kiero pagar mi resibo de agua              | quiero pagar mi recibo de agua
            ay un vache en mi caye                     | hay un bache en mi calle
            bamos a aser una fiesta                    | vamos a hacer una fiesta
            nesesito una lisensia para mi negosio      | necesito una licencia para mi negocio
            cuando abren la biblioteka                 | cuando abren la biblioteca
            mi vesino hase mucho rruido                | mi vecino hace mucho ruido
            # slips
            recoleccoin de basura                      | recoleccion de basura
            """)
    void spanishIsWrittenOut(String said, String meant) {
        assertThat(meant(SPANISH, said)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "When is trash day?",
                "2 dogs and 4 cats",
                "apt 4, 12 Elm St",
                "the stop sign at Oak and 3rd is down",
                "I don't know when you're open",
                "¿Cuándo pasa la basura?",
                "hay un tubo roto en la calle",
                "my name is Rodriguez",
                "qué documentos necesitamos para casarnos"
            })
    void cleanTextStaysAsItIs(String said) {
        assertThat(meant(ENGLISH, said)).isEmpty();
        assertThat(meant(SPANISH, said)).isEmpty();
    }

    /// What a city's own officers wrote is no slip: a look-up in a clean text costs no second search.
    @Test
    void noPhrasingOfTheCityIsReadOtherwise() {
        for (var answer : ExampleCity.city().knowledge().answers()) {
            assertThat(answer.phrasings(Locale.ENGLISH))
                    .allSatisfy(phrasing -> assertThat(meant(ENGLISH, phrasing)).isEmpty());
            assertThat(answer.phrasings(Locale.of("es")))
                    .allSatisfy(phrasing -> assertThat(meant(SPANISH, phrasing)).isEmpty());
        }
    }

    @Test
    void aLanguageThatIsNotKnownIsLeftAlone() {
        assertThat(meant(new TextingStyle(Locale.of("vi"), List.of("rac"), List.of()), "u r gr8"))
                .isEmpty();
    }

    @Test
    void noiseIsLookedAtForAShortTimeOnly() {
        var noise = "qzxv".repeat(400) + " " + "zqwx vvkq ".repeat(200);
        assertThat(ENGLISH.expanded(NormalizedText.of(noise))).isEmpty();
        assertThat(ENGLISH.expanded(NormalizedText.of("zqwxk ".repeat(100)))).isEmpty();
    }
}
