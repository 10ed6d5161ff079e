package io.glassline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Outgoing;
import io.glassline.conversation.Samples;
import io.glassline.message.Delivery;
import io.glassline.outbox.DeadLetters.Fate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person is told before sending a dead letter again.
class FateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # stands at | handed over | code  | failed | may have arrived
              FAILED    | true        | -     | true   | true
              UNKNOWN   | true        | -     | true   | true
              FAILED    | true        | 21211 | true   | false
              FAILED    | false       | -     | true   | false
              DELIVERED | true        | -     | false  | false
              QUEUED    | false       | -     | false  | false
            """)
    void saysWhetherAPartFailedAndMayHaveArrived(
            Delivery delivery, boolean handedOver, String code, boolean failed, boolean mayHaveArrived) {
        var fate = new Fate(
                new Outgoing.Part(0, "hello", List.of()),
                delivery,
                handedOver ? Optional.of(Samples.NOW) : Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(code));

        assertThat(fate.failed()).isEqualTo(failed);
        assertThat(fate.mayHaveArrived()).isEqualTo(mayHaveArrived);
    }
}
