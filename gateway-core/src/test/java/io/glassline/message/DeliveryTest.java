package io.glassline.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # stood at   | provider reports | stands at
              QUEUED     | SENT             | SENT
              HANDED_OVER| ACCEPTED         | ACCEPTED
              UNKNOWN    | ACCEPTED         | ACCEPTED
              UNKNOWN    | FAILED           | FAILED
              DELIVERED  | SENT             | DELIVERED
              READ       | DELIVERED        | READ
              DELIVERED  | FAILED           | DELIVERED
              FAILED     | DELIVERED        | DELIVERED
              FAILED     | SENT             | FAILED
              SENT       | SENT             | SENT
            """)
    void onlyMovesForward(Delivery stood, Delivery reported, Delivery stands) {
        assertThat(stood.advancedBy(reported)).isEqualTo(stands);
    }

    @ParameterizedTest
    @CsvSource({"QUEUED,no", "HANDED_OVER,no", "UNKNOWN,no", "ACCEPTED,yes", "SENT,yes", "FAILED,yes", "READ,yes"})
    void isSettledOnceTheProviderHasAnswered(Delivery delivery, String settled) {
        assertThat(delivery.isSettled() ? "yes" : "no").isEqualTo(settled);
    }
}
