package io.glassline.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
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

    /// Each call is a citizen of its own, and is shown by its number.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # number             | call | shown                | printed   | withheld
              +15550142          | CA1  | +15550142            | voice:…42 | false
              sip:ana@home;x=1   | CA1  | sip:ana@home;x=1     | voice:…=1 | false
                                 | CA1  | withheld             | voice:…   | true
            """)
    void aCallerIsKnownForOneCall(String number, String call, String shown, String printed, boolean withheld) {
        var voice = new ChannelKind("voice");
        var caller = Address.ofCaller(voice, Optional.ofNullable(number), call);

        assertThat(caller.shown()).isEqualTo(shown);
        assertThat(caller)
                .hasToString(printed)
                .isNotEqualTo(Address.ofCaller(voice, Optional.ofNullable(number), "CA2"));
        assertThat(caller.isWithheld()).isEqualTo(withheld);
        assertThat(new Address(voice, "+15550142").shown()).isEqualTo("+15550142");
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
