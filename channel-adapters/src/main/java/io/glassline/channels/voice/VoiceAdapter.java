package io.glassline.channels.voice;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.EndPolicy;
import io.glassline.channel.HoldPolicy;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter;
import io.glassline.channel.LineSocket;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.twilio.TwilioWebhook;
import io.glassline.message.ChannelKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Phone calls, through Twilio Voice: <https://www.twilio.com/docs/voice/twiml/gather>.
///
/// The call's place is kept in the URLs we hand out: `step` counts what we said, `silences` how often the caller
/// did not answer, `state` what the caller was doing. Twilio sends them back, so nothing is kept here, and a
/// request made again is known as the same step.
///
/// An account may have its callers spoken with by ConversationRelay instead, see [RelaySocket].
public final class VoiceAdapter implements LineAdapter {

    public static final ChannelKind KIND = new ChannelKind("voice");
    private static final LineSocket RELAY = new RelaySocket();

    @Override
    public ChannelKind kind() {
        return KIND;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(VoiceScript.TEXT_MAX_CHARS, 0);
    }

    @Override
    public AccountForm form() {
        var optional = Stream.concat(HoldPolicy.SETTINGS.stream(), Stream.of(RelaySettings.VOICES))
                .collect(Collectors.toSet());
        return new AccountForm(Set.of("account-sid"), optional, Set.of("auth-token"), Set.of())
                .choosing(RelaySettings.TALKS_BY, RelaySettings.GATHER, RelaySettings.RELAY)
                .choosing(RelaySettings.TTS_PROVIDER, "Amazon", "ElevenLabs", "Google")
                .choosing(RelaySettings.TRANSCRIPTION_PROVIDER, "Deepgram", "Google")
                .choosing(RelaySettings.INTERRUPTIBLE, "any", "dtmf", "none", "speech");
    }

    @Override
    public EndPolicy usualEnd() {
        return EndPolicy.CALL;
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        if (RelayCall.isOne(call)) {
            return RelayCall.read(call, account);
        }
        return switch (TwilioWebhook.read(call, account)) {
            case TwilioWebhook.Refused(var receipt) -> receipt;
            case TwilioWebhook.Genuine(var form) -> VoiceWebhook.read(form, call, account);
        };
    }

    @Override
    public Optional<Line> line(WebhookCall call, ChannelAccount account) {
        return RelayCall.isOne(call) ? RelayCall.line(call) : VoiceWebhook.line(call, account);
    }

    @Override
    public Optional<LineSocket> socket(ChannelAccount account) {
        return RelaySettings.isRelayed(account) ? Optional.of(RELAY) : Optional.empty();
    }

    @Override
    public WebhookReply acknowledgement() {
        return TwilioWebhook.emptyAnswer();
    }

    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        return VoiceScript.render(message);
    }

    @Override
    public WebhookReply speak(Line line, Speech speech, ChannelAccount account) {
        return VoiceScript.speak(line, speech, account);
    }
}
