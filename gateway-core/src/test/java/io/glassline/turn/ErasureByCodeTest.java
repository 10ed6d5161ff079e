package io.glassline.turn;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.receipt.ReceiptLink;
import io.glassline.receipt.ReceiptToken;
import io.glassline.receipt.RecordCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// MY DATA and ERASE MY DATA: what a link and a code come to in the turn.
class ErasureByCodeTest {

    private final City city = new City();

    private String answerTo(String text) {
        city.writes(ANA, text);
        city.turns.run(ANA);
        return city.said().getLast().replaceFirst("^[a-z]+: ", "");
    }

    private static String other(String code) {
        return code.equals("000001") ? "000002" : "000001";
    }

    @Test
    void theCodeThatCameBackBeginsTheErasure() {
        var code = answerTo("erase");

        assertThat(answerTo("it is " + code)).isEqualTo("BEGUN in en");
        assertThat(city.erasures.begun).containsExactly(ANA.citizen());
        assertThat(city.conversation(ANA).session().eraseCode()).isEmpty();
    }

    @Test
    void nothingBeginsWithoutIt() {
        answerTo("erase");

        assertThat(answerTo("yes")).isEqualTo("yes!");
        assertThat(city.erasures.begun).isEmpty();
    }

    @Test
    void anotherCodeIsToldSoAndAfterFiveItIsWorthNothing() {
        var code = answerTo("erase");

        for (var tries = 1; tries < RecordCode.TRIES_MAX; tries++) {
            assertThat(answerTo(other(code))).isEqualTo("WRONG in en");
        }
        assertThat(answerTo(other(code))).isEqualTo("OVER in en");
        assertThat(answerTo(code)).as("an ordinary message now").isEqualTo(code + "!");
        assertThat(city.erasures.begun).isEmpty();
    }

    @Test
    void afterAnHourItIsLate() {
        var code = answerTo("erase");
        city.clock.advance(Duration.ofMinutes(61));

        assertThat(answerTo(code)).isEqualTo("OVER in en");
        assertThat(city.erasures.begun).isEmpty();
    }

    @Test
    void aHoldIsTold() {
        city.erasures.hold(ANA.citizen());
        var code = answerTo("erase");

        assertThat(answerTo(code)).isEqualTo("HELD in en");
    }

    @Test
    void aLinkToTheRecordIsCommittedWithTheDigestOfItsCode() {
        var said = answerTo("my data").split(" ");
        var token = ReceiptToken.parse(said[0].replace("https://city.example/record/", ""));

        assertThat(city.record.receipts)
                .containsExactly(new ReceiptLink(
                        token.orElseThrow().digest(),
                        city.conversation(ANA).id(),
                        ANA,
                        city.clock.instant(),
                        Optional.of(RecordCode.digest(token.orElseThrow(), said[1]))));
        assertThat(city.record.entries().stream().map(entry -> entry.kind())).contains("record.given");
    }
}
