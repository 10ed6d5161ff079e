package io.glassline.kit.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.kit.ChannelSample;
import io.glassline.message.ChannelKind;
import io.glassline.message.Delivery;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The web chat, as its door hands on what a visitor's browser sends.
public final class WebSample implements ChannelSample {

    public static final String VISITOR = "Zm9yLWEtdGVzdC1vbmx5";
    public static final String SECRET = "demo-web-chat-session-secret";

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @Override
    public ChannelAccount account() {
        return new ChannelAccount(
                "city-web",
                new ChannelKind("web"),
                "www.city.example",
                Map.of("origins", "https://www.city.example"),
                Map.of("session-secret", new Secret(SECRET)));
    }

    @Override
    public List<WebhookCall> genuine() {
        return List.of(captured("message__text"), captured("message__choice"), captured("marks__read"));
    }

    @Override
    public WebhookCall withWrongProof(WebhookCall call) {
        return call(call.body(), "guess", call.endpoint());
    }

    @Override
    public WebhookCall withBody(WebhookCall call, byte[] body) {
        return call(body, SECRET, call.endpoint());
    }

    @Override
    public WebhookCall ofUnknownKind() {
        return captured("message__kind_of_the_future");
    }

    @Override
    public Optional<WebhookCall> saying(String words) {
        var body = "{\"id\":\"b3f1c2d4-0009\",\"text\":%s}".formatted(Json.string(words));
        return Optional.of(call(body.getBytes(UTF_8), SECRET, "messages"));
    }

    @Override
    public Map<Delivery, WebhookCall> deliveryReports() {
        return Map.of(
                Delivery.DELIVERED, mark("delivered"),
                Delivery.READ, mark("read"));
    }

    private static WebhookCall mark(String what) {
        var body = "{\"%s\":[\"00000000-0000-0001-0000-000000000002.0\"]}".formatted(what);
        return call(body.getBytes(UTF_8), SECRET, "marks");
    }

    @Override
    public Optional<String> citizen() {
        return Optional.of(VISITOR);
    }

    /// @param payload such as `message__text`.
    public static WebhookCall captured(String payload) {
        return call(
                Payloads.read("web/" + payload + ".json"), SECRET, payload.startsWith("marks") ? "marks" : "messages");
    }

    public static WebhookCall call(byte[] body, String secret, String endpoint) {
        return new WebhookCall(
                "POST",
                endpoint,
                "https://talk.city.example/chat/city-web/" + endpoint,
                Map.of(
                        "x-glassline-visitor", List.of(VISITOR),
                        "x-glassline-signature", List.of(signature(secret, endpoint, body))),
                body,
                NOW);
    }

    private static String signature(String secret, String endpoint, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update("glassline web chat call\n".getBytes(UTF_8));
            mac.update(("city-web\n" + endpoint + "\n" + VISITOR + "\n").getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has it", e);
        }
    }
}
