package io.glassline.router;

import static io.glassline.router.Talk.SPANISH;
import static io.glassline.router.Talk.offered;
import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.LineAdapter.Then;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.routing.Flood;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Condition;
import io.glassline.routing.WithdrawnAnswers;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CityRouterTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), CityRouterTest::language);

    /// Stands in for the model: Spanish is what has one of these words.
    private static Optional<Locale> language(String text) {
        return text.matches("(?i).*\\b(cuándo|cuando|quiero|mi|el|la|dónde|donde|está|hay|una|qué|con)\\b.*")
                ? Optional.of(SPANISH)
                : Optional.of(Locale.ENGLISH);
    }

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel);
    }

    private static final Session DISCLOSED =
            new Session(Optional.empty(), List.of(), true, 0, Optional.empty(), Optional.empty());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # citizen writes                        | decided              | by rule              | and is told
              When is trash day?                    | bot:trash-day        | otherwise            | once a week
              ¿Cuándo pasa la basura?               | bot:trash-day        | otherwise            | una vez por semana
              basura                                | bot:trash-day        | otherwise            | una vez por semana
              my bins                               | bot:choices          | otherwise            | Which of these do you mean?
              quantum flux capacitor                | bot:not-understood   | otherwise            | other words
              hello                                 | bot:greeting         | otherwise            | Ask me about trash
              Hola!                                 | bot:greeting         | otherwise            | ¡Hola!
              /start                                | bot:greeting         | otherwise            | Ask me about trash
              thanks!                               | bot:thanks           | otherwise            | You are welcome
              muchas gracias                        | bot:thanks           | otherwise            | Con gusto
              menu                                  | bot:greeting         | otherwise            | Ask me about trash
              español                               | bot:language         | language             | Seguimos en español
              STOP                                  | gate:stop            | stop                 | opted out
              Baja                                  | gate:stop            | stop                 | ya no recibirá
              HELP                                  | gate:help            | help                 | Reply STOP to stop
              RECEIPT                               | gate:receipt         | receipt              | Receipt of this conversation
              recibo, por favor                     | gate:receipt         | receipt              | Comprobante de lo dicho
              ayuda                                 | gate:help            | help                 | Responda BAJA
              START                                 | gate:start           | start                | you are opted in
              agent                                 | queue:general        | asked for a person   | City Hall will answer you here
              PERSONA                               | queue:general        | asked for a person   | Una persona le responderá aquí (Ayuntamiento)
              quiero hablar con una persona         | queue:general        | asked for a person   | Una persona le responderá aquí (Ayuntamiento)
              0                                     | queue:general        | asked for a person   | City Hall will answer you here
              talk to a person about my water bill  | queue:water          | asked for a person   | the Water Department
              the water main on Oak burst           | queue:water          | water main break     | the Water Department
              My house is on fire                   | queue:emergency      | emergency: danger    | This line cannot send help. Call or text 911 now
              Hay un incendio en la cocina          | queue:emergency      | emergency: danger    | Esta línea no puede enviar ayuda
              I want to kill myself                 | queue:emergency      | emergency: crisis    | Call or text 988
              my husband beat me up                 | queue:emergency      | emergency: violence  | 1-800-799-7233
              what is the status of my permit?      | bot:permit-status    | permit status        | What is your permit number?
            """)
    void aFirstMessageIsDecided(String text, String decided, String rule, String told) {
        var route = on("sms").says(text);

        assertThat(route.decision().outcome()).isEqualTo(decided);
        assertThat(route.decision().because().rule()).isEqualTo(rule);
        assertThat(said(route)).contains(told);
    }

    @Test
    void aKeywordCountsBelowTheSubjectOfAMailAndNowhereElse() {
        assertThat(on("email").says("Question to the city\nSTOP").decision().outcome())
                .isEqualTo("gate:stop");
        assertThat(on("sms").says("Question to the city\nSTOP").decision().outcome())
                .isNotEqualTo("gate:stop");
        assertThat(on("email")
                        .says("Stop\nthe trucks that drive down our street")
                        .decision()
                        .outcome())
                .isNotEqualTo("gate:stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sms", "whatsapp", "telegram", "email", "web"})
    void stopIsHonouredAtOnceOnEveryWrittenChannel(String channel) {
        var talk = on(channel);
        var route = talk.says("Stop.");

        assertThat(route.consents()).hasSize(1).first().satisfies(consent -> {
            assertThat(consent.standing()).isEqualTo(Standing.OPTED_OUT);
            assertThat(consent.programme()).isEqualTo("all");
            assertThat(consent.how()).isEqualTo("keyword");
            assertThat(consent.words()).isEqualTo("Stop.");
        });
        assertThat(route.replies()).hasSize(1).allMatch(Reply::despiteOptOut);

        var again = talk.says("STOP");
        assertThat(again.decision().outcome()).isEqualTo("gate:stop");
        assertThat(again.replies()).isEmpty();
    }

    @Test
    void whatTheProviderAnsweredIsNotAnsweredTwice() {
        for (var word : List.of("STOP", "START", "HELP")) {
            assertThat(on("sms")
                            .marked(Mark.KEYWORD_ANSWERED_BY_PROVIDER)
                            .says(word)
                            .replies())
                    .as(word)
                    .isEmpty();
        }
        assertThat(on("sms")
                        .marked(Mark.KEYWORD_ANSWERED_BY_PROVIDER)
                        .says("STOP")
                        .consents())
                .extracting("standing")
                .containsExactly(Standing.OPTED_OUT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # opted out, and writes  | decided          | told
              When is trash day?     | queue:general    | Reply START to get answers
              ¿Cuándo pasa la basura? | queue:general   | Responda ALTA para recibir respuestas
              agent                  | queue:general    | Reply START to get answers
              gracias                | kept             |
              HELP                   | gate:help        | Reply STOP to stop
              STOP                   | gate:stop        |
              my house is on fire    | queue:emergency  | Call or text 911 now
              yes                    | gate:start       | you are opted in
              sí                     | gate:start       | ya recibe nuestros mensajes
              unstop                 | gate:start       | you are opted in
              /start                 | gate:start       | you are opted in
              ALTA                   | gate:start       | ya recibe nuestros mensajes
            """)
    void someoneWhoSaidStopHearsNothingButWhatTheyMust(String text, String decided, String told) {
        var route = on("sms").standing(Standing.OPTED_OUT).says(text);

        assertThat(route.decision().outcome()).isEqualTo(decided);
        assertThat(said(route)).contains(told == null ? "" : told);
        assertThat(route.replies()).hasSize(told == null ? 0 : 1).allMatch(Reply::despiteOptOut);
    }

    @Test
    void yesIsNoKeywordForSomeoneWhoDidNotSayStop() {
        assertThat(on("sms").says("yes").decision().outcome()).isNotEqualTo("gate:start");
    }

    @Test
    void aStoppedCitizenComesBackWithStart() {
        var talk = on("sms");
        talk.says("stop");
        assertThat(talk.says("When is trash day?").decision().outcome()).isEqualTo("queue:general");
        assertThat(talk.says("start").consents()).extracting("standing").containsExactly(Standing.OPTED_IN);
        assertThat(talk.says("When is trash day?").decision().outcome()).isEqualTo("bot:trash-day");
    }

    @Test
    void onThePhoneStopAndHelpAreWordsLikeAnyOther() {
        assertThat(on("voice").says("stop").consents()).isEmpty();
        assertThat(on("voice").says("stop").decision().outcome()).startsWith("bot:");
        assertThat(on("voice").says("help").decision().outcome()).isEqualTo("bot:greeting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"When is trash day?", "STOP", "agent", "my house is on fire", "HELP"})
    void whatAMachineWroteIsKeptAndNeverAnswered(String text) {
        var route = on("email").marked(Mark.AUTOMATIC).says(text);

        assertThat(route.decision().outcome()).isEqualTo("kept");
        assertThat(route.replies()).isEmpty();
        assertThat(route.consents()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            When is trash day?   | queue:general
            my house is on fire  | queue:emergency
            """)
    void whatNoMachineMayAnswerIsReadByAPerson(String text, String outcome) {
        for (var mark : List.of(Mark.NO_AUTOMATIC_ANSWER, Mark.ANSWERED_ENOUGH)) {
            var route = on("email").marked(mark).says(text);

            assertThat(route.decision().outcome()).as(mark.name()).isEqualTo(outcome);
        }
    }

    @Test
    void aMailWhoseSenderIsNotProvenLooksNothingUp() {
        var status = on("email").marked(Mark.SENDER_UNPROVEN).says("status of permit PRM-2026-0117");
        assertThat(status.decision().outcome()).isEqualTo("queue:permits");
        assertThat(said(status)).contains("does not confirm").doesNotContain("PRM-2026-0117");
    }

    /// It is Monday, 10:00 in the city.
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # who is over the hourly budget writes | was told | decided            | and is told
              When is trash day?                   | no       | gate:hourly budget | I answer again today at 10:40 AM. In an emergency call 911
              ¿Cuándo pasa la basura?              | no       | gate:hourly budget | vuelvo a contestar hoy a las
              When is trash day?                   | yes      | kept               | -
              hello                                | yes      | kept               | -
              español                              | yes      | kept               | -
              my house is on fire                  | yes      | queue:emergency    | 911
              STOP                                 | yes      | gate:stop          | opted out
              HELP                                 | yes      | gate:help          | Reply STOP to stop
              I want to talk to a person           | yes      | queue:general      | person
            """)
    void whoFloodsIsToldOnceAndIsHeardInAnEmergency(String text, String told, String decided, String said) {
        var until = Instant.parse("2026-11-23T18:40:00Z");
        var talk = on("sms")
                .session(DISCLOSED)
                .flooding(new Flood(
                        "This address wrote more than 60 messages within the hour.", until, told.equals("yes")));

        var route = talk.says(text);

        assertThat(route.decision().outcome()).isEqualTo(decided);
        if (said == null) {
            assertThat(route.replies()).isEmpty();
        } else {
            assertThat(said(route)).contains(said);
        }
        if (decided.equals("kept") || decided.startsWith("gate:hourly")) {
            assertThat(route.session())
                    .as("what the bot asked last is still open")
                    .isEqualTo(DISCLOSED);
            assertThat(route.decision().because().words()).startsWith("This address wrote more than 60");
        }
    }

    @Test
    void anEmergencyReachesTheDutyDeskEvenFromAnotherQueueAndKeepsItsPlaceThere() {
        var talk = on("sms").stage(new Stage.Waiting(new QueueId("water"), Priority.NORMAL, Instant.EPOCH));
        var first = talk.says("now the basement is on fire");
        assertThat(first.stage()).isInstanceOfSatisfying(Stage.Waiting.class, waiting -> {
            assertThat(waiting.queue()).isEqualTo(new QueueId("emergency"));
            assertThat(waiting.priority()).isEqualTo(Priority.EMERGENCY);
        });
        var second = talk.at("2026-11-23T10:05").says("the fire gets bigger");
        assertThat(second.stage()).isEqualTo(first.stage());
        assertThat(second.replies()).hasSize(1).allMatch(Reply::despiteOptOut);
        assertThat(second.replies().getFirst().author()).isInstanceOf(Author.System.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # city time         | citizen     | told
              2026-11-23T10:00  | agent       | A person from City Hall will answer you here.
              2026-11-23T07:59  | agent       | They are closed now and open today at 8:00 AM.
              2026-11-23T17:00  | agent       | They are closed now and open Tuesday at 8:00 AM.
              2026-11-25T18:00  | agent       | They are closed now and open Monday at 8:00 AM.
              2026-11-21T12:00  | persona     | Ahora está cerrado y abre el lunes a las 8:00
            """)
    void whoAsksForAPersonIsToldWhenOneAnswers(String cityTime, String text, String told) {
        assertThat(said(on("sms").at(cityTime).says(text))).contains(told).doesNotContain("\u202f");
    }

    @Test
    void aPersonIsOfTheTopicThatWasLastAnswered() {
        var talk = on("sms");
        talk.says("how do I pay my water bill");
        talk.says("thanks");
        assertThat(talk.says("agent").decision().outcome()).isEqualTo("queue:water");
    }

    @Test
    void aPersonIsOfTheTopicThatAllLikelyAnswersHave() {
        assertThat(on("sms").says("talk to a person about my bins").decision().outcome())
                .isEqualTo("queue:waste");
    }

    @Test
    void theBotRemembersWhichAnswerItGaveUntilItSaysSomethingElse() {
        var talk = on("sms");
        assertThat(talk.says("how do I pay my water bill").session().lastAnswer())
                .contains("water-bill-pay");
        assertThat(talk.says("repeat").session().lastAnswer()).contains("water-bill-pay");
        assertThat(talk.says("STOP").session().lastAnswer()).contains("water-bill-pay");
        talk.says("START");
        assertThat(talk.says("thank you").session().lastAnswer()).contains("water-bill-pay");
        assertThat(talk.says("something about bins").session().lastAnswer()).isEmpty();
        assertThat(talk.says("agent").decision().outcome())
                .as("all that was offered is of one topic")
                .isEqualTo("queue:waste");
    }

    @Test
    void anAnswerThatIsSpokenIsRememberedLikeAWrittenOne() {
        var talk = on("voice");
        talk.gives(new Content.Call());
        assertThat(talk.says("there is a pothole").session().lastAnswer()).contains("pothole");
        assertThat(talk.keys("0").decision().outcome()).isEqualTo("queue:roads");
    }

    @Test
    void anAnswerThatTheCityHasTakenAwayIsOfNoTopic() {
        var talk = on("sms")
                .session(new Session(Optional.empty(), List.of(), true, 0, Optional.of("Gone."), Optional.of("gone")));
        assertThat(talk.says("agent").decision().outcome()).isEqualTo("queue:general");
    }

    @Test
    void itIsSaidOnceThatAMachineAnswersInTheCitizensLanguage() {
        var talk = on("sms");
        assertThat(said(talk.says("When is trash day?")))
                .startsWith("I am Alder Bay's automated assistant. Reply AGENT for a person.\n\n");
        assertThat(said(talk.says("and the pothole on my street?"))).doesNotContain("automated");

        assertThat(said(on("whatsapp").says("¿Cuándo pasa la basura?")))
                .startsWith("Soy el asistente automático de Alder Bay. Responda PERSONA para hablar con alguien.\n\n");
        assertThat(said(on("sms").says("agent"))).startsWith("This is Alder Bay's automated assistant. ");
        assertThat(said(on("sms").says("STOP"))).doesNotContain("automated");
    }

    @Test
    void theLanguageStaysUntilThereIsReasonToChangeIt() {
        var talk = on("sms");
        assertThat(talk.says("¿Cuándo pasa la basura?").language()).isEqualTo(SPANISH);
        assertThat(talk.says("ok").language()).isEqualTo(SPANISH);
        assertThat(talk.says("agente").language()).isEqualTo(SPANISH);

        var changed = on("sms").in(SPANISH);
        assertThat(changed.says("english please").language()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void whatMayBeOneOfSeveralThingsIsChosenByNumberButtonOrName() {
        for (var pick : List.of("2", "#2", "option 2", "two", "the second one", "New or broken bin")) {
            var talk = on("sms");
            var asked = talk.says("something about bins");
            assertThat(offered(asked))
                    .containsExactly("answer:trash-day", "answer:new-bin", "answer:missed-pickup", "person");
            assertThat(talk.says(pick).decision().outcome()).as(pick).isEqualTo("bot:new-bin");
        }
        var button = on("whatsapp");
        button.says("something about bins");
        assertThat(button.picks("answer:missed-pickup", "Missed pickup")
                        .decision()
                        .outcome())
                .isEqualTo("bot:missed-pickup");
        assertThat(button.picks("person", "A person").decision().outcome()).isEqualTo("queue:waste");

        var wrong = on("sms");
        wrong.says("something about bins");
        assertThat(wrong.says("7").decision().outcome()).isEqualTo("bot:choices");
        assertThat(wrong.says("4").decision().outcome()).isEqualTo("queue:waste");
    }

    @Test
    void theChoicesAreShownInTheCitizensLanguageAndFitAButton() {
        var asked = on("whatsapp").in(SPANISH).says("los bins");
        assertThat(asked.replies().getFirst().offers())
                .containsExactly(
                        new Message.Offer("answer:trash-day", "Día de la basura"),
                        new Message.Offer("answer:new-bin", "Bote nuevo o roto"),
                        new Message.Offer("answer:missed-pickup", "No pasó la basura"),
                        new Message.Offer("person", "Una persona"));
    }

    @Test
    void whatTheBotDoesNotUnderstandTwiceGoesToAPerson() {
        var talk = on("sms");
        assertThat(offered(talk.says("blorp the frobnicator"))).containsExactly("person");
        var second = talk.says("frobnicate my blorp");
        assertThat(second.decision().outcome()).isEqualTo("queue:general");
        assertThat(said(second)).contains("I do not have an answer to that.");

        var between = on("sms");
        between.says("blorp the frobnicator");
        between.says("When is the library open?");
        assertThat(between.says("frobnicate my blorp").decision().outcome()).isEqualTo("bot:not-understood");
    }

    @Test
    void aMailThatTheBotDoesNotUnderstandGoesToAPersonAtOnce() {
        assertThat(on("email").says("blorp the frobnicator").decision().outcome())
                .isEqualTo("queue:general");
    }

    @Test
    void picturesPlacesAndTheUnreadableGoToPeople() {
        var picture = new Content.Media("image/jpeg", URI.create("https://media.example/1"), Optional.empty());
        assertThat(on("whatsapp").gives(picture)).satisfies(route -> {
            assertThat(route.decision().outcome()).isEqualTo("queue:general");
            assertThat(route.decision().because().rule()).isEqualTo("picture");
            assertThat(said(route)).contains("we have your picture or file");
        });
        assertThat(on("telegram")
                        .gives(new Content.Place(44.1, -124.1, Optional.empty()))
                        .decision()
                        .because()
                        .rule())
                .isEqualTo("place");
        assertThat(on("telegram")
                        .gives(new Content.Unsupported("a sticker"))
                        .decision()
                        .because()
                        .rule())
                .isEqualTo("cannot be read");

        var burning =
                new Content.Media("image/jpeg", URI.create("https://media.example/1"), Optional.of("my house on fire"));
        assertThat(on("whatsapp").gives(burning).decision().outcome()).isEqualTo("queue:emergency");
    }

    @Test
    void aThumbAfterAnAnswerIsKeptAndALoneQuestionMarkIsAnswered() {
        var talk = on("sms");
        talk.says("When is trash day?");
        assertThat(talk.says("👍").decision().outcome()).isEqualTo("kept");
        assertThat(talk.says("???").decision().outcome()).isEqualTo("bot:greeting");
        assertThat(on("sms").says("👋").decision().outcome()).isEqualTo("bot:greeting");
    }

    @Test
    void repeatSaysTheLastThingAgain() {
        var talk = on("sms");
        var first = talk.says("something about bins");
        var again = talk.says("repeat");
        assertThat(said(again)).isEqualTo("Which of these do you mean?");
        assertThat(offered(again)).isEqualTo(offered(first));
        assertThat(talk.says("1").decision().outcome()).isEqualTo("bot:trash-day");
    }

    @Test
    void aCallIsAnsweredWithWhatOneMustKnow() {
        var talk = on("voice");
        var route = talk.gives(new Content.Call());

        assertThat(said(route))
                .isEqualTo(
                        "Hello, this is the City of Alder Bay. You are talking to an automated assistant. In an "
                                + "emergency, hang up and call 911. Para español, oprima 1. Permit status: press 2. Report a "
                                + "pothole: press 3. Trash day at your address: press 4. Say in a few words what you need. For a person, press 0. To hear this again, press star.");
        assertThat(route.replies().getFirst().offers()).isEmpty();
        assertThat(said(talk.keys("*"))).isEqualTo(said(route));
        assertThat(said(talk.keys("1"))).startsWith("Hola, esta es la ciudad de Alder Bay.");
        assertThat(talk.keys("2").decision().outcome()).isEqualTo("bot:permit-status");
        assertThat(talk.keys("0").decision().outcome()).isEqualTo("queue:permits");
    }

    @Test
    void eachLanguageOfAMenuIsAnUtteranceOfItsOwn() {
        var talk = on("voice");
        var menu = said(talk.gives(new Content.Call()));

        assertThat(ROUTER.utterances(menu, Locale.ENGLISH))
                .extracting(utterance -> utterance.language().getLanguage() + ": "
                        + utterance.text().substring(0, 21))
                .containsExactly("en: Hello, this is the Ci", "es: Para español, oprima ", "en: Permit status: press ");
        assertThat(ROUTER.utterances("Hello.", Locale.ENGLISH)).singleElement();
        assertThat(ROUTER.afterSilence(talk.conversation, 1, WithdrawnAnswers.NONE)
                        .utterances())
                .extracting(utterance -> utterance.language().getLanguage())
                .containsExactly("en", "es", "en");
    }

    /// Whatever a citizen says it with: a tapped button, what the button sends, words below a picture.
    @Test
    void stopIsStopWhateverItIsSaidWith() {
        var picture = URI.create("telegram:file/1");
        for (var content : List.of(
                new Content.Choice("STOP", "Stop promotions"),
                new Content.Choice("x", "Stop"),
                new Content.Media("image/jpeg", picture, Optional.of("STOP")))) {
            assertThat(on("whatsapp").gives(content).decision().outcome())
                    .as(content.words())
                    .isEqualTo("gate:stop");
        }
        assertThat(on("whatsapp")
                        .gives(new Content.Media("image/jpeg", picture, Optional.empty(), Optional.of("stop")))
                        .decision()
                        .outcome())
                .as("the name of a file is no word")
                .isNotEqualTo("gate:stop");
    }

    @Test
    void whatIsSpokenHasNoWebAddressesAndTellsItsKeys() {
        var talk = on("voice");
        talk.gives(new Content.Call());
        var answer = talk.says("there is a pothole");
        assertThat(said(answer)).contains("our website, city.example").doesNotContain("http");
        assertThat(said(talk.says("something about bins")))
                .isEqualTo("Which of these do you mean? Trash day: press 1. New or broken bin: press 2. Missed pickup: "
                        + "press 3. For a person, press 0.");
        assertThat(talk.keys("2").decision().outcome()).isEqualTo("bot:new-bin");
        assertThat(talk.keys("0").decision().outcome()).isEqualTo("queue:waste");
    }

    @Test
    void aCallerIsAskedWhatElseAndMaySayYesOrNo() {
        var talk = on("voice");
        talk.gives(new Content.Call());
        assertThat(said(talk.says("When is the library open?")))
                .endsWith("Is there anything else? For a person, press 0.");
        assertThat(said(talk.says("yes"))).startsWith("Para español, oprima 1. Permit status: press 2.");
        assertThat(talk.keys("2").decision().outcome()).isEqualTo("bot:permit-status");

        assertThat(said(talk.gives(new Content.Call()))).startsWith("Hello");
        assertThat(said(talk.says("thanks"))).isEqualTo("You are welcome. Say what else you need, or just hang up.");
    }

    @Test
    void aCallersSilenceIsAskedTwiceAndThenTheCallEnds() {
        var talk = on("voice");
        talk.gives(new Content.Call());
        for (var silences = 1; silences <= 2; silences++) {
            var speech = ROUTER.afterSilence(talk.conversation, silences, WithdrawnAnswers.NONE);
            assertThat(speech.then()).isEqualTo(Then.LISTEN);
            assertThat(String.join(" ", speech.say())).contains("I did not hear anything.", "For a person, press 0.");
        }
        assertThat(ROUTER.afterSilence(talk.conversation, 3, WithdrawnAnswers.NONE)
                        .then())
                .isEqualTo(Then.HANG_UP);

        talk.keys("2");
        assertThat(String.join(
                        " ",
                        ROUTER.afterSilence(talk.conversation, 1, WithdrawnAnswers.NONE)
                                .say()))
                .contains("permit number");
    }

    @Test
    void aTurnThatKeepsFailingGoesToAPersonAndSaysSo() {
        var route = on("sms").givesUp("hello", "the turn failed 4 times");
        assertThat(route.decision()).isInstanceOfSatisfying(RoutingDecision.ToQueue.class, queue -> {
            assertThat(queue.queue()).isEqualTo(new QueueId("general"));
            assertThat(queue.priority()).isEqualTo(Priority.URGENT);
            assertThat(queue.because().words()).contains("the turn failed 4 times");
        });
        assertThat(said(route)).contains("Something went wrong on our side");
        assertThat(on("sms").standing(Standing.OPTED_OUT).givesUp("hello", "x").replies())
                .isEmpty();
        assertThat(on("email")
                        .marked(Mark.AUTOMATIC)
                        .givesUp("hello", "x")
                        .decision()
                        .outcome())
                .isEqualTo("kept");
    }

    @Test
    void aDecisionTellsEachConditionWithWhatItSawAndKeepsNoWords() {
        var because = on("sms").says("the water main on Oak burst").decision().because();

        assertThat(because.rulesVersion()).matches("[0-9a-f]{12}").isEqualTo(ROUTER.rulesVersion());
        assertThat(because.trace()).extracting(Condition::rule).containsExactly("permit status", "water main break");
        assertThat(because.trace()).extracting(Condition::held).containsExactly(false, true);
        assertThat(because.trace())
                .extracting(Condition::saw)
                .allMatch(saw -> saw.startsWith("message.text=(6 words)"));
        assertThat(because.toString()).doesNotContain("Oak").doesNotContain("oak");

        var knows = on("sms").says("When is trash day?").decision().because();
        assertThat(knows.trace().getLast())
                .isEqualTo(
                        new Condition("knowledge", "confidence in an approved answer", "sure trash-day 3.500", true));
    }

    @Test
    void theBotsVersionStandsWithEachAnswer() {
        var author = on("sms").says("When is trash day?").replies().getFirst().author();
        assertThat(author).isEqualTo(new Author.Bot(ROUTER.botVersion()));
        assertThat(ROUTER.botVersion()).matches("[0-9a-f]{12}/some-words");
    }

    @Test
    void theSameArgumentsGiveTheSameRouteOnEveryThread() throws Exception {
        var texts = List.of(
                "When is trash day?",
                "STOP",
                "agent",
                "my house is on fire",
                "my bins",
                "blorp",
                "status of PRM-2026-0117");
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var text : texts) {
                var talk = on("sms").session(DISCLOSED);
                var inbound = talk.inbound(new Content.Text(text));
                var situation = talk.situation();
                List<Callable<Route>> same = new ArrayList<>();
                for (var i = 0; i < 1_000; i++) {
                    same.add(() -> ROUTER.route(talk.conversation, inbound, situation));
                }
                var routes = new HashSet<Route>();
                for (var future : threads.invokeAll(same)) {
                    routes.add(future.get());
                }
                assertThat(routes).as(text).hasSize(1);
            }
        }
    }

    @Test
    void aVeryLongTextIsDecidedLikeAShortOne() {
        var route = on("email").says("the garden hose leaks ".repeat(50_000));
        assertThat(route.decision().outcome()).isNotEqualTo("queue:emergency");
    }
}
