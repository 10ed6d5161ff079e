package io.glassline.storage.form;

import static io.glassline.conversation.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.channel.WebhookCall;
import io.glassline.storage.form.EnvelopeForm.Kept;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeFormTest {

    @ParameterizedTest
    @CsvSource({
        // calls, bytes in each body
        "1, 0",
        "1, 1",
        "2, 1100",
        "512, 1100",
        "3, 32768",
        "2, 3000000",
    })
    void isTheSameWhenItIsReadAgain(int calls, int bodyBytes) {
        var random = new Random(7);
        for (var noise : List.of(false, true)) {
            var envelopes = new ArrayList<Kept>();
            for (var n = 0; n < calls; n++) {
                var body = new byte[bodyBytes];
                if (noise) {
                    random.nextBytes(body);
                }
                envelopes.add(new Kept(1_000L * n, "city-" + n, call(body)));
            }

            assertThat(EnvelopeForm.read(EnvelopeForm.write(envelopes)))
                    .usingRecursiveComparison()
                    .withEqualsForType(Arrays::equals, byte[].class)
                    .isEqualTo(envelopes);
        }
    }

    @Test
    void callsThatAreAlikeTakeAQuarterOfTheRoom() {
        var envelopes = new ArrayList<Kept>();
        for (var n = 0; n < 200; n++) {
            envelopes.add(new Kept(
                    n,
                    "city-sms",
                    call(("ToCountry=US&ToState=CA&NumMedia=0&SmsSid=SM%032x&FromCity=SAN+"
                                    + "FRANCISCO&Body=How+do+I+report+a+pothole%%3F&To=%%2B15550100&From=%%2B1555%07d")
                            .formatted(n * 7_919L, n)
                            .getBytes(StandardCharsets.UTF_8))));
        }
        var alone = envelopes.stream()
                .mapToInt(one -> one.call().body().length + 200)
                .sum();

        assertThat(EnvelopeForm.write(envelopes)).hasSizeLessThan(alone / 4);
    }

    /// So that what is kept by this version is read by every later one.
    @Test
    void aFormOnceWrittenIsRead() {
        var kept = HexFormat.of()
                .parseHex("0100000096a5011000000001000901502a00000008636974792d736d7300000004504f5354091b24"
                        + "002668747470733a2f2f0120402e6578616d706c652f6368616e6e656c7305160d3640010000000c"
                        + "636f6e74656e742d747970650d62ec216170706c69636174696f6e2f782d7777772d666f726d2d75"
                        + "726c656e636f6465640000000a426f64793d68656c6c6f0000000069a5438000000000");

        assertThat(EnvelopeForm.read(kept))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new Kept(42, "city-sms", call("Body=hello".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void whatIsNoneIsSaidToBeSo() {
        var whole = EnvelopeForm.write(List.of(new Kept(1, "city", call(new byte[] {1, 2, 3}))));
        for (var length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> EnvelopeForm.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        whole[0] = 9;
        assertThatThrownBy(() -> EnvelopeForm.read(whole)).hasMessageContaining("form 9");
    }

    private static WebhookCall call(byte[] body) {
        return new WebhookCall(
                "POST",
                "",
                "https://city.example/channels/city-sms",
                Map.of("content-type", List.of("application/x-www-form-urlencoded")),
                body,
                NOW);
    }
}
