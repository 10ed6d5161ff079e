package io.glassline.channels.web;

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
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// The chat on the city's website. There is no provider: the gateway itself is the other end.
///
/// A visitor's address is drawn at chance and says nothing of them. Calls are made by the chat's own door
/// (`/chat`), which knows the visitor by a signed session and signs the call anew, so that no session can
/// be read in what is kept of a call.
public final class WebAdapter implements PushAdapter {

    public static final ChannelKind KIND = new ChannelKind("web");

    /// Which websites may show the chat: origins such as `https://www.city.example`, with spaces between
    /// them.
    public static final String ORIGINS = "origins";

    /// What sessions of visitors and calls of the chat's door are signed with.
    public static final String SESSION_SECRET = "session-secret";

    /// As much as a visitor reads at once, and more than one says.
    public static final int TEXT_MAX_CHARS = 4_000;

    private static final int OFFERS_MAX = 10;

    @Override
    public ChannelKind kind() {
        return KIND;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(TEXT_MAX_CHARS, OFFERS_MAX);
    }

    @Override
    public AccountForm form() {
        return new AccountForm(Set.of(), Set.of(ORIGINS), Set.of(SESSION_SECRET), Set.of()).sending();
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        return WebWebhook.receive(call, account);
    }

    @Override
    public WebhookReply acknowledgement() {
        return WebhookReply.status(204);
    }

    /// The offers are buttons below the last piece; more than ten are numbered lines.
    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        var offers = message.offers();
        var asButtons = offers.size() <= OFFERS_MAX
                && offers.stream()
                        .noneMatch(
                                offer -> offer.id().isEmpty() || offer.label().isBlank());
        var texts =
                Wording.parts(asButtons ? message.text() : Wording.numbered(message.text(), offers), TEXT_MAX_CHARS);
        var last = texts.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), asButtons && n == last ? offers : List.of()))
                .toList();
    }

    /// Nothing is sent anywhere, so the rate is our own, and there is no outcome that stays unknown.
    @Override
    public SendPolicy usualPolicy() {
        return new SendPolicy(500, WhenUnknown.SEND_AGAIN, Duration.ZERO);
    }

    /// The part is on the record already, and is there for its visitor once the journal says that it was
    /// handed over.
    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        return kept(message, part);
    }

    @Override
    public SendOutcome askAfter(
            Outgoing message,
            Outgoing.Part part,
            ChannelAccount account,
            Instant handedOverAt,
            Predicate<String> isKnown) {
        return kept(message, part);
    }

    private static SendOutcome kept(Outgoing message, Outgoing.Part part) {
        var reference = new Outgoing.PartRef(message.id(), part.number());
        return new SendOutcome.Accepted(WebWebhook.nameFor(message.to().value(), reference.toString()));
    }
}
