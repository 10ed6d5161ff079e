package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Stage;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Given to a colleague, put off, taken up again: without scripts.
class HandingOnTest extends ConsoleFixture {

    private static final String WORDS = "My trash was not picked up on Elm Street";

    private String page;

    @BeforeEach
    void isTaken() throws Exception {
        page = "/console/conversations/" + conversation.id();
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        agent.get(page);
    }

    @Test
    void aColleagueFindsItWithTheNote() throws Exception {
        var answer =
                agent.submit(page + "/assignment", Map.of("colleague", "colleague", "note", "You know the street."));
        assertThat(answer.headers().firstValue("location")).contains("/console?done=assigned");

        var colleague = new Browser(town).signedInAs("colleague");
        assertThat(colleague.get("/console").body()).contains("With you", WORDS);
        assertThat(colleague.get("/console/mentions").body()).contains("You know the street.");
        assertThat(colleague.get(page).body()).contains("You know the street.", "Send reply");
    }

    @Test
    void whoIsNotAtTheDeskGetsNothingAndTheNoteIsKept() throws Exception {
        var answer = agent.submit(page + "/assignment", Map.of("colleague", "ops", "note", "Please look."));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Nobody at the desk is called ops.", ">Please look.</textarea>");
        assertThat(agent.submit(page + "/assignment", Map.of()).body()).contains("Choose the colleague");
    }

    @Test
    void whatIsPutOffLeavesTheListUntilTheCitizenWrites() throws Exception {
        agent.submit(page + "/snooze", Map.of("for", "3h"));
        var desk = agent.get("/console").body();
        assertThat(desk)
                .contains("Put off until", "id=\"z-" + conversation.id())
                .doesNotContain("With you <");
        assertThat(stage()).isInstanceOf(Stage.WithAgent.class);

        town.says(conversation.id(), "Are you there?");
        assertThat(agent.get("/console").body())
                .contains("With you <", "Are you there?")
                .doesNotContain("Put off until");
    }

    @Test
    void whatIsPutOffIsTakenUpAgain() throws Exception {
        agent.submit(page + "/snooze", Map.of("for", "tomorrow"));
        assertThat(agent.get(page).body()).contains("Back into my list now");
        agent.submit(page + "/waking", Map.of());
        assertThat(agent.get("/console").body()).contains("With you <");
        agent.get(page);
        assertThat(agent.submit(page + "/snooze", Map.of("for", "", "until", ""))
                        .body())
                .contains("Choose until when.");
        assertThat(agent.submit(page + "/snooze", Map.of("until", "2001-01-01T08:00"))
                        .body())
                .contains("Choose a time that is still to come.");
    }

    @Test
    void anEmergencyIsNotPutOff() throws Exception {
        agent.submit(page + "/priority", Map.of("priority", "emergency", "reason", "gas"));
        assertThat(agent.get(page).body()).contains("An emergency is not put off.");
        assertThat(agent.submit(page + "/snooze", Map.of("for", "1h")).body())
                .contains("This is an emergency, and cannot be put off.");
        assertThat(town.memory.kinds()).doesNotContain("desk.snoozed");
    }

    @Test
    void whatHasEndedIsTakenUpAgainByWhoeverIsThere() throws Exception {
        agent.submit(page + "/closure", Map.of("outcome", "resolved"));
        var colleague = new Browser(town).signedInAs("colleague");
        assertThat(colleague.get(page).body()).contains("Take it up again");
        colleague.submit(page + "/reopening", Map.of());
        assertThat(colleague.get(page).body()).contains("Send reply");
        assertThat(town.memory.kinds()).contains("desk.reopened");
    }
}
