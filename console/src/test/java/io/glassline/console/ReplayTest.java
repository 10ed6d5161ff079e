package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.VersionId;
import io.glassline.trial.Replay;
import io.glassline.trial.Replay.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recorded messages replayed against a draft: begun, followed, and read.
class ReplayTest extends RulesFixture {

    private static final String WORDS = "Water <b>everywhere</b> on Elm";

    @BeforeEach
    void aReplayWaitsToBegin() {
        town.trials.begins = (version, back) -> replay("r-1", version, back, State.RUNNING, 2_500, 0, List.of());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # who      | days | is asked for
            supervisor | 7    | replay dddddddddddd 7
            supervisor | 30   | replay dddddddddddd 30
            ops        | 1    | replay dddddddddddd 1
            """)
    void isBegunByThoseWhoMaySeeTheRules(String who, String days, String asked) throws Exception {
        var browser = new Browser(town).signedInAs(who);
        browser.get(page(draft) + "/replay");

        var begun = browser.submit(page(draft) + "/replay", Map.of("days", days));

        assertThat(Browser.location(begun)).isEqualTo(page(draft) + "/replay/r-1");
        assertThat(town.trials.asked).containsExactly(asked);
    }

    @Test
    void isBegunOnceByAFormThatIsSentTwice() throws Exception {
        supervisor.get(page(draft) + "/replay");
        supervisor.submit(page(draft) + "/replay", Map.of("days", "7", "once", "same"));

        var again = supervisor.submit(page(draft) + "/replay", Map.of("days", "7", "once", "same"));

        assertThat(Browser.location(again)).isEqualTo(page(draft) + "/replay?done=begun");
        assertThat(supervisor.get(page(draft) + "/replay?done=begun").body()).contains("Begun already");
        assertThat(town.trials.count("replay")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0", "365", "-1", "''"})
    void daysThatAreNotOfferedAreNotReplayed(String days) throws Exception {
        supervisor.get(page(draft) + "/replay");

        assertThat(supervisor
                        .submit(page(draft) + "/replay", Map.of("days", days))
                        .statusCode())
                .isEqualTo(422);
        assertThat(town.trials.asked).isEmpty();
    }

    @Test
    void showsHowFarItIsAndLoadsAgainWithoutScripts() throws Exception {
        town.trials.replays.put("r-1", replay("r-1", draft, Duration.ofDays(7), State.RUNNING, 2_500, 0, List.of()));

        var page = supervisor.get(page(draft) + "/replay/r-1").body();

        assertThat(page)
                .contains("Replaying the last 7 days", "value=\"25\"", "about 40 s left")
                .contains("<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>")
                .contains("hx-trigger=\"every 2s\"");
        assertThat(supervisor
                        .get(page(draft) + "/replay/r-1", "HX-Request", "true")
                        .body())
                .contains("Replaying the last 7 days")
                .doesNotContain("<html", "<form");
    }

    @Test
    void endsWithItsFiguresAndWhatWouldGoElsewhere() throws Exception {
        done(List.of(example(Optional.of(WORDS))));

        var page = supervisor.get(page(draft) + "/replay/r-1").body();

        assertThat(page)
                .containsSubsequence("Decided again", "9,400", "Different", "312", "3.3 %", "Not reproduced", "20")
                .containsSubsequence("Erased", "580")
                .containsSubsequence("Bot: water-bill", "Queue Water", "280", "89.7 %")
                .containsSubsequence("Load on each queue", "Water", "610", "890", "+280", "09:00, 500")
                .containsSubsequence("09:00", "410", "500")
                .doesNotContain("http-equiv=\"refresh\"", "every 2s");
    }

    @Test
    void whyItEndedEarlyIsTold() throws Exception {
        var ended = replay("r-1", draft, Duration.ofDays(7), State.FAILED, 900, 4, List.of());
        town.trials.replays.put(
                "r-1",
                new Replay(
                        ended.id(),
                        ended.draft(),
                        ended.back(),
                        ended.begunAt(),
                        ended.state(),
                        ended.total(),
                        ended.messages(),
                        ended.different(),
                        ended.notReproduced(),
                        ended.erased(),
                        Optional.empty(),
                        ended.byOutcome(),
                        ended.load(),
                        ended.examples(),
                        Optional.of("The record went away.")));

        assertThat(supervisor.get(page(draft) + "/replay/r-1").body())
                .contains("Ended early", "The record went away.")
                .doesNotContain("Nothing would go elsewhere");
    }

    @Test
    void wordsAreShownToThoseWhoMayReadThemAndTheReadingIsOnTheRecord() throws Exception {
        done(List.of(example(Optional.of(WORDS))));

        var toOps = ops.get(page(draft) + "/replay/r-1").body();
        assertThat(toOps)
                .contains("The words name a broken main.", "What citizens wrote is shown to supervisors.")
                .doesNotContain("everywhere", "/console/conversations/");
        assertThat(readings()).isZero();

        var toSupervisor = supervisor.get(page(draft) + "/replay/r-1").body();
        assertThat(toSupervisor)
                .contains("Water &lt;b&gt;everywhere&lt;/b&gt; on Elm")
                .contains("/console/conversations/" + conversation.id())
                .contains("That you read these is on the record.")
                .doesNotContain("<b>");
        supervisor.get(page(draft) + "/replay/r-1");
        assertThat(readings()).as("one reading that goes on").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"/console/rules/dddddddddddd/replay/r-2", "/console/rules/cccccccccccc/replay/r-1"})
    void oneThatIsNotKnownHereIsSaidToBeSo(String path) throws Exception {
        done(List.of());

        var answer = supervisor.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("This replay is not known", "Begin it again");
    }

    private long readings() {
        return town.memory.audit(-1, 100).stream()
                .filter(line -> line.kind().equals("list.read"))
                .filter(line -> line.sealed().orElseThrow().contains("\"list\":\"replay\""))
                .count();
    }

    private void done(List<Replay.Example> examples) {
        town.trials.replays.put("r-1", replay("r-1", draft, Duration.ofDays(7), State.DONE, 9_400, 312, examples));
    }

    private Replay.Example example(Optional<String> words) {
        return new Replay.Example(
                "m-1",
                conversation.id().toString(),
                clock.instant(),
                "sms",
                "bot:water-bill",
                "queue:water",
                "The words name a broken main.",
                words);
    }

    private Replay replay(
            String id,
            VersionId version,
            Duration back,
            State state,
            long messages,
            long different,
            List<Replay.Example> examples) {
        return new Replay(
                id,
                version,
                back,
                clock.instant(),
                state,
                10_000,
                messages,
                different,
                state == State.DONE ? 20 : 0,
                state == State.DONE ? 580 : 0,
                state == State.RUNNING ? Optional.of(Duration.ofSeconds(40)) : Optional.empty(),
                different == 0
                        ? List.of()
                        : List.of(
                                new Replay.Move("bot:water-bill", "queue:water", 280),
                                new Replay.Move("stays", "kept", 32)),
                different == 0
                        ? List.of()
                        : List.of(new Replay.Load("water", 9, 410, 500), new Replay.Load("water", 10, 200, 390)),
                examples,
                Optional.empty());
    }
}
