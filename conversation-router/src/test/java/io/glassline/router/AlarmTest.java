package io.glassline.router;

import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Content;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What follows an alarm, or the question whether there is an emergency.
class AlarmTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.of(Locale.ENGLISH));

    /// Words of which the gate is not sure, whatever it learns: an alarm that the city asked about.
    private static final Session ASKED = Session.FRESH.alarmed(Optional.of(new Session.Alarm("danger", true)));

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel);
    }

    private static Talk asked() {
        return on("sms")
                .session(ASKED.withBotGoingOn(true))
                .stage(new Stage.Waiting(
                        new QueueId("emergency"), Priority.URGENT, on("sms").now()));
    }

    private static Talk alarmed() {
        var talk = on("sms");
        var route = talk.says("My house is on fire");
        assertThat(route.decision().outcome()).isEqualTo("queue:emergency");
        return talk;
    }

    private static Priority priority(Route.Decided route) {
        return ((Stage.Waiting) route.stage()).priority();
    }

    @ParameterizedTest(name = "asked whether it is an emergency: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            # the citizen says                 | decided              | waits as  | and is told
              YES                              | queue:emergency      | EMERGENCY | This line cannot send help
              yes she fell down the stairs     | queue:emergency      | EMERGENCY | This line cannot send help
              sí                               | queue:emergency      | EMERGENCY | This line cannot send help
              no                               | queue:emergency      | NORMAL    | no emergency
              nope                             | queue:emergency      | NORMAL    | no emergency
              no, it was just the toaster      | queue:emergency      | NORMAL    | no emergency
              When is trash day?               | bot:trash-day        | URGENT    | once a week
            """)
    void theQuestionIsAnswered(String says, String decided, Priority waits, String told) {
        var route = asked().says(says);

        assertThat(route.decision().outcome()).isEqualTo(decided);
        assertThat(priority(route)).isEqualTo(waits);
        assertThat(said(route)).contains(told);
    }

    @Test
    void theQuestionStandsForOneTurn() {
        var talk = asked();
        talk.says("When is trash day?");
        var later = talk.says("yes");

        assertThat(later.decision().because().rule()).doesNotContain("emergency");
        assertThat(priority(later)).isEqualTo(Priority.URGENT);
    }

    @ParameterizedTest(name = "after an alarm: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            # the citizen says                                   | by rule             | waits as  | and is told
              false alarm                                        | alarm taken back    | NORMAL    | no emergency
              not an emergency                                   | alarm taken back    | NORMAL    | no emergency
              Sorry, false alarm! It was just the toaster.       | alarm taken back    | NORMAL    | no emergency
              everything is fine now                             | alarm taken back    | NORMAL    | no emergency
              falsa alarma                                       | alarm taken back    | NORMAL    | no emergency
              ya todo está bien                                  | alarm taken back    | NORMAL    | no emergency
              False alarm about the fire, but she is not breathing | emergency: danger | EMERGENCY | This line cannot send help
              it was not a false alarm, the house is burning     | emergency: danger   | EMERGENCY | This line cannot send help
              the smoke is coming up the stairs                  | emergency: danger   | EMERGENCY | This line cannot send help
              When is trash day?                                 | otherwise           | EMERGENCY | once a week
              my bins                                            | otherwise           | EMERGENCY | City staff have been told
              what should I do now                               | otherwise           | EMERGENCY | City staff have been told
              agent                                              | asked for a person  | EMERGENCY | the duty desk
            """)
    void theBotGoesOn(String says, String rule, Priority waits, String told) {
        var route = alarmed().says(says);

        assertThat(route.decision().because().rule()).isEqualTo(rule);
        assertThat(priority(route)).isEqualTo(waits);
        assertThat(said(route)).contains(told);
    }

    @Test
    void whatWasTakenBackStaysWithTheDutyDeskAndTheBotAnswers() {
        var talk = alarmed();
        talk.says("false alarm");
        var next = talk.says("When is trash day?");

        assertThat(next.decision().outcome()).isEqualTo("bot:trash-day");
        assertThat(next.stage()).isEqualTo(talk.conversation.stage());
        assertThat(((Stage.Waiting) next.stage()).queue()).isEqualTo(new QueueId("emergency"));
        assertThat(said(talk.says("blorp"))).contains("I do not find that address");
    }

    /// Of this the gate is not sure.
    private static final String UNSURE = "there is a strange smell coming out of my trash";

    @Test
    void whatMayBeOneIsAskedAboutAndAnsweredAndAPersonIsTold() {
        var route = on("sms").says(UNSURE);

        assertThat(route.decision().outcome()).isEqualTo("queue:emergency");
        assertThat(route.decision().because().rule()).startsWith("perhaps an emergency: ");
        assertThat(priority(route)).isEqualTo(Priority.URGENT);
        assertThat(route.session().alarm())
                .hasValueSatisfying(alarm -> assertThat(alarm.isAsked()).isTrue());
        assertThat(said(route)).contains("Is this an emergency? Reply YES.").doesNotContain("other words");
    }

    @Test
    void theQuestionBesideItIsAnswered() {
        var route = on("sms").says(UNSURE);

        assertThat(route.replies()).hasSize(2);
        assertThat(said(route)).contains("Is this an emergency?").contains("once a week");
    }

    @Test
    void onThePhoneTheCallerIsAskedForTheEar() {
        assertThat(said(on("voice").says(UNSURE))).contains("Say yes or no");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            voice | no mija noventa y tres dice mi hijo
            sms   | okay so hi um i don't know if this is the right place but my nephew said i could call and uh so we had the party last saturday and the folks next door they put all their cups and stuff in my bin which fine but now it's too full and they didn't take it
            voice | okay so hi um i don't know if this is the right place but my nephew said i could call and uh so we had the party last saturday and the folks next door they put all their cups and stuff in my bin which fine but now it's too full and they didn't take it
            """)
    void aLongStoryOrAMishearingEndsNoCall(String channel, String says) {
        var route = on(channel).says(says);

        assertThat(route.decision().because().rule()).doesNotStartWith("emergency");
        assertThat(said(route)).doesNotContain("cannot send help", "no puede enviar ayuda");
    }

    @Test
    void underAPictureItIsAskedToo() {
        var route = on("sms")
                .gives(new Content.Media("image/jpeg", URI.create("https://x.example/1"), Optional.of(UNSURE)));

        assertThat(said(route)).contains("Is this an emergency?");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"who opted out, OPTED_OUT, ", "whose mail no machine may answer, IMPLIED, NO_AUTOMATIC_ANSWER"})
    void whoMustNotBeWrittenToIsNotAskedAndAPersonIsTold(String who, Standing standing, Mark mark) {
        var talk = on("email").standing(standing);
        if (mark != null) {
            talk.marked(mark);
        }
        var route = talk.says(UNSURE);

        assertThat(route.decision().outcome()).isEqualTo("queue:emergency");
        assertThat(priority(route)).isEqualTo(Priority.URGENT);
        assertThat(said(route)).doesNotContain("Is this an emergency?");
    }

    @Test
    void whoIsWithAnAgentIsNotAskedByAMachine() {
        var talk = on("sms");
        var route = talk.stage(new Stage.WithAgent(new QueueId("general"), "ana", talk.now()))
                .says(UNSURE);

        assertThat(route.decision().outcome()).isEqualTo("stays");
        assertThat(route.replies()).isEmpty();
    }

    @Test
    void fixedWordsAreSaidDespiteAStop() {
        var route = on("sms").standing(Standing.OPTED_OUT).says("there is a fire in my kitchen");

        assertThat(route.replies()).isNotEmpty().allMatch(Reply::despiteOptOut);
    }
}
