package io.glassline.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// JOIN and LEAVE, whoever has the conversation.
class ProgrammeTalkTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.of(Locale.ENGLISH));

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sms      | JOIN TRASH        | trash-reminders   | en
            sms      | join garbage      | trash-reminders   | en
            whatsapp | ¡Unir basura!     | trash-reminders   | es
            telegram | please join roads | road-closures     | en
            web      | unirme calles     | road-closures     | es
            sms      | join alerts       | emergency-notices | en
            sms      | Únir alertas      | emergency-notices | es
            """)
    void whoeverJoinsIsToldWhatTheyAgreeToAndTheTextIsKept(
            String channel, String text, String programme, String language) {
        var route = on(channel).says(text);

        assertThat(route.decision().outcome()).isEqualTo("gate:join");
        var said = route.replies().getFirst().text();
        assertThat(said).contains("Alder Bay", "STOP", language.equals("en") ? "rates may apply" : "tarifas");
        assertThat(said).contains(language.equals("en") ? "HELP" : "AYUDA");
        var line = route.consents().getFirst();
        assertThat(line.programme()).isEqualTo(programme);
        assertThat(line.standing()).isEqualTo(Standing.OPTED_IN);
        assertThat(line.words()).isEqualTo(text);
        assertThat(line.shown()).contains(new ConsentChange.Shown(Locale.of(language), said));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LEAVE TRASH   | trash-reminders | no more messages of: trash reminders
            salir basura  | trash-reminders | No recibirá más mensajes de: avisos de basura
            leave roads   | road-closures   | no more messages of: road closures
            """)
    void whoeverLeavesHasThatOneEnded(String text, String programme, String told) {
        var route = on("sms").says(text);

        assertThat(route.decision().outcome()).isEqualTo("gate:leave");
        assertThat(route.replies().getFirst().text()).contains(told);
        assertThat(route.consents())
                .extracting(ConsentChange::programme, ConsentChange::standing)
                .containsExactly(tuple(programme, Standing.OPTED_OUT));
    }

    @ParameterizedTest
    @CsvSource({
        "how do I join trash pickup?",
        "I want to join the parks board",
        "leave the trash where it is?",
        "when do you take the trash"
    })
    void amongOtherWordsTheyAreWordsLikeAnyOther(String text) {
        assertThat(programmesOf(on("sms").says(text))).isEmpty();
    }

    @Test
    void stopIsOfEverything() {
        assertThat(on("sms").says("STOP").consents())
                .extracting(ConsentChange::programme)
                .containsExactly(ConsentChange.ALL);
    }

    @Test
    void whoeverSaidStopJoinsNothingUntilTheySayStart() {
        assertThat(programmesOf(on("sms").standing(Standing.OPTED_OUT).says("JOIN TRASH")))
                .isEmpty();
    }

    @Test
    void ofAMailThatNobodyVouchesForNoMachineTakesAConsent() {
        var route = on("email").marked(Mark.SENDER_UNPROVEN).says("JOIN TRASH");

        assertThat(route.consents()).isEmpty();
        assertThat(route.stage()).isInstanceOf(Stage.Waiting.class);
    }

    @Test
    void whoeverHasTheConversationKeepsIt() {
        var agent = new Stage.WithAgent(new QueueId("water"), "kim", on("sms").now());
        var route = on("sms").stage(agent).says("join trash");

        assertThat(route.decision().outcome()).isEqualTo("gate:join");
        assertThat(route.stage()).isEqualTo(agent);
    }

    private static List<String> programmesOf(Route.Decided route) {
        return route.consents().stream()
                .map(ConsentChange::programme)
                .filter(programme -> !programme.equals(ConsentChange.ALL))
                .toList();
    }
}
