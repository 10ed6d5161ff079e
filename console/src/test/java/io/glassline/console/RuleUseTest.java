package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.trial.Trials.Missed;
import io.glassline.trial.Trials.RuleUse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How often each rule decided last month, and what nobody had a rule for.
class RuleUseTest extends RulesFixture {

    @BeforeEach
    void aMonthHasPassed() {
        town.trials.uses = List.of(
                new RuleUse("stop", false, 40),
                new RuleUse("permit status", true, 600),
                new RuleUse("water main break", true, 60),
                new RuleUse("place", true, 0),
                new RuleUse("knowledge", false, 300));
        town.trials.missed = List.of(
                new Missed(conversation.id().toString(), "sms", "es", "knowledge", "No answer was sure enough: 0.41."));
    }

    @Test
    void rulesStandInTheirOrderWithHowOftenTheyDecided() throws Exception {
        assertThat(ops.get(RULES + "/use").body())
                .containsSubsequence("1,000", "By the city’s rules", "66.0 %", "Never fired", ">1<", "of 3 rules")
                .containsSubsequence("Most by one rule", "60.0 %", "“permit status” with 600")
                .containsSubsequence(
                        "The rules, in their order",
                        "permit status",
                        "600",
                        "water main break",
                        "60",
                        "6.0 %",
                        "place",
                        "never",
                        "Never fired",
                        "place",
                        "Decided before and after them",
                        "stop",
                        "knowledge");
    }

    @Test
    void whatWasMissedIsLinkedForThoseWhoMayReadItAndTheReadingIsOnTheRecord() throws Exception {
        var link = "/console/conversations/" + conversation.id();

        assertThat(ops.get(RULES + "/use").body())
                .contains("No answer was sure enough: 0.41.", "Spanish", "The words are shown to supervisors")
                .doesNotContain(link);
        assertThat(supervisor.get(RULES + "/use").body()).contains(link);
        supervisor.get(RULES + "/use");

        assertThat(town.memory.audit(-1, 100).stream()
                        .filter(line -> line.kind().equals("list.read"))
                        .filter(line -> line.sealed().orElseThrow().contains("\"list\":\"missed\"")))
                .as("by ops, and by the supervisor once")
                .hasSize(2);
    }

    @Test
    void aCityThatHasJustBegunHasAPageToo() throws Exception {
        town.trials.uses = List.of();
        town.trials.missed = List.of();

        assertThat(ops.get(RULES + "/use").body())
                .contains("Nothing yet.", "no rule decided yet", "Nothing is known to be missed.");
    }
}
