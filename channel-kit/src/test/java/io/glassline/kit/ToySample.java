package io.glassline.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Proof;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.kit.HttpStandIn.Answer;
import io.glassline.message.Delivery;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The toy maker, who has everything that a provider can have.
final class ToySample implements ChannelSample {

    static final Secret TOKEN = new Secret("demo-toy-token");
    private static final String OURS = "+15550100";

    private static final Map<ProviderAnswer, Answer> ANSWERS = Map.of(
            ProviderAnswer.ACCEPTED, new Answer(200, "taken"),
            ProviderAnswer.TROUBLE, new Answer(503, ""),
            ProviderAnswer.WAITS, new Answer(429, "", "7"),
            ProviderAnswer.BUSY, new Answer(429, ""),
            ProviderAnswer.ACCOUNT_FAULT, new Answer(401, ""),
            ProviderAnswer.REJECTED, new Answer(400, ""),
            ProviderAnswer.OPTED_OUT, new Answer(410, ""),
            ProviderAnswer.GARBAGE, new Answer(200, "<html>"));

    @Override
    public ChannelAccount account() {
        return account("http://127.0.0.1:9");
    }

    private static ChannelAccount account(String url) {
        return new ChannelAccount("city-toy", ToyAdapter.KIND, OURS, Map.of("url", url), Map.of("token", TOKEN));
    }

    @Override
    public List<WebhookCall> genuine() {
        return List.of(
                call(item("text", "1", "hello"), item("text", "2", "again")),
                call(item("picture", "3", "")),
                call(item("report", "9", "SENT")));
    }

    @Override
    public WebhookCall withWrongProof(WebhookCall call) {
        return call("guess", call.body());
    }

    @Override
    public WebhookCall withBody(WebhookCall call, byte[] body) {
        return call(TOKEN.value(), body);
    }

    @Override
    public WebhookCall ofUnknownKind() {
        return call(item("hologram", "4", "x"));
    }

    @Override
    public Optional<WebhookCall> saying(String words) {
        return Optional.of(call(item("text", "5", words)));
    }

    @Override
    public List<WebhookCall> batchesWithABadItem() {
        return List.of(call(item("text", "1", FIRST), "text 2 \0 bad", item("text", "3", LAST)));
    }

    @Override
    public List<WebhookCall> signs() {
        return List.of(call(item("thumb", "6", "up")));
    }

    @Override
    public List<WebhookCall> wordsBesideSomething() {
        return List.of(call(item("picture", "7", BESIDE)));
    }

    @Override
    public List<WebhookCall> forAPersonOnly() {
        return List.of(call(item("picture", "8", "")));
    }

    @Override
    public List<WebhookCall> perhapsByAPerson() {
        return List.of(call(item("list", "8", "hi")));
    }

    @Override
    public List<WebhookCall> surelyByAMachine() {
        return List.of(call(item("robot", "8", "hi")));
    }

    @Override
    public Optional<WebhookCall> forAnotherAddress() {
        return Optional.of(call("text 1 +1 " + OTHER_ADDRESS + " x"));
    }

    @Override
    public Optional<WebhookCall> forSeveralAddresses() {
        return Optional.of(call(item("text", "1", "ours"), "text 2 +1 " + OTHER_ADDRESS + " theirs"));
    }

    @Override
    public List<WebhookCall> stopsByProvider() {
        return List.of(call(item("stop", "1", "x")));
    }

    @Override
    public List<WebhookCall> startsByProvider() {
        return List.of(call(item("start", "1", "x")));
    }

    @Override
    public List<WebhookCall> fromNobodyKnown() {
        return List.of(call("text 1  " + OURS + " x"), call("text 2  " + OURS + " x"));
    }

    @Override
    public Map<Delivery, WebhookCall> deliveryReports() {
        return Map.of(
                Delivery.SENT, call(item("report", "9", "SENT")),
                Delivery.DELIVERED, call(item("report", "9", "DELIVERED")),
                Delivery.READ, call(item("report", "9", "READ")));
    }

    @Override
    public Optional<ProviderStandIn> provider() throws IOException {
        return Optional.of(new HttpStandIn(ANSWERS, ToySample::account));
    }

    @Override
    public Duration sendMax() {
        return Duration.ofSeconds(4);
    }

    private static String item(String kind, String id, String words) {
        return kind + " " + id + " +15550142 " + OURS + " " + URLEncoder.encode(words, UTF_8);
    }

    private static WebhookCall call(String... items) {
        return call(TOKEN.value(), ("toy\n" + String.join("\n", items)).getBytes(UTF_8));
    }

    static WebhookCall call(String token, byte[] body) {
        var signature = HexFormat.of().formatHex(Proof.hmac("HmacSHA256", TOKEN, body));
        return new WebhookCall(
                "POST",
                "",
                "https://city.example/channels/city-toy",
                Map.of("x-toy-token", List.of(token), "x-toy-sign", List.of(signature)),
                body,
                Instant.parse("2026-03-02T08:00:00Z"));
    }
}
