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
import io.glassline.routing.Submission;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Forms with questions of all types, what was said taken back, and side questions.
class FlowTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.empty());

    /// Knows 45 and 54 Oak Street, 12 Pine Street, a crossing, and two streets named Elm.
    private static final Lookups CITY = lookup -> switch (lookup.name()) {
        case "address" -> new Lookup.Result.Found(addresses(lookup.arguments()));
        case "nearby" ->
            new Lookup.Result.Found(
                    lookup.arguments().getOrDefault("latitude", "").startsWith("44.99")
                            ? List.of(Map.of("id", "26-0012", "count", "12", "since", "", "address", "here"))
                            : List.of());
        case "collection" ->
            new Lookup.Result.Found(List.of(
                    Map.of("day", "2026-12-01", "what", "trash and recycling", "note", "", "day_after", "2026-12-08")));
        default -> new Lookup.Result.Found(List.of());
    };

    private static List<Map<String, String>> addresses(Map<String, String> asked) {
        var said = asked.getOrDefault("said", "pin").toLowerCase();
        if (said.contains("springfield")) {
            return List.of(Map.of("match", "outside", "label", "Springfield", "outside_en", "That is in Springfield."));
        }
        if (said.contains("12 elm")) {
            return List.of(
                    row("e1", "12 Elm Street", "12", "Elm Street", "perhaps"),
                    row("e2", "12 Elm Avenue", "12", "Elm Avenue", "perhaps"));
        }
        for (var known : List.of("45 oak", "54 oak", "12 pine")) {
            if (said.contains(known)) {
                var number = known.substring(0, 2);
                var street = known.endsWith("oak") ? "Oak Street" : "Pine Street";
                return List.of(row(number + street, number + " " + street, number, street, "sure"));
            }
        }
        return said.contains("corner of oak and pine")
                ? List.of(row("x1", "Oak Street & Pine Street", "", "Oak Street", "sure"))
                : List.of();
    }

    private static Map<String, String> row(String id, String label, String number, String street, String match) {
        return Map.of(
                "id",
                id,
                "label",
                label,
                "number",
                number,
                "street",
                street,
                "match",
                match,
                "area",
                "Tuesday",
                "latitude",
                "44.61",
                "longitude",
                "-124.05");
    }

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel).asking(CITY).at("2026-11-27T10:00");
    }

    private static List<Submission> submitted(Route.Decided route) {
        return route.submissions();
    }

    @Test
    void anAnswerIsGivenAndTheQuestionOfItsFormStandsBehindIt() {
        var talk = on("sms");
        var answer = talk.says("when is trash day");
        assertThat(answer.decision().outcome()).isEqualTo("bot:trash-day");
        assertThat(said(answer))
                .contains("once a week")
                .endsWith("What is your street address? Then I can tell you your day.");

        assertThat(said(talk.says("54 oak st")))
                .isEqualTo(
                        "At 54 Oak Street the next pickup is on December 1, 2026. It takes trash and recycling, and after"
                                + " that it is on December 8, 2026. Put bins at the curb by 6 am.");
    }

    @Test
    void whoWritesTheAddressAtOnceIsAnsweredAtOnce() {
        assertThat(said(on("sms").says("when is trash day at 54 oak st")))
                .contains("At 54 Oak Street the next pickup is on December 1, 2026")
                .doesNotContain("once a week");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
              lol              | bot:laughter
              thanks           | bot:thanks
              is the library open | bot:library
              I want a person  | queue:waste
              never mind       | bot:never-mind
            """)
    void whoIsContentWithTheAnswerIsNotHeldToTheForm(String says, String decided) {
        var talk = on("sms");
        talk.says("when is trash day");
        var next = talk.says(says);
        assertThat(next.decision().outcome()).isEqualTo(decided);
        assertThat(next.session().flow()).isEmpty();
    }

    @Test
    void whoReportsSomethingElseGivesNoAddressOfTheirs() {
        var talk = on("sms");
        talk.says("when is trash day");
        var report = talk.says("there is a pothole on my street");
        assertThat(report.decision().outcome()).isEqualTo("bot:pothole");
        assertThat(said(report)).contains("Where is it?");
        assertThat(said(talk.says("there is a pothole near 54 oak st"))).isEqualTo("How big is it?");
    }

    @ParameterizedTest
    @CsvSource({
        "when is trash day, how do I get a marriage license",
        "there is a pothole, what time does the library close"
    })
    void aQuestionIsNotLookedUpAsAnAddressThatCannotBeLookedUp(String first, String question) {
        var talk = on("sms").asking(_ -> new Lookup.Result.Unreachable("refused"));
        talk.says(first);
        assertThat(talk.says(question).decision().outcome()).startsWith("bot:").isNotEqualTo("bot:pothole");
    }

    @Test
    void oneOfSeveralAddressesIsPickedByItsNumber() {
        var talk = on("sms");
        talk.says("when is trash day");
        var which = talk.says("12 elm");
        assertThat(said(which)).isEqualTo("Which of these is it?");
        assertThat(offered(which))
                .containsExactly("slot:trash-day/where/e1", "slot:trash-day/where/e2", "slot:trash-day/where/none");
        assertThat(said(talk.says("2"))).startsWith("At 12 Elm Avenue");
    }

    @Test
    void noneOfTheAddressesAsksAgain() {
        var talk = on("sms");
        talk.says("when is trash day");
        talk.says("12 elm");
        assertThat(said(talk.says("none of these"))).startsWith("I do not find that address");
        assertThat(said(talk.says("45 oak"))).startsWith("At 45 Oak Street");
    }

    @Test
    void anAddressElsewhereIsToldWithWhomToAsk() {
        var talk = on("sms");
        talk.says("when is trash day");
        assertThat(said(talk.says("12 main st springfield"))).isEqualTo("That is in Springfield.");
    }

    @Test
    void aReportIsMadeOnceItIsConfirmed() {
        var talk = on("whatsapp");
        assertThat(said(talk.says("there is a pothole"))).contains("Where is it?");
        assertThat(said(talk.says("corner of oak and pine"))).isEqualTo("How big is it?");
        assertThat(said(talk.says("its huge"))).startsWith("You can send a photo");
        var check =
                talk.gives(new Content.Media("image/jpeg", URI.create("https://media.example/1"), Optional.empty()));
        assertThat(said(check))
                .isEqualTo("A pothole at Oak Street & Pine Street: Bigger than a tire. Shall I report it?");
        assertThat(submitted(check)).isEmpty();

        var sent = talk.says("yes please");
        assertThat(said(sent)).startsWith("Thank you, it is on its way to the street crew.");
        assertThat(said(talk.says("how long will that take"))).contains("within three working days");
        assertThat(submitted(sent)).singleElement().satisfies(submission -> {
            assertThat(submission.service()).isEqualTo("pothole");
            assertThat(submission.values())
                    .containsEntry("address", "Oak Street & Pine Street")
                    .containsEntry("latitude", "44.61")
                    .containsEntry("size", "large")
                    .doesNotContainKey("picture");
        });
        assertThat(sent.session().flow()).isEmpty();
        assertThat(submitted(talk.says("yes"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # asked whether "pothole at 54 Oak Street: Like a tire" is right, the citizen says | and then          | and is asked
              no, it is 45 not 54                         |                   | A pothole at 45 Oak Street: Like a tire. Shall I report it?
              no, 45                                      |                   | A pothole at 45 Oak Street: Like a tire. Shall I report it?
              i meant 12 pine street                      |                   | A pothole at 12 Pine Street: Like a tire. Shall I report it?
              sorry, it's bigger                          |                   | A pothole at 54 Oak Street: Bigger than a tire. Shall I report it?
              no                                          | 45 oak street     | A pothole at 45 Oak Street: Like a tire. Shall I report it?
              no                                          | small             | A pothole at 54 Oak Street: Smaller than a plate. Shall I report it?
              no                                          | 1                 | I can report it for you. Where is it? Send an address near it, a crossing, or a pin.
              no es 54 sino 45                            |                   | A pothole at 45 Oak Street: Like a tire. Shall I report it?
            """)
    void whatWasSaidIsTakenBack(String says, String then, String told) {
        var talk = on("sms");
        talk.says("there is a pothole");
        talk.says("54 oak street");
        talk.says("like a tire");
        assertThat(said(talk.says("no"))).isEqualTo("A pothole at 54 Oak Street: Like a tire. Shall I report it?");
        var mended = talk.says(says);
        if (then != null) {
            assertThat(said(mended)).startsWith("What should I change?");
            mended = talk.says(then);
        }
        assertThat(said(mended)).isEqualTo(told);
        assertThat(submitted(mended)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "no sorry its 45 oak street, At 45 Oak Street the next pickup",
        "'no, 45', At 45 Oak Street the next pickup",
        "i meant 12 pine street, At 12 Pine Street the next pickup",
        "I meant to ask about the library, The Public Library",
    })
    void whatWasSaidIsTakenBackAfterTheFormHasToldItsAnswer(String says, String told) {
        var talk = on("sms");
        talk.says("when is trash day");
        talk.says("54 oak st");
        assertThat(said(talk.says(says))).startsWith(told);
    }

    @Test
    void afterItsAnswerAFormIsCorrectedAcrossSmallTalk() {
        var talk = on("sms");
        talk.says("when is trash day");
        talk.says("54 oak st");
        assertThat(talk.says("thanks").session().flow()).isEmpty();
        assertThat(said(talk.says("no, 45"))).startsWith("At 45 Oak Street");
    }

    @Test
    void aFormThatSomethingElseCameBetweenIsAnsweredAllTheSame() {
        var talk = on("sms");
        talk.says("when is trash day");
        talk.says("how do I pay a parking ticket");
        assertThat(said(talk.says("54 oak st"))).startsWith("At 54 Oak Street");
    }

    @Test
    void whatAnswersNothingElseIsATryAtTheFormThatStoodBehindAnAnswer() {
        var talk = on("sms");
        talk.says("there is a pothole");
        assertThat(said(talk.says("its huge"))).startsWith("I do not find that place");
        assertThat(said(talk.says("dunno"))).startsWith("How big is it?");
    }

    @Test
    void whoIsContentWithTheAnswerIsLeftAlone() {
        for (var content : List.of("ok thanks", "I'll call them", "no thanks", "lol")) {
            var talk = on("sms");
            talk.says("when is trash day");
            assertThat(talk.says(content).decision().outcome()).as(content).isNotEqualTo("bot:trash-day");
        }
    }

    @Test
    void anAddressThatAnswersNothingElseIsAnotherPlace() {
        var talk = on("sms");
        talk.says("there is a pothole");
        talk.says("elm and 4th");
        talk.says("well, it is in front of 54 oak street");
        talk.says("big");
        assertThat(said(talk.says("no"))).startsWith("A pothole at 54 Oak Street");
    }

    @Test
    void aYesToWhatIsToBeChangedConfirmsNothing() {
        var talk = on("sms");
        talk.says("there is a pothole");
        talk.says("54 oak street");
        talk.says("big");
        talk.says("no");
        assertThat(said(talk.says("no"))).startsWith("What should I change?");
        var again = talk.says("yes");
        assertThat(said(again)).startsWith("A pothole at 54 Oak Street");
        assertThat(submitted(again)).isEmpty();
    }

    @Test
    void theNumberOfACardReachesNoForm() {
        var talk = on("sms");
        talk.says("there is a pothole");
        talk.says("hm");
        talk.says("by the bank, my card is 4111 1111 1111 1111");
        assertThat(talk.conversation.session().flow().orElseThrow().slots().get("place"))
                .isEqualTo("by the bank, my card is •••• •••• •••• 1111");
    }

    @Test
    void whoHasHadEnoughOfQuestionsIsAskedNoMore() {
        var talk = on("sms");
        talk.says("there is a pothole");
        talk.says("54 oak street");
        talk.says("big");
        assertThat(said(talk.says("just report it"))).startsWith("A pothole at 54 Oak Street");
        assertThat(submitted(talk.says("please just report it"))).isNotEmpty();
    }

    @Test
    void aListOfAddressesIsHeldOutAgain() {
        var talk = on("sms");
        talk.says("there is a pothole");
        talk.says("12 elm");
        assertThat(said(talk.says("hm"))).isEqualTo("Which of these is it?");
        assertThat(said(talk.says("1"))).isEqualTo("How big is it?");
    }

    @Test
    void aSideQuestionIsAnsweredAndTheFormKeepsItsPlace() {
        var talk = on("sms");
        talk.says("there is a pothole");
        talk.says("54 oak street");
        var beside = talk.says("wait, when is the library open?");
        assertThat(beside.decision().outcome()).isEqualTo("bot:library");
        assertThat(said(beside)).endsWith("Back to where we were: How big is it?");
        assertThat(said(talk.says("tiny"))).startsWith("You can send a photo");
    }

    @Test
    void aQuestionIsNoAnswerWhereAnyWordsAreOne() {
        var talk = carWithoutDetails();
        assertThat(said(talk.says("wait, when does the library open?")))
                .startsWith("The Public Library")
                .endsWith("Back to where we were: What car is it? Please tell me the make and the color.");
        assertThat(said(talk.says("white ford van"))).startsWith("What is the plate?");
    }

    private static Talk carWithoutDetails() {
        var talk = on("sms");
        talk.gives(new Content.Choice("flow:abandoned-car", "Report an abandoned car"));
        assertThat(said(talk.says("54 oak street"))).startsWith("What car is it?");
        return talk;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # asked for the plate     | is then asked
              no                      | Since when has it stood there?
              no plates on it         | Since when has it stood there?
              there arent any         | Please send only the plate, such as 7ABC123, or NO.
              7ABC123                 | Since when has it stood there?
              its ABC 1234            | Since when has it stood there?
            """)
    void whatCanBeLeftOutIsLeftOutInOwnWords(String says, String told) {
        var talk = carWithoutDetails();
        talk.says("white ford van");
        assertThat(said(talk.says(says))).startsWith(told);
    }

    @ParameterizedTest
    @CsvSource({"yes that is right, 1", "yeah report it, 1", "no thats wrong, 0", "sí así es, 1", "maybe, 0"})
    void aYesMayHaveMoreBehindIt(String says, int submissions) {
        var talk = on("sms");
        talk.says("there is a pothole");
        talk.says("54 oak street");
        talk.says("small");
        talk.says("no");
        assertThat(submitted(talk.says(says))).hasSize(submissions);
    }

    @Test
    void theAddressIsOfferedToTheNextForm() {
        var talk = on("sms");
        talk.says("when is trash day at 54 oak st");
        var next = talk.says("there is a pothole");
        assertThat(offered(next)).containsExactly("slot:pothole/where/known");
        assertThat(said(talk.says("1"))).isEqualTo("How big is it?");
    }

    @Test
    void whatIsReportedAlreadyIsAddedTo() {
        var talk = on("telegram");
        talk.says("there is a pothole");
        var near = talk.gives(new Content.Place(44.99, -124.1, Optional.empty()));
        assertThat(said(near))
                .isEqualTo("A pothole there is reported already (reports so far: 12). Shall I add yours to it?");
        var added = talk.says("yes");
        assertThat(submitted(added))
                .singleElement()
                .satisfies(submission -> assertThat(submission.values()).containsEntry("join", "26-0012"));
        assertThat(added.session().flow()).isEmpty();
    }

    @Test
    void aPinIsAPlace() {
        var talk = on("telegram");
        talk.says("there is a pothole");
        assertThat(said(talk.gives(new Content.Place(44.1, -124.1, Optional.empty()))))
                .isEqualTo("How big is it?");
        talk.says("small");
        talk.says("no");
        assertThat(submitted(talk.says("yes")).getFirst().values())
                .containsEntry("latitude", "44.100000")
                .containsEntry("address", "44.100000, -124.100000");
    }

    @Test
    void aPlaceThatTheListDoesNotHaveIsTakenAsTheCitizenCallsItTheSecondTime() {
        var talk = on("sms");
        talk.says("there is a pothole");
        assertThat(said(talk.says("by the old mill near 9"))).startsWith("I do not find that place");
        assertThat(said(talk.says("behind the old mill"))).isEqualTo("How big is it?");
    }

    @Test
    void whoGivesNoAnswerThreeTimesGetsAPersonWithWhatWasGathered() {
        var talk = on("sms");
        talk.says("there is a pothole");
        talk.says("54 oak street");
        talk.says("purple");
        talk.says("well it is what it is");
        var given = talk.says("purple I said");
        assertThat(given.decision().outcome()).isEqualTo("queue:roads");
        assertThat(said(given)).contains("I pass on what you told me: 54 Oak Street.");
    }

    @Test
    void onThePhoneChoicesHaveKeysAndNobodyIsAskedForAPhoto() {
        var talk = on("voice");
        talk.gives(new Content.Call());
        talk.keys("3");
        assertThat(said(talk.says("fifty four oak street")))
                .as("numbers are spoken")
                .isEqualTo(
                        "I do not find that place in the city's list. Please tell me the house number and street, or the"
                                + " two streets that cross. Or describe it once more and I pass it on as you say it. For a person,"
                                + " press 0.");
        assertThat(said(talk.says("54 oak street")))
                .contains("Smaller than a plate: press 1.", "Like a tire: press 2.");
        assertThat(said(talk.keys("2")))
                .contains("A pothole at 54 Oak Street: Like a tire. Shall I report it?", "Yes: press 1.");
        var reported = talk.keys("1");
        assertThat(submitted(reported)).hasSize(1);
        assertThat(said(reported))
                .as("a call is over before there is a number")
                .startsWith("Thank you, it is on its way to the street crew. Is there");
    }

    /// No form tells a caller to send or tap anything, in either language, whatever they say to it.
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # language | key of the form | says             | hears
              en       | 2               | my blue house    | That is not a permit number. Please say or key in its eight digits.
              en       | 2               | 20269999         | There is no permit P R M, 2 0 2 6, 9 9 9 9 in our records. Please check it, and say
              en       | 3               | over there       | I do not find that place in the city's list. Please tell me the house number
              es       | 2               | mi casa azul     | Ese no es un número de permiso. Diga o marque sus ocho dígitos.
              es       | 2               | 20269999         | No hay un permiso P R M, 2 0 2 6, 9 9 9 9 en nuestros registros. Revíselo y diga
              es       | 3               | por ahí cerca    | No encuentro ese lugar en la lista de la ciudad. Dígame el número y la calle
            """)
    void aCallerIsToldWhatACallerCanDo(String language, String key, String says, String hears) {
        var talk = language.equals("es") ? on("voice").in(SPANISH) : on("voice");
        talk.gives(new Content.Call());
        talk.keys(key);
        assertThat(said(talk.says(says))).startsWith(hears);
    }

    @Test
    void inSpanishTheWholeFormIsInSpanish() {
        var talk = on("sms").in(SPANISH);
        assertThat(said(talk.says("hay un bache"))).contains("¿Dónde está?");
        assertThat(said(talk.says("54 oak"))).isEqualTo("¿De qué tamaño es?");
        assertThat(said(talk.says("como una llanta"))).startsWith("Puede enviar ahora una foto");
        assertThat(said(talk.says("no gracias"))).isEqualTo("Un bache en 54 Oak Street: Como una llanta. ¿Lo reporto?");
        assertThat(submitted(talk.says("sí"))).hasSize(1);
    }

    @Test
    void whatIsNoPhotoIsAskedForAgainOnceAndThenItGoesOnWithout() {
        var talk = on("whatsapp");
        talk.says("there is a pothole");
        talk.says("54 oak street");
        talk.says("small");
        var file = new Content.Media("application/pdf", URI.create("https://media.example/1"), Optional.empty());
        assertThat(said(talk.gives(file))).startsWith("That is no picture. Send one, or reply NO.");
        assertThat(said(talk.gives(file)))
                .isEqualTo("A pothole at 54 Oak Street: Smaller than a plate. Shall I report it?");
        assertThat(submitted(talk.says("yes"))).hasSize(1);
    }

    @Test
    void anOldButtonOfAnotherQuestionAnswersNothing() {
        var talk = on("telegram");
        talk.says("there is a pothole");
        talk.says("54 oak street");
        talk.says("small");
        talk.says("no");
        var old = talk.gives(new Content.Choice("slot:street-light/check/yes", "Yes"));
        assertThat(submitted(old))
                .as("its label is read as text, which says yes to this question")
                .hasSize(1);
        var gone = on("telegram").gives(new Content.Choice("slot:pothole/check/yes", "Yes"));
        assertThat(submitted(gone)).isEmpty();
    }
}
