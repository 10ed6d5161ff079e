package io.glassline.router;

import static io.glassline.router.Talk.SPANISH;
import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.LineAdapter.Speech;
import io.glassline.channel.LineAdapter.Then;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueuePlace;
import io.glassline.conversation.Session.Waits;
import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import io.glassline.routing.Router;
import io.glassline.routing.Router.Hold;
import io.glassline.routing.WithdrawnAnswers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A caller who waits for a person: what is heard, and what can be done by key and by speech.
class HeldCallerTest {

    private static final String MONDAY_OPEN = "2026-11-23T10:00";
    private static final String MONDAY_NIGHT = "2026-11-23T22:00";

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.empty());

    @ParameterizedTest(name = "{0}, {1}, does {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # the queue is | number   | the caller          | hears                                    | then            | conversation
              open         | shown    | 1                   | You keep your place in line.             | LET_GO          | waiting
              open         | shown    | call me back please | You keep your place in line.             | LET_GO          | waiting
              open         | shown    | option one          | You keep your place in line.             | LET_GO          | waiting
              open         | shown    | 2                   | Please say your message now.             | LEAVING_MESSAGE | waiting
              open         | shown    | leave a message     | Please say your message now.             | LEAVING_MESSAGE | waiting
              open         | shown    | 3                   | Para español, oprima 1.                  | HOLDING         | bot
              open         | shown    | main menu           | Para español, oprima 1.                  | HOLDING         | bot
              open         | shown    | it is about my roof | I have added that to your request.       | HOLDING         | waiting
              open         | shown    | 0                   | To keep your place and be called back    | HOLDING         | waiting
              open         | shown    | *                   | To keep your place and be called back    | HOLDING         | waiting
              open         | shown    | 99                  | To keep your place and be called back    | HOLDING         | waiting
              open         | shown    | repeat that         | To keep your place and be called back    | HOLDING         | waiting
              open         | withheld | 1                   | Please say your message now.             | LEAVING_MESSAGE | waiting
              open         | withheld | 8                   | Your number is withheld                  | HOLDING         | waiting
              closed       | shown    | 1                   | You keep your place in line.             | LET_GO          | waiting
              closed       | shown    | 2                   | Please say your message now.             | LEAVING_MESSAGE | waiting
              closed       | shown    | my roof leaks       | I have kept that.                        | LEAVING_MESSAGE | waiting
              closed       | shown    | 3                   | Para español, oprima 1.                  | HOLDING         | bot
              closed       | shown    | 7                   | To be called back then, press 1          | CHOOSING        | waiting
              closed       | withheld | 7                   | Your number is withheld                  | CHOOSING        | waiting
              open         | shown    | there is a fire     | Call or text 911 now.                    | LET_GO          | waiting
            """)
    void keysAndWordsAreHeardWhileWaiting(
            String queue, String number, String does, String hears, Waits then, String stage) {
        var talk = waiting(queue.equals("open") ? MONDAY_OPEN : MONDAY_NIGHT, number.equals("withheld"));

        var decided = does.matches("[0-9*#]+") ? talk.keys(does) : talk.says(does);

        assertThat(said(decided)).contains(hears);
        assertThat(decided.session().waits()).isEqualTo(then);
        assertThat(decided.stage().state()).isEqualTo(stage);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # time             | number   | hears                                                                       | then
              2026-11-23T10:00 | shown    | A person from City Hall will be with you. Please stay on the line.          | HOLDING
              2026-11-23T22:00 | shown    | Nobody is there now: City Hall opens Tuesday at 8:00 AM. Your request is in line. In an emergency, hang up and call 911. To be called back then, press 1 | CHOOSING
              2026-11-23T22:00 | withheld | Your number is withheld, so we cannot call you back. To leave a message     | CHOOSING
            """)
    void nobodyIsHeldWhileTheQueueIsClosed(String time, String number, String hears, Waits then) {
        var talk = number.equals("withheld") ? on().withheld() : on();
        talk.at(time).gives(new Content.Call());

        var decided = talk.keys("0");

        assertThat(said(decided)).contains(hears);
        assertThat(decided.session().waits()).isEqualTo(then);
        assertThat(decided.decision().outcome()).isEqualTo("queue:general");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # the caller holds, and     | time             | number   | hears                                                          | then
              nothing is due            | 2026-11-23T10:00 | shown    | ''                                                             | HOLD
              words are due             | 2026-11-23T10:00 | shown    | You are number 3 in line. The wait is about 7 minutes. To keep your place | HOLD
              words are due             | 2026-11-23T10:00 | withheld | You are number 3 in line. The wait is about 7 minutes. Your number is withheld | HOLD
              it has been long          | 2026-11-23T10:00 | shown    | I am sorry that nobody could take your call yet, and I will not keep you waiting. Your request stays in line, and a person will call you back. Goodbye. | HANG_UP
              it has been long          | 2026-11-23T10:00 | withheld | I will not keep you waiting. Your number is withheld, so we cannot call you back. Please call again. Goodbye. | HANG_UP
              nothing is due            | 2026-11-23T17:01 | shown    | I am sorry, they have closed: City Hall opens Tuesday at 8:00 AM. Your request stays in line | HANG_UP
            """)
    void theLineIsHeldForAsLongAsTheCitySaysAndNoLonger(
            String what, String time, String number, String hears, Then then) {
        var talk = waiting(MONDAY_OPEN, number.equals("withheld")).at(time);

        var speech = holding(talk, what);

        assertThat(String.join(" ", speech.say())).contains(hears);
        assertThat(speech.say().isEmpty()).isEqualTo(hears.isEmpty());
        assertThat(speech.then()).isEqualTo(then);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # an agent has the call, and | hears                                                     | then
              nothing is due             | ''                                                        | HOLD
              words are due              | A person is with you and is writing. One moment, please.  | HOLD
              it has been long           | The person who has your call does not answer just now. Your request stays in line, and a person will call you back. Goodbye. | HANG_UP
            """)
    void talkingWithAnAgentIsNotWaitingInLine(String what, String hears, Then then) {
        var talk = waiting(MONDAY_OPEN, false);
        talk.stage(new Stage.WithAgent(new QueueId("general"), "kim", talk.now()));

        var speech = holding(talk, what);

        assertThat(String.join(" ", speech.say())).isEqualTo(hears);
        assertThat(speech.then()).isEqualTo(then);
        assertThat(talk.says("I am still here").replies()).isEmpty();
    }

    @Test
    void aMessageMayHaveManySentencesAndEndsInSilence() {
        var talk = waiting(MONDAY_NIGHT, false);
        talk.keys("2");
        for (var words : new String[] {"My roof leaks", "since the storm", "call me back"}) {
            assertThat(said(talk.says(words))).startsWith("I have kept that.");
        }

        var silence = ROUTER.afterSilence(talk.conversation, 1, WithdrawnAnswers.NONE);
        assertThat(silence.say())
                .containsExactly("Your request stays in line, and a person will call you back. Goodbye.");
        assertThat(silence.then()).isEqualTo(Then.HANG_UP);
    }

    @ParameterizedTest(name = "{0}, silence {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # the caller was asked       | silence | hears                                                       | then
              how to go on               | 1       | I did not hear anything. To be called back then, press 1    | LISTEN
              how to go on               | 2       | a person will call you back. Goodbye.                       | HANG_UP
              for a message              | 1       | I did not hear anything. Please say your message now.       | LISTEN
              for a message              | 2       | a person will call you back. Goodbye.                       | HANG_UP
            """)
    void silenceIsAskedOnceMoreAndThenTheLineIsFreed(String asked, int silence, String hears, Then then) {
        var talk = waiting(MONDAY_NIGHT, false);
        if (asked.equals("for a message")) {
            talk.keys("2");
        }

        var speech = ROUTER.afterSilence(talk.conversation, silence, WithdrawnAnswers.NONE);

        assertThat(String.join(" ", speech.say())).contains(hears);
        assertThat(speech.then()).isEqualTo(then);
    }

    @Test
    void whoCannotBeHelpedNowIsLetGoAfterThreeKeysThatMeanNothing() {
        var talk = waiting(MONDAY_NIGHT, false);
        talk.keys("7");
        talk.keys("8");

        var third = talk.keys("9");

        assertThat(said(third)).endsWith("Goodbye.");
        assertThat(third.session().waits()).isEqualTo(Waits.LET_GO);
        assertThat(third.stage()).isInstanceOf(Stage.Waiting.class);
    }

    @Test
    void thePlaceInLineIsKept() {
        var talk = waiting(MONDAY_OPEN, false);
        var since = talk.conversation.stage();
        talk.at("2026-11-23T10:12");

        assertThat(talk.keys("1").stage()).isEqualTo(since);
    }

    /// Who waits, and asks what the bot is sure of, is answered; it is no message and no matter for the person.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the queue is | and before | the caller asks           | hears                           | and then
              open         |            | when is the library open  | The Public Library              | HOLDING
              closed       |            | when is the library open  | To be called back then, press 1 | CHOOSING
              closed       | 2          | when is the library open  | The Public Library              | LEAVING_MESSAGE
              closed       | library    | and on sunday             | Sunday                          | CHOOSING
              closed       | 2; library | is the card free          | free                            | LEAVING_MESSAGE
              closed       | 2          | I read about the library card in the flood | I have kept that. | LEAVING_MESSAGE
            """)
    void aSureQuestionIsAnsweredWhileWaiting(String queue, String before, String asks, String hears, Waits then) {
        var talk = waiting(queue.equals("open") ? MONDAY_OPEN : MONDAY_NIGHT, false);
        for (var step : before == null ? new String[0] : before.split("; ")) {
            var decided = step.equals("2") ? talk.keys("2") : talk.says("when is the " + step + " open");
            assertThat(said(decided)).isNotBlank();
        }

        var decided = talk.says(asks);

        assertThat(said(decided)).contains(hears);
        assertThat(decided.session().waits()).isEqualTo(then);
        assertThat(decided.stage()).isInstanceOf(Stage.Waiting.class);
    }

    @Test
    void inSpanishToo() {
        var talk = waiting(MONDAY_OPEN, false).in(SPANISH);

        assertThat(said(talk.says("quiero dejar un mensaje"))).startsWith("Diga su mensaje ahora");
        assertThat(said(talk.says("gotea mi techo"))).startsWith("Lo guardé.");
    }

    /// Who must dial 911 needs the line.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the caller says                         | and hears
              there is a fire in the house next door  | This line cannot send help. Call or text 911 now.
              I want to kill myself                   | Call or text 988 now to talk with someone
              hay un incendio                         | Llame o mande un texto al 911 ahora.
            """)
    void anEmergencyIsToldWhereToCallAndTheLineIsFreed(String says, String hears) {
        var talk = on();
        talk.gives(new Content.Call());

        var decided = talk.says(says);

        assertThat(said(decided)).contains(hears).containsAnyOf("I end this call now", "Termino esta llamada ahora");
        assertThat(decided.decision().outcome()).isEqualTo("queue:emergency");
        assertThat(decided.session().waits()).isEqualTo(Waits.LET_GO);
    }

    private static Talk on() {
        return new Talk(ROUTER, "voice");
    }

    private static Talk waiting(String time, boolean withheld) {
        var talk = withheld ? on().withheld() : on();
        talk.at(time).gives(new Content.Call());
        talk.keys("0");
        return talk;
    }

    private static Speech holding(Talk talk, String what) {
        return ROUTER.holding(
                talk.conversation,
                new Hold(
                        talk.now(),
                        Optional.of(new QueuePlace(3, Optional.of(Duration.ofSeconds(430)))),
                        what.equals("words are due"),
                        what.equals("it has been long")));
    }
}
