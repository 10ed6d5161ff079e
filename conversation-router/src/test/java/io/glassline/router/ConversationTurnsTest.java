package io.glassline.router;

import static io.glassline.router.Talk.offered;
import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.knowledge.Answers;
import io.glassline.router.knowledge.Languages;
import io.glassline.router.knowledge.Match;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.router.knowledge.TrainingCache;
import io.glassline.routing.Router;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people say in the course of a conversation, to the example city with the model that comes with Glassline.
/// None of these sentences is learnt from.
class ConversationTurnsTest {

    private static final Retrieval RETRIEVAL = new Retrieval(ExampleCity.city().knowledge(), TrainingCache.none());

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(),
            new Answers() {
                @Override
                public Match match(String text, Locale language) {
                    return RETRIEVAL.match(text, language);
                }

                @Override
                public String version() {
                    return RETRIEVAL.version();
                }
            },
            new Languages(ExampleCity.city().languages())::detect);

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            actually I wanna talk to someone
            can I just talk to a real person please
            mejor quiero hablar con alguien
            i would rather speak with somebody in the office
            """)
    void aWishForAPersonIsNoEmergency(String says) {
        var talk = on("sms");
        talk.says("what time does city hall open");

        assertThat(talk.says(says).decision().outcome()).isEqualTo("queue:general");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            representative representative
            press zero zero
            please patch me through to somebody at the desk
            can i chat w an actual employee
            isn't there anyone else i could speak to
            give me someone from the permits department please
            me podría pasar con un empleado
            no hay nadie, ¿hay alguna señorita que me atienda?
            comuníqueme a la oficina con la secretaria
            """)
    void whoeverAsksForAPersonGetsOne(String says) {
        var talk = on("voice");
        talk.says("what time does the library open");

        assertThat(talk.says(says).decision().outcome()).startsWith("queue:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            otra vez no pasaron por la basura
            i can't hear the siren from my house, does it work
            I didn't get a recycling bin when I moved in
            my neighbor repeats the same song all night
            who do I call about a broken streetlight
            """)
    void aMatterInSuchWordsIsNoneOfThem(String says) {
        var talk = on("sms");
        talk.says("what time does the library open");

        assertThat(talk.says(says).decision().outcome()).isNotIn("bot:repeat", "queue:general");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Oak Street ciento doce     | es
            112 Oak Street             | es
            Oak and Bay Street         | es
            what are your office hours | en
            """)
    void anAddressThatWasAskedForTellsNoLanguage(String says, String language) {
        var talk = on("voice");
        talk.says("mi calle está bien oscura, no sirve la luz");

        assertThat(talk.says(says).language().getLanguage()).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            what                             | repeat
            wait what did you say            | repeat
            sorry I didn't catch that        | repeat
            sorry the dog was barking, what was that again | repeat
            you're breaking up a little      | repeat
            could you please say the address one more time | repeat
            que pena es que no le escuche bien | repeat
            me puede repetir lo ultimo por favor | repeat
            hable mas despacio por favor     | repeat
            can you hear me                  | greeting
            what's up                        | how-are-you
            """)
    void whoDidNotHearIsToldAgain(String says, String decided) {
        var talk = on("voice");
        talk.says("what time does city hall open");

        assertThat(talk.says(says).decision().outcome()).isEqualTo("bot:" + decided);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            he has a gun i want to talk to someone
            shes not breathing get me a person
            me quiero morir necesito hablar con alguien
            """)
    void anEmergencyBesideTheWishIsOne(String says) {
        var talk = on("sms");
        talk.says("what time does city hall open");

        assertThat(talk.says(says).decision().outcome()).isEqualTo("queue:emergency");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # after an answer a citizen says            | decided
              Thank you so much, that was very helpful  | bot:thanks
              thanks a bunch for the info               | bot:thanks
              muchas gracias por toda la información    | bot:thanks
              ok that makes sense to me now             | bot:agreement
              give me a sec to find it                  | bot:wait
              can u gimme a minute                      | bot:wait
              espéreme un ratito por favor              | bot:wait
              oh wait one sec my kid is calling         | bot:wait
              my phone is dying brb                     | bot:wait
              ahorita vuelvo                            | bot:wait
              sorry                                     | bot:apology
              perdón                                    | bot:apology
              this is ruth btw                          | bot:agreement
              never mind the person                     | bot:never-mind
              be honest                                 | bot:identity
              lol ok at least you admit it              | bot:laughter
              sorry about all the questions             | bot:apology
              thanks! and when is trash day             | bot:trash-day
              hi again, how do I pay a parking ticket   | bot:parking-ticket-pay
            """)
    void smallTalkIsHeardAndAWishInItIsAnswered(String says, String decided) {
        var talk = on("sms");
        talk.says("when does the library open");
        assertThat(talk.says(says).decision().outcome()).isEqualTo(decided);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # an ordinary turn
              she says en español please
              this is ruth
              my phone is dying brb
              it's my mother in law visiting
              im at the grocery store now
              mi hijo está en la universidad
            """)
    void ordinaryTurnsAlarmNobody(String says) {
        var talk = on("sms");
        talk.says("when does the library open");
        var route = talk.says(says);
        assertThat(route.decision().outcome()).isNotEqualTo("queue:emergency");
        assertThat(route.session().alarm()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # in two languages                    | decided
              when is la basura                   | bot:trash-day
              necesito pagar my water bill        | bot:water-bill-pay
              how do i pay mi multa de parking    | bot:parking-ticket-pay
              hay un pothole en mi calle          | bot:pothole
            """)
    void bothHalvesOfASentenceAreUnderstood(String says, String decided) {
        assertThat(on("sms").says(says).decision().outcome()).isEqualTo(decided);
    }

    @Test
    void aPersonIsOfTheOfficeOfTheMatterBesideTheWish() {
        assertThat(on("sms")
                        .says("my bin was missed, I want to talk to a person")
                        .decision()
                        .outcome())
                .isEqualTo("queue:waste");
    }

    @Test
    void whoAsksForAMomentOnThePhoneIsToldToSendNothing() {
        var talk = on("voice");
        talk.says("how do I pay my water bill");
        var route = talk.says("hold on let me get my glasses");
        assertThat(said(route)).contains("Take your time");
        assertThat(offered(route)).isEmpty();
    }
}
