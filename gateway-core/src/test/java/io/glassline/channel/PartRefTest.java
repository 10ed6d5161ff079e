package io.glassline.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Outgoing.PartRef;
import io.glassline.message.Message;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartRefTest {

    @Test
    void readsWhatItPrints() {
        var reference = new PartRef(new Message.Id(new UUID(1, 2)), 3);

        assertThat(PartRef.parse(reference.toString())).isEqualTo(Optional.of(reference));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "00000000-0000-0001-0000-000000000002", "no-uuid.1", "1.x"})
    void isEmptyForAnythingElse(String text) {
        assertThat(PartRef.parse(text)).isEmpty();
    }
}
