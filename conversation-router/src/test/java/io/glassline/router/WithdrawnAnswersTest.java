package io.glassline.router;

import static io.glassline.router.Talk.offered;
import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import io.glassline.routing.WithdrawnAnswers;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a withdrawn answer would have answered: people of its office do, whichever way it was asked for.
class WithdrawnAnswersTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.empty());

    private static WithdrawnAnswers withdrawn(String answer) {
        var digest = ExampleCity.city().knowledge().find(answer).orElseThrow().textDigest();
        return new WithdrawnAnswers(Map.of(answer, Set.of(digest)));
    }

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel);
    }

    private static String textOf(String answer) {
        return ExampleCity.city().knowledge().find(answer).orElseThrow().texts().get("en");
    }

    private static String beginningOf(String answer) {
        return textOf(answer).substring(0, 25);
    }

    private static void goesToPeople(Route.Decided decided, String answer) {
        assertThat(decided.stage()).isInstanceOf(Stage.Waiting.class);
        assertThat(said(decided)).doesNotContain(beginningOf(answer));
    }

    @Test
    void aQuestionGoesToTheOfficeOfTheAnswer() {
        var talk = on("sms");
        talk.withdrawn = withdrawn("trash-day");
        var decided = talk.says("when is trash day");
        assertThat(decided.decision().outcome()).isEqualTo("queue:waste");
        assertThat(decided.decision().because().words()).contains("withdrawn");
        assertThat(decided.decision().because().trace())
                .anySatisfy(seen -> assertThat(seen.saw()).isEqualTo("trash-day"));
        goesToPeople(decided, "trash-day");
    }

    @Test
    void anAnswerThatReadsOtherwiseIsGiven() {
        var talk = on("sms");
        talk.withdrawn = new WithdrawnAnswers(Map.of("trash-day", Set.of("the digest of another text")));
        assertThat(talk.says("when is trash day").decision().outcome()).isEqualTo("bot:trash-day");
    }

    @Test
    void anOldButtonGoesToPeople() {
        var talk = on("whatsapp");
        talk.withdrawn = withdrawn("trash-day");
        goesToPeople(talk.picks("answer:trash-day", "Trash day"), "trash-day");
    }

    @Test
    void aFollowUpGoesToPeople() {
        var talk = on("sms");
        assertThat(talk.says("dog license").decision().outcome()).isEqualTo("bot:dog-license");
        talk.withdrawn = withdrawn("dog-license");
        goesToPeople(talk.says("how much is it"), "dog-license");
    }

    @Test
    void nobodyHearsItAgain() {
        var talk = on("voice");
        talk.gives(new Content.Call());
        assertThat(talk.says("library").decision().outcome()).isEqualTo("bot:library");
        talk.withdrawn = withdrawn("library");
        goesToPeople(talk.says("repeat"), "library");
    }

    @Test
    void itIsNotSaidBesideAForm() {
        var talk = on("sms");
        assertThat(talk.says("permit status").decision().outcome()).startsWith("bot:permit");
        talk.withdrawn = withdrawn("trash-day");
        goesToPeople(talk.says("when is trash day here?"), "trash-day");
    }

    @Test
    void aListOfBeforeHasItNoMore() {
        var talk = on("sms");
        assertThat(offered(talk.says("bins"))).contains("answer:trash-day", "answer:new-bin");
        talk.withdrawn = withdrawn("trash-day");
        assertThat(offered(talk.says("99"))).contains("answer:new-bin").doesNotContain("answer:trash-day");
        assertThat(offered(talk.says("bins"))).contains("answer:new-bin").doesNotContain("answer:trash-day");
    }

    @Test
    void aCallerWhoWaitsIsNotToldIt() {
        var talk = on("voice");
        talk.gives(new Content.Call());
        talk.says("agent");
        talk.withdrawn = withdrawn("library");
        assertThat(said(talk.says("library"))).doesNotContain(beginningOf("library"));
    }

    @Test
    void wordsBesideAPictureAreNotAnsweredByIt() {
        var talk = on("whatsapp");
        talk.withdrawn = withdrawn("library");
        assertThat(said(talk.gives(new Content.Media(
                        "image/jpeg", URI.create("https://media.example/1"), Optional.of("library")))))
                .doesNotContain(beginningOf("library"));
    }
}
