package io.glassline.channels.whatsapp;

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
import io.glassline.channel.TemplateChannel;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.template.ProviderTemplate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// WhatsApp, through Meta's Cloud API:
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages>.
///
/// An account's `ownAddress` is its phone number id. A citizen's address is the digits of the phone number or, for
/// one who shows only a user name, the id Meta gives that person towards this city (`US.1349…`).
public final class WhatsAppAdapter implements PushAdapter, MediaChannel, TemplateChannel {

    public static final ChannelKind KIND = new ChannelKind("whatsapp");

    /// How long the report of a message whose sending was not answered is waited for.
    private static final Duration NEWS_WITHIN = Duration.ofMinutes(1);

    /// Meta's customer service window.
    private static final Duration REPLY_WINDOW = Duration.ofHours(24);

    private final WhatsAppSender sender = new WhatsAppSender();
    private final WhatsAppTemplates templates = new WhatsAppTemplates();

    @Override
    public ChannelKind kind() {
        return KIND;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(WhatsAppSender.TEXT_MAX_CHARS, WhatsAppSender.ROWS_MAX);
    }

    @Override
    public Optional<Duration> replyWindow() {
        return Optional.of(REPLY_WINDOW);
    }

    @Override
    public AccountForm form() {
        return new AccountForm(
                        Set.of(),
                        Set.of("api-url", WhatsAppTemplates.BUSINESS_ACCOUNT),
                        Set.of("app-secret", "verify-token", "access-token"),
                        Set.of())
                .sending();
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        return WhatsAppWebhook.receive(call, account);
    }

    @Override
    public WebhookReply acknowledgement() {
        return WebhookReply.status(200);
    }

    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        return WhatsAppSender.render(message);
    }

    /// Meta's usual rate for a number. It cannot be asked what became of a message; but its reports carry our name
    /// for it, and come within seconds when it was sent.
    @Override
    public SendPolicy usualPolicy() {
        return new SendPolicy(80, WhenUnknown.SEND_AGAIN, NEWS_WITHIN);
    }

    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        return sender.send(message, part, account);
    }

    @Override
    public boolean listsTemplates(ChannelAccount account) {
        return account.setting(WhatsAppTemplates.BUSINESS_ACCOUNT)
                .filter(id -> !id.isBlank())
                .isPresent();
    }

    @Override
    public List<ProviderTemplate> templates(ChannelAccount account) throws IOException {
        return templates.read(account);
    }

    @Override
    public MediaStep fetch(Content.Media media, ChannelAccount account) {
        return WhatsAppMedia.fetch(media, account);
    }
}
