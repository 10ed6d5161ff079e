package io.glassline.channels.telegram;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.MediaChannel;
import io.glassline.channel.MediaStep;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.SendPolicy.WhenUnknown;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Telegram, through its Bot API: <https://core.telegram.org/bots/api>.
///
/// A citizen's address is the chat, and a message is named by its chat and its number there, because the number
/// alone is unique only within the chat. Tapping a button is answered by our next message and not by
/// `answerCallbackQuery`: the button shows as waiting for some seconds, and nothing is lost.
public final class TelegramAdapter implements PushAdapter, MediaChannel {

    public static final ChannelKind KIND = new ChannelKind("telegram");
    private final TelegramSender sender = new TelegramSender();

    @Override
    public ChannelKind kind() {
        return KIND;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(TelegramSender.TEXT_MAX_CHARS, TelegramSender.OFFERS_MAX);
    }

    @Override
    public AccountForm form() {
        return new AccountForm(Set.of(), Set.of("api-url"), Set.of("bot-token", "webhook-secret"), Set.of())
                .choosing(TelegramWebhook.GROUPS, "silent", "leave")
                .sending();
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        return TelegramWebhook.receive(call, account);
    }

    @Override
    public WebhookReply acknowledgement() {
        return WebhookReply.status(200); // a body would be run as a call of the Bot API
    }

    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        return TelegramSender.render(message);
    }

    /// Telegram's rate for a bot. It cannot be asked what became of a message and reports nothing, so whether to
    /// send one again is for a person to say.
    @Override
    public SendPolicy usualPolicy() {
        return new SendPolicy(30, WhenUnknown.ASK_A_PERSON, Duration.ZERO);
    }

    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        return sender.send(message, part, account);
    }

    @Override
    public MediaStep fetch(Content.Media media, ChannelAccount account) {
        return TelegramMedia.fetch(media, account);
    }
}
