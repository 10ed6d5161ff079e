package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.QueueStep;
import io.glassline.conversation.Stage;
import io.glassline.offer.Attendance.Choice;
import io.glassline.offer.Hours;
import io.glassline.offer.Offers.End;
import io.glassline.offer.Profile;
import io.glassline.offer.QueuePolicies;
import io.glassline.offer.QueuePolicy;
import io.glassline.offer.QueuePolicy.Assign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What agents and supervisors see of offers, and what they do.
class OffersTest extends ConsoleFixture {

    @Test
    void anAgentSaysWhetherTheyAreThere() throws Exception {
        assertThat(agent.get("/console").body()).contains("You are offered nothing.");

        choose("available", "");
        assertThat(town.attendance.of("agent").isOn(clock.instant())).isTrue();
        assertThat(agent.get("/console").body()).contains("You are offered what waits.");

        choose("away", "lunch");
        assertThat(town.attendance.of("agent").chosen().choice()).isEqualTo(Choice.AWAY);
        assertThat(agent.get("/console").body())
                .contains("Away: nothing is offered.")
                .contains("(lunch)");
        assertThat(town.memory.kinds()).filteredOn("staff.availability"::equals).hasSize(2);
    }

    @Test
    void aChoiceThatIsNoneIsRefused() throws Exception {
        agent.get("/console");
        assertThat(agent.submit("/console/availability", Map.of("choice", "asleep"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anOfferStandsInTheBarOfEveryPageAndIsAccepted() throws Exception {
        offered();
        for (var page : List.of("/console", "/console/figures", "/console/availability")) {
            assertThat(agent.get(page).body()).as(page).contains("For you: Waste &amp; recycling");
        }
        var answer = agent.submit("/console/availability/offers/" + conversation.id() + "/accept", Map.of());

        assertThat(answer.headers().firstValue("Location"))
                .contains("/console/conversations/" + conversation.id() + "#latest");
        assertThat(stage())
                .isInstanceOfSatisfying(
                        Stage.WithAgent.class,
                        held -> assertThat(held.agentId()).isEqualTo("agent"));
        assertThat(town.offers.ends).containsExactly(End.ACCEPTED);
    }

    @Test
    void anOfferIsDeclinedAndTheConversationWaits() throws Exception {
        offered();
        agent.get("/console");
        agent.submit("/console/availability/offers/" + conversation.id() + "/decline", Map.of());
        assertThat(town.offers.ends).containsExactly(End.DECLINED);
        assertThat(stage()).isInstanceOf(Stage.Waiting.class);
        assertThat(agent.get("/console").body()).doesNotContain("For you:");
    }

    @Test
    void whoIsSecondIsToldSo() throws Exception {
        offered();
        agent.get("/console");
        var colleague = new Browser(town).signedInAs("colleague");
        colleague.get("/console");
        colleague.submit("/console/conversations/" + conversation.id() + "/taking", Map.of());
        var answer = agent.submit("/console/availability/offers/" + conversation.id() + "/accept", Map.of());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("Somebody else has it");
        assertThat(town.offers.ends).containsExactly(End.WITHDRAWN);
    }

    @Test
    void aSupervisorWritesDownWhatSomeoneCanDo() throws Exception {
        var supervisor = new Browser(town).signedInAs("supervisor");
        supervisor.get("/console/people");
        supervisor.submit(
                "/console/people/agent",
                Map.of(
                        "skills",
                        "waste 2, sign-language",
                        "languages",
                        "en 3, es 5",
                        "queues",
                        "waste",
                        "capacity",
                        "4"));
        assertThat(town.profiles.all())
                .containsEntry(
                        "agent",
                        new Profile(
                                "agent",
                                Map.of("waste", 2, "sign-language", 1),
                                Map.of("en", 3, "es", 5),
                                Set.of(Town.WASTE),
                                4));
        assertThat(supervisor.get("/console/people").body()).contains("value=\"sign-language 1, waste 2\"");
        assertThat(town.memory.sealed("staff.profile").getFirst())
                .contains("sign-language 1, waste 2; en 3, es 5; queues waste; 4 at once");
    }

    @Test
    void whatCannotBeReadChangesNothing() throws Exception {
        var supervisor = new Browser(town).signedInAs("supervisor");
        supervisor.get("/console/people");
        var right = Map.of("skills", "waste 2", "languages", "en 3", "queues", "", "capacity", "4");
        for (var wrong : Map.of("skills", "waste 9", "languages", "", "queues", "wste", "capacity", "many")
                .entrySet()) {
            var fields = new HashMap<>(right);
            fields.put(wrong.getKey(), wrong.getValue());
            var answer = supervisor.submit("/console/people/agent", fields);
            assertThat(answer.statusCode()).as(wrong.toString()).isEqualTo(400);
            assertThat(answer.body()).contains("Nothing was changed");
        }
        assertThat(town.profiles.all()).isEmpty();
    }

    @Test
    void theWallIsForSupervisors() throws Exception {
        for (var page : List.of("/console/wall", "/console/people")) {
            assertThat(agent.get(page).statusCode()).as(page).isEqualTo(404);
        }
        assertThat(agent.submit("/console/people/agent", Map.of("capacity", "9"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theWallShowsWhatIsLateWhoIsThereAndWhomNobodyCanServe() throws Exception {
        promised(Duration.ofMinutes(3));
        offered();
        var wall =
                new Browser(town).signedInAs("supervisor").get("/console/wall").body();
        assertThat(wall)
                .contains("1 late")
                .contains("longest 4 min of 3 min")
                .contains("s to answer an offer")
                .contains("Nobody has what Waste &amp; recycling wants from the beginning")
                .doesNotContain("+15550199")
                .doesNotContain("Elm Street");
    }

    @Test
    void theConversationSaysWhichTargetRelaxedAndWhen() throws Exception {
        var step = new QueueStep(Town.WASTE, 1, "waste is not wanted any more", clock.instant());
        town.memory
                .steps
                .computeIfAbsent(conversation.id(), _ -> new ArrayList<>())
                .add(step);
        assertThat(agent.get("/console/conversations/" + conversation.id()).body())
                .contains("waste is not wanted any more");
    }

    private void choose(String choice, String reason) throws Exception {
        agent.submit("/console/availability", Map.of("choice", choice, "reason", reason));
    }

    private void offered() {
        town.offers.make(conversation.id(), "agent", clock.instant().plusSeconds(30), clock.instant());
    }

    private void promised(Duration target) {
        town.policies = new QueuePolicies(
                Map.of(
                        Town.WASTE,
                        new QueuePolicy(
                                Town.WASTE,
                                Hours.ALWAYS,
                                Assign.LONGEST_IDLE,
                                Optional.of(target),
                                Duration.ofSeconds(30),
                                Map.of("waste", 2),
                                1,
                                List.of(),
                                Optional.empty())),
                QueuePolicies.WEIGHTS_DEFAULT);
    }
}
