package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.desk.Board;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One person with several addresses, on the page of a conversation.
class OtherAddressesTest extends ConsoleFixture {

    private String page;

    @BeforeEach
    void theAgentHasTheConversation() throws Exception {
        page = "/console/conversations/" + conversation.id();
        town.waiting("email", "ana@mail.example", Town.ROADS, "The lamp on Elm Street is out");
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        agent.get(page);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # by         | because          | status | the page then says
              links      | showed me both   | 200    | ana@mail.example
              links      | showed me both   | 200    | By Maya Torres
              links      | showed me both   | 200    | showed me both
              links      | showed me both   | 200    | What was said there
              links      | showed me both   | 200    | Waiting
              links      | showed me both   | 200    | Send there
              links      | ' '              | 422    | Say why: the reason is kept on the record.
              codes      |                  | 200    | No other address is linked with this one.
            """)
    void anAddressIsLinkedAndWhatWasSaidThereIsShown(String by, String because, int status, String says)
            throws Exception {
        var answer = agent.submit(
                page + "/person/" + by,
                Map.of(
                        "account",
                        "city-email",
                        "address",
                        "Ana@mail.example",
                        "because",
                        because == null ? "" : because));

        assertThat(answer.statusCode()).isIn(status, 303);
        assertThat(status == 422 ? answer.body() : agent.get(page).body()).contains(says);
    }

    @Test
    void aReplyGoesOverTheOtherAddressAndTheConversationThereIsTheAgents() throws Exception {
        link();
        agent.get(page);
        agent.submit(
                page + "/person/messages",
                Map.of("way", "city-email ana@mail.example", "text", "The form is in this mail."));

        var there = town.memory
                .conversations(
                        new Board.Filter(
                                Optional.of("ana@mail.example"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("agent")),
                        Optional.empty(),
                        5)
                .lines();
        assertThat(there).hasSize(1);
        assertThat(there.getFirst().lastWords()).isEqualTo("The form is in this mail.");
    }

    @Test
    void whatWasNotSentIsKept() throws Exception {
        link();
        var gone = town.links.of(conversation.lane()).getFirst();
        agent.get(page);
        agent.submit(page + "/person/unlinking", Map.of("link", gone.id().toString(), "because", "her sister's"));
        agent.get(page);

        var answer = agent.submit(
                page + "/person/messages", Map.of("way", "city-email ana@mail.example", "text", "Kept to copy"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("Kept to copy").contains("Nothing was sent.");
        assertThat(town.memory.kinds()).contains("person.linked", "person.unlinked");
    }

    /// Who only reads along sees no whole address, and can change nothing.
    @Test
    void aColleagueSeesMaskedAddressesAndNoForms() throws Exception {
        link();
        var body = new Browser(town).signedInAs("colleague").get(page).body();

        assertThat(body)
                .contains("…le")
                .doesNotContain("ana@mail.example")
                .doesNotContain("Undo link")
                .doesNotContain("Send a code there");
    }

    private void link() throws Exception {
        agent.submit(
                page + "/person/links",
                Map.of("account", "city-email", "address", "ana@mail.example", "because", "showed me both"));
    }
}
