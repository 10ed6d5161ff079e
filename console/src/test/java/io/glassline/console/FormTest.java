package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # body                    | text
              text=a+b%26c            | a b&c
              text=                   | ''
              ''                      | ''
              other=1                 | ''
              text                    | ''
              =x&text=y               | y
              text=first&text=second  | first
              csrf=t&text=%C3%A9%E2%82%AC | é€
              t%65xt=named            | named
              text=a=b                | a=b
            """)
    void aFieldIsReadAsTheBrowserMeantIt(String body, String text) {
        assertThat(Form.parse(body).field("text")).isEqualTo(text);
    }

    @Test
    void lineEndsAreOneCharacter() {
        assertThat(Form.parse("text=a%0D%0Ab%0Ac").field("text")).isEqualTo("a\nb\nc");
    }

    @Test
    void aBrokenEscapeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Form.parse("text=%zz"));
        assertThatIllegalArgumentException().isThrownBy(() -> Form.parse("text=a%00b"));
    }
}
