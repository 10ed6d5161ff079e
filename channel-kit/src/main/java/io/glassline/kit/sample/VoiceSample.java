package io.glassline.kit.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.kit.ChannelSample;
import io.glassline.message.ChannelKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Twilio, as it calls about phone calls.
public final class VoiceSample implements ChannelSample {

    private static final String URL = "https://city.example/channels/city-voice";
    private static final String ASKED = URL + "?step=2&silences=0&state=asked";

    @Override
    public ChannelAccount account() {
        return new ChannelAccount(
                "city-voice",
                new ChannelKind("voice"),
                "+15550101",
                Map.of("account-sid", TwilioCalls.ACCOUNT_SID),
                Map.of("auth-token", new Secret(TwilioCalls.TOKEN)));
    }

    @Override
    public List<WebhookCall> genuine() {
        return List.of(
                captured("", URL, "call__begins"),
                captured("", ASKED, "speech__words"),
                captured("", ASKED, "keys__one"),
                captured("status", URL + "/status", "call__busy"));
    }

    private static WebhookCall captured(String endpoint, String url, String payload) {
        return TwilioCalls.post(endpoint, url, Payloads.read("voice/" + payload + ".form"));
    }

    @Override
    public WebhookCall withWrongProof(WebhookCall call) {
        return new WebhookCall(
                call.method(), call.endpoint(), call.publicUrl(), Map.of(), call.body(), call.receivedAt());
    }

    @Override
    public WebhookCall withBody(WebhookCall call, byte[] body) {
        return TwilioCalls.post(call.endpoint(), call.publicUrl(), body);
    }

    @Override
    public WebhookCall ofUnknownKind() {
        return inACall(ASKED, "CallStatus", "telepathy", "Thoughts", "many");
    }

    @Override
    public Optional<WebhookCall> saying(String words) {
        return Optional.of(inACall(ASKED, "CallStatus", "in-progress", "SpeechResult", words));
    }

    @Override
    public Optional<WebhookCall> forAnotherAddress() {
        return Optional.of(inACall(URL, "CallStatus", "ringing", "To", OTHER_ADDRESS));
    }

    @Override
    public List<WebhookCall> fromNobodyKnown() {
        return Stream.of(
                        "From=Anonymous&CallSid=CA1",
                        "From=%2B266696687&CallSid=CA2",
                        "From=&CallSid=CA3",
                        "CallSid=CA4")
                .map(who -> who + "&CallStatus=ringing&To=%2B15550101&AccountSid=" + TwilioCalls.ACCOUNT_SID)
                .map(form -> TwilioCalls.post("", URL, form.getBytes(UTF_8)))
                .toList();
    }

    private static WebhookCall inACall(String url, String... fields) {
        var all = new String[fields.length + 6];
        System.arraycopy(new String[] {"CallSid", "CA1", "From", "+15550142", "To", "+15550101"}, 0, all, 0, 6);
        System.arraycopy(fields, 0, all, 6, fields.length);
        return TwilioCalls.form("", url, all);
    }
}
