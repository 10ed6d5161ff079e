package io.glassline.router;

import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import io.glassline.router.knowledge.Languages;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a message in a language the city does not answer in.
class InterpreterTest {

    private static final Languages LANGUAGES =
            new Languages(ExampleCity.city().languages(), ExampleCity.city().otherLanguages());

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), LANGUAGES::detect);

    private final Talk talk = new Talk(ROUTER, "sms");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # citizen writes                               | decided         | by rule                       | in  | and is told
              请问垃圾车哪一天来我们这条街？               | queue:general   | other language                | zh  | 免费口译请致电 +1 555 0101
              quel jour passe le camion poubelle           | queue:general   | other language                | fr  | appelez le +1 555 0101 et dites « French »
              mwen bezwen èd pou peye lwaye mwen           | queue:general   | other language                | ht  | rele +1 555 0101
              como faço para pagar a conta de água?        | queue:general   | other language                | pt  | ligue para 911
              Tiếng Việt                                   | queue:general   | other language                | vi  | gọi +1 555 0101 và nói
              russian please                               | queue:general   | other language                | ru  | позвоните по номеру +1 555 0101
              เก็บขยะวันไหน                                | queue:general   | other language                | und | say your language
              เก็บขยะวันไหน                                | queue:general   | other language                | und | diga su idioma
              я живу на 12 Oak St, когда вывозят мусор?    | queue:general   | other language                | ru  | Экстренная помощь: 911
              Je voudrais parler à un agent s'il vous plaît | queue:general  | other language                | fr  | Urgence
              救命                                         | queue:emergency | emergency in another language | zh  | Call or text 911 now
              救命                                         | queue:emergency | emergency in another language | zh  | 紧急情况请拨打 911
              when is trash day                            | bot:trash-day   | otherwise                     | en  | once a week
              cuándo pasa la basura                        | bot:trash-day   | otherwise                     | es  | una vez por semana
              ok merci                                     | bot:agreement      | otherwise                  | en  | All right
            """)
    void itIsAnsweredInThatLanguageAndGoesToPeople(
            String text, String decided, String rule, String language, String told) {
        var route = talk.says(text);
        assertThat(route.decision().outcome()).isEqualTo(decided);
        assertThat(route.decision().because().rule()).isEqualTo(rule);
        assertThat(route.language().toLanguageTag()).isEqualTo(language);
        assertThat(said(route)).contains(told);
    }

    /// The alarm is in the session as any other: the bot goes on, and the citizen can take it back.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # after 救命 the citizen writes | is decided      | by rule                       | waits as  | and is told
              false alarm                  | queue:emergency | alarm taken back              | NORMAL    | no emergency
              falsa alarma                 | queue:emergency | alarm taken back              | NORMAL    | no emergency
              when is trash day            | bot:trash-day   | otherwise                     | EMERGENCY | once a week
              my bins                      | *               | otherwise                     | EMERGENCY | City staff have been told
              什么时候收垃圾               | queue:emergency | other language                | EMERGENCY | 免费口译请致电 +1 555 0101
              救命                         | queue:emergency | emergency in another language | EMERGENCY | Call or text 911 now
            """)
    void afterAnAlarmInAnotherLanguageTheBotGoesOn(
            String says, String decided, String rule, Stage.Priority waits, String told) {
        talk.says("救命");
        assertThat(talk.conversation.session().alarm()).get().matches(alarm -> !alarm.isAsked(), "raised, not asked");

        var route = talk.says(says);
        assertThat(route.decision().outcome()).matches(outcome -> decided.equals("*") || outcome.equals(decided));
        assertThat(route.decision().because().rule()).isEqualTo(rule);
        assertThat(((Stage.Waiting) route.stage()).priority()).isEqualTo(waits);
        assertThat(((Stage.Waiting) route.stage()).queue().name()).isEqualTo("emergency");
        assertThat(said(route)).contains(told);
    }

    @Test
    void theBotStaysAfterAnAlarmAndAQuestionInAnotherLanguage() {
        talk.says("救命");
        talk.says("什么时候收垃圾");
        assertThat(said(talk.says("when is trash day"))).contains("once a week");
    }

    @Test
    void theAgentSeesTheLanguageAndWhyInTheTrace() {
        var route = talk.says("Перед моим домом большая яма на дороге");
        assertThat(talk.conversation.language()).isEqualTo(Locale.of("ru"));
        assertThat(talk.conversation.stage()).isInstanceOf(Stage.Waiting.class);
        assertThat(route.decision().because().trace())
                .anyMatch(condition -> condition.saw().equals("ru"));
    }

    @Test
    void itIsSaidOnceAndTheSecondMessageGoesToPeopleWithTheConversation() {
        assertThat(said(talk.says("Перед моим домом большая яма на дороге"))).contains("+1 555 0101");
        var second = talk.says("Когда вы её почините?");
        assertThat(second.decision().outcome()).isEqualTo("queue:general");
        assertThat(second.replies()).isEmpty();
        assertThat(talk.conversation.language()).isEqualTo(Locale.of("ru"));
    }

    @Test
    void aConversationThatComesBackToTheBotIsNotToldAgain() {
        talk.says("Перед моим домом большая яма на дороге");
        talk.stage(new Stage.WithBot());
        var again = talk.says("Когда вы её почините, наконец?");
        assertThat(again.decision().outcome()).isEqualTo("queue:general");
        assertThat(again.replies()).isEmpty();
    }

    @Test
    void theNextConversationIsToldAgain() {
        talk.in(Locale.of("ru"));
        assertThat(said(talk.says("Когда вы почините дорогу?"))).contains("+1 555 0101");
    }

    @Test
    void aShortWordInAConversationOfAnotherLanguageIsAnsweredInTheCitysFirst() {
        talk.in(Locale.of("vi"));
        var route = talk.says("ok");
        assertThat(route.language()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void whoWritesEnglishAgainIsAnsweredInEnglish() {
        talk.in(Locale.of("vi"));
        var route = talk.says("when is trash day");
        assertThat(route.decision().outcome()).isEqualTo("bot:trash-day");
        assertThat(route.language()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void anOpenFormIsLeftForAnotherScriptAndNotForAName() {
        talk.session(new Session(
                Optional.of(new Session.Flow("permit-status", "number", Map.of())),
                List.of(),
                true,
                0,
                Optional.empty(),
                Optional.empty()));
        assertThat(talk.says("Marie Thérèse Dubois le Grand").decision().outcome())
                .isNotEqualTo("queue:general");
        assertThat(talk.says("我不明白你在问什么").decision().because().rule()).isEqualTo("other language");
        assertThat(talk.conversation.session().flow()).isEmpty();
    }

    @Test
    void onThePhoneNothingChanges() {
        var call = new Talk(ROUTER, "voice");
        call.gives(new Content.Call());
        for (var heard : List.of("quel jour passe le camion poubelle", "french", "救命")) {
            var route = call.says(heard);
            assertThat(route.decision().because().rule()).doesNotContain("language");
            assertThat(said(route)).doesNotContain("interpreter", "interprète");
        }
    }

    @Test
    void aPictureIsNoLanguage() {
        Route.Decided route = talk.gives(new Content.Place(1, 2, Optional.of("东京")));
        assertThat(route.decision().because().rule()).isEqualTo("place");
    }
}
