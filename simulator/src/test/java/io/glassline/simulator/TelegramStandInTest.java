package io.glassline.simulator;

import static io.glassline.simulator.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

class TelegramStandInTest {

    private static final String BOT = "/bot1000000001:demo-telegram-bot-token/";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theBotLibrarySendsAMessageWithButtonsAndGetsThePress() throws Exception {
        var client = client(world, "1000000001:demo-telegram-bot-token");
        var keyboard = new InlineKeyboardMarkup(List.of(new InlineKeyboardRow(
                InlineKeyboardButton.builder().text("Yes").callbackData("y").build(),
                InlineKeyboardButton.builder().text("No").callbackData("n").build())));

        var sent = client.execute(SendMessage.builder()
                .chatId(42L)
                .text("<b>Bins</b> &amp; more?")
                .parseMode("HTML")
                .replyMarkup(keyboard)
                .build());

        assertThat(sent.getChatId()).isEqualTo(42);
        assertThat(sent.getText()).isEqualTo("Bins & more?");
        var listed = world.sent("city-telegram", "42").get(0);
        assertThat(listed.path("text").asText()).isEqualTo("Bins & more?");
        assertThat(listed.path("buttons").toString())
                .isEqualTo("[{\"id\":\"y\",\"label\":\"Yes\"},{\"id\":\"n\",\"label\":\"No\"}]");

        world.incoming("{\"account\":\"city-telegram\",\"from\":\"42\",\"button\":{\"id\":\"y\",\"label\":\"Yes\"},"
                        + "\"profileName\":\"Ada\"}")
                .ok();

        var query = update(world.gateway.calls.getFirst()).getCallbackQuery();
        assertThat(query.getData()).isEqualTo("y");
        assertThat(query.getFrom().getFirstName()).isEqualTo("Ada");
        assertThat(query.getMessage().getMessageId()).isEqualTo(sent.getMessageId());
        assertThat(client.execute(AnswerCallbackQuery.builder()
                        .callbackQueryId(query.getId())
                        .build()))
                .isTrue();
    }

    @Test
    void theBotLibraryKnowsItselfItsWebhookAndSendsAFile() throws Exception {
        var client = client(world, "1000000001:demo-telegram-bot-token");

        assertThat(client.execute(new GetMe()).getIsBot()).isTrue();
        assertThat(client.execute(new GetWebhookInfo()).getUrl())
                .isEqualTo(world.gateway.base() + "/channels/city-telegram");
        client.execute(SendDocument.builder()
                .chatId("42")
                .caption("Your receipt: größer")
                .document(new InputFile(new ByteArrayInputStream(new byte[] {1, 2}), "receipt.txt"))
                .build());

        var listed = world.sent("city-telegram", "42").get(0);
        assertThat(listed.path("text").asText()).isEqualTo("Your receipt: größer");
        assertThat(listed.path("media").toString()).isEqualTo("[\"receipt.txt\"]");
    }

