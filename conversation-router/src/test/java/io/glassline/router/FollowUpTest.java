package io.glassline.router;

import static io.glassline.router.Talk.SPANISH;
import static io.glassline.router.Talk.offered;
import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a citizen says after an answer, and what it is taken for: the last answer once more, its neighbour, its
/// office, the details it asked for, or a new question.
class FollowUpTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.empty());

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel);
    }

    private static Talk after(String channel, String question) {
        var talk = on(channel);
        if (channel.equals("voice")) {
            talk.gives(new Content.Call());
        }
        if (question.matches(".*(licencia|biblioteca|multa|bache|basura|recibo|pasto).*")) {
            talk.in(SPANISH);
        }
        assertThat(talk.says(question).decision().outcome()).as(question).startsWith("bot:");
        return talk;
    }

    @Test
    void theSameWordsAreNotSaidTwiceInARow() {
        var talk = after("sms", "dog license");
        assertThat(said(talk.says("how much is it"))).startsWith("About \"Dog license\"");
        assertThat(talk.says("and how much for two").decision().outcome()).isEqualTo("bot:not-in-answer");
        assertThat(said(talk.says("how much is it"))).startsWith("About \"Dog license\"");
    }

    @ParameterizedTest(name = "{0} / {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # the citizen asked           | and then says                      | decided                   | and is told
              dog license                 | how much is it                     | bot:dog-license           | About "Dog license": Every dog over four months
              dog license                 | how much?                          | bot:dog-license           | It costs $15 a year
              dog license                 | how much does that cost            | bot:dog-license           | It costs $15 a year
              dog license                 | where do I do that                 | bot:dog-license           | 1 Harbor Street
              dog license                 | where                              | bot:dog-license           | 1 Harbor Street
              dog license                 | can i do that online               | bot:dog-license           | https://city.example/dogs
              dog license                 | is there a website                 | bot:dog-license           | https://city.example/dogs
              dog license                 | what do i need to bring            | bot:dog-license           | proof of a rabies shot
              dog license                 | and cats?                          | bot:dog-license           | Cats do not need one
              dog license                 | what about cats                    | bot:dog-license           | Cats do not need one
              dog license                 | ok and how much is it again        | bot:dog-license           | It costs $15 a year
              dog license                 | and on saturday?                   | bot:not-in-answer         | does not say that. You can ask City Hall at +1 555 0101
              dog license                 | how long does it take              | bot:not-in-answer         | My answer about "Dog license" does not say that
              dog license                 | what about my mother               | bot:not-in-answer         | would you like a person
              dog license                 | can my son do it for me            | bot:dog-license           | About "Dog license"
              dog license                 | for 3 of them                      | bot:dog-license           | About "Dog license"
              library                     | and on Saturday?                   | bot:library               | Friday and Saturday 9 am to 5 pm
              library                     | sunday?                            | bot:library               | Sunday 1 pm to 5 pm
              library                     | what time does it close            | bot:library               | Friday and Saturday 9 am to 5 pm
              library                     | is it free                         | bot:library               | A card is free
              library                     | whats the address                  | bot:library               | 12 Harbor Street
              library                     | and the computers?                 | bot:library               | Computers are free to use
              pay my parking ticket       | when is it due                     | bot:parking-ticket-pay    | Pay within 21 days
              pay my parking ticket       | what number do i call              | bot:parking-ticket-pay    | by phone at +1 555 0101
              pay my parking ticket       | and if i want to contest it        | bot:parking-ticket-appeal | You can appeal
              pay my parking ticket       | tell me more                       | bot:parking-ticket-pay    | About "Pay a parking ticket"
              pay my parking ticket       | how                                | bot:parking-ticket-pay    | About "Pay a parking ticket"
              there is a pothole          | how long will it take              | bot:pothole               | within three working days
              there is a pothole          | when will they fix it              | bot:pothole               | within three working days
              when is trash day           | and on saturday?                   | bot:not-in-answer         | You can ask Waste and Recycling at
              when is trash day           | and on a holiday?                  | bot:trash-day             | In a week with a city holiday
              when is trash day           | how much is it                     | bot:not-in-answer         | Trash day
              licencia de perro           | cuánto cuesta                      | bot:dog-license           | Sobre "Licencia de perro": Todo perro
              licencia de perro           | ¿y cuánto cuesta?                  | bot:dog-license           | Cuesta $15 al año
              licencia de perro           | dónde                              | bot:dog-license           | 1 Harbor Street
              licencia de perro           | se puede por internet              | bot:dog-license           | https://city.example/dogs
              licencia de perro           | ¿y para los gatos?                 | bot:dog-license           | Los gatos no la necesitan
              licencia de perro           | qué necesito llevar                | bot:dog-license           | vacuna contra la rabia
              licencia de perro           | y para mi mamá                     | bot:not-in-answer         | no dice eso
              licencia de perro           | ¿cuánto tarda?                     | bot:not-in-answer         | al +1 555 0101
              biblioteca                  | ¿y el sábado?                      | bot:library               | viernes y sábado de 9 a 5
              biblioteca                  | ¿qué tal los domingos?             | bot:library               | domingo de 1 a 5
              biblioteca                  | es gratis?                         | bot:library               | La tarjeta es gratis
              dog license                 | ok I will do that online           | bot:agreement             | What else can I do for you?
              licencia de perro           | voy a hacerlo hoy                  | bot:never-mind            | En qué más
              dog license                 | great, so back to that, do they want to see the rabies papers of the vet and the shot? | bot:dog-license | rabies shot
              dog license                 | do you by any chance also know whether the ferry to the island takes cars today? | bot:not-understood | I did not understand
              pagar mi multa              | y si la quiero apelar              | bot:parking-ticket-appeal | Puede apelar
            """)
    void aPlainFollowUpIsReadTogetherWithTheLastAnswer(String asked, String says, String decided, String told) {
        var route = after("sms", asked).says(says);

        assertThat(route.decision().outcome()).isEqualTo(decided);
        assertThat(said(route)).contains(told);
    }

    @ParameterizedTest(name = "{0} / {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # the citizen asked           | and then says                            | decided
              dog license                 | when is trash day                        | bot:trash-day
              dog license                 | and when is trash day?                   | bot:trash-day
              dog license                 | what about the library                   | bot:library
              licencia de perro           | ¿y cuándo pasa la basura?                | bot:trash-day
              there is a pothole          | how do I pay my water bill?              | bot:water-bill-pay
              dog license                 | quantum flux capacitor                   | bot:not-understood
              dog license                 | my bins                                  | bot:choices
            """)
    void aNewQuestionIsANewQuestion(String asked, String says, String decided) {
        assertThat(after("sms", asked).says(says).decision().outcome()).isEqualTo(decided);
    }

    @Test
    void followUpsGoOnAndOn() {
        var talk = after("sms", "dog license");
        for (var more : List.of("how much is it", "thanks", "where", "lol", "and cats?", "is it online")) {
            talk.says(more);
        }
        assertThat(said(talk.says("how much is it?"))).contains("It costs $15 a year");
        assertThat(talk.says("agent").decision().outcome()).isEqualTo("queue:general");
    }

    @Test
    void onThePhoneItIsSpoken() {
        var route = after("voice", "dog license").says("how much is it");

        assertThat(said(route))
                .as("who has just heard the answer hears the price")
                .isEqualTo(
                        "About \"Dog license\": Every dog over four months old needs a license. It costs $15 a year, or $8"
                                + " if the dog is spayed or neutered. A new tag costs $3. Is there anything else? For a person,"
                                + " press 0.");
        assertThat(said(after("voice", "dog license").says("can i do that online")))
                .contains("our website, city.example")
                .doesNotContain("http");
        var office = after("voice", "when is trash day").says("how much is it");
        assertThat(said(office)).contains("Shall I put you through to a person: Waste and Recycling?");
    }

    @Test
    void byMailThePersonOfTheTopicAnswersWhatTheAnswerDoesNotSay() {
        var talk = on("email");
        talk.says("when is trash day");
        assertThat(talk.says("and how much is it?").decision().outcome()).isEqualTo("queue:waste");
    }

    @Test
    void theSecondTimeItsOfficeTakesOver() {
        var talk = after("sms", "when is trash day");
        talk.says("how much is it");
        assertThat(talk.says("and is it free?").decision().outcome()).isEqualTo("queue:waste");
    }

    @Test
    void yesTakesTheOfficeThatWasNamed() {
        var talk = after("sms", "when is trash day");
        talk.says("how much is it");
        assertThat(talk.says("yes please").decision().outcome()).isEqualTo("queue:waste");
    }

    @Test
    void whatIsLeftOutOfAFirstMessageIsAskedFor() {
        assertThat(said(on("sms").says("how much is it"))).contains("What is that about?");
        assertThat(said(on("sms").in(SPANISH).says("¿y cuánto cuesta?"))).contains("¿Sobre qué es eso?");
    }

    /// The topic outlives what was not understood, small talk and a hand-over.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # after the answer on water bills the citizen says | and then asks for a person in
              blorp the frobnicator                            | queue:water
              lol                                              | queue:water
              you suck                                         | queue:water
              thanks                                           | queue:water
              hello                                            | queue:water
              menu                                             | queue:general
              my bins                                          | queue:waste
            """)
    void theTopicIsKept(String says, String queue) {
        var talk = after("sms", "how do I pay my water bill");
        talk.says(says);
        assertThat(talk.says("agent").decision().outcome()).isEqualTo(queue);
    }

    @Test
    void theTopicOutlivesAHandOver() {
        var talk = after("sms", "how do I pay my water bill");
        talk.says("agent");
        assertThat(talk.says("never mind").stage()).isInstanceOf(Stage.WithBot.class);
        assertThat(talk.says("agent").decision().outcome()).isEqualTo("queue:water");
    }

    // Menus

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # the first of the list was picked; then   | decided
              the second                               | bot:new-bin
              the second one                           | bot:new-bin
              2                                        | bot:new-bin
              the last one                             | queue:waste
              New or broken bin                        | bot:new-bin
              which one?                               | bot:trash-day
            """)
    void theLastListStays(String says, String decided) {
        var talk = on("sms");
        talk.says("my bins");
        talk.says("1");
        assertThat(talk.says(says).decision().outcome()).isEqualTo(decided);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # nothing of the list was picked; the citizen says | decided              | and is told
              which one?                                       | bot:choices          | Which of these
              how much is it                                   | bot:choices          | Which of these
              yes                                              | bot:choices          | Which of these
              no                                               | bot:none-of-these    | in other words
              none of these                                    | bot:none-of-these    | in other words
              the second                                       | bot:new-bin          | new, extra or larger bin
            """)
    void aListThatIsOpenIsAnswered(String says, String decided, String told) {
        var talk = on("sms");
        talk.says("my bins");
        var route = talk.says(says);
        assertThat(route.decision().outcome()).isEqualTo(decided);
        assertThat(said(route)).contains(told);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # a person was offered; the citizen says | decided        | language
              yes                                    | queue:general  | en
              yeah                                   | queue:general  | en
              sure                                   | queue:general  | en
              yes please                             | queue:general  | en
              sí                                     | queue:general  | es
              claro que sí                           | queue:general  | es
              dale                                   | queue:general  | es
              no                                     | bot:all-right  | en
              not really                             | bot:all-right  | en
              no gracias                             | bot:all-right  | es
              ok                                     | bot:thanks     | en
            """)
    void yesAndNoToThePersonThatWasOffered(String says, String decided, String language) {
        var talk = on("sms").in(Locale.of(language));
        assertThat(offered(talk.says("blorp the frobnicator"))).containsExactly("person");
        assertThat(talk.says(says).decision().outcome()).isEqualTo(decided);
    }

    // Details

    @ParameterizedTest(name = "{0} / {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # after the answer on   | the citizen says                           | decided           | and is told
              tall grass next door   | it's on 5th near house 220                 | queue:general     | I have passed this on to City Hall
              tall grass next door   | 220 Main Street                            | queue:general     | I have passed this on to City Hall
              tall grass next door   | corner of Elm and Third                    | queue:general     | I have passed this on to City Hall
              tall grass next door   | Maple, by the big red barn                 | queue:general     | I have passed this on to City Hall
              tall grass next door   | its in front of my house at 12 mill road   | queue:general     | I have passed this on to City Hall
              tall grass next door   | the grass is near 40 Oak Avenue          | queue:general     | I have passed this on to City Hall
              tall grass next door   | about 2 feet wide                          | queue:general     | I have passed this on to City Hall
              tall grass next door   | pole number 4471 on Pine Street            | queue:general     | I have passed this on to City Hall
              hay pasto alto         | está en la calle Pine, casa 12             | queue:general     | lo pasé a la oficina (Ayuntamiento)
              hay pasto alto         | enfrente de la escuela                     | queue:general     | lo pasé a la oficina (Ayuntamiento)
              hay pasto alto         | en la esquina de Elm y Main                | queue:general     | lo pasé a la oficina (Ayuntamiento)
              tall grass next door   | when will they fix it                      | bot:property-complaint | within five working days
              tall grass next door   | when is trash day                          | bot:trash-day     | once a week
              tall grass next door   | thanks                                     | bot:thanks        | You are welcome
              tall grass next door   | lol                                        | bot:laughter      | anything else
              tall grass next door   | yes                                        | bot:all-right     | Please send it here
              tall grass next door   | what is the status of my permit            | bot:permit-status | permit number
              marriage license       | 220 Main Street                            | bot:not-understood | other words
            """)
    void whatAnAnswerAskedForGoesToItsOffice(String asked, String says, String decided, String told) {
        var route = after("sms", asked).says(says);

        assertThat(route.decision().outcome()).isEqualTo(decided);
        assertThat(said(route)).contains(told);
    }

    @Test
    void aPictureAndAPlaceAreDetailsToo() {
        var picture = new Content.Media("image/jpeg", URI.create("https://media.example/1"), Optional.empty());
        var place = new Content.Place(44.1, -124.1, Optional.empty());
        for (var content : List.of(picture, place)) {
            var route = after("whatsapp", "tall grass next door").gives(content);
            assertThat(route.decision().outcome()).isEqualTo("queue:general");
            assertThat(said(route)).contains("I have passed this on to City Hall");
        }
        assertThat(after("whatsapp", "dog license").gives(picture).decision().outcome())
                .as("nothing was asked for")
                .isEqualTo("queue:general");
    }

    @Test
    void theBotGoesOnAfterDetailsAndAddsWhatComesStill() {
        var talk = after("sms", "tall grass next door");
        talk.says("it's on 5th near house 220");
        assertThat(talk.conversation.stage()).isInstanceOf(Stage.Waiting.class);

        assertThat(said(talk.says("it is very deep"))).isEqualTo("Thank you, I have added that.");
        assertThat(talk.says("how do I pay my water bill").decision().outcome()).isEqualTo("bot:water-bill-pay");
        assertThat(talk.says("menu").stage())
                .as("the report is not lost")
                .isInstanceOfSatisfying(
                        Stage.Waiting.class,
                        waiting -> assertThat(waiting.queue().name()).isEqualTo("general"));
    }

    @Test
    void outsideHoursItIsSaidWhenTheyLookAtDetails() {
        var talk = on("sms").at("2026-11-27T22:00");
        talk.says("tall grass next door");
        assertThat(said(talk.says("220 Main Street")))
                .contains("They are closed now and look at it when they open, Monday at 8:00 AM", "call +1 555 0101");
    }

    @Test
    void aCallerTellsDetailsAndGoesOn() {
        var talk = after("voice", "tall grass next door");
        var passed = talk.says("it's on fifth near house two twenty");
        assertThat(passed.decision().outcome()).isEqualTo("queue:general");
        assertThat(said(passed)).contains("I have passed this on to City Hall", "Is there anything else?");

        assertThat(talk.says("when is trash day").decision().outcome()).isEqualTo("bot:trash-day");
        var ends = talk.says("no that's all thanks");
        assertThat(said(ends)).isEqualTo("Thank you for calling the City of Alder Bay. Goodbye.");
        assertThat(ends.session().waits()).isEqualTo(Session.Waits.LET_GO);
        assertThat(ends.stage()).isInstanceOf(Stage.Waiting.class);
    }

    // Misses

    @Test
    void missesAreForgotten() {
        var later = on("sms").at("2026-11-23T10:00");
        later.says("blorp the frobnicator");
        assertThat(later.at("2026-11-23T11:00")
                        .says("frobnicate my blorp")
                        .decision()
                        .outcome())
                .isEqualTo("bot:not-understood");

        var between = on("sms");
        between.says("blorp the frobnicator");
        between.says("lol");
        assertThat(between.says("frobnicate my blorp").decision().outcome()).isEqualTo("bot:not-understood");

        var soon = on("sms");
        soon.says("blorp the frobnicator");
        assertThat(soon.says("frobnicate my blorp").decision().outcome()).isEqualTo("queue:general");
    }

    @Test
    void theQuestionThatIsKeptIsShort() {
        var talk = on("sms");
        Route.Decided route = talk.says("how do I pay my water bill " + "please ".repeat(200));
        assertThat(route.session().topic().question().orElseThrow()).hasSizeLessThanOrEqualTo(200);
        assertThat(route.session().missedAt()).isEqualTo(Optional.<Instant>empty());
    }
}
