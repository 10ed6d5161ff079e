package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.trial.Replay;
import io.glassline.trial.Shadow;
import io.glassline.trial.ShadowFindings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A draft beside the active version: begun, followed, read and ended.
class ShadowTest extends RulesFixture {

    private static final String WORDS = "Water <b>everywhere</b> on Elm";

    @Test
    void isBegunFollowedAndEnded() throws Exception {
        begin(ops, draft.hex());
        var shadow = town.shadows.running().orElseThrow();
        assertThat(shadow.share().toString()).isEqualTo("10%");
        assertThat(shadow.begunBy()).isEqualTo("ops");
        town.shadows.keep(shadow.id(), "node-1", found(Optional.of(WORDS)));

        assertThat(supervisor.get(page(draft) + "/shadow").body())
                .contains("Decides beside version bbbbbbbbbbbb about 10 % of all conversations; begun by Sam Lind")
                .containsSubsequence("Decided by both", "1,000", "Different", "12", "1.2 %")
                .containsSubsequence("Skipped", "3", "for more came than could wait")
                .containsSubsequence("Bot: water-bill", "Queue Water", "12", "100.0 %")
                .contains("“leak” could not be evaluated for 2 messages: no such key", "hx-trigger=\"every 5s\"");

        supervisor.submit(page(draft) + "/shadow/end", Map.of());

        assertThat(town.shadows.running()).isEmpty();
        assertThat(supervisor.get(page(draft) + "/shadow").body())
                .contains("Decided beside", "by Ruth Okafor. Ended by hand.", "Decide beside the active version")
                .doesNotContain("every 5s");
    }

    @Test
    void wordsAreShownToThoseWhoMayReadThemAndTheReadingIsOnTheRecord() throws Exception {
        begin(supervisor, draft.hex());
        town.shadows.keep(town.shadows.running().orElseThrow().id(), "node-1", found(Optional.of(WORDS)));

        assertThat(ops.get(page(draft) + "/shadow").body())
                .contains("The words name a broken main.", "What citizens wrote is shown to supervisors.")
                .doesNotContain("everywhere", "/console/conversations/");
        assertThat(readings()).isZero();

        assertThat(supervisor.get(page(draft) + "/shadow", "HX-Request", "true").body())
                .contains("Water &lt;b&gt;everywhere&lt;/b&gt; on Elm", "/console/conversations/" + conversation.id())
                .doesNotContain("<html", "<form");
        supervisor.get(page(draft) + "/shadow");
        assertThat(readings()).as("one reading that goes on").isEqualTo(1);
    }

    @Test
    void oneRunsAtATimeAndThePageOfAnotherVersionSaysSo() throws Exception {
        begin(supervisor, draft.hex());
        supervisor.get(page(approved) + "/shadow");

        var refused = supervisor.submit(
                page(approved) + "/shadow", Map.of("share", "10%", "hours", "1", "once", "of a page from before"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Not begun", "dddddddddddd runs already, begun by supervisor");
        assertThat(refused.body())
                .contains("Another version is tried just now", page(draft) + "/shadow")
                .doesNotContain("name=\"share\"");
        var notIts = supervisor.submit(page(approved) + "/shadow/end", Map.of("once", "of another page"));
        assertThat(notIts.statusCode()).isEqualTo(409);
        assertThat(town.shadows.running()).map(Shadow::draft).contains(draft);
    }

    @Test
    void theActiveVersionIsNoShadowOfItself() throws Exception {
        assertThat(supervisor.get(page(active) + "/shadow").body())
                .contains("This version is active.")
                .doesNotContain("name=\"share\"");
    }

    @ParameterizedTest
    @CsvSource({"10%,0", "10%,9999", "200%,1", "'',1", "all,24"})
    void whatIsNotOfferedIsNotBegun(String share, String hours) throws Exception {
        supervisor.get(page(draft) + "/shadow");

        assertThat(supervisor
                        .submit(page(draft) + "/shadow", Map.of("share", share, "hours", hours))
                        .statusCode())
                .isEqualTo(422);
        assertThat(town.shadows.latest()).isEmpty();
    }

    private static void begin(Browser by, String version) throws Exception {
        by.get(RULES + "/" + version + "/shadow");
        var begun = by.submit(RULES + "/" + version + "/shadow", Map.of("share", "10%", "hours", "24"));
        assertThat(Browser.location(begun)).isEqualTo(RULES + "/" + version + "/shadow");
    }

    private long readings() {
        return town.memory.audit(-1, 100).stream()
                .filter(line -> line.kind().equals("list.read"))
                .filter(line -> line.sealed().orElseThrow().contains("\"list\":\"shadow\""))
                .count();
    }

    private ShadowFindings found(Optional<String> words) {
        return new ShadowFindings(
                1_000,
                12,
                3,
                0,
                0,
                Duration.ofMillis(900),
                Duration.ofMillis(1_100),
                Duration.ofMillis(30),
                List.of(new Replay.Move("bot:water-bill", "queue:water", 12)),
                List.of(new ShadowFindings.Fault("leak", "no such key", 2)),
                List.of(new Replay.Example(
                        "m-1",
                        conversation.id().toString(),
                        clock.instant(),
                        "sms",
                        "bot:water-bill",
                        "queue:water",
                        "The words name a broken main.",
                        words)),
                List.of());
    }
}
