package io.glassline.kit.sample;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Twilio, as it calls about text messages and takes them.
public final class SmsSample implements ChannelSample {

    private static final String URL = "https://city.example/channels/city-sms";
    private static final String STATUS_URL = URL + "/status?ref=00000000-0000-0001-0000-000000000002.0";

    private static final Map<ProviderAnswer, Answer> ANSWERS = Map.of(
            ProviderAnswer.ACCEPTED, new Answer(201, "{\"sid\":\"SM900\",\"status\":\"queued\"}"),
            ProviderAnswer.TROUBLE, new Answer(503, "<html>"),
            ProviderAnswer.WAITS, new Answer(429, error(20429), "7"),
            ProviderAnswer.BUSY, new Answer(400, error(14107)),
            ProviderAnswer.ACCOUNT_FAULT, new Answer(401, error(20003)),
            ProviderAnswer.REJECTED, new Answer(400, error(21617)),
            ProviderAnswer.OPTED_OUT, new Answer(400, error(21610)),
            ProviderAnswer.GARBAGE, new Answer(201, "<html>"));

    private static String error(int code) {
        return "{\"code\":" + code + ",\"message\":\"no\"}";
    }

    @Override
    public ChannelAccount account() {
        return account(Map.of());
    }

    /// The account with more settings.
    public static ChannelAccount account(Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("account-sid", TwilioCalls.ACCOUNT_SID);
        return new ChannelAccount(
                "city-sms",
                new ChannelKind("sms"),
                "+15550100",
                settings,
                Map.of("auth-token", new Secret(TwilioCalls.TOKEN)));
    }

    @Override
    public List<WebhookCall> genuine() {
        return List.of(
                captured("message__text"),
                captured("message__picture_with_words"),
                captured("message__place"),
                reported("status__undelivered"));
    }

    private static WebhookCall captured(String payload) {
        return TwilioCalls.post("", URL, Payloads.read("sms/" + payload + ".form"));
    }

    private static WebhookCall reported(String payload) {
        return TwilioCalls.post("status", STATUS_URL, Payloads.read("sms/" + payload + ".form"));
    }

    @Override
    public WebhookCall withWrongProof(WebhookCall call) {
        return new WebhookCall(
                call.method(),
                call.endpoint(),
                call.publicUrl(),
                Map.of("x-twilio-signature", List.of("bm90IHRoZWlycw==")),
                call.body(),
                call.receivedAt());
    }

    @Override
    public WebhookCall withBody(WebhookCall call, byte[] body) {
        return TwilioCalls.post(call.endpoint(), call.publicUrl(), body);
    }

    @Override
    public WebhookCall ofUnknownKind() {
        return message("MessageType", "hologram");
    }

    @Override
    public Optional<WebhookCall> saying(String words) {
        return Optional.of(message("Body", words));
    }

    @Override
    public List<WebhookCall> signs() {
        return List.of(message("Body", "Liked “Call 911”"), message("Body", "👍 to “Call 911”"));
    }

    @Override
    public List<WebhookCall> wordsBesideSomething() {
        return List.of(
                message("Body", BESIDE, "NumMedia", "1", "MediaUrl0", "https://api.twilio.com/M1"),
                message("Body", BESIDE, "Latitude", "1", "Longitude", "2"));
    }

    @Override
    public List<WebhookCall> forAPersonOnly() {
        return List.of(captured("message__picture_alone"));
    }

    @Override
    public List<WebhookCall> surelyByAMachine() {
        return List.of(captured("message__short_code"), captured("message__sender_with_a_name"));
    }

    @Override
    public Optional<WebhookCall> forAnotherAddress() {
        return Optional.of(message("Body", "hello", "To", OTHER_ADDRESS));
    }

    @Override
    public List<WebhookCall> stopsByProvider() {
        return List.of(message("Body", "BASTA", "OptOutType", "STOP"), reported("status__failed_opted_out"));
    }

    @Override
    public List<WebhookCall> startsByProvider() {
        return List.of(message("Body", "ALTA", "OptOutType", "START"));
    }

    @Override
    public Map<Delivery, WebhookCall> deliveryReports() {
        return Map.of(
                Delivery.ACCEPTED, reported("status__queued"),
                Delivery.SENT, reported("status__sent"),
                Delivery.DELIVERED, reported("status__delivered"),
                Delivery.READ, reported("status__read"),
                Delivery.FAILED, reported("status__undelivered"));
    }

    @Override
    public Optional<ProviderStandIn> provider() throws IOException {
        return Optional.of(new HttpStandIn(ANSWERS, url -> account(Map.of("api-url", url))));
    }

    private static WebhookCall message(String... fields) {
        var all = new String[fields.length + 6];
        System.arraycopy(new String[] {"MessageSid", "SM1", "From", "+15550142", "To", "+15550100"}, 0, all, 0, 6);
        System.arraycopy(fields, 0, all, 6, fields.length);
        return TwilioCalls.form("", URL, all);
    }
}
