package io.glassline.router;

import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session.Waits;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Content;
import io.glassline.routing.Router;
import io.glassline.routing.RoutingDecision;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// People are on the way, and the bot stays: what a citizen does after a hand-over, and what happens.
class WaitingTest {

    private static final String MONDAY_OPEN = "2026-11-23T10:00";
    private static final String FRIDAY_NIGHT = "2026-11-20T22:00";

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.empty());

    private static Talk waiting(String time) {
        var talk = new Talk(ROUTER, "sms").at(time);
        talk.says("how do I pay my water bill");
        assertThat(talk.says("agent").decision().outcome()).isEqualTo("queue:water");
        return talk;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # out of hours, waiting; the citizen | decided            | stands then    | and is told
              When is trash day?                 | bot:trash-day      | waiting, water | once a week
              my account says 4471               | stays              | waiting, water | I have added that for the Water Department. They are closed now and open Monday at 8:00 AM. If it cannot wait, call +1 555 0101; in an emergency 911.
              my bins                            | stays              | waiting, water | I have added that
              and how do I pay online?           | bot:water-bill-pay | waiting, water | About "Pay the water bill"
              hello? anyone there                | stays              | waiting, water | A person from the Water Department will answer you here. They are closed now and open Monday
              never mind                         | bot:left-queue     | bot            | You are no longer in line
              menu                               | bot:left-queue     | bot            | You are no longer in line
              what is the number                 | bot:water-bill-pay | waiting, water | +1 555 0101
              thanks                             | stays              | waiting, water | -
              agent                              | stays              | waiting, water | open Monday at 8:00 AM
              are you a bot                      | stays              | waiting, water | a computer program, not a person
              this is ridiculous                 | stays              | waiting, water | will answer you here
              I want to talk to a person about my trash | queue:waste | waiting, waste | A person from Waste and Recycling
              the water main on Oak burst        | queue:water        | waiting, water | call +1 555 0101 now, day or night
              my house is on fire                | queue:emergency    | waiting, emergency | 911
              what is the status of my permit?   | bot:permit-status  | waiting, water | What is your permit number?
              STOP                               | gate:stop          | waiting, water | opted out
              😂                                 | stays              | waiting, water | -
            """)
    void outOfHoursTheBotStays(String says, String decided, String stands, String told) {
        var route = waiting(FRIDAY_NIGHT).says(says);

        assertThat(route.decision().outcome()).isEqualTo(decided);
        assertThat(stands(route.stage())).isEqualTo(stands);
        if (told == null) {
            assertThat(route.replies()).isEmpty();
        } else {
            assertThat(said(route)).contains(told);
        }
    }

    private static String stands(Stage stage) {
        return stage instanceof Stage.Waiting waiting
                ? "waiting, " + waiting.queue().name()
                : stage.state();
    }

    @Test
    void theHandOverSaysWhenPeopleComeAndWhatNumberIsForNow() {
        var talk = new Talk(ROUTER, "sms").at(FRIDAY_NIGHT);
        assertThat(said(talk.says("agent")))
                .contains("open Monday at 8:00 AM. If it cannot wait, call +1 555 0101; in an emergency 911.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # in office hours, waiting; the citizen | decided       | and is told
              When is trash day?                    | bot:trash-day | once a week
              my account says 4471                  | stays         | -
              hello?                                | stays         | A person from the Water Department will answer you here.
              my bins                               | stays         | -
            """)
    void inOfficeHoursWhatIsNotSureIsLeftToPeople(String says, String decided, String told) {
        var route = waiting(MONDAY_OPEN).says(says);

        assertThat(route.decision().outcome()).isEqualTo(decided);
        if (told == null) {
            assertThat(route.replies()).isEmpty();
        } else {
            assertThat(said(route)).contains(told);
        }
    }

    @Test
    void itIsSaidOnceThatSomethingWasAdded() {
        var talk = waiting(FRIDAY_NIGHT);
        assertThat(said(talk.says("my account says 4471"))).startsWith("I have added that");
        assertThat(talk.says("and I was away in June, too").replies()).isEmpty();
        assertThat(talk.says("When is trash day?").decision().outcome()).isEqualTo("bot:trash-day");
        assertThat(talk.gives(new Content.Media("image/jpeg", URI.create("https://media.example/1"), Optional.empty()))
                        .replies())
                .isEmpty();
    }

    @Test
    void theAgentSeesThatTheBotAnsweredMeanwhile() {
        var because =
                waiting(FRIDAY_NIGHT).says("When is trash day?").decision().because();

        assertThat(because.rule()).isEqualTo(RoutingDecision.WHILE_WAITING);
        assertThat(because.words()).contains("People were asked and none has come yet");
    }

    @Test
    void thePlaceInLineIsKept() {
        var talk = waiting(FRIDAY_NIGHT);
        var since = talk.conversation.stage();
        talk.at("2026-11-20T23:00");
        talk.says("When is trash day?");
        talk.says("my account says 4471");
        assertThat(talk.conversation.stage()).isEqualTo(since);
    }

    /// What an agent has, and where an alarm was raised, the bot is silent.
    @Test
    void theBotIsSilentWherePeopleHaveIt() {
        for (Stage stage : List.of(
                new Stage.WithAgent(new QueueId("water"), "agent", Instant.EPOCH),
                new Stage.Waiting(new QueueId("emergency"), Priority.EMERGENCY, Instant.EPOCH))) {
            for (var words : List.of("When is trash day?", "never mind", "menu", "lol")) {
                var route = new Talk(ROUTER, "sms").stage(stage).says(words);
                assertThat(route.decision().outcome()).isEqualTo("stays");
                assertThat(route.stage()).isEqualTo(stage);
                assertThat(route.replies()).isEmpty();
            }
        }
    }

    @Test
    void whatIsUrgentDoesNotLeaveTheQueue() {
        var talk = new Talk(ROUTER, "sms");
        talk.says("the water main on Oak burst");
        for (var words : List.of("never mind", "menu")) {
            assertThat(stands(talk.says(words).stage())).isEqualTo("waiting, water");
        }
    }

    @Test
    void mailThatNoMachineAnswersStaysWithPeople() {
        for (var mark : List.of(Mark.NO_AUTOMATIC_ANSWER, Mark.ANSWERED_ENOUGH, Mark.BESIDE_WORDS)) {
            var talk = new Talk(ROUTER, "email");
            talk.says("blorp the frobnicator");
            var route = talk.marked(mark).says("When is trash day?");
            assertThat(route.decision().outcome()).as(mark.name()).isEqualTo("stays");
            assertThat(route.replies()).isEmpty();
        }
    }

    @Test
    void aCallerWhoHoldsIsAnsweredMeanwhile() {
        var talk = new Talk(ROUTER, "voice").at(MONDAY_OPEN);
        talk.gives(new Content.Call());
        talk.keys("0");

        var answer = talk.says("when is trash day");
        assertThat(answer.decision().outcome()).isEqualTo("bot:trash-day");
        assertThat(said(answer)).contains("once a week").doesNotContain("http");
        assertThat(answer.session().waits()).isEqualTo(Waits.HOLDING);
        assertThat(answer.stage()).isInstanceOf(Stage.Waiting.class);

        assertThat(talk.says("never mind").stage()).isInstanceOf(Stage.WithBot.class);
    }

    @Test
    void aCallerWhoHoldsAndSaysGoodbyeKeepsThePlace() {
        var talk = new Talk(ROUTER, "voice").at(MONDAY_OPEN);
        talk.gives(new Content.Call());
        talk.keys("0");
        var route = talk.says("ok bye");
        assertThat(said(route)).contains("a person will call you back. Goodbye.");
        assertThat(route.session().waits()).isEqualTo(Waits.LET_GO);
        assertThat(route.stage()).isInstanceOf(Stage.Waiting.class);
    }
}
