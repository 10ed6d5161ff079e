package io.glassline.router;

import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import io.glassline.routing.Router;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who refuses messages in plain words is heard, wherever they are; who may refuse them is told how.
class RefusalTalkTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.of(Locale.ENGLISH));

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # on       | who writes                                | is told
              sms      | don't text this number again              | no more messages from this number
              sms      | ya no me manden mensajes                  | ya no recibirá más mensajes de este número
              sms      | STOP                                      | no more messages from this number
              whatsapp | stop texting me please                    | no more messages in this chat
              telegram | ya no me escriban                         | ya no recibirá más mensajes en este chat
              email    | Darme de baja                             | ya no recibirá más correos nuestros en esta dirección
              email    | unsubscribe                               | no more mail from us at this address
              email    | `Re: your bulletin\nremove me from your list` | no more mail from us at this address
            """)
    void optsOutAtOnceInTheWordsOfItsChannel(String channel, String words, String told) {
        var route = on(channel).says(words.replace("\\n", "\n"));

        assertThat(route.decision().outcome()).isEqualTo("gate:stop");
        assertThat(said(route)).contains(told);
        assertThat(route.consents()).singleElement().satisfies(line -> {
            assertThat(line.standing()).isEqualTo(Standing.OPTED_OUT);
            assertThat(line.how()).isEqualTo(ConsentChange.KEYWORD);
            assertThat(line.words()).isEqualTo(words.replace("\\n", "\n"));
        });
    }

    @Test
    void theRecordNamesThePhraseThatWasHeard() {
        var trace = on("sms").says("lose this number").decision().because().trace();
        assertThat(trace).singleElement().satisfies(condition -> {
            assertThat(condition.rule()).isEqualTo("refusal");
            assertThat(condition.saw()).contains("lose").contains("<my-number>");
        });
    }

    @Test
    void isHeardInsideAFormAndWithAnAgentAndBelowAPicture() {
        var inForm = on("sms");
        inForm.says("status of my permit");
        assertThat(inForm.conversation.session().flow()).isPresent();
        assertThat(inForm.says("stop texting me").decision().outcome()).isEqualTo("gate:stop");

        var withAgent = on("sms").stage(new Stage.WithAgent(new QueueId("general"), "kim", Instant.EPOCH));
        assertThat(withAgent.says("take me off your list").decision().outcome()).isEqualTo("gate:stop");
        assertThat(withAgent.conversation.stage()).isInstanceOf(Stage.WithAgent.class);

        var picture = new Content.Media(
                "image/jpeg", URI.create("https://media.example/1"), Optional.of("no more messages please"));
        assertThat(on("sms").gives(picture).decision().outcome()).isEqualTo("gate:stop");
    }

    @Test
    void anEmergencyIsNoRefusal() {
        assertThat(on("sms").says("stop there is a fire").decision().outcome()).isEqualTo("queue:emergency");
        assertThat(on("sms")
                        .says("stop, this is not a drill, he has a gun")
                        .decision()
                        .outcome())
                .isEqualTo("queue:emergency");
    }

    @Test
    void onThePhoneItIsWordsLikeAnyOther() {
        assertThat(on("voice").says("stop calling me and no more messages").consents())
                .isEmpty();
    }

    @Test
    void inMailThatNobodyVouchesForItIsAskedBack() {
        var route = on("email").marked(Mark.SENDER_UNPROVEN).says("Please remove me from your list");
        assertThat(route.decision().outcome()).isEqualTo("gate:confirm");
        assertThat(route.consents()).extracting(ConsentChange::how).containsExactly(ConsentChange.TOLD);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # on     | who writes                                         | is decided         | and told                                    | and also
              sms    | Please stop texting me. When is trash day?         | bot:trash-day      | Reply STOP to stop all messages from us.    | once a week
              sms    | you have the wrong number                          | bot:not-understood | Reply STOP to stop all messages from us.    |
              sms    | número equivocado                                  | bot:never-mind     | Responda BAJA para no recibir más mensajes  |
              email  | I never signed up for this                         | queue:general      | Reply STOP to stop all messages from us.    | A person from
            """)
    void whoMayRefuseMessagesIsAnsweredAndToldHow(
            String channel, String words, String outcome, String question, String also) {
        var talk = on(channel);
        var route = talk.says(words);

        assertThat(route.decision().outcome()).isEqualTo(outcome);
        assertThat(route.decision().because().trace())
                .extracting(condition -> condition.rule())
                .contains("refusal");
        assertThat(said(route)).contains(question).contains(also == null ? "" : also);
        assertThat(route.replies()).hasSize(1);
        assertThat(route.consents()).singleElement().satisfies(line -> {
            assertThat(line.how()).isEqualTo(ConsentChange.TOLD);
            assertThat(line.standing()).isEqualTo(Standing.IMPLIED);
        });
        assertThat(said(talk.says(words))).as("told once").doesNotContain(question);
        assertThat(talk.says("STOP").decision().outcome()).isEqualTo("gate:stop");
    }

    /// What was learnt only asks, and whoever was not understood is asked for other words as well.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # who writes                                       | is told                                        | and also
              I would be happier without your texts            | Reply STOP to stop all messages from us.       | other words
              kiten este cel de sus avisos                     | STOP                                           | other words
              quit hitting my phone with this, my case is over | Reply STOP to stop all messages from us.       |
            """)
    void whoMayRefuseMessagesByWhatWasLearntIsToldOnce(String words, String question, String also) {
        var talk = on("sms");
        var route = talk.says(words);

        assertThat(route.decision().because().trace()).anySatisfy(condition -> {
            assertThat(condition.rule()).isEqualTo("refusal");
            assertThat(condition.saw()).startsWith("learnt, ");
        });
        assertThat(said(route)).contains(question).contains(also == null ? "" : also);
        assertThat(route.consents()).extracting(ConsentChange::how).containsExactly(ConsentChange.TOLD);
        assertThat(said(talk.says(words))).as("told once").doesNotContain("Reply STOP");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            cancel my water service
            cancel my appointment
            don't stop texting me
            no me saquen de la lista
            quiero cancelar el agua
            """)
    void whatIsNoRefusalChangesNoConsent(String words) {
        assertThat(on("sms").says(words).consents())
                .extracting(ConsentChange::how)
                .doesNotContain(ConsentChange.KEYWORD);
    }

    /// Nothing that was learnt looks at the city's own words.
    @Test
    void noPhrasingOfTheCityIsAskedAbout() {
        ExampleCity.city().knowledge().answers().stream()
                .flatMap(answer -> answer.phrasings().values().stream())
                .flatMap(List::stream)
                .forEach(phrasing -> assertThat(on("sms").says(phrasing).consents())
                        .as(phrasing)
                        .isEmpty());
    }

    @Test
    void whoMayRefuseMessagesIsToldSoWithAnAgentAndInAForm() {
        var withAgent = on("sms").stage(new Stage.WithAgent(new QueueId("general"), "kim", Instant.EPOCH));
        var route = withAgent.says("you have the wrong number");
        assertThat(route.decision().outcome()).isEqualTo("stays");
        assertThat(said(route)).startsWith("Reply STOP");

        var inForm = on("sms");
        inForm.says("status of my permit");
        var asked = inForm.says("I don't want these");
        assertThat(said(asked)).startsWith("Reply STOP");
        assertThat(inForm.conversation.session().flow())
                .as("the form stays open")
                .isPresent();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sms   | f*** this city honestly
            email | `Your notice\nHello, see below. Can you please tell me what I'm supposed to do?\n\n> Do not do laundry during this time.\n> Reply STOP to unsubscribe.`
            """)
    void whoSwearsOrQuotesRefusesNothing(String channel, String words) {
        assertThat(said(on(channel).says(words.replace("\\n", "\n")))).doesNotContain("stop all messages");
    }

    @Test
    void aPossibleRefusalIsNoMiss() {
        var talk = on("sms");
        talk.says("wrong number");
        assertThat(talk.conversation.session().misses()).isZero();
    }

    @Test
    void whoStoppedAlreadyIsNotToldAgain() {
        var route = on("sms").standing(Standing.OPTED_OUT).says("you have the wrong number");
        assertThat(said(route)).doesNotContain("Reply STOP to stop all");
    }

    @Test
    void whatAMachineWroteIsKeptAndShownAndNotAnswered() {
        var auto = "I'm driving right now. I'll get back to you later.";
        var route = on("sms").says(auto);
        assertThat(route.decision().outcome()).isEqualTo("kept");
        assertThat(route.replies()).isEmpty();
        assertThat(route.decision().because().trace())
                .singleElement()
                .satisfies(condition -> assertThat(condition.rule()).isEqualTo("machine"));
        var withAgent = on("sms").stage(new Stage.WithAgent(new QueueId("general"), "kim", Instant.EPOCH));
        assertThat(withAgent.says(auto).decision().outcome()).isEqualTo("stays");
    }
}