    @Test
    void aWrongTokenIsRefused() {
        assertThatThrownBy(() -> client(world, "1000000001:guessed").execute(new GetMe()))
                .isInstanceOfSatisfying(TelegramApiRequestException.class, refused -> {
                    assertThat(refused.getErrorCode()).isEqualTo(401);
                    assertThat(refused.getApiResponse()).isEqualTo("Unauthorized");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # method         | body                                     | status | description
          sendMessage    | {"chat_id":42,"text":"hi"}               | 200    |
          SENDMESSAGE    | {"chat_id":"42","text":"hi"}             | 200    |
          sendMessage    | {"text":"hi"}                            | 400    | Bad Request: chat_id is empty
          sendMessage    | {"chat_id":42,"text":""}                 | 400    | Bad Request: message text is empty
          sendMessage    | {"chat_id":42,"text":"LONG"}             | 400    | Bad Request: message is too long
          sendMessage    | {"chat_id":"mum","text":"hi"}            | 400    | Bad Request: chat not found
          sendMessage    | {"chat_id":403403403,"text":"hi"}        | 403    | Forbidden: bot was blocked by the user
          sendMessage    | {"chat_id":42,"text":"hi","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"DATA"}]]}} | 400 | Bad Request: BUTTON_DATA_INVALID
          setWebhook     | {"url":"https://x.example/","secret_token":"a b"} | 400 | Bad Request: secret token contains unallowed characters
          sendChatAction | {"chat_id":42,"action":"typing"}         | 200    |
          eatCake        | {}                                       | 404    | Not Found
        """)
    void saysWhatIsWrongAsTelegramDoes(String method, String body, int status, String description) {
        var written = body.replace("LONG", "x".repeat(4097)).replace("DATA", "x".repeat(65));

        var answer = world.send("POST", BOT + method, written, "Content-Type", "application/json");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("ok").asBoolean()).isEqualTo(status == 200);
        assertThat(answer.json().path("description").asText("")).isEqualTo(description == null ? "" : description);
    }

    @Test
    void aMessageCanBeSentByQueryAndByForm() {
        world.get(BOT + "sendMessage?chat_id=42&text=by%20query").ok();
        world.send(
                        "POST",
                        BOT + "sendMessage",
                        "chat_id=42&text=by+form&reply_markup=%7B%22inline_keyboard%22%3A%5B%5B%7B%22text%22%3A%22A%22%2C%22callback_data%22%3A%22a%22%7D%5D%5D%7D",
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .ok();

        var sent = world.sent("city-telegram", "42");
        assertThat(sent.findValuesAsText("text")).containsExactly("by query", "by form");
        assertThat(sent.at("/1/buttons/0/id").asText()).isEqualTo("a");
    }

    @Test
    void oneChatMayOnlyBeSentSoMuchAtOnce() {
        try (var strict = new World(s -> World.at(s, new ManualClock()).with(Settings.Limits.REAL))) {
            for (int i = 0; i < 5; i++) {
                strict.get(BOT + "sendMessage?chat_id=42&text=hi").ok();
            }

            var sixth = strict.get(BOT + "sendMessage?chat_id=42&text=hi");

            assertThat(sixth.status()).isEqualTo(429);
            assertThat(sixth.json().at("/parameters/retry_after").asInt()).isEqualTo(1);
            assertThat(strict.get(BOT + "sendMessage?chat_id=43&text=hi").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aCitizensMessageIsAnUpdateWithTheSecret() throws Exception {
        world.incoming(
                        "{\"account\":\"city-telegram\",\"from\":\"42\",\"text\":\"/start bins 🗑\",\"profileName\":\"Ada\"}")
                .ok();
        world.incoming("{\"account\":\"city-telegram\",\"from\":\"42\",\"text\":\"second\"}")
                .ok();

        var call = world.gateway.calls.getFirst();
        assertThat(call.path()).isEqualTo("/channels/city-telegram");
        assertThat(call.headers().get("X-Telegram-Bot-Api-Secret-Token")).isEqualTo("demo-telegram-webhook-secret");
        var first = update(call);
        var second = update(world.gateway.calls.get(1));
        assertThat(first.getMessage().getText()).isEqualTo("/start bins 🗑");
        assertThat(first.getMessage().getEntities().getFirst().getType()).isEqualTo("bot_command");
        assertThat(first.getMessage().getFrom().getFirstName()).isEqualTo("Ada");
        assertThat(second.getUpdateId()).isEqualTo(first.getUpdateId() + 1);
        assertThat(second.getMessage().getMessageId())
                .isEqualTo(first.getMessage().getMessageId() + 1);
    }

    @Test
    void aChatsUpdatesKeepTheirOrderWhileTheGatewayFails() throws Exception {
        var failures = new AtomicInteger(4);
        world.gateway.answering(call -> call.text().contains("\"id\":42") && failures.getAndDecrement() > 0
                ? FakeGateway.Reply.status(503)
                : FakeGateway.Reply.status(200));

        var first = world.incoming("{\"account\":\"city-telegram\",\"from\":\"42\",\"text\":\"one\"}");
        var second = world.incoming("{\"account\":\"city-telegram\",\"from\":\"42\",\"text\":\"two\"}");
        var other = world.incoming("{\"account\":\"city-telegram\",\"from\":\"43\",\"text\":\"other chat\"}");

        assertThat(List.of(first.status(), second.status(), other.status())).containsExactly(202, 202, 200);
        assertThat(first.json().path("status").asInt()).isEqualTo(503);
        eventually(() -> assertThat(world.gateway.calls)
                .extracting(call -> update(call).getMessage().getText())
                .filteredOn(text -> !text.startsWith("other"))
                .containsExactly("one", "one", "one", "one", "one", "two"));
    }

    @Test
    void withoutAWebhookUpdatesWaitForOne() throws Exception {
        world.send("POST", BOT + "deleteWebhook", "").ok();
        assertThat(world.incoming("{\"account\":\"city-telegram\",\"from\":\"42\",\"text\":\"waiting\"}")
                        .status())
                .isEqualTo(202);
        assertThat(world.get(BOT + "getWebhookInfo")
                        .json()
                        .at("/result/pending_update_count")
                        .asInt())
                .isEqualTo(1);

        world.get(BOT + "setWebhook?url=" + world.gateway.base() + "/elsewhere&secret_token=other")
                .ok();

        eventually(() -> assertThat(world.gateway.to("/elsewhere"))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.headers().get("X-Telegram-Bot-Api-Secret-Token"))
                            .isEqualTo("other");
                    assertThat(update(call).getMessage().getText()).isEqualTo("waiting");
                }));
    }

    @Test
    void aMethodInTheAnswerIsCarriedOut() {
        world.gateway.answering(_ -> new FakeGateway.Reply(
                200, "application/json", "{\"method\":\"sendMessage\",\"chat_id\":42,\"text\":\"at once\"}"));

        world.incoming("{\"account\":\"city-telegram\",\"from\":\"42\",\"text\":\"hi\"}")
                .ok();

        assertThat(world.sent("city-telegram", "42").findValuesAsText("text")).containsExactly("at once");
    }

    @Test
    void aFileIsFetchedInTwoSteps() throws Exception {
        world.incoming("""
                {"account":"city-telegram","from":"42","text":"look",
                 "media":[{"contentType":"image/png","data":"AQIDBA=="}]}""").ok();

        var message = update(world.gateway.calls.getFirst()).getMessage();
        assertThat(message.getCaption()).isEqualTo("look");
        var fileId = message.getPhoto().getFirst().getFileId();
        JsonNode file = world.get(BOT + "getFile?file_id=" + fileId).ok();
        var bytes = world.get("/file" + BOT + file.at("/result/file_path").asText());
        assertThat(bytes.text()).isEqualTo("\u0001\u0002\u0003\u0004");
        assertThat(world.get("/file/bot1000000001:guessed/documents/" + fileId).status())
                .isEqualTo(401);
    }

    private static Update update(FakeGateway.Call call) {
        try {
            return Json.MAPPER.readValue(call.body(), Update.class);
        } catch (IOException notAnUpdate) {
            throw new AssertionError(call.text(), notAnUpdate);
        }
    }

    private static TelegramClient client(World world, String token) {
        var url = TelegramUrl.builder()
                .schema("http")
                .host("localhost")
                .port(world.standIns.httpPort())
                .build();
        return new OkHttpTelegramClient(token, url);
    }
}
