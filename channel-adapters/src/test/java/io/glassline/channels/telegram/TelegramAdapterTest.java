package io.glassline.channels.telegram;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelContract;
import io.glassline.channel.Outgoing;
import io.glassline.channel.SendOutcome;
import io.glassline.channels.ReceiptText;
import io.glassline.kit.ChannelSample;
import io.glassline.kit.sample.TelegramSample;
import io.glassline.message.Address;
import io.glassline.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramAdapterTest extends ChannelContract {

    private static final String TOKEN = TelegramSample.TOKEN;

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance().build();

    private final TelegramAdapter adapter = new TelegramAdapter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            message__text                         | 1111111:1365 from 1111111: "The street light outside number 12 is out 💡"
            message__start_with_payload           | 1111111:1365 from 1111111: "/start pothole"
            message__photo                        | 1111111:1365 from 1111111: image/jpeg telegram:file/large "Pothole"
            message__voice                        | 1111111:1365 from 1111111: audio/ogg telegram:file/AwACAgQ
            message__video_note                   | 1111111:1365 from 1111111: video/mp4 telegram:file/DQ
            message__document                     | 1111111:1365 from 1111111: application/pdf telegram:file/BQ named permit.pdf
            message__animation                    | 1111111:1365 from 1111111: video/mp4 telegram:file/CgA
            message__video                        | 1111111:1365 from 1111111: video/mp4 telegram:file/BA
            message__audio                        | 1111111:1365 from 1111111: audio/mpeg telegram:file/CQ
            message__location                     | 1111111:1365 from 1111111: place 37.78 -122.39
            message__venue                        | 1111111:1365 from 1111111: place 37.78 -122.39 City Hall, 1 Main St
            message__contact                      | 1111111:1365 from 1111111: "Ana\\n15550142"
            message__sticker                      | 1111111:1365 from 1111111: [a sticker: 👋]
            message__dice                         | 1111111:1365 from 1111111: [a dice: 🎲]
            message__service_group_created        | 1111111:1365 from 1111111: <notice, a notice of Telegram's: group chat created>
            message__group                        | nothing: in a group or channel, where the bot is a guest and silent
            message__from_a_bot                   | 58:8 from 58: "beep" [AUTOMATIC]
            message__bare                         | 42:9 from 42: "no names, no types"
            message__with_news_from_the_future    | 1111111:1365 from 1111111: "still readable"
            message__text_that_is_a_list          | 1111111:1365 from 1111111: [a text]
            edited__text                          | 1111111:1365:edit:1441646600 from 1111111: <edit "number 14, not 12" of 1111111:1365>
            edited__live_location                 | nothing: a shared place that moved
            callback__with_message                | callback:4382bfdwdsb323b2d9 from 1111111: choice topic:waste "Trash"
            callback__message_too_old             | callback:4382b from 1111111: choice topic:roads "topic:roads"
            callback__without_message             | callback:4383 from 1111111: choice topic:roads "topic:roads"
            standing__blocked                     | opted out: 1111111, has blocked the bot
            standing__unblocked                   | opted in: 1111111, has let the bot write again
            other__channel_post                   | nothing: in a group or channel, where the bot is a guest and silent
            other__poll                           | nothing: an update of the kind poll
            other__kind_of_the_future             | nothing: an update about no chat, of the kind hologram
            other__not_json                       | refused, malformed: not JSON
            other__not_an_update                  | refused, malformed: not an update: it has no update_id
            """)
    void readsAnUpdate(String payload, String expected) {
        assertThat(ReceiptText.of(adapter.receive(TelegramSample.captured(payload), account())))
                .isEqualTo(expected);
    }

    @Test
    void acknowledgesWithoutABodyWhichWouldBeRunAsACall() {
        assertThat(adapter.acknowledgement().body()).isEmpty();
    }

    @Test
    void sendsTextWithButtonsAndWithoutPreviews() {
        answer(200, SENT);
        var offers = List.of(new Message.Offer("topic:waste", "Trash"), new Message.Offer("topic:roads", "Roads"));

        assertThat(send("What is it about?", offers)).isEqualTo(new SendOutcome.Accepted("1111111:77"));
        PROVIDER.verify(postRequestedFor(urlPathEqualTo("/bot" + TOKEN + "/sendmessage"))
                .withRequestBody(equalToJson("""
                        {"method":"sendmessage","chat_id":"1111111","text":"What is it about?",
                         "link_preview_options":{"is_disabled":true},
                         "reply_markup":{"inline_keyboard":[[{"text":"Trash","callback_data":"topic:waste"}],
                          [{"text":"Roads","callback_data":"topic:roads"}]]}}""")));
    }

    /// Telegram names a message by its number in the chat of that account.
    @Test
    void answersInTheChatOfTheBusinessAccountThatTheCitizenWroteTo() {
        answer(200, SENT.replace("\"message_id\":77,", "\"message_id\":77,\"business_connection_id\":\"b\","));
        var message = outgoing("1111111/b", "hello", List.of());

        assertThat(adapter.send(message, adapter.render(message).getFirst(), account(), ""))
                .isEqualTo(new SendOutcome.Accepted("b:1111111:77"));
        PROVIDER.verify(postRequestedFor(urlPathEqualTo("/bot" + TOKEN + "/sendmessage"))
                .withRequestBody(equalToJson("""
                        {"method":"sendmessage","chat_id":"1111111","business_connection_id":"b","text":"hello",
                         "link_preview_options":{"is_disabled":true}}""")));
    }

    @Test
    void anIdTooLongForAButtonMakesNumberedLines() {
        var message = outgoing("Which?", List.of(new Message.Offer("ñ".repeat(33), "A"), new Message.Offer("b", "B")));
        assertThat(adapter.render(message)).containsExactly(new Outgoing.Part(0, "Which?\n1 A\n2 B", List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # status | answer                                                                                                     | outcome
              403    | {"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}                       | unwanted
              429    | {"ok":false,"error_code":429,"description":"Too Many Requests: retry after 9","parameters":{"retry_after":9}} | busy, the recipient, 9 s
              429    | {"ok":false,"error_code":429,"description":"Too Many Requests"}                                            | busy, the recipient
              400    | {"ok":false,"error_code":400,"description":"Bad Request: chat not found"}                                  | rejected unreachable
              401    | {"ok":false,"error_code":401,"description":"Unauthorized"}                                                 | the account's fault: 401
              404    | {"ok":false,"error_code":404,"description":"Not Found"}                                                    | the account's fault: 404
              400    | {"ok":false,"error_code":400,"description":"Bad Request: message text is empty"}                           | rejected 400
              403    | {"ok":false,"error_code":403,"description":"Forbidden: user is deactivated"}                               | rejected unreachable
              403    | {"ok":false,"error_code":403,"description":"Forbidden: bot can't initiate conversation with a user"}       | rejected unreachable
              500    | {"ok":false,"error_code":500,"description":"Internal Server Error"}                                        | retry
              502    | <html>                                                                                                     | retry
              200    | <html>                                                                                                     | unknown
            """)
    void readsWhatTelegramAnswers(int status, String body, String expected) {
        answer(status, body);
        assertThat(shown(send("hello", List.of()))).isEqualTo(expected);
        PROVIDER.verify(1, postRequestedFor(urlPathEqualTo("/bot" + TOKEN + "/sendmessage")));
    }

    @Test
    void silenceLeavesTheOutcomeOpenUnlessNothingWasReached() {
        PROVIDER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(shown(send("hello", List.of()))).isEqualTo("unknown");
        PROVIDER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        assertThat(shown(send("hello", List.of()))).isEqualTo("unknown");
        var message = outgoing("hello", List.of());
        var nowhere = TelegramSample.account(Map.of("api-url", "http://127.0.0.1:9"));
        assertThat(shown(adapter.send(message, adapter.render(message).getFirst(), nowhere, "")))
                .isEqualTo("retry");
    }

    private static final String SENT = """
            {"ok":true,"result":{"message_id":77,"from":{"id":1000000001,"is_bot":true,"first_name":"City"},
             "chat":{"id":1111111,"first_name":"Ana","type":"private"},"date":1441645532,"text":"x"}}""";

    private static void answer(int status, String body) {
        PROVIDER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
    }

    private SendOutcome send(String text, List<Message.Offer> offers) {
        var message = outgoing(text, offers);
        return adapter.send(message, adapter.render(message).getFirst(), account(), "");
    }

    private static String shown(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted(var id) -> "accepted " + id;
            case SendOutcome.Retry(var _, var after) ->
                "retry"
                        + after.map(Duration::toSeconds)
                                .map(s -> " after " + s + " s")
                                .orElse("");
            case SendOutcome.Busy(var limit, var _, var after) ->
                "busy, the " + limit.name().toLowerCase(Locale.ROOT)
                        + after.map(Duration::toSeconds)
                                .map(s -> ", " + s + " s")
                                .orElse("");
            case SendOutcome.AccountFault(var code, var _) -> "the account's fault: " + code;
            case SendOutcome.Rejected(var code, var _) -> "rejected " + code;
            case SendOutcome.Unwanted _ -> "unwanted";
            case SendOutcome.Unknown _ -> "unknown";
        };
    }

    private static Outgoing outgoing(String text, List<Message.Offer> offers) {
        return outgoing("1111111", text, offers);
    }

    private static Outgoing outgoing(String chat, String text, List<Message.Offer> offers) {
        return new Outgoing(
                new Message.Id(new UUID(1, 2)),
                new UUID(3, 4),
                new Address(TelegramAdapter.KIND, chat),
                text,
                offers,
                Locale.ENGLISH,
                Optional.empty(),
                true);
    }

    @Override
    protected ChannelAdapter adapter() {
        return adapter;
    }

    @Override
    protected ChannelSample sample() {
        return new TelegramSample();
    }

    private static ChannelAccount account() {
        return TelegramSample.account(Map.of("api-url", PROVIDER.baseUrl()));
    }
}
