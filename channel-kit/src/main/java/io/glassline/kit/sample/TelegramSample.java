package io.glassline.kit.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.kit.ChannelSample;
import io.glassline.kit.HttpStandIn;
import io.glassline.kit.HttpStandIn.Answer;
import io.glassline.kit.ProviderAnswer;
import io.glassline.kit.ProviderStandIn;
import io.glassline.message.ChannelKind;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Telegram's Bot API, as it calls and takes messages.
public final class TelegramSample implements ChannelSample {

    public static final String TOKEN = "1000000001:demo-telegram-bot-token";

    private static final String WEBHOOK_SECRET = "demo-telegram-webhook-secret";
    private static final String CITIZEN = "1111111";

    private static final Map<ProviderAnswer, Answer> ANSWERS = Map.of(
            ProviderAnswer.ACCEPTED,
            new Answer(
                    200,
                    "{\"ok\":true,\"result\":{\"message_id\":77,\"chat\":{\"id\":" + CITIZEN
                            + ",\"type\":\"private\"},\"date\":1441645532,\"text\":\"x\"}}"),
            ProviderAnswer.TROUBLE,
            new Answer(502, "<html>"),
            ProviderAnswer.WAITS,
            new Answer(429, error(429, "Too Many Requests: retry after 7", ",\"parameters\":{\"retry_after\":7}")),
            ProviderAnswer.BUSY,
            new Answer(429, error(429, "Too Many Requests", "")),
            ProviderAnswer.ACCOUNT_FAULT,
            new Answer(401, error(401, "Unauthorized", "")),
            ProviderAnswer.REJECTED,
            new Answer(400, error(400, "Bad Request: message text is empty", "")),
            ProviderAnswer.OPTED_OUT,
            new Answer(403, error(403, "Forbidden: bot was blocked by the user", "")),
            ProviderAnswer.GARBAGE,
            new Answer(200, "<html>"));

    private static String error(int code, String description, String more) {
        return "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description + "\"" + more + "}";
    }

    @Override
    public ChannelAccount account() {
        return account(Map.of());
    }

    /// The account with these settings.
    public static ChannelAccount account(Map<String, String> settings) {
        return new ChannelAccount(
                "city-telegram",
                new ChannelKind("telegram"),
                "1000000001",
                settings,
                Map.of("bot-token", new Secret(TOKEN), "webhook-secret", new Secret(WEBHOOK_SECRET)));
    }

    @Override
    public List<WebhookCall> genuine() {
        return Stream.of(
                        "message__text",
                        "message__photo",
                        "message__venue",
                        "edited__text",
                        "callback__with_message",
                        "standing__blocked")
                .map(TelegramSample::captured)
                .toList();
    }

    /// @param payload such as `message__text`.
    public static WebhookCall captured(String payload) {
        return call(Payloads.read("telegram/" + payload + ".json"), WEBHOOK_SECRET);
    }

    @Override
    public WebhookCall withWrongProof(WebhookCall call) {
        return call(call.body(), "guess");
    }

    @Override
    public WebhookCall withBody(WebhookCall call, byte[] body) {
        return call(body, WEBHOOK_SECRET);
    }

    @Override
    public WebhookCall ofUnknownKind() {
        return captured("message__dice");
    }

    @Override
    public Optional<WebhookCall> saying(String words) {
        return Optional.of(update("\"message\":{\"message_id\":7,\"chat\":{\"id\":42,\"type\":\"private\"},\"text\":"
                + Json.string(words) + "}"));
    }

    @Override
    public List<WebhookCall> signs() {
        return List.of(
                captured("edited__text"),
                captured("message__service_group_created"),
                update(
                        "\"message_reaction\":{\"chat\":{\"id\":42},\"message_id\":7,\"new_reaction\":[{\"emoji\":\"👍\"}]}"),
                update("\"message\":{\"message_id\":7,\"chat\":{\"id\":42},\"hologram\":{\"id\":1}}"));
    }

    @Override
    public List<WebhookCall> wordsBesideSomething() {
        return Stream.of("photo", "paid_media", "video", "hologram")
                .map(kind -> update("\"message\":{\"message_id\":7,\"chat\":{\"id\":42},\"" + kind
                        + "\":{\"file_id\":\"f\"},\"caption\":\"" + BESIDE + "\"}"))
                .toList();
    }

    @Override
    public List<WebhookCall> forAPersonOnly() {
        return List.of(captured("message__voice"), captured("message__sticker"), captured("message__document"));
    }

    @Override
    public List<WebhookCall> surelyByAMachine() {
        return List.of(captured("message__from_a_bot"));
    }

    @Override
    public List<WebhookCall> stopsByProvider() {
        return List.of(captured("standing__blocked"));
    }

    @Override
    public List<WebhookCall> startsByProvider() {
        return List.of(captured("standing__unblocked"));
    }

    @Override
    public Optional<String> citizen() {
        return Optional.of(CITIZEN);
    }

    @Override
    public Optional<ProviderStandIn> provider() throws IOException {
        return Optional.of(new HttpStandIn(ANSWERS, url -> account(Map.of("api-url", url))));
    }

    private static WebhookCall update(String kind) {
        return call(("{\"update_id\":1," + kind + "}").getBytes(UTF_8), WEBHOOK_SECRET);
    }

    private static WebhookCall call(byte[] body, String secret) {
        var headers = Map.of("x-telegram-bot-api-secret-token", List.of(secret));
        var url = "https://city.example/channels/city-telegram";
        return new WebhookCall("POST", "", url, headers, body, Instant.parse("2026-03-02T08:00:00Z"));
    }
}
