package io.glassline.router;

import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Inbound;
import io.glassline.message.Content;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Answers;
import io.glassline.router.knowledge.Match;
import io.glassline.routing.Burst;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which messages wait for more words, and which are read together.
class MoreWordsTest {

    /// Is sure when all words of an answer are there, and unsure about bins.
    private static final Answers ANSWERS = new Answers() {

        @Override
        public Match match(String text, Locale language) {
            if (text.contains("hole") && text.contains("street")) {
                return new Match.Sure(answer("pothole"), 1);
            }
            if (text.contains("trash") && text.contains("when")) {
                return new Match.Sure(answer("trash-day"), 1);
            }
            return text.contains("bins")
                    ? new Match.Unsure(List.of(answer("trash-day"), answer("new-bin")), 0.6)
                    : new Match.Nothing(0.1);
        }

        private Answer answer(String id) {
            return ExampleCity.city().knowledge().find(id).orElseThrow();
        }

        @Override
        public String version() {
            return "all-words";
        }
    };

    private static final Router ROUTER = new CityRouter(ExampleCity.city(), ANSWERS, _ -> Optional.of(Locale.ENGLISH));

    private final Talk talk = new Talk(ROUTER, "sms");

    private String told(String text, Burst burst) {
        return switch (talk.asks(text, burst)) {
            case Route.Waits _ -> "waits";
            case Route.WithNext(var decision) ->
                "with the next: " + decision.because().rule();
            case Route.Needs _ -> "looks up";
            case Route.Decided decided -> decided.decision().outcome();
        };
    }

    private Burst open() {
        return new Burst(List.of(), Optional.empty(), Optional.of(talk.now().plusSeconds(4)));
    }

    private Inbound inbound(String text) {
        return talk.inbound(new Content.Text(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # citizen writes              | and at first
              there is a huge             | waits
              my bins                     | waits
              when is trash day           | bot:trash-day
              hello                       | bot:greeting
              thanks                      | bot:thanks
              STOP                        | gate:stop
              AGENT                       | queue:general
              my house is on fire         | queue:emergency
              español                     | bot:language
              permit status               | bot:permit-status
              0                           | queue:general
            """)
    void onlyWhatMakesNoSenseAloneWaits(String text, String told) {
        assertThat(told(text, open())).startsWith(told);
    }

    @Test
    void anAnswerToAFormOrAButtonNeverWaits() {
        talk.says("permit status");
        assertThat(told("no idea what you mean", open())).isNotEqualTo("waits");
        assertThat(talk.asks(new Content.Choice("answer:gone", "gone"), open())).isNotInstanceOf(Route.Waits.class);
    }

    @Test
    void withoutTimeToWaitItIsDecidedAtOnce() {
        assertThat(told("there is a huge", Burst.NONE)).isEqualTo("bot:not-understood");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # citizen writes              | and within seconds   | then the first is
              there is a huge hole        | on our street        | with the next: more words
              there is a huge             | thing                | with the next: more words
              ok so                       | when is trash day    | with the next: more words
              there is a huge             | hole in our street   | with the next: more words
              hi so outside of our house there is a huge... | hole in the street | with the next: more words
              they told me to write to you because | there is a hole in the street | with the next: more words
              buenas tardes vecinos miren que hay un | hole in the street | with the next: more words
              is the skating rink open on a holiday | there is a hole in the street | bot:not-understood
              my dog is lost. please help. | there is a hole in the street | bot:not-understood
              the rooster next door is screaming all night | when is trash day | bot:not-understood
              there is a huge             | thanks               | bot:not-understood
              there is a huge             | STOP                 | bot:not-understood
              there is a huge             | AGENT                | with the next: more words
              my husband                  | is on fire help fire | with the next: more words
              there is a huge             | menu                 | bot:not-understood
              my bins                     | thanks               | bot:choices
              my bins                     | hello                | bot:choices
            """)
    void itIsReadTogetherUnlessTheNextIsAMatterOfItsOwn(String first, String next, String told) {
        assertThat(told(first, new Burst(List.of(), Optional.of(inbound(next)), Optional.empty())))
                .isEqualTo(told);
    }

    @Test
    void theNextIsAnsweredForBothAndTheReasonSaysSo() {
        var both = new Burst(List.of(inbound("there is a huge hole")), Optional.empty(), Optional.empty());
        var route = (Route.Decided) talk.asks("on our street", both);
        assertThat(route.decision().outcome()).isEqualTo("bot:pothole");
        assertThat(route.decision().because().trace())
                .anyMatch(condition ->
                        condition.rule().equals("more words") && condition.saw().equals("1"));
    }

    @Test
    void anEmergencyIsHeardAcrossTwoMessages() {
        var both = new Burst(List.of(inbound("my house is")), Optional.empty(), open().until());
        assertThat(said((Route.Decided) talk.asks("on fire", both))).contains("911");
    }

    @Test
    void aKeywordIsStillTheWholeMessage() {
        var both = new Burst(List.of(inbound("there is a huge")), Optional.empty(), Optional.empty());
        assertThat(told("STOP", both)).isEqualTo("gate:stop");
    }

    @Test
    void whatIsReadTogetherAndMakesNoSenseYetWaitsAgain() {
        var both = new Burst(List.of(inbound("hm well")), Optional.empty(), open().until());
        assertThat(told("there is a huge", both)).isEqualTo("waits");
    }
}
