package io.glassline.router.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.ExampleCity;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTextTest {

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            # language | written                                | as a person reads it out
              en       | Permit PRM-2026-0117: issued.          | Permit P R M, 2 0 2 6, 0 1 1 7: issued.
              en       | The tag D-3107 is good.                | The tag D, 3 1 0 7 is good.
              en       | The plate is 7ABC123.                  | The plate is 7 A B C 1 2 3.
              en       | Account 44102288 is paid.              | Account 4 4 1 0 2 2 8 8 is paid.
              en       | Call 555-0142.                         | Call 5 5 5, 0 1 4 2.
              en       | Call 555-0142, 555-0143.               | Call 5 5 5, 0 1 4 2, 5 5 5, 0 1 4 3.
              en       | Call (503) 555-0142, or come.          | Call 5 0 3, 5 5 5, 0 1 4 2, or come.
              en       | Call +1 555 0101.                      | Call 1, 5 5 5, 0 1 0 1.
              en       | Stay away and call 911.                | Stay away and call 9 1 1.
              es       | No se acerque y llame al 911.          | No se acerque y llame al 9 1 1.
              en       | At 211 Oak Street it is on Monday.     | At 211 Oak Street it is on Monday.
              en       | You owe $10450.20, due on May 3, 2027. | You owe $10450.20, due on May 3, 2027.
              en       | From 9 to 17 there are 1,200 places.   | From 9 to 17 there are 1,200 places.
            """)
    void numbersThatSomethingIsKnownByAreReadDigitByDigit(String language, String written, String heard) {
        assertThat(new SpokenText(ExampleCity.city(), Locale.of(language)).forTheEar(written))
                .isEqualTo(heard);
    }

    @ParameterizedTest
    @CsvSource({"en", "es"})
    void noAddressOfAPageIsReadOut(String language) {
        assertThat(new SpokenText(ExampleCity.city(), Locale.of(language))
                        .forTheEar("Pay at https://city.example/water."))
                .doesNotContain("https", "/water")
                .startsWith("Pay at ");
    }
}
