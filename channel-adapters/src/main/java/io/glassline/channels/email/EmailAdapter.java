package io.glassline.channels.email;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.EndPolicy;
import io.glassline.channel.ListingChannel;
import io.glassline.channel.MediaChannel;
import io.glassline.channel.MediaStep;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PullChannel;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.SendPolicy.WhenUnknown;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.Wording;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Mail: read over IMAP, sent over SMTP.
///
/// A mailbox is trusted to hold what its server let in, so a fetched mail needs no further proof; who sent
/// it is another question, and only the server's own `Authentication-Results` are heard on it. A citizen is
/// the address in `From`. No mail is ever refused: what cannot be read is kept and said to be so. Over HTTP
/// nothing is heard but the link by which a citizen unsubscribes.
public final class EmailAdapter implements PushAdapter, MediaChannel, PullChannel, ListingChannel, AutoCloseable {

    public static final ChannelKind KIND = new ChannelKind("email");
    private static final int TEXT_MAX_CHARS = 100_000;

    private final InstantSource clock;
    private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private final Smtp smtp;

    public EmailAdapter() {
        this(InstantSource.system());
    }

    /// @param clock dates what is sent.
    public EmailAdapter(InstantSource clock) {
        this.clock = clock;
        this.smtp = new Smtp(clock);
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
        return new AccountForm(
                        Set.of("smtp-host", "smtp-port", "imap-host", "imap-port"),
                        Set.of("tls", "smtp-tls", "user", "display-name", "authserv-id", "folder"),
                        Set.of("password"),
                        Set.of("token-secret"))
                .sending();
    }

    @Override
    public EndPolicy usualEnd() {
        return EndPolicy.BY_THREAD;
    }

    @Override
    public Pulled pull(ChannelAccount account, String cursor, int countMax) throws IOException {
        return mailbox(account).pull(account, cursor, countMax, clock);
    }

    @Override
    public void await(ChannelAccount account, Duration atMost) throws IOException, InterruptedException {
        mailbox(account).await(account, atMost);
    }

    @Override
    public Listing list(ChannelAccount account, Instant from, Instant to) throws IOException {
        return new Listing(mailbox(account).list(account, from, to), List.of());
    }

    @Override
    public Optional<WebhookCall> fetch(ChannelAccount account, Received received) throws IOException {
        return mailbox(account).fetch(account, received, clock);
    }

    private Mailbox mailbox(ChannelAccount account) {
        return mailboxes.computeIfAbsent(account.id(), _ -> new Mailbox());
    }

    /// Leaves the mailboxes.
    @Override
    public void close() {
        mailboxes.values().forEach(Mailbox::close);
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        return call.endpoint().equals(Unsubscribe.ENDPOINT)
                ? Unsubscribe.receive(call, account)
                : MailReader.receive(call, account, clock);
    }

    @Override
    public WebhookReply acknowledgement() {
        return WebhookReply.status(200);
    }

    @Override
    public WebhookReply acknowledgement(WebhookCall call) {
        return call.endpoint().equals(Unsubscribe.ENDPOINT) ? Unsubscribe.done(call) : acknowledgement();
    }

    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        var texts = Wording.parts(Wording.numbered(message.text(), message.offers()), TEXT_MAX_CHARS);
        return IntStream.range(0, texts.size())
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), List.of()))
                .toList();
    }

    /// A mail sent again has the same Message-ID, and is the same mail to whoever has it already.
    @Override
    public SendPolicy usualPolicy() {
        return new SendPolicy(10, WhenUnknown.SEND_AGAIN, Duration.ZERO);
    }

    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        return smtp.send(message, part, account, callbackUrl);
    }

    @Override
    public MediaStep fetch(Content.Media media, ChannelAccount account) {
        return MailMedia.fetch(media);
    }
}
