package io.glassline.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "sms, +46700000042, sms:…42",
        "telegram, 5550142, telegram:…42",
        "telegram, 42, telegram:…",
        "telegram, 123456, telegram:…",
        "telegram, 1234567, telegram:…67"
    })
    void printsMasked(String channel, String value, String printed) {
        assertThat(new Address(new ChannelKind(channel), value)).hasToString(printed);
    }

    @Test
    void refusesNonsense() {
        var sms = new ChannelKind("sms");
        assertThatThrownBy(() -> new Address(sms, " ")).hasMessage("address on sms is blank");
        assertThatThrownBy(() -> new Address(sms, "x".repeat(321)))
                .hasMessage("address on sms has 321 characters; at most 320");
        assertThat(new Address(sms, "x".repeat(320)).value()).hasSize(320);
        assertThatThrownBy(() -> new ChannelKind("SMS!")).isInstanceOf(IllegalArgumentException.class);
    }
}
