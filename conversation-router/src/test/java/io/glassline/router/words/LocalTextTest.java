package io.glassline.router.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # text                          | opens     | filled
              We open at {opens}. Wait here. | 8:00 AM   | We open at 8:00 AM. Wait here.
              Abre a las {opens}. Espere.    | 8:00 a.m. | Abre a las 8:00 a.m. Espere.
              Abre a las {opens}             | 8:00 a.m. | Abre a las 8:00 a.m.
              Abre a las {opens}, espere.    | 8:00 a.m. | Abre a las 8:00 a.m., espere.
              {opens}.                       | ''        | .
              Open at {closes}.              | 8:00 AM   | Open at {closes}.
            """)
    void aPlaceIsFilledAndASentenceEndsOnce(String text, String opens, String filled) {
        assertThat(LocalText.filled(text, Map.of("opens", opens))).isEqualTo(filled);
    }
}
