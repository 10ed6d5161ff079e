package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Approved answers and canned replies beside the composer, without scripts.
class ReadyTextsTest extends ConsoleFixture {

    private String page;

    @BeforeEach
    void isOpen() {
        page = "/console/conversations/" + conversation.id();
    }

    @Test
    void whoMayReplySeesWhatMayAnswerTheLastWords() throws Exception {
        assertThat(agent.get(page).body()).doesNotContain("Answers and replies");
        agent.submit(page + "/taking", Map.of());
        assertThat(agent.get(page).body())
                .contains("Answers and replies", "leave it at the curb", "I have told the crew")
                .doesNotContain("Two bulky items");
    }

    @Test
    void aTextThatIsChosenStandsBehindWhatIsTypedAndIsNotSent() throws Exception {
        take();
        var found = agent.submit(page + "/texts", Map.of("words", "bulky", "text", "Hello!"))
                .body();
        assertThat(found)
                .contains("Two bulky items", ">Hello!</textarea>", "Bulky items &lt;b", "should have read it again")
                .doesNotContain("leave it at the curb");

        assertThat(agent.submit(
                                page + "/texts",
                                Map.of("words", "bulky", "text", "Hello!", "put", "answer:bulky-items"))
                        .body())
                .contains(">Hello!\n\nTwo bulky items a year are free.</textarea>");
        assertThat(town.memory.kinds()).doesNotContain("desk.replied");
    }

    @Test
    void aTextThatIsNotThereChangesNothing() throws Exception {
        take();
        assertThat(agent.submit(page + "/texts", Map.of("text", "Hello!", "put", "answer:made-up"))
                        .body())
                .contains(">Hello!</textarea>");
        assertThat(agent.submit(page + "/texts", Map.of("words", "zebra")).body())
                .contains("No approved answer or reply has all of these words.");
    }

    @Test
    void aScriptGetsTheListOnly() throws Exception {
        take();
        var csrf = agent.get(page).body().replaceAll("(?s).*?name=\"csrf\" value=\"([^\"]+)\".*", "$1");
        assertThat(agent.post(page + "/texts", Map.of("words", "crew", "csrf", csrf), "HX-Request", "true")
                        .body())
                .contains("I have told the crew", "value=\"reply:crew-is-told\"")
                .doesNotContain("<html", "<textarea");
    }

    private void take() throws Exception {
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        agent.get(page);
    }
}
