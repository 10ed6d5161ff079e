package io.glassline.channels.example;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.SendPolicy.WhenUnknown;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.Wording;
import io.glassline.message.ChannelKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Text messages, through Harbor: a provider we made up to show how an adapter is written.
///
/// An account's `ownAddress` is the city's number, in E.164.
public final class HarborAdapter implements PushAdapter {

    public static final ChannelKind KIND = new ChannelKind("harbor");

    private static final int TEXT_MAX_CHARS = 1000;

    /// Harbor's reports come within seconds. After a minute without one, a send that was not answered is made again.
    private static final Duration NEWS_WITHIN = Duration.ofMinutes(1);

    private final HarborSender sender = new HarborSender();

    @Override
    public ChannelKind kind() {
        return KIND;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(TEXT_MAX_CHARS, 0); // a text message has no buttons
    }

    @Override
    public AccountForm form() {
        return new AccountForm(Set.of(), Set.of("api-url"), Set.of("api-key", "webhook-secret"), Set.of()).sending();
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        return HarborWebhook.receive(call, account);
    }

    @Override
    public WebhookReply acknowledgement() {
        return WebhookReply.status(200);
    }

    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        var texts = Wording.parts(Wording.numbered(message.text(), message.offers()), TEXT_MAX_CHARS);
        return IntStream.range(0, texts.size())
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), List.of()))
                .toList();
    }

    @Override
    public SendPolicy usualPolicy() {
        return new SendPolicy(20, WhenUnknown.SEND_AGAIN, NEWS_WITHIN);
    }

    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        return sender.send(message, part, account, callbackUrl);
    }
}
