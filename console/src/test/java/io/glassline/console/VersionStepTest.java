package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Version.Step.Kind;
import io.glassline.trial.CaseReport;
import io.glassline.trial.CaseReport.Result;
import io.glassline.trial.FileChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A version is approved by a second person, activated, and rolled back: each asked about first, each done once.
class VersionStepTest extends RulesFixture {

    @Test
    void aSecondPersonApprovesAfterTheySawWhatChangesAndHowTheCasesCameOut() throws Exception {
        town.trials.changes = List.of(new FileChange(
                "routing.yml", FileChange.Kind.CHANGED, List.of("rule “streetlight”: asks for the block"), List.of()));
        town.trials.report = new CaseReport(
                List.of(
                        new Result("a", "routing.test.yml", 3, true, "queue:water", "queue:water", ""),
                        new Result("b", "routing.test.yml", 9, false, "queue:water", "bot:bills", "")),
                List.of("picture"));

        var asked = supervisor.get(page(draft) + "/approval").body();
        assertThat(asked)
                .contains("Approve this version?", "Ask for the block", "rule “streetlight”: asks for the block")
                .contains("1 of 2 cases does not hold", "1 rule has no case", "Holiday hours")
                .contains("name=\"active\" value=\"bbbbbbbbbbbb\"");
        assertThat(town.versions.find(draft).orElseThrow().isApproved())
                .as("asking does nothing")
                .isFalse();

        var done = supervisor.submit(page(draft) + "/approval", seen());
        assertThat(Browser.location(done)).isEqualTo("/console/rules?done=approved&version=dddddddddddd");
        assertThat(supervisor
                        .get("/console/rules?done=approved&version=dddddddddddd")
                        .body())
                .contains("Version dddddddddddd is approved");
        assertThat(town.versions
                        .find(draft)
                        .orElseThrow()
                        .last(Kind.APPROVED)
                        .orElseThrow()
                        .who())
                .isEqualTo("supervisor");
    }

    @Test
    void whoPushedItIsToldThatAnotherPersonApproves() throws Exception {
        ops.get(page(draft) + "/approval");

        var refused = ops.submit(page(draft) + "/approval", seen());

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .contains("Not approved", "Who pushed a version cannot approve it; a second person must.");
        assertThat(town.versions.find(draft).orElseThrow().isApproved()).isFalse();
    }

    @Test
    void ofTwoWhoApproveAtOnceOneIsTold() throws Exception {
        var other = town.versions.pushed("eeeeeeeeeeee", "By a program", "ci", clock.instant());
        supervisor.get(page(other) + "/approval");
        ops.get(page(other) + "/approval");

        var first = supervisor.submit(page(other) + "/approval", seen());
        var second = ops.submit(page(other) + "/approval", seen());

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("supervisor has approved it already.");
        assertThat(town.versions.find(other).orElseThrow().steps()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what the second person does | on
            /console/rules/dddddddddddd/approval   | Not approved
            /console/rules/aaaaaaaaaaaa/activation | Not activated
            /console/rules/rollback                | Not rolled back
            """)
    void whoLookedWhileAnotherVersionWasActiveIsToldAndNothingIsDone(String path, String told) throws Exception {
        supervisor.get(path);
        ops.get(page(approved) + "/activation");
        ops.submit(page(approved) + "/activation", seen());

        var late = supervisor.submit(path, seen());

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body())
                .contains(told, "While you looked, version cccccccccccc became active.")
                .contains("name=\"active\" value=\"cccccccccccc\"");
        assertThat(town.versions.active()).contains(approved);
        assertThat(town.versions.find(draft).orElseThrow().isApproved()).isFalse();

        supervisor.submit(path, Map.of("active", "cccccccccccc"));
        assertThat(List.of(
                        town.versions.active().orElseThrow().equals(approved),
                        town.versions.find(draft).orElseThrow().isApproved()))
                .as("decided anew, it is done")
                .isNotEqualTo(List.of(true, false));
    }

    @Test
    void anApprovedVersionIsActivatedAndRolledBack() throws Exception {
        assertThat(supervisor.get(page(approved) + "/activation").body())
                .contains("Make this version active?", "Water main is urgent", "Active now", "Holiday hours");
        var activated = supervisor.submit(page(approved) + "/activation", seen());
        assertThat(Browser.location(activated)).isEqualTo("/console/rules?done=activated&version=cccccccccccc");
        assertThat(town.versions.active()).contains(approved);

        clock.advance(Duration.ofMinutes(5));
        assertThat(ops.get("/console/rules/rollback").body())
                .containsSubsequence("Go back", "Water main is urgent", "Active before it", "Holiday hours");
        var back = ops.submit("/console/rules/rollback", Map.of("active", approved.hex()));
        assertThat(Browser.location(back)).isEqualTo("/console/rules?done=rolled-back&version=bbbbbbbbbbbb");
        assertThat(ops.get("/console/rules?done=rolled-back&version=bbbbbbbbbbbb")
                        .body())
                .contains("Version bbbbbbbbbbbb is active again");
        assertThat(town.versions.active()).contains(active);

        assertThat(ops.get("/console/rules/rollback").body())
                .as("going back again leads further back, and not to what was left")
                .containsSubsequence(
                        "Go back", "Holiday hours", "rolled back to it", "Active before it", "Snow routes");
        ops.submit("/console/rules/rollback", Map.of("active", active.hex()));
        assertThat(town.versions.active()).contains(before);
        assertThat(ops.get(RULES).body()).as("the first").doesNotContain("Roll back<");
    }

    @Test
    void aDraftIsNotActivatedByAFormThatWasMadeUp() throws Exception {
        supervisor.get(page(approved) + "/activation");

        var refused = supervisor.submit(page(draft) + "/activation", seen());

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Nobody has approved it yet.");
        assertThat(town.versions.active()).contains(active);
    }

    @Test
    void aFormThatIsSentAgainCountsOnce() throws Exception {
        supervisor.get("/console/rules/rollback");
        var form = Map.of("active", active.hex(), "once", "the-same-form");

        supervisor.submit("/console/rules/rollback", form);
        var again = supervisor.submit("/console/rules/rollback", form);

        assertThat(Browser.location(again)).isEqualTo("/console/rules");
        assertThat(town.versions.active()).contains(before);
        assertThat(town.versions.find(active).orElseThrow().steps())
                .filteredOn(step -> step.kind() == Kind.ROLLED_BACK)
                .hasSize(1);
    }

    @Test
    void goingBackAsksNothingOfTheTrials() throws Exception {
        supervisor.get("/console/rules/rollback");

        assertThat(town.trials.asked).isEmpty();
    }

    @Test
    void manyChangesAreCounted() throws Exception {
        town.trials.changes = List.of(new FileChange(
                "routing.yml",
                FileChange.Kind.CHANGED,
                IntStream.range(0, 20).mapToObj(i -> "change number " + i + ".").toList(),
                List.of()));

        assertThat(supervisor.get(page(draft) + "/approval").body())
                .contains("change number 11.", "And 8 more.")
                .doesNotContain("change number 12.");
    }

    private Map<String, String> seen() {
        return Map.of("active", active.hex());
    }
}
