package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.version.Versions.NodeVersion;
import io.glassline.version.Versions.RefusedVersion;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The list of versions, and by which of them each node decides.
class RulesPageTest extends RulesFixture {

    @Test
    void eachVersionSaysWhoWhenWhatForAndHowFarItIs() throws Exception {
        var page = supervisor.get(RULES).body();

        assertThat(page)
                .containsSubsequence(
                        "Active now", "Holiday hours", "bbbbbbbbbbbb", "Pushed by Sam Lind", "Approved by Ruth Okafor")
                .containsSubsequence(
                        "Draft</span>", "Ask for the block",
                        "Approved</span>", "Water main is urgent",
                        "Active</span>", "Holiday hours",
                        "Was active</span>", "Snow routes");
    }

    @Test
    void onlyWhatCanBeDoneIsOffered() throws Exception {
        var page = supervisor.get(RULES).body();

        assertThat(page)
                .contains(page(draft) + "/approval", page(approved) + "/activation", "/console/rules/rollback")
                .doesNotContain(page(draft) + "/activation", page(approved) + "/approval")
                .doesNotContain(page(active) + "/activation", page(active) + "/approval");
        assertThat(supervisor.get(page(before)).body())
                .as("one that was active is activated again from its own page")
                .contains(page(before) + "/activation");
    }

    @Test
    void eachNodeSaysByWhichVersionItDecidesAndWhatItRefused() throws Exception {
        var now = clock.instant();
        town.versions.nodes.add(new NodeVersion("node-1", active, now.minus(Duration.ofHours(2)), Optional.empty()));
        town.versions.nodes.add(new NodeVersion("node-2", before, now.minus(Duration.ofHours(4)), Optional.empty()));
        town.versions.nodes.add(new NodeVersion(
                "node-3",
                before,
                now.minus(Duration.ofHours(4)),
                Optional.of(new RefusedVersion(active, "the model file <b>answers.onnx</b> is gone"))));

        assertThat(supervisor.get(RULES).body())
                .containsSubsequence(
                        "node-1", "Decides by the active version", "node-2", "Has not taken up the active version")
                .containsSubsequence(
                        "node-3", "Refused bbbbbbbbbbbb", "the model file &lt;b&gt;answers.onnx&lt;/b&gt; is gone")
                .doesNotContain("<b>answers");
    }

    @Test
    void aPageThatIsOpenIsGivenOnlyWhatChanges() throws Exception {
        assertThat(supervisor.get(RULES, "HX-Request", "true").body())
                .contains("Active now", "Ask for the block")
                .doesNotContain("<html", "<nav");
    }

    @Test
    void aNewCityIsToldHowToBegin() throws Exception {
        var empty = new Town(-1, clock);
        try (empty) {
            assertThat(new Browser(empty).signedInAs("ops").get(RULES).body())
                    .contains("No version is active yet", "There is no version yet", "rules push")
                    .doesNotContain("Roll back");
        }
    }

    @Test
    void aLongHistoryIsCut() throws Exception {
        for (var i = 0; i < RulesController.VERSIONS_MAX; i++) {
            town.versions.pushed(String.format("%012x", i), "Change number " + i + ".", "ops", clock.instant());
        }

        assertThat(supervisor.get(RULES).body())
                .contains("Change number 0.", "Only the latest 50 are listed")
                .doesNotContain("Ask for the block");
    }
}
