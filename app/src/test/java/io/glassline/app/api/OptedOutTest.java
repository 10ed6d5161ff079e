package io.glassline.app.api;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A program that writes to someone who said STOP is told so before anything is accepted.
class OptedOutTest {

    private final ApiServer api = new ApiServer();

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # no more of | at this pace | answered | and told
              all        | live         | 422      | they want no more messages here. Nothing was sent.
              all        | bulk         | 422      | Nothing was sent.
              bulk       | live         | 200      |
              bulk       | bulk         | 422      | they want no more messages in bulk here. Nothing was sent.
            """)
    void isNotWrittenTo(String programme, String pace, int status, String told) {
        var conversation = "/api/conversations/" + api.conversation;
        api.call("agent", "POST", conversation + "/taking", "");
        api.city
                .ports
                .ledger()
                .write(new ConsentChange(ANA, programme, Standing.OPTED_OUT, "keyword", "STOP", Samples.NOW));

        var answer = api.call(
                "agent", "POST", conversation + "/messages", "{\"text\":\"Hello.\",\"pace\":\"" + pace + "\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(told == null ? "\"state\":\"agent\"" : told);
        assertThat(api.city.said().contains("agent: Hello.")).isEqualTo(told == null);
    }
}
