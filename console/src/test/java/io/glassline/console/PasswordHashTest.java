package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    /// Known answers for PBKDF2 with HMAC-SHA-256 over the inputs of RFC 6070.
    @ParameterizedTest
    @CsvSource(textBlock = """
            1,    120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b
            4096, c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a
            """)
    void isWhatTheStandardSays(int iterations, String hex) {
        var hash = PasswordHash.of("password", "salt".getBytes(StandardCharsets.UTF_8), iterations);

        assertThat(hash.text())
                .isEqualTo("pbkdf2-sha256$" + iterations + "$c2FsdA==$"
                        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
        assertThat(hash.matches("password")).isTrue();
        assertThat(hash.matches("Password")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "pbkdf2-sha256$0$c2FsdA==$AAAA",
                "pbkdf2-sha256$99999999$c2FsdA==$AAAA",
                "pbkdf2-sha1$1000$c2FsdA==$AAAA",
                "pbkdf2-sha256$1000$c2FsdA=="
            })
    void whatIsNoHashIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordHash(text));
    }

    @Test
    void isNeverPrinted() {
        var account = new Staff.Account("a", "A", java.util.Set.of(), PasswordHash.of("secret", new byte[16], 1));

        assertThat(account.toString()).doesNotContain("pbkdf2").contains("•••");
    }
}
