package io.glassline.router;

import static io.glassline.router.Talk.offered;
import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Session.Waits;
import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import io.glassline.routing.Router;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Small talk has short answers of its own, in both languages, and is never a miss.
class SmallTalkTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.empty());

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            # kind         | ways to say it, each alone
              never-mind   | never mind, nevermind, nvm, Nm, forget it, oh never mind, it doesn't matter, no worries, wrong number, I figured it out, I changed my mind, cancel that, scratch that
              never-mind   | olvídelo, olvídalo, no importa, ya no lo necesito, no pasa nada, déjalo así, ya lo encontré, me equivoqué de número, ni modo
              praise       | good bot, great job!, you're awesome, that was helpful, you rock, this is great, love it, well done
              praise       | excelente servicio, muy útil, eres genial, me ayudó mucho, buen trabajo, qué buen bot
              laughter     | lol, LMAO, haha, hahahaha, ha ha, omg, jajaja, ja ja ja, jejeje, jajajajaja, xD, lol ok, just kidding
              insult       | you suck, you are stupid, stupid bot, fuck you, this is ridiculous, useless, this bot sucks, what a joke, shut up, not helpful
              insult       | eres un idiota, no sirves para nada, pinche bot, son unos inútiles, cállate, qué porquería, estúpido, vete a la mierda
              identity     | who are you, who is this?, are you a bot, are you real?, r u human, am I talking to a real person, what's your name, do you have a name, are you ai, who made you
              identity     | quién eres, eres un robot?, es usted una persona real, cómo se llama usted, cuál es tu nombre, con quién hablo, estoy hablando con un bot
              how-are-you  | how are you, how r u, what's up, how's it going, hi how are you doing today
              how-are-you  | cómo estás, cómo está usted, hola como estas, qué onda, cómo le va
              goodbye      | bye, goodbye, no thats all thanks, that's all, gtg, have a nice day, talk to you later
              goodbye      | adiós, hasta luego, eso es todo gracias, sería todo, que tenga buen día, no es todo
            """)
    void isAnsweredShortlyAndIsNoMiss(String kind, String ways) {
        for (var words : ways.split(", ")) {
            var talk = on("sms");
            talk.says("blorp the frobnicator");
            var route = talk.says(words);

            assertThat(route.decision().outcome()).as(words).isEqualTo("bot:" + kind);
            assertThat(route.session().misses()).as(words).isZero();
            assertThat(said(route)).as(words).hasSizeLessThan(200);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # not small talk, but with its words                | decided
              when do I say goodbye to my old bins              | bot:choices
              who are you to pick up my trash                   | bot:trash-day
              where is your fucking trash truck                 | bot:trash-day
              is this the trash day                             | bot:trash-day
              good morning                                      | bot:greeting
              thank you                                         | bot:thanks
              is anyone there                                   | bot:greeting
            """)
    void aQuestionWinsOverItsTone(String says, String decided) {
        assertThat(on("sms").says(says).decision().outcome()).isEqualTo(decided);
    }

    @Test
    void anInsultGetsANeutralWordAndTheOfferOfAPerson() {
        for (var words :
                new String[] {"you are a useless piece of junk", "nobody in this fucking city ever does a thing"}) {
            var talk = on("sms");
            var route = talk.says(words);
            assertThat(route.decision().outcome()).as(words).isEqualTo("bot:insult");
            assertThat(said(route)).contains("Would you like a person?");
            assertThat(offered(route)).containsExactly("person");
            assertThat(talk.says("yes").decision().outcome()).isEqualTo("queue:general");
        }
    }

    @Test
    void inSpanishToo() {
        var talk = on("sms").in(Locale.of("es"));
        assertThat(said(talk.says("jajaja"))).contains("Aquí estoy");
        assertThat(said(talk.says("eres un robot?"))).contains("un programa, no una persona");
        assertThat(said(talk.says("olvídalo"))).contains("¿En qué más puedo ayudarle?");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # after an answer a caller says | and hears                                                | the line is | and waits in line
              no that's all, thanks         | Thank you for calling the City of Alder Bay. Goodbye.    | freed       | no
              no                            | Thank you for calling the City of Alder Bay. Goodbye.    | freed       | no
              nothing else                  | Thank you for calling the City of Alder Bay. Goodbye.    | freed       | no
              goodbye                       | Thank you for calling the City of Alder Bay. Goodbye.    | freed       | no
              eso es todo gracias           | Thank you for calling the City of Alder Bay. Goodbye.    | freed       | no
              thank you                     | Say what else you need, or just hang up.                 | kept        | no
              never mind                    | All right. What else can I do for you?                   | kept        | no
              are you a robot               | a computer program, not a person. Say what you need, or press 0 | kept | no
              you suck                      | Shall I put you through to a person?                     | kept        | no
              never mind, call me back      | A person will call you back                              | freed       | yes
              call me back                  | A person will call you back                              | freed       | yes
              just call me back please      | A person will call you back                              | freed       | yes
            """)
    void onThePhone(String says, String hears, String line, String waits) {
        var talk = on("voice");
        talk.gives(new Content.Call());
        talk.says("how do I pay my water bill");

        var route = talk.says(says);

        assertThat(said(route)).contains(hears);
        assertThat(route.session().waits()).isEqualTo(line.equals("freed") ? Waits.LET_GO : Waits.HOLDING);
        assertThat(route.stage() instanceof Stage.Waiting).isEqualTo(waits.equals("yes"));
        if (waits.equals("yes")) {
            assertThat(route.decision().outcome()).isEqualTo("queue:water");
        }
    }

    @Test
    void whoKeepsTheNumberBackIsAskedForIt() {
        var talk = on("voice").withheld();
        talk.gives(new Content.Call());
        var route = talk.says("call me back");
        assertThat(said(route)).startsWith("Please say your message now.");
        assertThat(route.session().waits()).isEqualTo(Waits.LEAVING_MESSAGE);
    }

    @Test
    void inWritingACallBackIsAWishForAPerson() {
        assertThat(on("sms").says("please call me back").decision().outcome()).isEqualTo("queue:general");
    }
}
