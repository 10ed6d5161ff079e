package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A provider that takes no reply long after the citizen's last words: the agent knows before they write.
class ReplyWindowTest extends ConsoleFixture {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # channel  | hours since the citizen wrote | the page says
              whatsapp | 0                             | until 3 Mar, 09:56 (23 h 56 min)
              whatsapp | 23                            | (56 min)
              whatsapp | 25                            | takes a reply for 24 h after the citizen’s last words, and those came 25 h 4 min ago
              sms      | 25                            |
            """)
    void theDeskTellsUntilWhenAReplyIsTaken(String channel, int hours, String says) throws Exception {
        var talk = town.waiting(channel, "+15550177", Town.WASTE, "My bin was not emptied");
        var page = "/console/conversations/" + talk.id();
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        clock.advance(Duration.ofHours(hours));
        agent = new Browser(town).signedInAs("agent");

        var body = agent.get(page).body();
        assertThat(body).contains("Reply to the citizen");
        assertThat(body.contains("It is too late to reply here")).isEqualTo(channel.equals("whatsapp") && hours > 24);
        if (says == null) {
            assertThat(body).doesNotContain("<dt>Reply</dt>");
        } else {
            assertThat(body).contains(says);
        }
    }
}
