package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.QueueId;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Outcomes in the desk's words: never a raw `queue:general`.
class OutcomeTitlesTest {

    private final OutcomeTitles outcomes =
            new OutcomeTitles(new QueueTitles(Map.of(new QueueId("waste"), "Waste & recycling")));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            queue:waste                              | Queue Waste & recycling
            queue:waste urgent                       | Queue Waste & recycling, urgent
            queue:waste, in other words              | Queue Waste & recycling, in other words
            queue:closed-last-year                   | Queue closed-last-year
            bot:trash-day                            | Bot: trash-day
            flow:permit-status needs look-up permits | Form: permit-status, needs look-up permits
            gate:stop                                | Gate: STOP
            stays                                    | Stays with people
            kept                                     | Kept, not answered
            others                                   | Others
            county:sheriff                           | county:sheriff
            queue:                                   | queue:
            something new                            | something new
            """)
    void anOutcomeIsSaidInTheDesksWords(String outcome, String title) {
        assertThat(outcomes.of(outcome)).isEqualTo(title);
    }
}
