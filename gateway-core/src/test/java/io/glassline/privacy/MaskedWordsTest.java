package io.glassline.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            When is trash day?                                    | When is trash day?
            Call me at +1 555 019 9123 please                     | Call me at ••• please
            I live at 1420 Harbor Road, apt 4B                    | I live at ••• Harbor Road, apt •••
            My name is Maria Lopez and my bin is broken           | My name is ••• and my bin is broken
            me llamo José y no hay agua                           | me llamo ••• y no hay agua
            write to maria@mail.example or @maria_l               | write to ••• or •••
            see https://photos.example/x?id=7 for it              | see ••• for it
            my card 4111 1111 1111 1111 was charged twice         | my card ••• was charged twice
            """)
    void whatTellsWhoItWasIsMasked(String words, String masked) {
        assertThat(MaskedWords.of(words)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({"200, 141", "140, 140"})
    void longOnesAreCut(int chars, int shown) {
        assertThat(MaskedWords.of("🗑a".repeat(chars / 2))
                        .codePointCount(
                                0, MaskedWords.of("🗑a".repeat(chars / 2)).length()))
                .isEqualTo(shown);
    }
}
