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
import io.glassline.message.Delivery;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Meta's Cloud API of WhatsApp, as it calls and takes messages.
public final class WhatsAppSample implements ChannelSample {

    public static final String URL = "https://city.example/channels/city-whatsapp";
    public static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private static final String NUMBER = "100000000000001";
    private static final String APP_SECRET = "demo-meta-app-secret";

    private static final Map<ProviderAnswer, Answer> ANSWERS = Map.of(
            ProviderAnswer.ACCEPTED,
            new Answer(200, "{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"wamid.OUT\"}]}"),
            ProviderAnswer.TROUBLE,
            new Answer(500, "<html>"),
            ProviderAnswer.WAITS,
            new Answer(429, error(130429), "7"),
            ProviderAnswer.BUSY,
            new Answer(400, error(131056)),
            ProviderAnswer.ACCOUNT_FAULT,
            new Answer(401, error(190)),
            ProviderAnswer.REJECTED,
            new Answer(400, error(131047)),
            ProviderAnswer.OPTED_OUT,
            new Answer(400, error(131050)),
            ProviderAnswer.GARBAGE,
            new Answer(200, "<html>"));

    private static String error(int code) {
        return "{\"error\":{\"message\":\"no\",\"type\":\"OAuthException\",\"code\":" + code + "}}";
    }

    @Override
    public ChannelAccount account() {
        return account(Map.of());
    }

    /// The account with these settings.
    public static ChannelAccount account(Map<String, String> settings) {
        return new ChannelAccount(
                "city-whatsapp",
                new ChannelKind("whatsapp"),
                NUMBER,
                settings,
                Map.of(
                        "app-secret", new Secret(APP_SECRET),
                        "verify-token", new Secret("demo-meta-verify-token"),
                        "access-token", new Secret("demo-meta-access-token")));
    }

    @Override
    public List<WebhookCall> genuine() {
        return Stream.of(
                        "message__text",
                        "message__image",
                        "message__list_reply",
                        "message__place_chosen",
                        "mixed__two_numbers_and_a_status",
                        "status__failed")
                .map(WhatsAppSample::captured)
                .toList();
    }

    private static WebhookCall captured(String payload) {
        return signed(Payloads.read("whatsapp/" + payload + ".json"));
    }

    @Override
    public WebhookCall withWrongProof(WebhookCall call) {
        return new WebhookCall(
                call.method(),
                call.endpoint(),
                call.publicUrl(),
                Map.of("x-hub-signature-256", List.of("sha256=" + "0".repeat(64))),
                call.body(),
                call.receivedAt());
    }

    @Override
    public WebhookCall withBody(WebhookCall call, byte[] body) {
        return signed(body);
    }

    @Override
    public WebhookCall ofUnknownKind() {
        return captured("message__kind_of_the_future");
    }

    @Override
    public Optional<WebhookCall> saying(String words) {
        return Optional.of(entries(change(NUMBER, text("wamid.1", words))));
    }

    @Override
    public List<WebhookCall> batchesWithABadItem() {
        var first = text("wamid.1", FIRST);
        var last = text("wamid.3", LAST);
        var badMessages = Stream.of(
                        "null",
                        "7",
                        "\"x\"",
                        "[]",
                        "{}",
                        "{\"id\":7,\"from\":[\"x\"],\"type\":{}}",
                        "{\"id\":\"wamid.2\",\"from\":\"15550142\"}",
                        "{\"id\":\"wamid.2\",\"from\":\"15550142\",\"type\":\"text\",\"text\":{\"body\":7}}",
                        "{\"id\":\"wamid.2\",\"from\":\"" + "1".repeat(1000) + "\",\"type\":\"text\",\"text\":null}",
                        "{\"id\":\"wamid.2\",\"from\":\"15550142\",\"timestamp\":\"1e400\",\"type\":\"image\"}")
                .map(bad -> entries(change(NUMBER, first + "," + bad + "," + last)));
        var badChanges = Stream.of("null", "7", "{}", "{\"value\":7}", "{\"value\":{\"metadata\":[],\"messages\":7}}")
                .map(bad -> entries(change(NUMBER, first) + "," + bad + "," + change(NUMBER, last)));
        return Stream.concat(badMessages, badChanges).toList();
    }

    @Override
    public List<WebhookCall> signs() {
        return Stream.of(
                        "reaction", "reaction_removed", "edit", "revoke", "system_number_changed", "kind_of_the_future")
                .map(sign -> captured("message__" + sign))
                .toList();
    }

    @Override
    public List<WebhookCall> wordsBesideSomething() {
        return Stream.of("image", "video", "document", "hologram")
                .map(kind -> "{\"id\":\"wamid.1\",\"from\":\"15550142\",\"type\":\"" + kind + "\",\"" + kind
                        + "\":{\"id\":\"1\",\"caption\":\"" + BESIDE + "\"}}")
                .map(message -> entries(change(NUMBER, message)))
                .toList();
    }

    @Override
    public List<WebhookCall> forAPersonOnly() {
        return Stream.of("sticker", "voice_note", "document", "unsupported")
                .map(kind -> captured("message__" + kind))
                .toList();
    }

    @Override
    public Optional<WebhookCall> forAnotherAddress() {
        return Optional.of(entries(change(OTHER_ADDRESS, text("wamid.1", "hello"))));
    }

    @Override
    public Optional<WebhookCall> forSeveralAddresses() {
        return Optional.of(entries(change(NUMBER, text("wamid.1", "for us")) + ","
                + change(OTHER_ADDRESS, text("wamid.2", "for others"))));
    }

    @Override
    public List<WebhookCall> stopsByProvider() {
        return List.of(captured("mixed__two_numbers_and_a_status"));
    }

    @Override
    public List<WebhookCall> startsByProvider() {
        return List.of(
                entries("{\"field\":\"user_preferences\",\"value\":{\"metadata\":{\"phone_number_id\":\"" + NUMBER
                        + "\"},\"user_preferences\":[{\"wa_id\":\"15550142\",\"category\":\"marketing_messages\","
                        + "\"value\":\"resume\"}]}}"));
    }

    @Override
    public Map<Delivery, WebhookCall> deliveryReports() {
        return Map.of(
                Delivery.SENT, captured("status__sent"),
                Delivery.DELIVERED, captured("status__delivered"),
                Delivery.READ, captured("status__read"),
                Delivery.FAILED, captured("status__failed"));
    }

    @Override
    public Optional<ProviderStandIn> provider() throws IOException {
        return Optional.of(new HttpStandIn(ANSWERS, url -> account(Map.of("api-url", url))));
    }

    private static String text(String id, String words) {
        return "{\"id\":\"" + id + "\",\"from\":\"15550142\",\"type\":\"text\",\"text\":{\"body\":" + Json.string(words)
                + "}}";
    }

    private static String change(String number, String messages) {
        return "{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"" + number + "\"},\"messages\":["
                + messages + "]}}";
    }

    private static WebhookCall entries(String changes) {
        return signed(("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[" + changes + "]}]}")
                .getBytes(UTF_8));
    }

    public static WebhookCall signed(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(APP_SECRET.getBytes(UTF_8), "HmacSHA256"));
            var signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
            return new WebhookCall("POST", "", URL, Map.of("x-hub-signature-256", List.of(signature)), body, NOW);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
