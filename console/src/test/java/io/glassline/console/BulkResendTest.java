package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Many messages sent again: counted, confirmed by that count, and followed.
class BulkResendTest extends ConsoleFixture {

    private static final String MANY = "/console/not-delivered/many";

    @BeforeEach
    void someWereNotDelivered() {
        for (var i = 0; i < 3; i++) {
            town.undelivered(conversation, "Hello", "away", 16, Duration.ofMinutes(5), Town.Faring.NEVER_HANDED_OVER);
        }
        town.undelivered(conversation, "Hello", "away", 16, Duration.ofMinutes(5), Town.Faring.UNANSWERED);
        town.undelivered(conversation, "Old", "refused", 1, Duration.ofDays(5), Town.Faring.NEVER_HANDED_OVER);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            all of them        |                                  | 3 of 5 would be sent
            of one account     | account=city-sms                 | 3 of 5 would be sent
            of another account | account=city-email               | 0 of 0 would be sent
            by reason          | reason=refused                   | 0 of 1 would be sent
            of long ago        | until=2020-01-01T00:00           | 0 of 0 would be sent
            a time that is none| since=soon                       | 3 of 5 would be sent
            """)
    void whatWouldBeSentIsCountedFirst(String what, String query, String counted) throws Exception {
        assertThat(agent.get(MANY + "?" + (query == null ? "" : query)).body()).contains(counted);
        assertThat(town.undelivered.decided).isEmpty();
    }

    @Test
    void whatWouldNotBeSentIsToldWithWhy() throws Exception {
        assertThat(agent.get(MANY).body())
                .contains("1 would not: it may have arrived", "1 would not: written more than 3 days ago");
    }

    @Test
    void whatIsConfirmedIsSentOnceAndFollowed() throws Exception {
        agent.get(MANY);
        var act = UUID.randomUUID().toString();

        var first = agent.submit(MANY, confirming(act, 3));
        var second = agent.submit(MANY, confirming(act, 3));

        assertThat(Browser.location(first)).isEqualTo(MANY + "/" + act);
        assertThat(Browser.location(second)).isEqualTo(MANY + "/" + act);
        assertThat(town.undelivered.decided).containsOnly("again by agent").hasSize(3);
        assertThat(agent.get(MANY + "/" + act).body())
                .contains("Sent again: 3 messages", "Decided by agent")
                .contains("id=\"waiting\">3<");
    }

    @Test
    void anotherCountThanWasSeenIsRefusedWithTheNewOne() throws Exception {
        agent.get(MANY);

        var answer = agent.submit(MANY, confirming(UUID.randomUUID().toString(), 4));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("You confirmed 4; now it would be 3.", "3 of 5 would be sent");
        assertThat(town.undelivered.decided).isEmpty();
    }

    @Test
    void aFormThatMakesNoSenseSendsNothing() throws Exception {
        agent.get(MANY);

        assertThat(agent.submit(MANY, confirming("no-id", 3)).statusCode()).isEqualTo(404);
        assertThat(agent.submit(MANY, Map.of("act", UUID.randomUUID().toString(), "confirm", "all"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(agent.get(MANY + "/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(agent.post(MANY, Map.of("csrf", "guessed")).statusCode()).isEqualTo(403);
        assertThat(town.undelivered.decided).isEmpty();
    }

    private static Map<String, String> confirming(String act, int count) {
        return new HashMap<>(Map.of("act", act, "confirm", Integer.toString(count)));
    }
}
