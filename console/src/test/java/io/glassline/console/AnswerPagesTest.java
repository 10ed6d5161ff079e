package io.glassline.console;

import static io.glassline.console.Town.citizen;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.answer.AnswerUse.Count;
import io.glassline.answer.AnswerUse.Question;
import io.glassline.answer.CityAnswers.Confusion;
import io.glassline.answer.Judgements.Sampled;
import io.glassline.answer.SourcePassage;
import io.glassline.answer.SourceState;
import io.glassline.audit.Actor;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.offer.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Approved answers are looked at, withdrawn and given again, and those who got one are given to people.
class AnswerPagesTest extends ConsoleFixture {

    private static final String LIST = "/console/answers";
    private static final String TRASH = LIST + "/trash-day";

    private Browser supervisor() throws Exception {
        return new Browser(town).signedInAs("supervisor");
    }

    private String digest() {
        return town.answers.find("trash-day").orElseThrow().digest();
    }

    private boolean isWithdrawn() {
        return town.withdrawals.standing().has("trash-day", this::digest);
    }

    private void owns(String id, QueueId queue) {
        town.profiles.write(
                new Profile(id, Map.of(), Map.of("en", 3), Set.of(queue), 3),
                Actor.atConsole("supervisor"),
                clock.instant());
    }

    @Test
    void eachAnswerStandsWithItsStateAndWhatCameOfIt() throws Exception {
        town.answers.counts.put("trash-day", new Count(40, 8, 4, 10, 8));
        assertThat(agent.get(LIST).body())
                .contains("3 of 3 approved answers", "2 of them were never given")
                .containsSubsequence("pothole", "Due for review", "library", "Live", "trash-day", "40", "20 %", "10 %")
                .contains("80 % (49–94 %)");
        assertThat(agent.get(LIST + "?state=due").body())
                .contains("/answers/pothole")
                .doesNotContain("/answers/library");
        assertThat(agent.get(LIST + "?text=picked+tuesday").body())
                .contains("/answers/trash-day")
                .doesNotContain("/answers/library");
        assertThat(agent.get(LIST + "?owner=Public+Library").body())
                .contains("/answers/library")
                .doesNotContain("/answers/pothole");
    }

    @Test
    void mineAreThoseOfTheQueuesInMyProfile() throws Exception {
        assertThat(agent.get(LIST + "?whose=mine").body()).contains("No answer is like that");
        owns("agent", Town.WASTE);
        assertThat(agent.get(LIST + "?whose=mine").body())
                .contains("/answers/trash-day")
                .doesNotContain("/answers/library");
    }

    @Test
    void aSupervisorWithdrawsItWithOneClickAndAReason() throws Exception {
        var supervisor = supervisor();
        assertThat(supervisor.get(TRASH).body()).contains("Withdraw it now", "grade 4 of school", "¿Español?");

        var done = supervisor.submit(TRASH + "/withdrawal", Map.of("digest", digest(), "reason", "The day moved."));
        assertThat(Browser.location(done)).isEqualTo(TRASH + "?done=withdrawn");
        assertThat(isWithdrawn()).isTrue();
        assertThat(supervisor.get(TRASH).body())
                .containsSubsequence("Withdrawn", "Ruth Okafor", "The day moved.", "Give it again");

        supervisor.submit(TRASH + "/giving", Map.of("digest", digest(), "reason", "It did not."));
        assertThat(isWithdrawn()).isFalse();
        assertThat(supervisor.get(TRASH).body())
                .containsSubsequence("Withdrawn before", "The day moved.", "Taken back by Ruth Okafor", "It did not.");
        assertThat(town.memory.kinds()).containsSubsequence("answer.withdrawn", "answer.given-again");
    }

