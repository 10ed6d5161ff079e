package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.desk.ReplyDrafts.Draft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Replies that a model drafts, without scripts.
class DraftsTest extends ConsoleFixture {

    private static final Draft DRAFT =
            new Draft.Written("Leave it at the curb. <b>", "city-model", List.of("Missed pick-up"));

    private String page;

    @BeforeEach
    void isOpen() {
        page = "/console/conversations/" + conversation.id();
    }

    @Test
    void aCityWithoutAModelHasNoDrafts() throws Exception {
        take();

        assertThat(agent.get(page).body()).doesNotContain("Draft</button>");
        assertThat(agent.submit(page + "/draft", Map.of("text", "Hello!")).body())
                .contains(">Hello!</textarea>")
                .doesNotContain("Draft by a model");
        assertThat(town.drafts.asked).isZero();
    }

    @Test
    void aDraftStandsInTheComposerMarkedAndIsNotSent() throws Exception {
        town.drafts.next = Optional.of(DRAFT);
        take();

        assertThat(agent.get(page).body()).contains("Draft</button>");
        assertThat(agent.submit(page + "/draft", Map.of("text", "Hello!")).body())
                .contains(
                        ">Hello!\n\nLeave it at the curb. &lt;b",
                        "Draft by a model",
                        "Drafted by the language model city-model from: Missed pick-up.");
        assertThat(town.memory.kinds()).doesNotContain("desk.replied");
    }

    @Test
    void whoSendsItIsOnTheRecord() throws Exception {
        town.drafts.next = Optional.of(DRAFT);
        take();
        agent.submit(page + "/draft", Map.of("text", ""));
        agent.submit(page + "/messages", Map.of("text", "Leave it at the curb."));

        assertThat(town.memory.kinds()).contains("desk.replied");
        assertThat(agent.get(page).body()).doesNotContain("Draft by a model");
    }

    @Test
    void whyThereIsNoneIsSaidAndWhatWasTypedStays() throws Exception {
        town.drafts.next = Optional.of(new Draft.None("The model is away."));
        take();

        assertThat(agent.submit(page + "/draft", Map.of("text", "Hello!")).body())
                .contains("There is no draft", "The model is away.", ">Hello!</textarea>")
                .doesNotContain("Draft by a model");
    }

    @Test
    void onlyWhoHasTheConversationGetsADraft() throws Exception {
        town.drafts.next = Optional.of(DRAFT);
        agent.get(page);

        assertThat(agent.submit(page + "/draft", Map.of("text", "")).body()).doesNotContain("Leave it at the curb.");
        assertThat(town.drafts.asked).isZero();
    }

    private void take() throws Exception {
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        agent.get(page);
    }
}
