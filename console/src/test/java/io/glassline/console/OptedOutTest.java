package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.message.Author;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever opens the conversation of someone who said STOP sees it before they write, and why, and what they may do.
class OptedOutTest extends ConsoleFixture {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nobody said anything               | all  | IMPLIED   | keyword  | true  |
            the citizen wrote STOP             | all  | OPTED_OUT | keyword  | false | This citizen has said that they want no more messages here.
            the carrier or the chat is blocked | all  | OPTED_OUT | provider | false | The provider told us that this citizen has stopped messages or blocked this address.
            the citizen came back              | all  | OPTED_IN  | keyword  | true  |
            no more news in bulk               | bulk | OPTED_OUT | provider | true  | The provider told us that this citizen has stopped messages in bulk or blocked this address.
            """)
    void anAgentIsToldBeforeTheyWrite(
            String kind, String programme, Standing standing, String how, boolean mayReply, String why)
            throws Exception {
        agent.get(page());
        agent.submit(page() + "/taking", Map.of());
        said(programme, standing, how);

        var body = agent.get(page()).body();

        assertThat(body.contains("Send reply")).isEqualTo(mayReply);
        assertThat(body.contains("Nothing you write here would be sent.")).isEqualTo(!mayReply);
        if (why == null) {
            assertThat(body).doesNotContain("opted-out");
        } else {
            assertThat(body).contains(why).contains("opted-out");
        }
    }

    /// Who waits is shown as such before anyone takes the conversation.
    @Test
    void itIsSeenByWhoeverOpensIt() throws Exception {
        said(ConsentChange.ALL, Standing.OPTED_OUT, ConsentChange.KEYWORD);

        assertThat(agent.get(page()).body())
                .contains("<span class=\"badge\">Opted out</span>")
                .contains("Take conversation")
                .contains("They may write at any time, and start again with START.");
    }

    /// The page was open when the citizen wrote STOP.
    @Test
    void whatIsWrittenAllTheSameIsRefusedAndKeptToCopy() throws Exception {
        agent.get(page());
        agent.submit(page() + "/taking", Map.of());
        said(ConsentChange.ALL, Standing.OPTED_OUT, ConsentChange.KEYWORD);

        var answer = agent.submit(page() + "/messages", Map.of("text", "Your bins come on Monday.", "once", "x"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Nothing was sent.")
                .contains("Your reply was not sent. It is kept here to copy.")
                .contains("Your bins come on Monday.");
        assertThat(said()).noneMatch(Author.Agent.class::isInstance);
    }

    private String page() {
        return "/console/conversations/" + conversation.id();
    }

    private void said(String programme, Standing standing, String how) {
        town.ledger.write(new ConsentChange(conversation.lane(), programme, standing, how, "STOP", clock.instant()));
    }
}