    @Test
    void anOwnerMayAndAnotherAgentMayNot() throws Exception {
        assertThat(agent.get(TRASH).body()).doesNotContain("Withdraw it now");
        assertThat(agent.submit(TRASH + "/withdrawal", Map.of("digest", digest(), "reason", "wrong"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(agent.get(TRASH + "/receivers").statusCode()).isEqualTo(404);
        assertThat(isWithdrawn()).isFalse();

        owns("agent", Town.WASTE);
        agent.get(TRASH);
        agent.submit(TRASH + "/withdrawal", Map.of("digest", digest(), "reason", "wrong"));
        assertThat(isWithdrawn()).isTrue();
    }

    @Test
    void whoRunsTheMachinesSeesNoCitizenAndWithdrawsNothing() throws Exception {
        var ops = new Browser(town).signedInAs("ops");
        assertThat(ops.get(TRASH).body()).contains("trash-day").doesNotContain("Withdraw it now");
        assertThat(ops.get(TRASH + "/receivers").statusCode()).isNotEqualTo(200);
        assertThat(ops.get("/console/questions").statusCode()).isNotEqualTo(200);
        ops.get(TRASH);
        assertThat(ops.submit(TRASH + "/withdrawal", Map.of("digest", digest(), "reason", "wrong"))
                        .statusCode())
                .isNotEqualTo(303);
        assertThat(isWithdrawn()).isFalse();
    }

    @Test
    void withoutAReasonOrOfAnotherTextNothingIsWithdrawn() throws Exception {
        var supervisor = supervisor();
        supervisor.get(TRASH);
        var without = supervisor.submit(TRASH + "/withdrawal", Map.of("digest", digest(), "reason", " "));
        assertThat(without.statusCode()).isEqualTo(409);
        assertThat(without.body()).contains("Nothing was changed", "Say why");
        var other = supervisor.submit(TRASH + "/withdrawal", Map.of("digest", "old", "reason", "wrong"));
        assertThat(other.body()).contains("reads otherwise by now");
        assertThat(isWithdrawn()).isFalse();
        assertThat(supervisor.get(LIST + "/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void thoseWhoGotItAreGivenToThePeopleOfItsOffice() throws Exception {
        var withBot = town.conversation(
                "sms", "+15550177", "en", Duration.ofMinutes(9), _ -> new Stage.WithBot(), citizen("trash day"));
        var over = town.conversation(
                "sms",
                "+15550199",
                "en",
                Duration.ofMinutes(9),
                at -> new Stage.Closed(at, "quiet"),
                citizen("trash day"));
        for (var one : List.of(withBot, over, conversation)) {
            town.answers.given(one, clock.instant());
        }
        var supervisor = supervisor();
        assertThat(supervisor.get(TRASH + "/receivers").body())
                .contains("Text message", "With the bot", "Give 3 conversations to people")
                .contains("/console/conversations/" + withBot.id());
        assertThat(town.memory.kinds()).contains("list.read");

        var done = supervisor.submit(
                TRASH + "/receivers", Map.of("days", "7", "note", "Trash is on Wednesday. Please tell them."));
        assertThat(done.body())
                .contains("2 conversations wait for people", "1 could not be given")
                .contains("The citizen goes on in conversation");
        assertThat(find(withBot).stage())
                .isInstanceOfSatisfying(
                        Stage.Waiting.class,
                        waiting -> assertThat(waiting.queue()).isEqualTo(Town.WASTE));
        assertThat(find(conversation).stage()).isEqualTo(conversation.stage());
        assertThat(find(over).stage()).isInstanceOf(Stage.Closed.class);
        assertThat(town.memory.transcript(withBot.id()).orElseThrow().notes())
                .extracting(note -> note.text())
                .containsExactly("Trash is on Wednesday. Please tell them.");
    }

    private Conversation find(Conversation conversation) {
        return town.memory.find(conversation.id()).orElseThrow();
    }

    @Test
    void whatWasAskedAndNotAnsweredIsToldInWordsOfMany() throws Exception {
        for (var who = 1; who <= 3; who++) {
            town.answers.questions.add(new Question(
                    "beekeeping permit" + (who == 1 ? " for Maria" : ""),
                    new Lane("city-sms", new Address(new ChannelKind("sms"), "+1555017" + who)),
                    Locale.ENGLISH,
                    clock.instant()));
        }
        assertThat(agent.get("/console/questions").body())
                .contains("<strong>3</strong> people", "beekeeping")
                .doesNotContainIgnoringCase("maria");
    }

    @Test
    void aSourceThatSaysSomethingElseIsShownInWords() throws Exception {
        sourceChanges();
        assertThat(agent.get(LIST + "?state=changed").body())
                .contains("Source changed", "/answers/trash-day")
                .doesNotContain("/answers/library");
        assertThat(agent.get(TRASH).body())
                .containsSubsequence("says something else now", "<del>", "Tuesday.", "<ins>", "Wednesday.");
    }

    private void sourceChanges() {
        var answer = town.answers.find("trash-day").orElseThrow();
        town.sources.keep(new SourceState(
                "trash-day",
                answer.source(),
                answer.digest(),
                answer.reviewed(),
                Optional.of(new SourcePassage("Collection", "Trash is picked up on Tuesday.")),
                Optional.of(new SourcePassage("Collection", "Trash is picked up on Wednesday.")),
                clock.instant(),
                Optional.empty()));
    }

    @Test
    void aDrawnAnswerIsJudgedAndAWrongOneLeadsToItsPage() throws Exception {
        for (var number = 1L; number <= 2; number++) {
            town.judgements.given(new Sampled(
                    number,
                    "trash-day",
                    "my card is 4111 1111 1111 1111, trash?",
                    Locale.ENGLISH,
                    conversation.id(),
                    clock.instant().minus(Duration.ofDays(1)),
                    Optional.empty()));
        }
        assertThat(agent.get("/console/sample").body())
                .contains("trash?", "Trash is picked up on Tuesday.", "nothing is judged yet")
                .doesNotContain("4111 1111 1111 1111");
        assertThat(town.memory.kinds()).contains("list.read");
        assertThat(Browser.location(
                        agent.submit("/console/sample", Map.of("decision", "1", "verdict", "right", "day", ""))))
                .startsWith("/console/sample?day=");
        agent.get("/console/sample");
        assertThat(agent.submit("/console/sample", Map.of("decision", "1", "verdict", "wrong", "day", ""))
                        .statusCode())
                .isEqualTo(409);
        assertThat(Browser.location(
                        agent.submit("/console/sample", Map.of("decision", "2", "verdict", "wrong", "day", ""))))
                .isEqualTo(TRASH + "#decide");
        assertThat(agent.submit("/console/sample", Map.of("decision", "9", "verdict", "wrong", "day", ""))
                        .statusCode())
                .isEqualTo(400);
        assertThat(agent.get("/console/sample").body()).contains("1 of 2 judged", "between 9 and 91 %");
        assertThat(new Browser(town).signedInAs("ops").get("/console/sample").statusCode())
                .isNotEqualTo(200);
    }

    @Test
    void whichAreTakenForEachOtherIsTold() throws Exception {
        town.answers.confusions.add(new Confusion("trash-day", "bins out", "pothole"));
        assertThat(agent.get("/console/confusions").body()).containsSubsequence("bins out", "trash-day", "pothole");
        assertThat(agent.get(TRASH).body()).contains("Taken for another");
    }
}
