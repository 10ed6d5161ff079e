package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Receipt;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What could not be read, and who looks after it.
class QuarantineTest {

    private static final String HOSTILE = "Body=<script>alert(1)</script>";

    private final Town town = new Town(-1, new ManualClock());

    @AfterEach
    void closes() {
        town.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"supervisor", "ops"})
    void isListedWithoutAWordAndOpenedWithAnEntry(String who) throws Exception {
        var number = town.quarantined(HOSTILE);
        var browser = new Browser(town).signedInAs(who);

        var list = browser.get("/console/quarantine").body();
        assertThat(list)
                .contains("a message without MessageSid", "city-sms", "Text message", "30 bytes")
                .doesNotContain("alert(1)");
        assertThat(town.memory.kinds()).containsExactly("message.quarantined", "sign-in.done", "list.read");

        var one = browser.get("/console/quarantine/" + number);
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.body())
                .contains("Body=&lt;script&gt;alert(1)&lt;/script&gt;", "Read again", "Set aside")
                .doesNotContain("<script>alert", "a secret of the provider");
        assertThat(town.memory.kinds())
                .containsExactly("message.quarantined", "sign-in.done", "list.read", "quarantine.viewed");
    }

    @Test
    void isNothingForAgentsNorForStrangers() throws Exception {
        var number = town.quarantined(HOSTILE);
        var agent = new Browser(town).signedInAs("agent");

        assertThat(agent.get("/console").body()).doesNotContain("/console/quarantine");
        for (var path : new String[] {"/console/quarantine", "/console/quarantine/" + number}) {
            assertThat(agent.get(path).statusCode()).as(path).isEqualTo(403);
            assertThat(new Browser(town).get(path).statusCode()).as(path).isEqualTo(303);
        }
        for (var action : new String[] {"/reading", "/setting-aside"}) {
            agent.get("/console/search");
            assertThat(agent.submit("/console/quarantine/" + number + action, Map.of())
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(town.memory.kinds())
                .as("the agent read the desk's list, and nothing here")
                .containsExactly("message.quarantined", "sign-in.done", "list.read");
        assertThat(town.quarantine.waitingCount()).isEqualTo(1);
    }

    @Test
    void isReadAgainWhenTheGatewayHasBeenMended() throws Exception {
        var number = town.quarantined(HOSTILE);
        var ops = new Browser(town).signedInAs("ops");
        ops.get("/console/quarantine/" + number);

        var notYet = ops.submit("/console/quarantine/" + number + "/reading", Map.of());
        assertThat(notYet.statusCode()).isEqualTo(409);
        assertThat(notYet.body()).contains("It still cannot be read");

        town.sms.reads = new Receipt.Nothing("a message for another number");
        var done = ops.submit("/console/quarantine/" + number + "/reading", Map.of());
        assertThat(Browser.location(done)).isEqualTo("/console/quarantine?done=read-again");
        assertThat(ops.get("/console/quarantine?done=read-again").body())
                .contains("It was understood", "Nothing is in quarantine");
        assertThat(town.memory.kinds()).contains("message.redriven");
        assertThat(ops.get("/console/quarantine/" + number).body())
                .contains("settled")
                .doesNotContain("Read again");
    }

    @Test
    void isSetAsideByAFormOfOursOnly() throws Exception {
        var number = town.quarantined(HOSTILE);
        var ops = new Browser(town).signedInAs("ops");
        ops.get("/console/quarantine/" + number);

        assertThat(ops.post("/console/quarantine/" + number + "/setting-aside", Map.of("csrf", "guess"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(town.quarantine.waitingCount()).isEqualTo(1);

        var done = ops.submit("/console/quarantine/" + number + "/setting-aside", Map.of());
        assertThat(Browser.location(done)).isEqualTo("/console/quarantine?done=set-aside");
        assertThat(town.quarantine.waitingCount()).isZero();
        assertThat(town.memory.kinds()).contains("quarantine.set-aside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "not-a-number"})
    void whatIsNotThereIsNotFound(String number) throws Exception {
        var ops = new Browser(town).signedInAs("ops");

        assertThat(ops.get("/console/quarantine/" + number).statusCode()).isBetween(400, 404);
    }
}
