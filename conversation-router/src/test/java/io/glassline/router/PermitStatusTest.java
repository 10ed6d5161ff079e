package io.glassline.router;

import static io.glassline.router.Talk.SPANISH;
import static io.glassline.router.Talk.offered;
import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.message.Content;
import io.glassline.routing.Lookup;
import io.glassline.routing.Lookups;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The form `permit-status`, on text, speech and keys.
class PermitStatusTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.empty());

    private static final Lookups RECORDS = lookup -> new Lookup.Result.Found(
            "PRM-2026-0117".equals(lookup.arguments().get("number"))
                    ? List.of(Map.of(
                            "number", "PRM-2026-0117",
                            "kind", "Fence",
                            "address_hint", "Oak Street",
                            "status", "In review",
                            "status_since", "2026-11-02",
                            "next_step", "Plan check by December 1."))
                    : List.of());

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel).asking(RECORDS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
              what's the status of permit PRM-2026-0117?
              PRM-2026-0117
              prm 2026 117
              Permit prm20260117 please
              status of my permit, it is PRM–2026–0117
            """)
    void whoWritesTheNumberAtOnceIsAnsweredAtOnce(String text) {
        var route = on("sms").says(text);
        assertThat(said(route))
                .contains(
                        "Permit PRM-2026-0117 (Fence, Oak Street): In review since November 2, 2026. Next: Plan check by December 1.");
        assertThat(route.session().openFlow()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # asked for it, the citizen says
              PRM-2026-0117
              2026-0117
              it's 2026 0117
              20260117
              prm 2026 0117 i think
              2026-117
            """)
    void askedForItTheNumberIsReadInManyForms(String text) {
        var talk = on("sms");
        assertThat(said(talk.says("status of my permit"))).contains("What is your permit number?");
        assertThat(said(talk.says(text))).startsWith("Permit PRM-2026-0117");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the caller says
              P R M 2026 0117
              P. R. M. twenty twenty six oh one one seven
              two zero two six zero one one seven
              it is P R M two thousand twenty-six zero one seventeen
              pe erre eme dos mil veintiséis cero uno uno siete
              dos cero dos seis cero uno uno siete
            """)
    void onThePhoneTheNumberIsHeardAsPeopleSayIt(String text) {
        var talk = on("voice");
        talk.gives(new Content.Call());
        talk.keys("2");
        assertThat(said(talk.says(text)))
                .startsWith("Permit P R M, 2 0 2 6, 0 1 1 7 (")
                .endsWith("For a person, press 0.");
    }

    @Test
    void onThePhoneTheNumberIsKeyed() {
        var talk = on("voice");
        talk.gives(new Content.Call());
        assertThat(said(talk.says("what is the status of my permit"))).contains("key in its eight digits");
        assertThat(said(talk.keys("20260117#"))).startsWith("Permit P R M, 2 0 2 6, 0 1 1 7 (");
    }

    /// Every way through the form ends in an answer, a person, or the menu; never in nothing, and never in a circle.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # the caller                     | by keys                 | by speech                                          | and comes to
              knows the number               | 2 20260117#             | permit status; twenty twenty six oh one one seven  | bot:permit-status
              keys it without its end        | 2 20260117              | permit status; P R M 2026 0117                     | bot:permit-status
              has a number that is not there | 2 20269999# 20269998#   | permit status; 2026 9999; 2026 9998                | bot:permit-status
              has three such numbers         | 2 20269999# 20269998# 20269997# | permit status; 2026 9999; 2026 9998; 2026 9997 | queue:permits
              says what is no number, thrice | 2 77# 77# 77#           | permit status; the blue house; next to it; you know | queue:permits
              wants a person at once         | 0                       | talk to a person                                   | queue:general
              wants a person in the form     | 2 0                     | permit status; a person please                     | queue:permits
              wants a person after a mistake | 2 77# 0                 | permit status; the blue house; a person please     | queue:permits
              hears it again                 | 2 *                     | permit status; repeat that                         | bot:repeat
              hears it again, then knows it  | 2 * 20260117            | permit status; repeat that; 2026 0117              | bot:permit-status
              keys no choice, then a choice  | 9 2                     | nine; permit status                                | bot:permit-status
              keys no choice twice           | 9 9                     | nine; nine                                         | queue:general
              speaks Spanish                 | 1 2 20260117            | español; estado del permiso; 2026 0117             | bot:permit-status
            """)
    void noWayThroughTheFormIsADeadEnd(String who, String keys, String speech, String outcome) {
        var byKeys = on("voice");
        byKeys.gives(new Content.Call());
        var bySpeech = on("voice");
        bySpeech.gives(new Content.Call());

        assertThat(last(keys.split(" "), byKeys::keys)).as("by keys").isEqualTo(outcome);
        assertThat(last(speech.split("; "), bySpeech::says)).as("by speech").isEqualTo(outcome);
    }

    private static String last(String[] steps, Function<String, Route.Decided> does) {
        var outcome = "";
        for (var step : steps) {
            var decided = does.apply(step);
            assertThat(said(decided)).as("after " + step).isNotBlank();
            outcome = decided.decision().outcome();
        }
        return outcome;
    }

    @ParameterizedTest
    @CsvSource({"1, permit-status", "2, queue:permits", "0, queue:permits"})
    void whereTheCitysSystemIsAwayACallerTriesAgainOrHasAPerson(String key, String outcome) {
        var talk = on("voice").asking(_ -> new Lookup.Result.Unreachable("time limit of 1500 ms passed"));
        talk.gives(new Content.Call());
        talk.keys("2");
        assertThat(said(talk.keys("20260117#")))
                .contains("does not answer right now")
                .contains("Try again: press 1.")
                .contains("For a person, press 0.");

        assertThat(talk.keys(key).decision().outcome()).endsWith(outcome);
    }

    @Test
    void inSpanishTheAnswerIsInSpanishDownToTheStatus() {
        var talk = on("sms").in(SPANISH);
        assertThat(said(talk.says("estado del permiso"))).contains("¿Cuál es el número de su permiso?");
        assertThat(said(talk.says("PRM-2026-0117")))
                .startsWith("Permiso PRM-2026-0117 (cerca, Oak Street): en revisión desde el 2 de noviembre de 2026.");
    }

    @Test
    void anUnknownNumberIsToldPlainlyAndCanBeSentAgain() {
        var talk = on("sms");
        var unknown = talk.says("status of permit PRM-2026-9999");
        assertThat(said(unknown))
                .contains("There is no permit PRM-2026-9999 in our records. A number looks like PRM-2026-0117.");
        assertThat(offered(unknown)).containsExactly("person");
        assertThat(said(talk.says("PRM-2026-0117"))).startsWith("Permit PRM-2026-0117");
    }

    @Test
    void afterThreeTriesAPersonTakesOver() {
        var talk = on("sms");
        talk.says("status of my permit");
        assertThat(said(talk.says("the blue house"))).contains("That is not a permit number.");
        assertThat(said(talk.says("next to the school"))).contains("That is not a permit number.");
        assertThat(talk.says("you know which").decision().outcome()).isEqualTo("queue:permits");
    }

    @Test
    void aPersonCanBeHadAtAnyStep() {
        var talk = on("sms");
        talk.says("status of my permit");
        talk.says("I do not know it");
        assertThat(talk.says("1").decision().outcome()).isEqualTo("queue:permits");
    }

    @Test
    void aSystemThatIsAwayIsToldPlainlyAndCanBeTriedAgain() {
        var talk = on("sms").asking(_ -> new Lookup.Result.Unreachable("time limit of 1500 ms passed"));
        var away = talk.says("status of permit PRM-2026-0117");
        assertThat(said(away)).contains("permit system does not answer right now");
        assertThat(offered(away)).containsExactly("again", "person");

        assertThat(said(talk.asking(RECORDS).says("1"))).startsWith("Permit PRM-2026-0117");
    }

    @Test
    void aSystemThatStaysAwayLeavesAPerson() {
        var talk = on("sms").asking(_ -> new Lookup.Result.Unreachable("refused"));
        talk.says("status of permit PRM-2026-0117");
        assertThat(talk.says("2").decision().outcome()).isEqualTo("queue:permits");
    }

    @Test
    void cancelLeavesTheFormAndTellsHowToOptOut() {
        for (var word : List.of("cancel", "CANCEL", "never mind", "oh then never mind", "ok you know what forget it")) {
            var talk = on("sms");
            talk.says("status of my permit");
            var left = talk.says(word);
            assertThat(left.decision().outcome()).isEqualTo("bot:leave-flow");
            assertThat(left.consents()).isEmpty();
            assertThat(left.session().flow()).isEmpty();
            assertThat(said(left)).contains("reply STOP");
            assertThat(talk.says("cancel").decision().outcome().equals("gate:stop"))
                    .isTrue();
        }
        var stops = on("sms");
        stops.says("status of my permit");
        var stop = stops.says("stop");
        assertThat(stop.decision().outcome()).isEqualTo("gate:stop");
        assertThat(stop.session().flow()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # who is asked for the number says     | and is told
              hang on its in the truck             | Take your time
              ok one sec let me get it             | Take your time
              I don't have it here                 | Take your time
              let me look for the letter           | Take your time
              espere, déjeme buscarlo              | Take your time
              its something with a P in front      | That is not a permit number
              wait is that on the letter?          | That is not a permit number
            """)
    void whoLooksForTheNumberHasNotGivenAWrongOne(String says, String told) {
        var talk = on("sms");
        talk.says("status of my permit");
        for (var n = 0; n < 2; n++) {
            assertThat(said(talk.says(says))).contains(told);
        }
        if (told.equals("Take your time")) {
            talk.says(says);
            assertThat(said(talk.says("PRM-2026-0117"))).startsWith("Permit PRM-2026-0117");
        }
    }

    @Test
    void whoAsksSomethingElseMeanwhileIsAnswered() {
        var talk = on("sms");
        talk.says("status of my permit");
        var answer = talk.says("wait, when is trash day?");
        assertThat(answer.decision().outcome()).isEqualTo("bot:trash-day");
        assertThat(said(answer))
                .endsWith("Back to where we were: What is your permit number? It looks like"
                        + " PRM-2026-0117 and stands at the top of your letter.");
        assertThat(said(talk.says("PRM-2026-0117"))).startsWith("Permit PRM-2026-0117");
    }

    @Test
    void whoHasGoneOverToSomethingElseIsNotHeldToTheForm() {
        var talk = on("sms");
        talk.says("status of my permit");
        talk.says("wait, when is trash day?");
        assertThat(talk.says("thanks so much").session().flow()).isEmpty();
    }

    @Test
    void aLanguageCanBeChangedInTheMiddle() {
        var talk = on("sms");
        talk.says("status of my permit");
        assertThat(said(talk.says("español"))).startsWith("¿Cuál es el número de su permiso?");
        assertThat(said(talk.says("PRM-2026-0117"))).startsWith("Permiso PRM-2026-0117");
    }

    @Test
    void theLookUpIsAskedOnceAndByName() {
        var asked = new ArrayList<Lookup>();
        on("sms")
                .asking(lookup -> {
                    asked.add(lookup);
                    return RECORDS.ask(lookup);
                })
                .says("PRM-2026-0117");
        assertThat(asked).containsExactly(new Lookup("permit", Map.of("number", "PRM-2026-0117")));
    }
}
