package io.glassline.router;

import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// STOP stops what we send, not what they may ask; and nothing that a person wrote, showed or sent is seen by nobody.
class OptOutTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.of(Locale.ENGLISH));

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel);
    }

    /// What is decided, and the first words of what is said: `queue:general, You stopped`.
    private static String told(Route.Decided route) {
        var words = said(route).split(" ");
        var first = Arrays.stream(words).limit(2).collect(Collectors.joining(" "));
        return route.decision().outcome() + (first.isEmpty() ? "" : ", " + first);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # a citizen who opted out                           | channel  | how      | marks                              | writes                                       | and this happens
              a question by text message                        | sms      | keyword  |                                    | I got an eviction letter, I need a person    | queue:general, You stopped
              the same, and the carrier stops us                | sms      | provider |                                    | I got an eviction letter, I need a person    | queue:general
              a question to a bot that was blocked and is not   | telegram | provider |                                    | When is trash day?                           | queue:general
              a question by mail                                | email    | keyword  |                                    | When is trash day?                           | queue:general, You stopped
              mail that no machine may answer                   | email    | keyword  | NO_AUTOMATIC_ANSWER                | When is trash day?                           | queue:general
              mail that nobody vouches for                      | email    | keyword  | SENDER_UNPROVEN                    | When is trash day?                           | queue:general
              a file beside words                               | email    | keyword  | BESIDE_WORDS                       | appeal.pdf                                   | queue:general
              what a machine wrote                              | email    | keyword  | AUTOMATIC                          | I am out of office                           | kept
              an emergency                                      | sms      | keyword  |                                    | there is a fire in my kitchen                | queue:emergency, This line
              an emergency, and the carrier stops us            | sms      | provider |                                    | there is a fire in my kitchen                | queue:emergency, This line
              an emergency in mail that no machine may answer   | email    | keyword  | NO_AUTOMATIC_ANSWER                | there is a fire in my kitchen                | queue:emergency, This line
              only signs                                        | sms      | keyword  |                                    | ???                                          | queue:general, You stopped
              thanks for the confirmation                       | sms      | keyword  |                                    | thank you                                    | kept
              HELP                                              | sms      | keyword  |                                    | HELP                                         | gate:help, City of
              STOP once more                                    | sms      | keyword  |                                    | STOP                                         | gate:stop
              START                                             | sms      | keyword  |                                    | START                                        | gate:start, City of
              START, and the carrier stopped us                 | sms      | provider |                                    | START                                        | gate:start, City of
            """)
    void isHeard(String kind, String channel, String how, String marks, String words, String happens) {
        var talk = on(channel).standing(Standing.OPTED_OUT, how);
        if (marks != null) {
            talk.marked(Mark.valueOf(marks));
        }
        var route = talk.says(words);

        assertThat(told(route)).isEqualTo(happens);
        assertThat(route.replies()).allMatch(Reply::despiteOptOut);
    }

    @Test
    void howToGoOnIsToldOnceAndEachQuestionIsReadByAPerson() {
        var talk = on("sms").standing(Standing.OPTED_OUT);
        var first = talk.says("When is trash day?");
        assertThat(first.consents()).singleElement().satisfies(line -> {
            assertThat(line.how()).isEqualTo(ConsentChange.TOLD);
            assertThat(line.standing()).isEqualTo(Standing.OPTED_OUT);
        });
        var since = ((Stage.Waiting) first.stage()).since();

        var second = talk.at("2026-11-23T12:00").says("And recycling?");
        assertThat(told(second)).isEqualTo("queue:general");
        assertThat(second.consents()).isEmpty();
        assertThat(((Stage.Waiting) second.stage()).since()).isEqualTo(since);

        talk.says("STOP");
        assertThat(told(talk.says("Hello?")))
                .as("STOP once more is no reason to write")
                .isEqualTo("queue:general");
    }

    @Test
    void whoStartsAgainIsAnsweredAgainAndAPersonStillReadsWhatWaits() {
        var talk = on("sms").standing(Standing.OPTED_OUT);
        talk.says("I got an eviction letter");
        talk.says("START");

        var answer = talk.says("When is trash day?");

        assertThat(answer.decision().outcome()).isEqualTo("bot:trash-day");
        assertThat(answer.stage()).isInstanceOf(Stage.Waiting.class);
    }

    /// The agent cannot answer them, so they are told how to have an answer.
    @Test
    void whoIsWithPeopleAndOptsOutStaysWithThemAndIsToldOnce() {
        var talk = on("sms")
                .stage(new Stage.WithAgent(new QueueId("general"), "kim", Instant.EPOCH))
                .standing(Standing.OPTED_OUT);

        assertThat(told(talk.says("thank you"))).isEqualTo("stays, You stopped");
        assertThat(told(talk.says("Are you there?"))).isEqualTo("stays");
    }

    @Test
    void whoCallsIsAnswered() {
        assertThat(on("voice")
                        .standing(Standing.OPTED_OUT)
                        .says("When is trash day?")
                        .decision()
                        .outcome())
                .isEqualTo("bot:trash-day");
    }

    /// The provider has more words for STOP than we do.
    @Test
    void aWordThatTheProviderDealtWithIsNoQuestion() {
        assertThat(told(on("sms").marked(Mark.KEYWORD_ANSWERED_BY_PROVIDER).says("NO MORE TACOS")))
                .isEqualTo("gate:keyword");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # mail that no machine may answer and that says | is read by
              HELP                                          | queue:general
              When is trash day?                            | queue:general
              there is a fire                               | queue:emergency
            """)
    void helpIsGivenByAPersonWhereNoMachineMay(String words, String outcome) {
        var route = on("email").marked(Mark.NO_AUTOMATIC_ANSWER).says(words);
        assertThat(route.decision().outcome()).isEqualTo(outcome);
    }

    // Mail that nobody vouches for

    private static final Message.Id ASKED = new Message.Id(new UUID(0, 1)).answer(0);

    private static MailThread mail(Optional<String> replyTo, Optional<Message.Id> answers) {
        return new MailThread("<m@x>", List.of(), Optional.of("STOP"), Optional.of(new UUID(0, 1)), replyTo, answers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STOP  | IMPLIED   | Somebody asked in your name to get no more mail | OPTED_OUT | gate:stop
            BAJA  | IMPLIED   | Alguien pidió en su nombre no recibir           | OPTED_OUT | gate:stop
            START | OPTED_OUT | Somebody asked in your name to get mail         | OPTED_IN  | gate:start
            """)
    void anUnprovenMailChangesNoConsentAndWhoeverHasTheAddressIsAskedOnce(
            String word, Standing before, String question, Standing after, String outcome) {
        var talk = on("email").marked(Mark.SENDER_UNPROVEN).standing(before);

        var asks = talk.onThread(mail(Optional.empty(), Optional.empty())).says(word);
        assertThat(told(asks)).startsWith("gate:confirm, ");
        assertThat(said(asks)).startsWith(question);
        assertThat(asks.consents()).singleElement().satisfies(line -> {
            assertThat(line.how()).isEqualTo(ConsentChange.TOLD);
            assertThat(line.standing()).isEqualTo(before);
        });

        var again = talk.says(word);
        assertThat(told(again)).as("a second forged mail is read by a person").isEqualTo("queue:general");
        assertThat(again.consents()).isEmpty();

        var other = talk.onThread(mail(Optional.empty(), Optional.of(new Message.Id(new UUID(0, 9)))))
                .says(word);
        assertThat(other.consents()).as("an answer to another mail of ours").isEmpty();

        var answer = talk.onThread(mail(Optional.empty(), Optional.of(ASKED))).says(word);
        assertThat(answer.decision().outcome()).isEqualTo(outcome);
        assertThat(answer.consents()).extracting(ConsentChange::standing).containsExactly(after);
    }

    @Test
    void whatAnAgentHasStaysWithTheAgent() {
        var withKim = new Stage.WithAgent(new QueueId("general"), "kim", Instant.EPOCH);
        var talk = on("email").marked(Mark.SENDER_UNPROVEN).stage(withKim);
        talk.says("STOP");

        assertThat(told(talk.says("STOP"))).isEqualTo("stays");
        assertThat(talk.conversation.stage()).isEqualTo(withKim);
    }

    @Test
    void nobodyIsAskedAtAnotherAddressThanTheOneInQuestion() {
        var route = on("email")
                .marked(Mark.SENDER_UNPROVEN)
                .onThread(mail(Optional.of("thief@elsewhere.example"), Optional.empty()))
                .says("STOP");
        assertThat(told(route)).isEqualTo("queue:general");
        assertThat(route.consents()).isEmpty();
    }

    @Test
    void aMailThatNoMachineMayAnswerIsNotAskedBack() {
        var route = on("email")
                .marked(Mark.SENDER_UNPROVEN, Mark.NO_AUTOMATIC_ANSWER)
                .says("STOP");
        assertThat(told(route)).isEqualTo("queue:general");
        assertThat(route.consents()).isEmpty();
    }

    // What only a person can read

    private static Content media(String type, String caption) {
        return new Content.Media(
                type,
                URI.create("https://media.example/1"),
                Optional.of(caption).filter(words -> !words.isEmpty()));
    }

    private static Content shown(String what) {
        return switch (what) {
            case "a sticker" -> media("image/webp", "");
            case "a voice" -> media("audio/ogg", "");
            case "a file" -> media("application/pdf", "");
            case "a picture with a question" -> media("image/jpeg", "When is trash day?");
            case "a picture with other words" -> media("image/jpeg", "my letter");
            case "a place" -> new Content.Place(44.1, -124.1, Optional.empty());
            default -> new Content.Unsupported(what);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a sticker                  | Thank you, we have your picture or file.
            a voice                    | Thank you, we have your picture or file.
            a file                     | Thank you, we have your picture or file.
            a poll                     | I cannot read this kind.
            a place                    | Thank you, we have the place you sent.
            a picture with other words | Thank you, we have your picture or file.
            a picture with a question  | once a week
            """)
    void whatOnlyAPersonCanReadWaitsForOneAndTheBotAnswersTheNextQuestion(String what, String told) {
        var talk = on("whatsapp").at("2026-11-21T22:00"); // a Saturday, and nobody is in
        var route = talk.gives(shown(what));
        assertThat(route.decision().outcome()).isEqualTo("queue:general");
        assertThat(said(route)).contains(told);
        assertThat(route.replies()).hasSize(1);
        var waits = route.stage();
        assertThat(waits).isInstanceOf(Stage.Waiting.class);

        var answer = talk.says("When is trash day?");
        assertThat(answer.decision().outcome()).isEqualTo("bot:trash-day");
        assertThat(answer.stage()).as("it still waits to be looked at").isEqualTo(waits);

        var more = talk.gives(shown("a sticker"));
        assertThat(told(more)).as("told once").isEqualTo("queue:general");
        assertThat(more.stage()).isEqualTo(waits);

        var person = talk.says("agent");
        assertThat(person.decision().outcome()).startsWith("queue:");
        assertThat(((Stage.Waiting) person.stage()).since()).isEqualTo(((Stage.Waiting) waits).since());
        assertThat(talk.says("blorp the frobnicator").decision().outcome()).isEqualTo("stays");
        assertThat(talk.says("When is trash day?").stage()).isEqualTo(person.stage());
    }

    @Test
    void anOpenFormStaysOpen() {
        var talk = on("sms");
        talk.says("status of my permit");
        var flow = talk.conversation.session().flow();
        talk.gives(shown("a sticker"));
        assertThat(talk.conversation.session().flow()).isPresent().isEqualTo(flow);
        assertThat(talk.says("cancel").decision().outcome()).isEqualTo("bot:leave-flow");
    }

    @Test
    void afterAnEmergencyTheBotAnswersAndTheDutyDeskHasIt() {
        var talk = on("sms");
        talk.gives(shown("a sticker"));
        var alarm = talk.says("there is a fire");
        var next = talk.says("When is trash day?");
        assertThat(next.decision().outcome()).isEqualTo("bot:trash-day");
        assertThat(next.stage()).isEqualTo(alarm.stage());
    }

    @Test
    void aFileBesideWordsIsLookedAtAndTheWordsHaveTheOneAnswer() {
        var talk = on("email");
        assertThat(talk.says("When is trash day?").decision().outcome()).isEqualTo("bot:trash-day");
        var file = talk.marked(Mark.BESIDE_WORDS).gives(shown("a file"));
        assertThat(told(file)).isEqualTo("queue:general");
        assertThat(talk.marked().says("When is trash day?").decision().outcome())
                .isEqualTo("bot:trash-day");
    }

    @ParameterizedTest
    @ValueSource(strings = {"🆘", "🆘🆘🆘", "🚨"})
    void signsOfNeedAreSeenByAPerson(String signs) {
        var talk = on("sms");
        talk.says("When is trash day?");
        assertThat(told(talk.says(signs))).isEqualTo("queue:general");
    }

    @ParameterizedTest
    @ValueSource(strings = {"👍", "❤️", "🎉🎉", "...", "!"})
    void signsThatAskForNothingAreKept(String signs) {
        var talk = on("sms");
        talk.says("When is trash day?");
        assertThat(told(talk.says(signs))).isEqualTo("kept");
    }
}
