package io.glassline.channels.voice;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.EndPolicy;
import io.glassline.channel.HoldPolicy;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.twilio.TwilioWebhook;
import io.glassline.message.ChannelKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Phone calls, through Twilio Voice: <https://www.twilio.com/docs/voice/twiml/gather>.
///
/// The call's place is kept in the URLs we hand out: `step` counts what we said, `silences` how often the caller
/// did not answer, `state` what the caller was doing. Twilio sends them back, so nothing is kept here, and a
/// request made again is known as the same step.
public final class VoiceAdapter implements LineAdapter {

    public static final ChannelKind KIND = new ChannelKind("voice");

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
        return new AccountForm(Set.of("account-sid"), HoldPolicy.SETTINGS, Set.of("auth-token"), Set.of());
    }

    @Override
    public EndPolicy usualEnd() {
        return EndPolicy.CALL;
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        return switch (TwilioWebhook.read(call, account)) {
            case TwilioWebhook.Refused(var receipt) -> receipt;
            case TwilioWebhook.Genuine(var form) -> VoiceWebhook.read(form, call, account);
        };
    }

    @Override
    public Optional<Line> line(WebhookCall call, ChannelAccount account) {
        return VoiceWebhook.line(call, account);
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
