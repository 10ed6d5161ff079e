package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Version.Step.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who sees the rules, and who says which version is live.
class RulesRightsTest extends RulesFixture {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # page                                   | agent | supervisor | ops | nobody signed in
            /console/rules                           | 403   | 200        | 200 | 303
            /console/rules/use                       | 403   | 200        | 200 | 303
            /console/rules/rollback                  | 403   | 200        | 200 | 303
            /console/rules/dddddddddddd              | 403   | 200        | 200 | 303
            /console/rules/dddddddddddd/cases        | 403   | 200        | 200 | 303
            /console/rules/dddddddddddd/trial        | 403   | 200        | 200 | 303
            /console/rules/dddddddddddd/replay       | 403   | 200        | 200 | 303
            /console/rules/dddddddddddd/shadow       | 403   | 200        | 200 | 303
            /console/rules/dddddddddddd/approval     | 403   | 200        | 200 | 303
            /console/rules/cccccccccccc/activation   | 403   | 200        | 200 | 303
            /console/rules/999999999999              | 403   | 404        | 404 | 303
            /console/rules/999999999999/cases        | 403   | 404        | 404 | 303
            /console/rules/no-version                | 403   | 404        | 404 | 303
            /console/rules/DDDDDDDDDDDD              | 403   | 404        | 404 | 303
            """)
    void eachPageIsForThoseWhoMaySeeTheRules(String path, int toAgent, int toSupervisor, int toOps, int toNobody)
            throws Exception {
        assertThat(agent.get(path).statusCode()).as("agent").isEqualTo(toAgent);
        assertThat(supervisor.get(path).statusCode()).as("supervisor").isEqualTo(toSupervisor);
        assertThat(ops.get(path).statusCode()).as("ops").isEqualTo(toOps);
        assertThat(new Browser(town).get(path).statusCode()).as("nobody").isEqualTo(toNobody);
    }

    @ParameterizedTest
    @CsvSource({
        "/console/rules/dddddddddddd/approval",
        "/console/rules/cccccccccccc/activation",
        "/console/rules/rollback",
        "/console/rules/dddddddddddd/replay",
        "/console/rules/dddddddddddd/shadow",
        "/console/rules/dddddddddddd/shadow/end",
        "/console/rules/dddddddddddd/trial"
    })
    void anAgentDoesNothingHereAndNoStrangersFormDoes(String path) throws Exception {
        agent.get("/console/search");
        var fields = Map.of(
                "active",
                active.hex(),
                "days",
                "7",
                "share",
                "10%",
                "hours",
                "1",
                "text",
                "hello",
                "channel",
                "sms",
                "content",
                "text");

        assertThat(agent.submit(path, fields).statusCode()).isEqualTo(403);
        assertThat(new Browser(town).post(path, fields).statusCode()).isEqualTo(303);
        assertThat(supervisor.post(path, Map.of("csrf", "guessed")).statusCode())
                .isEqualTo(403);

        assertThat(town.versions.active()).contains(active);
        assertThat(town.versions.find(draft).orElseThrow().last(Kind.APPROVED)).isEmpty();
        assertThat(town.trials.asked).isEmpty();
        assertThat(town.shadows.latest()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"//console/rules", "/console//rules", "/console/%72ules", "/console/./rules", "/console/rules/"})
    void anotherSpellingOfTheAddressIsNoWayIn(String path) throws Exception {
        var answer = agent.get(path);

        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("Active now");
    }

    @Test
    void theNavigationNamesTheRulesToThoseWhoSeeThem() throws Exception {
        assertThat(agent.get("/console").body()).doesNotContain("href=\"/console/rules\"");
        assertThat(supervisor.get("/console").body()).contains("href=\"/console/rules\"");
        assertThat(ops.get("/console/figures").body()).contains("href=\"/console/rules\"");
    }
}
