package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Stage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTokenTest extends ConsoleFixture {

    @Test
    void aFormWithoutItsTokenDoesNothing() throws Exception {
        var take = "/console/conversations/" + conversation.id() + "/taking";

        assertThat(agent.post(take, Map.of()).statusCode()).isEqualTo(403);
        assertThat(agent.post(take, Map.of("csrf", "guessed")).statusCode()).isEqualTo(403);
        assertThat(stage()).isInstanceOf(Stage.Waiting.class);
    }

    @Test
    void aFormOfAnotherSessionDoesNothing() throws Exception {
        var other = new Browser(town).signedInAs("colleague");
        other.get("/console/search");
        var stolen = other.cookies.get(StaffSessions.COOKIE);
        agent.get("/console/search"); // now submit() knows the agent's token

        agent.cookies.put(StaffSessions.COOKIE, stolen);
        var answer = agent.submit("/console/conversations/" + conversation.id() + "/taking", Map.of());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(stage()).isInstanceOf(Stage.Waiting.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void aFormOfAnotherSiteDoesNothing(String site) throws Exception {
        var answer = new Browser(town)
                .post("/console/sign-in", Map.of("id", "agent", "password", "demo"), "Sec-Fetch-Site", site);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
        assertThat(answer.headers().firstValue("content-security-policy")).isPresent();
    }

    @Test
    void aFormMayHaveNoMoreThanItsLimit() throws Exception {
        var answer = new Browser(town)
                .post("/console/sign-in", Map.of("id", "agent", "password", "x".repeat(Form.BODY_MAX_BYTES)));

        assertThat(answer.statusCode()).isEqualTo(413);
    }
}
