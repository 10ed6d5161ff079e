package io.glassline.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTokenTest {

    @Test
    void eachBitOfChanceMakesAnother() {
        var texts = new HashSet<String>();
        for (var bit = 0; bit < ReceiptToken.BYTES * Byte.SIZE; bit++) {
            var chance = new byte[ReceiptToken.BYTES];
            chance[bit / Byte.SIZE] = (byte) (1 << bit % Byte.SIZE);
            var token = ReceiptToken.of(chance);
            assertThat(token.text()).hasSize(ReceiptToken.CHARS).matches("[A-Za-z0-9_-]+");
            assertThat(ReceiptToken.parse(token.text())).contains(token);
            texts.add(token.text());
        }
        assertThat(texts).hasSize(144); // more than 128 bits
    }

    @Test
    void itsDigestIsThatOfItsText() {
        // printf AAAAAAAAAAAAAAAAAAAAAAAA | sha256sum
        assertThat(ReceiptToken.of(new byte[ReceiptToken.BYTES]).digest())
                .isEqualTo("1bda9f0aed80857d43c9329457f28b1ca29f736a0c539901e1ba16a909eb07b4");
    }

    @Test
    void itIsNeverPrinted() {
        var drawn = new ReceiptLinks(() -> new byte[ReceiptToken.BYTES], "https://city.example").draw();
        assertThat(drawn.links().receipt())
                .isEqualTo("https://city.example/receipt/" + drawn.token().text());
        assertThat(drawn + " " + drawn.token()).doesNotContain(drawn.token().text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "AAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAA/AAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAA\n"
            })
    void whatCannotBeOneIsNone(String written) {
        assertThat(ReceiptToken.parse(written)).isEmpty();
    }

    @Test
    void tooLittleChanceIsRefused() {
        assertThatThrownBy(() -> ReceiptToken.of(new byte[8])).hasMessageContaining("18 bytes");
    }
}
