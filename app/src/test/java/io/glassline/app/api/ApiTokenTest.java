package io.glassline.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.channel.Secret;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTokenTest {

    private static final String SECRET = "0123456789abcdef";

    @Test
    void hasANameARoleAndPerhapsALastDay() {
        assertThat(ApiToken.parse("crm:agent:" + SECRET))
                .isEqualTo(new ApiToken("crm", ApiRole.AGENT, new Secret(SECRET)));
        assertThat(ApiToken.parse("board:reader:" + SECRET + ":2027-12-31"))
                .isEqualTo(new ApiToken(
                        "board", ApiRole.READER, new Secret(SECRET), Optional.of(LocalDate.of(2027, 12, 31))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0123456789abcdef                         | has no name or no role; write each token as name:role:secret
            crm:0123456789abcdef                     | has no name or no role; write each token as name:role:secret
            crm:boss:0123456789abcdef                | token "crm" has no role that is known
            crm:agent:0123                           | token "crm" has a secret of 4 characters; at least 16
            crm:agent:0123456789abcdef:31.12.2027    | has a last day that is no date like 2027-12-31
            crm:agent:0123456789abcdef:2027-12-31:x  | has too many colons
            Kim Lee:agent:0123456789abcdef           | "Kim Lee" is no name for a token
            """)
    void isRefusedWithWhatIsWrongAndWithoutItsSecret(String written, String expected) {
        assertThatThrownBy(() -> ApiToken.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @CsvSource({"2027-12-31T23:59:59Z, false", "2028-01-01T00:00:00Z, true"})
    void isOverAfterItsLastDay(Instant now, boolean over) {
        assertThat(ApiToken.parse("crm:agent:" + SECRET + ":2027-12-31").isOver(now))
                .isEqualTo(over);
    }

    @Test
    void noTwoHaveTheSameName() {
        var one = new ApiToken("crm", ApiRole.READER, new Secret(SECRET));
        var other = new ApiToken("crm", ApiRole.AGENT, new Secret("fedcba9876543210"));

        assertThatThrownBy(() -> new ApiTokens(List.of(one, other)))
                .hasMessageContaining("two tokens are named \"crm\"");
    }
}
