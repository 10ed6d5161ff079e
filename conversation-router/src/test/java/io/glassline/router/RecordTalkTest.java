package io.glassline.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.message.Message;
import io.glassline.routing.Router;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// MY DATA, ERASE MY DATA and CORRECT, and the same in plain words.
class RecordTalkTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.of(Locale.ENGLISH));

    private static final Session IN_A_FORM =
            Session.FRESH.asking(Optional.of(new Session.Flow("report-pothole", "where", Map.of())), List.of());

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel);
    }

    @ParameterizedTest
    @CsvSource({"sms,MY DATA", "whatsapp,my data please", "web,mis datos", "telegram,¡Mis datos!"})
    void theRecordIsALinkAndItsCodeAMessageOfItsOwn(String channel, String text) {
        var route = on(channel).says(text);

        assertThat(route.decision().outcome()).isEqualTo("gate:my-data");
        assertThat(route.replies()).hasSize(2);
        assertThat(route.replies().getFirst().text())
                .contains("https://city.example/record/token")
                .doesNotContain("123456");
        assertThat(route.replies().getLast().text()).contains("123456").doesNotContain("/record/");
    }

    @ParameterizedTest
    @CsvSource({"sms,ERASE MY DATA", "whatsapp,borrar mis datos", "telegram,delete my data", "sms,borren mis datos"})
    void anErasureIsConfirmedByACodeFirst(String channel, String text) {
        var route = on(channel).says(text);

        assertThat(route.decision().outcome()).isEqualTo("gate:erase-my-data");
        assertThat(route.replies())
                .singleElement()
                .satisfies(reply -> assertThat(reply.text()).contains("123456"));
        assertThat(route.session().eraseCode()).map(Session.EraseCode::code).contains("123456");
    }

    @Test
    void inTheWebChatAPersonErases() {
        var route = on("web").says("erase my data");

        assertThat(route.decision().outcome()).isEqualTo("queue:general");
        assertThat(route.replies().getFirst().text()).contains("a person of the city does this");
        assertThat(route.session().eraseCode()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"my data", "erase my data", "what do you know about me"})
    void onThePhoneAPersonDoesIt(String text) {
        var route = on("voice").says(text);

        assertThat(route.decision().outcome()).isEqualTo("queue:general");
        assertThat(route.replies().getFirst().text()).contains("a person of the city does this");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what do you know about me",
                "What information do you have on me?",
                "delete everything you have on me",
                "please delete all the data you have about me",
                "borren todo lo que tienen de mí",
                "¿Qué saben de mí?",
                "quiero los datos que tienen de mí"
            })
    void plainWordsAreToldTheKeywordsAndNothingIsDone(String text) {
        var route = on("sms").says(text);

        assertThat(route.decision().outcome()).isEqualTo("bot:data-keywords");
        assertThat(route.replies().getFirst().text()).containsAnyOf("ERASE MY DATA", "BORRAR MIS DATOS");
        assertThat(route.session().eraseCode()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "how do I delete my account on the water portal",
                "forget it",
                "remove everything you left on my lawn",
                "the data on my bill is wrong",
                "what do you know about recycling"
            })
    void otherWordsMeanOtherThings(String text) {
        assertThat(on("sms").says(text).decision().outcome())
                .isNotIn("bot:data-keywords", "gate:my-data", "gate:erase-my-data");
    }

    @Test
    void somethingWrongIsReadByAPerson() {
        var route = on("sms").says("CORREGIR");

        assertThat(route.decision().outcome()).isEqualTo("queue:general");
        assertThat(route.replies().getFirst().text()).contains("corrección");
    }

    @Test
    void correctIsAYesWhereSomethingWasAsked() {
        assertThat(on("sms").session(IN_A_FORM).says("correct").decision().outcome())
                .isNotEqualTo("queue:general");
        var offering = Session.FRESH.offering(List.of(new Message.Offer("answer:trash-day", "Trash day")));
        assertThat(on("sms").session(offering).says("correct").decision().outcome())
                .isNotEqualTo("queue:general");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my data", "erase my data", "what do you know about me"})
    void anOpenFormStaysOpen(String text) {
        assertThat(on("sms").session(IN_A_FORM).says(text).session().openFlow()).isPresent();
    }

    @Test
    void anEmergencyIsOneFirst() {
        assertThat(on("sms")
                        .says("my house is on fire, erase my data")
                        .decision()
                        .outcome())
                .isEqualTo("queue:emergency");
    }

    @Test
    void whoeverHasTheConversationKeepsIt() {
        var agent = new Stage.WithAgent(new QueueId("water"), "kim", on("sms").now());

        assertThat(on("sms").stage(agent).says("my data").stage()).isEqualTo(agent);
        assertThat(on("sms").stage(agent).says("correct my data").stage()).isEqualTo(agent);
    }

    /// Else whoever forges a sender would have mail sent to somebody else.
    @ParameterizedTest
    @EnumSource(names = {"SENDER_UNPROVEN", "NO_AUTOMATIC_ANSWER"})
    void aMailThatNobodyVouchesForGetsNeither(Mark mark) {
        assertThat(on("email").marked(mark).says("my data").replies())
                .noneMatch(reply -> reply.text().contains("/record/"));
        assertThat(on("email").marked(mark).says("erase my data").replies())
                .noneMatch(reply -> reply.text().contains("123456"));
    }
}
