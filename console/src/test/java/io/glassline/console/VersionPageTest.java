package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.trial.CaseReport;
import io.glassline.trial.CaseReport.Result;
import io.glassline.trial.Explanation;
import io.glassline.trial.FileChange;
import io.glassline.trial.FileChange.Line;
import io.glassline.trial.FileChange.Sign;
import io.glassline.trial.Trials.Missed;
import io.glassline.trial.Trials.RuleUse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One version: what it changes, whether its cases hold, and what it makes of a message.
class VersionPageTest extends RulesFixture {

    @Test
    void aChangeIsToldInSentencesFirstAndInLinesBelow() throws Exception {
        town.trials.changes = List.of(
                new FileChange(
                        "routing.yml",
                        FileChange.Kind.CHANGED,
                        List.of("rule “water main break”: priority normal → urgent"),
                        List.of(
                                new Line(Sign.SAME, 11, "    queue: water"),
                                new Line(Sign.REMOVED, 12, "    priority: normal"),
                                new Line(Sign.ADDED, 12, "    priority: urgent"),
                                new Line(Sign.ADDED, 40, "    says: urgent-call"))),
                new FileChange(
                        "knowledge/water/bills.md",
                        FileChange.Kind.ADDED,
                        List.of(),
                        List.of(new Line(Sign.ADDED, 1, "# Bills"))));

        assertThat(supervisor.get(page(draft)).body())
                .contains("2 files differ")
                .containsSubsequence(
                        "routing.yml",
                        "rule “water main break”: priority normal → urgent",
                        "queue: water",
                        "removed</span>",
                        "priority: normal",
                        "added</span>",
                        "priority: urgent",
                        "lines left out",
                        "says: urgent-call",
                        "knowledge/water/bills.md",
                        "New file",
                        "# Bills");
        assertThat(town.trials.asked).containsExactly("changes bbbbbbbbbbbb dddddddddddd");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # version      | address            | is compared with
            dddddddddddd   |                    | bbbbbbbbbbbb
            dddddddddddd   | ?from=cccccccccccc | cccccccccccc
            dddddddddddd   | ?from=dddddddddddd | bbbbbbbbbbbb
            dddddddddddd   | ?from=nonsense     | bbbbbbbbbbbb
            bbbbbbbbbbbb   |                    | aaaaaaaaaaaa
            """)
    void itIsComparedWithTheActiveVersionOrAChosenOne(String version, String query, String with) throws Exception {
        supervisor.get("/console/rules/" + version + (query == null ? "" : query));

        assertThat(town.trials.asked).containsExactly("changes " + with + " " + version);
    }

    @Test
    void theFirstVersionHasNothingToBeComparedWith() throws Exception {
        try (var other = new Town(-1, clock)) {
            var first = other.versions.live("aaaaaaaaaaaa", "First", "ops", "supervisor", clock.instant());
            assertThat(new Browser(other).signedInAs("ops").get(page(first)).body())
                    .contains("There is nothing to compare it with");
        }
    }

    @Test
    void aVeryLongChangeIsCut() throws Exception {
        town.trials.changes = List.of(new FileChange(
                "phrases.yml",
                FileChange.Kind.CHANGED,
                List.of(),
                IntStream.rangeClosed(1, VersionChanges.LINES_MAX + 7)
                        .mapToObj(i -> new Line(Sign.ADDED, i, "line " + i + "."))
                        .toList()));

        assertThat(supervisor.get(page(draft)).body())
                .contains("line 400.", "7 more lines are not shown")
                .doesNotContain("line 401.");
    }

    @Test
    void redCasesComeFirstWithWhyAndGreenOnesAfterThem() throws Exception {
        town.trials.report = new CaseReport(
                List.of(
                        new Result("trash day", "routing.test.yml", 4, true, "bot:trash-day", "bot:trash-day", ""),
                        new Result(
                                "a broken main",
                                "routing.test.yml",
                                17,
                                false,
                                "queue:water urgent",
                                "flow:permit-status",
                                "The rule ‘permit status’ stands before it.")),
                List.of("picture", "place"));

        assertThat(supervisor.get(page(draft) + "/cases").body())
                .containsSubsequence(
                        "1 of 2 cases does not hold",
                        "2 rules have no case",
                        "Do not hold",
                        "a broken main",
                        "routing.test.yml:17",
                        "Queue Water, urgent",
                        "Form: permit-status",
                        "The rule ‘permit status’ stands before it.",
                        "Hold",
                        "trash day",
                        "routing.test.yml:4",
                        "Rules without a case",
                        "picture",
                        "place")
                .doesNotContain("queue:water");
    }

    @Test
    void aMessageIsTriedAndExplainedStepByStep() throws Exception {
        town.trials.explains = (version, message) -> new Explanation(
                "queue:water",
                "water main break",
                Optional.of(version),
                "The words name a broken main.",
                "A person of the water office looks at this, because you wrote of a broken main.",
                List.of(
                        new Explanation.Step("emergencies", "", "no alarm", false),
                        new Explanation.Step("water main break", "says: broken main", "main, gushing", true)),
                List.of(new Explanation.Candidate("water-leak", 0.815)),
                List.of("We have told the water office."),
                Optional.of(Duration.ofNanos(412_000)));
        supervisor.get(page(draft) + "/trial");

        var tried = supervisor.submit(page(draft) + "/trial", trying("the main is gushing", Map.of("language", "es")));

        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(tried.body())
                .contains(">the main is gushing</textarea>")
                .containsSubsequence(
                        "Queue Water",
                        "The words name a broken main.",
                        "water main break",
                        "0.4 ms",
                        "A person of the water office looks at this",
                        "What the citizen would be told",
                        "We have told the water office.",
                        "water-leak",
                        "82 %",
                        "emergencies",
                        "Did not hold",
                        "no alarm",
                        "water main break",
                        "Decided",
                        "says: broken main",
                        "main, gushing");
        assertThat(town.trials.asked)
                .singleElement()
                .asString()
                .contains("dddddddddddd", "text=the main is gushing", "channel=sms", "Optional[es]", "content=text");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what is wrong      | field    | value            | told
            no words             | text     | ''               | Write what the citizen would write.
            a channel of nobody  | channel  | pigeon           | Choose a channel of the city
            an unknown content   | content  | smell            | Choose a channel of the city
            a language that is none | language | <es>          | A language is named by its tag
            a time that is none  | at       | soon             | The time is none
            """)
    void aFormThatMakesNoSenseIsNotTried(String what, String field, String value, String told) throws Exception {
        supervisor.get(page(draft) + "/trial");

        var answer = supervisor.submit(page(draft) + "/trial", trying("hello", Map.of(field, value)));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Not tried", told);
        assertThat(town.trials.asked).isEmpty();
    }

