package io.glassline.router;

import static io.glassline.router.Talk.SPANISH;
import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.form.FormReminders.Words;
import io.glassline.message.Message;
import io.glassline.router.reply.LeftFormWords;
import io.glassline.routing.Lookup;
import io.glassline.routing.Lookups;
import io.glassline.routing.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What citizens hear of a form that they left, and that they come back to it.
class LeftFormsTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.empty());

    private static final Lookups CITY = lookup -> lookup.name().equals("address")
                    && lookup.arguments().getOrDefault("said", "").contains("54 oak")
            ? new Lookup.Result.Found(List.of(Map.of(
                    "id", "o54", "label", "54 Oak Street", "number", "54", "street", "Oak Street", "match", "sure")))
            : new Lookup.Result.Found(List.of());

    @Test
    void theReminderAsksTheSameQuestionAndAnAnswerGoesOnThere() {
        var talk = onePotholeIn(on("sms"));
        talk.says("small");
        talk.says("no");
        var question = talk.conversation.session();

        var words = words(talk).orElseThrow();
        assertThat(words.reminder())
                .startsWith("You have not finished “Report a pothole”.")
                .endsWith("A pothole at 54 Oak Street: Smaller than a plate. Shall I report it?");

        talk.session(question.reminded().saying(words.reminder())).at("2026-11-27T19:30");
        var done = talk.says("yes");
        assertThat(done.submissions())
                .singleElement()
                .satisfies(report -> assertThat(report.values()).containsEntry("address", "54 Oak Street"));
        assertThat(talk.conversation.session().openFlow()).isEmpty();
    }

    @Test
    void itIsRemindedOfOnceThoughMoreIsAnswered() {
        var talk = onePotholeIn(on("sms"));
        talk.session(talk.conversation.session().reminded());
        talk.says("small");
        assertThat(talk.conversation.session().openFlow().orElseThrow().isReminded())
                .isTrue();
        talk.says("no");
        talk.says("yes");
        talk.says("there is a pothole");
        assertThat(talk.conversation.session().flow().orElseThrow().isReminded())
                .as("another report is another form")
                .isFalse();
    }

    @Test
    void theChoicesStayAndTheEndTellsWhatWasTold() {
        var talk = onePotholeIn(on("telegram"));
        var offered = talk.conversation.session().offered().stream()
                .map(Message.Offer::label)
                .toList();
        assertThat(offered).containsExactly("Smaller than a plate", "Like a tire", "Bigger than a tire");
        assertThat(talk.conversation.session().reminded().offered())
                .isEqualTo(talk.conversation.session().offered());
        assertThat(words(talk).orElseThrow().end())
                .startsWith("I have closed “Report a pothole”")
                .endsWith("You had told me: 54 Oak Street.");
    }

    @Test
    void inSpanishItIsInSpanish() {
        var talk = on("sms").in(SPANISH);
        talk.says("hay un bache");
        talk.says("54 oak");
        var words = words(talk).orElseThrow();
        assertThat(words.reminder())
                .startsWith("No ha terminado “Reportar un bache”.")
                .endsWith("¿De qué tamaño es?");
        assertThat(words.end())
                .startsWith("Cerré “Reportar un bache”")
                .endsWith("Usted me había dicho: 54 Oak Street.");
    }

    @Test
    void whatIsNotAskedIsNotRemindedOf() {
        var talk = on("sms");
        talk.says("when is my trash picked up?");
        assertThat(words(talk)).as("it only stood behind an answer").isEmpty();

        var away = on("sms").asking(lookup -> new Lookup.Result.Unreachable("away"));
        assertThat(said(away.says("status of permit PRM-2026-0117"))).contains("does not answer right now");
        assertThat(words(away)).as("it waits for a system").isEmpty();
    }

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel).asking(CITY).at("2026-11-27T10:00");
    }

    private static Talk onePotholeIn(Talk talk) {
        talk.says("there is a pothole");
        talk.says("54 oak street");
        return talk;
    }

    private static Optional<Words> words(Talk talk) {
        return new LeftFormWords(ExampleCity.city()).of(talk.conversation);
    }
}
