package io.glassline.channels.sms;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ListingChannel;
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
import io.glassline.channels.Wording;
import io.glassline.channels.twilio.TwilioWebhook;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Text messages, through Twilio: <https://www.twilio.com/docs/messaging/guides/webhook-request>.
///
/// Twilio by default does not come again when an answer fails; let the number's webhook end in `#rc=3&rp=all`.
public final class SmsAdapter implements PushAdapter, MediaChannel, ListingChannel {

    public static final ChannelKind KIND = new ChannelKind("sms");
    private static final int TEXT_MAX_CHARS = 1600;

    /// How long a message whose sending was not answered is asked after, and its report waited for.
    private static final Duration NEWS_WITHIN = Duration.ofMinutes(2);

    private final SmsSender sender;
    private final SmsList list;

    public SmsAdapter() {
        this(InstantSource.system());
    }

    /// @param clock dates what is fetched from the provider's list.
    public SmsAdapter(InstantSource clock) {
        var api = new SmsApi();
        this.sender = new SmsSender(api);
        this.list = new SmsList(api, clock);
    }

    @Override
    public ChannelKind kind() {
        return KIND;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(TEXT_MAX_CHARS, 0);
    }

    @Override
    public AccountForm form() {
        return new AccountForm(Set.of("account-sid"), Set.of("api-url"), Set.of("auth-token"), Set.of())
                .choosing(SmsSender.PUNCTUATION, SmsSender.PLAIN, SmsSender.AS_WRITTEN)
                .sending();
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        if (SmsList.isListed(call)) {
            return SmsList.listed(call, account);
        }
        return switch (TwilioWebhook.read(call, account)) {
            case TwilioWebhook.Refused(var receipt) -> receipt;
            case TwilioWebhook.Genuine(var form) when call.endpoint().equals("status") -> SmsWebhook.status(form, call);
            case TwilioWebhook.Genuine(var form) -> SmsWebhook.message(form, call.receivedAt(), account);
        };
    }

    @Override
    public WebhookReply acknowledgement() {
        return TwilioWebhook.emptyAnswer();
    }

    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        var texts = Wording.parts(Wording.numbered(message.text(), message.offers()), TEXT_MAX_CHARS);
        return IntStream.range(0, texts.size())
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), List.of()))
                .toList();
    }

    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        return sender.send(message, part, account, callbackUrl);
    }

    /// A short code's rate. Twilio can be asked what became of a message, and its reports carry our name for it.
    @Override
    public SendPolicy usualPolicy() {
        return new SendPolicy(100, WhenUnknown.SEND_AGAIN, NEWS_WITHIN);
    }

    @Override
    public SendOutcome askAfter(
            Outgoing message,
            Outgoing.Part part,
            ChannelAccount account,
            Instant handedOverAt,
            Predicate<String> isKnown) {
        return sender.askAfter(message, part, account, handedOverAt, isKnown);
    }

    @Override
    public Listing list(ChannelAccount account, Instant from, Instant to) throws IOException {
        return list.list(account, from, to);
    }

    @Override
    public Optional<WebhookCall> fetch(ChannelAccount account, Received received) throws IOException {
        return list.fetch(account, received);
    }

    @Override
    public MediaStep fetch(Content.Media media, ChannelAccount account) {
        return SmsMedia.fetch(media, account);
    }
}