    @Test
    void hostileWordsStayText() throws Exception {
        var hostile = "<script>alert(1)</script>\"' onmouseover=\"x";
        var bad = town.versions.pushed("eeeeeeeeeeee", hostile, "ops", clock.instant());
        town.trials.changes = List.of(new FileChange(
                "routing.yml", FileChange.Kind.CHANGED, List.of(hostile), List.of(new Line(Sign.ADDED, 1, hostile))));
        town.trials.report = new CaseReport(
                List.of(new Result(hostile, "x.yml", 1, false, hostile, hostile, hostile)), List.of(hostile));
        town.trials.uses = List.of(new RuleUse(hostile, true, 0));
        town.trials.missed = List.of(new Missed("\"><script>", "sms", "en", hostile, hostile));
        town.trials.explains = (version, message) -> new Explanation(
                hostile,
                hostile,
                Optional.of(version),
                hostile,
                hostile,
                List.of(new Explanation.Step(hostile, hostile, hostile, true)),
                List.of(new Explanation.Candidate(hostile, 7)),
                List.of(hostile),
                Optional.empty());

        for (var path : List.of(
                RULES,
                page(bad),
                page(bad) + "/cases",
                page(bad) + "/approval",
                page(bad) + "/trial",
                RULES + "/use")) {
            assertThat(supervisor.get(path).body())
                    .as(path)
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain("<script>")
                    .doesNotContainPattern("<[^>]*onmouseover");
        }
        supervisor.get(page(bad) + "/trial");
        assertThat(supervisor
                        .submit(page(bad) + "/trial", trying(hostile, Map.of()))
                        .body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>")
                .doesNotContainPattern("<[^>]*onmouseover");
    }

    private static Map<String, String> trying(String text, Map<String, String> others) {
        var fields = new HashMap<>(Map.of("text", text, "channel", "sms", "content", "text"));
        fields.putAll(others);
        return fields;
    }
}
