package io.glassline.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageIdTest {

    /// The example of RFC 9562, appendix A.4: version 5 of `www.example.com` in the DNS name space.
    @Test
    void isVersionFiveOfRfc9562() {
        var dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        assertThat(NameBasedId.of(dns, "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    @Test
    void isTheSameForTheSameDeliveryAndOtherForAnyOther() {
        var id = Message.Id.received("city-sms", "SM1");

        assertThat(Message.Id.received("city-sms", "SM1")).isEqualTo(id);
        assertThat(Message.Id.received("city-sms", "SM2")).isNotEqualTo(id);
        assertThat(Message.Id.received("city-voice", "SM1")).isNotEqualTo(id);
        assertThat(id.answer(0)).isEqualTo(id.answer(0)).isNotEqualTo(id.answer(1));
    }
}
