package io.glassline.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.routing.Router;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// RECEIPT, whoever has the conversation.
class ReceiptTalkTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.of(Locale.ENGLISH));

    private static Talk on(String channel) {
        return new Talk(ROUTER, channel);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sms      | RECEIPT             | Receipt of this conversation
            whatsapp | receipt             | Receipt of this conversation
            web      | ¡Recibo!            | Comprobante de lo dicho
            telegram | comprobante         | Comprobante de lo dicho
            sms      | receipt please      | Receipt of this conversation
            """)
    void theWholeMessageIsAnsweredWithTheLink(String channel, String text, String told) {
        var route = on(channel).says(text);

        assertThat(route.decision().outcome()).isEqualTo("gate:receipt");
        assertThat(route.replies().getFirst().text()).contains(told, "https://city.example/receipt/token");
        assertThat(route.replies().getFirst().despiteOptOut()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"recibo de agua", "where is the receipt for my parking ticket?", "I lost my receipt"})
    void amongOtherWordsItIsAWordLikeAnyOther(String text) {
        assertThat(on("sms").says(text).decision().outcome()).isNotEqualTo("gate:receipt");
    }

    @Test
    void whoeverHasTheConversationKeepsIt() {
        var agent = new Stage.WithAgent(new QueueId("water"), "kim", on("sms").now());
        var route = on("sms").stage(agent).says("receipt");

        assertThat(route.decision().outcome()).isEqualTo("gate:receipt");
        assertThat(route.stage()).isEqualTo(agent);
    }

    @Test
    void nothingIsSentToWhoSaidStop() {
        assertThat(on("sms").standing(Standing.OPTED_OUT).says("receipt").replies())
                .noneMatch(reply -> reply.text().contains("/receipt/"));
    }

    /// Else whoever forges a sender would be sent what somebody else wrote.
    @ParameterizedTest
    @EnumSource(names = {"SENDER_UNPROVEN", "NO_AUTOMATIC_ANSWER"})
    void aMailThatNobodyVouchesForGetsNoLink(Mark mark) {
        assertThat(on("email").marked(mark).says("receipt").replies())
                .noneMatch(reply -> reply.text().contains("/receipt/"));
    }

    @Test
    void onThePhoneItIsAWordLikeAnyOther() {
        assertThat(on("voice").says("receipt").decision().outcome()).isNotEqualTo("gate:receipt");
    }
}
