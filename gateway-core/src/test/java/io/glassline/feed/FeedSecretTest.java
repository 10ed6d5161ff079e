package io.glassline.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.channel.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedSecretTest {

    private static final FeedSecret SECRET = new FeedSecret(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

    /// The example that the libraries of Standard Webhooks are tested by.
    @Test
    void aSignatureIsWhatTheSpecificationSays() {
        assertThat(SECRET.signature(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}".getBytes(UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void anIdWithAFullStopWouldFitAnotherCall() {
        assertThatThrownBy(() -> SECRET.signature("a.1", Instant.EPOCH, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_",
                "whsec_c2hvcnQ=",
                "whsec_not base64 at all, but long enough for it",
                "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            })
    void whatIsNoSecretIsRefused(String written) {
        assertThat(FeedSecret.of(new Secret(written))).isEmpty();
    }

    @Test
    void itIsNotPrinted() {
        assertThat(SECRET.toString()).doesNotContain("MfKQ");
    }
}
