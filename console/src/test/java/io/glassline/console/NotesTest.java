package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Stage;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Notes for colleagues, without scripts.
class NotesTest extends ConsoleFixture {

    private String page;

    @BeforeEach
    void isOpen() throws Exception {
        page = "/console/conversations/" + conversation.id();
        agent.get(page);
    }

    @Test
    void aNoteStandsInTheThreadAndIsNoMessage() throws Exception {
        var said = said();

        agent.submit(page + "/notes", Map.of("note", "He is hard of hearing <b>. Ring twice."));

        assertThat(agent.get(page).body())
                .contains("Internal note · not sent", "hard of hearing &lt;b", "class=\"noted\"");
        assertThat(said()).isEqualTo(said);
        assertThat(stage()).isInstanceOf(Stage.Waiting.class);
        assertThat(town.memory.kinds()).contains("desk.noted").doesNotContain("message.written");
    }

    @Test
    void whoIsMentionedIsToldUntilTheyLook() throws Exception {
        agent.submit(page + "/notes", Map.of("note", "Do you know this street, @Colleague?"));
        agent.get(page);
        agent.submit(page + "/notes", Map.of("note", "And the crew?", "colleague", "supervisor"));

        var colleague = new Browser(town).signedInAs("colleague");
        assertThat(colleague.get("/console").body()).contains("<span class=\"nav-count\">1</span>");
        assertThat(colleague.get("/console/mentions").body())
                .contains("Do you know this street", "@Jonas Weber", ">New<")
                .doesNotContain("And the crew?");
        colleague.get(page);
        assertThat(colleague.get("/console/mentions").body())
                .contains("Do you know this street")
                .doesNotContain(">New<", "<span class=\"nav-count\">1</span>");

        assertThat(new Browser(town)
                        .signedInAs("supervisor")
                        .get("/console/mentions")
                        .body())
                .contains("And the crew?", "@Ruth Okafor");
        assertThat(agent.get("/console/mentions").body()).contains("Nobody has mentioned you.");
    }

    @Test
    void aNoteThatIsNotKeptIsStillThere() throws Exception {
        var answer = agent.submit(page + "/notes", Map.of("note", "Ask @jona about the key"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "Nobody at the desk is called @jona",
                        ">Ask @jona about the key</textarea>",
                        "id=\"note\" open");
        assertThat(town.memory.kinds()).doesNotContain("desk.noted");
    }

    @Test
    void whoHandsOnLeavesANote() throws Exception {
        agent.submit(page + "/taking", Map.of());
        agent.get(page);
        agent.submit(page + "/transfer", Map.of("queue", "roads", "note", "It is about the road, not the bin."));
        assertThat(agent.get(page).body()).contains("It is about the road, not the bin.");

        agent.submit(page + "/taking", Map.of());
        agent.get(page);
        agent.submit(page + "/putting-back", Map.of("note", "I go home now."));
        assertThat(agent.get(page).body()).contains("I go home now.");
    }

    @Test
    void whoMayNotReadHasNoMentions() throws Exception {
        assertThat(new Browser(town).signedInAs("ops").get("/console/mentions").statusCode())
                .isEqualTo(404);
    }
}
