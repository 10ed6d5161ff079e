package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.ListingChannel;
import io.glassline.channel.MailThread;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PullChannel;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.SendPolicy.WhenUnknown;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.Wording;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Mail: read over IMAP, sent over SMTP.
///
/// A mailbox is trusted to hold what its server let in, so a fetched mail needs no further proof; who sent it is
/// another question, and only the server's own `Authentication-Results` are heard on it. A citizen is the address
/// in `From`. No mail is ever refused: what cannot be read is kept and said to be so.
public final class EmailAdapter implements PushAdapter, PullChannel, ListingChannel, AutoCloseable {

    public static final ChannelKind KIND = new ChannelKind("email");

    private static final int TEXT_MAX_CHARS = 100_000;
    private static final int TEXT_READ_MAX_CHARS = 200_000;
    private static final int SUBJECT_MAX_CHARS = 500;
    private static final int REFERENCES_MAX = 100;
    private static final int ATTACHMENTS_MAX = 50;
    private static final int RECIPIENTS_MAX = 100;
    private static final int NAME_MAX_CHARS = 200;
    private static final int ADDRESSES_MAX_CHARS = 10_000;

    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,900}>");
    private static final Pattern MAILBOX = Pattern.compile("[^\\s<>()\\[\\],;:\\\\\"@]{1,64}@[A-Za-z0-9.-]{1,253}");
    private static final Pattern ANSWER_SUBJECT =
            Pattern.compile("(?i)\\s*(re|aw|sv|antw|r|rif)\\s*(\\[\\d+])?\\s*:.*");

    private static final Pattern MACHINE_SENDER = Pattern.compile(
            "(mailer-daemon|postmaster|mail-daemon|no-?reply|do-?not-?reply|noreply-.*|bounces?)([+=-].*)?@.*");

    private static final Set<String> SIGNATURES =
            Set.of("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature");

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
                        Set.of("tls", "user", "display-name", "authserv-id", "folder"),
                        Set.of("password"),
                        Set.of("token-secret"))
                .sending();
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
        if (!call.method().equals("IMAP") || call.publicUrl().startsWith("http")) {
            return new Receipt.Refused(Fault.NOT_PROVABLE, "mail comes out of the mailbox, not by HTTP");
        }
        if (call.headers().containsKey(Mailbox.UNREADABLE)) {
            return unreadable(call);
        }
        try {
            return read(MimePart.read(call.body()), call, account);
        } catch (RuntimeException e) {
            return unreadable(call); // a fault of ours; the mail must not be lost over it, nor hold up the next
        }
    }

    /// Kept under a sender that nothing can be sent to.
    private static Receipt unreadable(WebhookCall call) {
        var id = Wording.hash(
                call.body().length > 0 ? call.body() : call.publicUrl().getBytes(UTF_8));
        var nobody = new Address(KIND, "unreadable-" + id.substring(id.length() - 12) + "@mail.invalid");
        return new Receipt.Events(List.of(new ChannelEvent.MessageReceived(
                id,
                nobody,
                new Content.Unsupported("a mail that could not be read"),
                call.receivedAt(),
                Optional.empty(),
                Set.of(Mark.AUTOMATIC))));
    }

    private static Receipt read(MimePart mail, WebhookCall call, ChannelAccount account) {
        var from = sender(mail);
        if (from.filter(account.ownAddress().toLowerCase(Locale.ROOT)::equals).isPresent()) {
            return new Receipt.Nothing("a mail of our own that came back");
        }
        return report(mail, call, account)
                .or(() -> complaint(mail, call, account))
                .orElseGet(() -> from.map(sender -> new Receipt.Events(messages(mail, sender, call, account)))
                        .map(Receipt.class::cast)
                        .orElseGet(() -> unreadable(call)));
    }

    private static Optional<String> sender(MimePart mail) {
        return Stream.of("from", "sender", "return-path")
                .flatMap(name -> mail.headers(name).stream())
                .map(value -> value.length() <= ADDRESSES_MAX_CHARS ? value : value.substring(0, ADDRESSES_MAX_CHARS))
                .flatMap(value -> mailboxIn(value).stream())
                .findFirst();
    }

    private static Optional<String> mailboxIn(String header) {
        return Stream.concat(
                        parsed(header).stream(),
                        MAILBOX.matcher(header).results().map(m -> m.group()))
                .map(address -> Wording.legible(address).strip().toLowerCase(Locale.ROOT))
                .filter(address -> MAILBOX.matcher(address).matches())
                .findFirst();
    }

    private static List<String> parsed(String header) {
        try {
            return Stream.of(InternetAddress.parseHeader(header, false))
                    .map(InternetAddress::getAddress)
                    .filter(address -> address != null)
                    .toList();
        } catch (AddressException e) {
            return List.of();
        }
    }

    /// A delivery status notification (RFC 3464) about a mail of ours.
    private static Optional<Receipt> report(MimePart mail, WebhookCall call, ChannelAccount account) {
        var status = leaves(mail)
                .filter(part -> part.type().equals("message/delivery-status")
                        || part.type().equals("message/global-delivery-status"))
                .findFirst();
        var original = original(mail);
        if (status.isEmpty() || original.isEmpty()) {
            return Optional.empty();
        }
        var reference = MailToken.parse(original.get(), account)
                .map(token -> token.part().toString());
        var recipients = Stream.of(status.get().text().split("\n\\s*\n", RECIPIENTS_MAX))
                .map(block -> MimePart.read(block.strip().getBytes(UTF_8)))
                .filter(block -> block.header("action").isPresent())
                .toList();
        var failed = recipients.stream()
                .filter(recipient -> action(recipient).equals("failed"))
                .findFirst();
        if (failed.isPresent()) {
            var code = failed.get()
                    .header("status")
                    .map(text -> text.strip().split("[\\s(]", 2)[0])
                    .filter(text -> !text.isEmpty());
            return Optional.of(reported(original.get(), reference, Delivery.FAILED, code, call));
        }
        if (recipients.stream().anyMatch(recipient -> action(recipient).equals("delivered"))) {
            return Optional.of(reported(original.get(), reference, Delivery.DELIVERED, Optional.empty(), call));
        }
        return recipients.isEmpty()
                ? Optional.empty()
                : Optional.of(new Receipt.Nothing("a mail of ours is delayed or was passed on"));
    }

    private static String action(MimePart recipient) {
        return recipient.header("action").orElse("").strip().toLowerCase(Locale.ROOT);
    }

    private static Receipt reported(
            String messageId, Optional<String> reference, Delivery delivery, Optional<String> code, WebhookCall call) {
        return new Receipt.Events(List.of(new ChannelEvent.DeliveryReported(
                Optional.of(Wording.identifier(messageId)),
                reference,
                delivery,
                code.map(Wording::identifier),
                call.receivedAt())));
    }

    /// The Message-ID of the mail that a report is about, from the copy it brings back.
    private static Optional<String> original(MimePart report) {
        return originalMail(report)
                .flatMap(mail -> ids(mail, "message-id").stream().findFirst());
    }

    private static Optional<MimePart> originalMail(MimePart report) {
        return leaves(report)
                .filter(part -> Set.of(
                                "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")
                        .contains(part.type()))
                .map(part -> MimePart.read(part.content()))
                .findFirst();
    }

    /// An abuse report (RFC 5965): someone called a mail of ours unwanted. Heard only about a mail that we did
    /// send, or anyone could silence anyone.
    private static Optional<Receipt> complaint(MimePart mail, WebhookCall call, ChannelAccount account) {
        var feedback = leaves(mail)
                .filter(part -> part.type().equals("message/feedback-report"))
                .map(part -> MimePart.read(part.text().strip().getBytes(UTF_8)))
                .findFirst();
        var ours = original(mail).flatMap(id -> MailToken.parse(id, account));
        var who = originalMail(mail).flatMap(sent -> sent.header("to")).flatMap(EmailAdapter::mailboxIn);
        if (feedback.isEmpty() || ours.isEmpty() || who.isEmpty()) {
            return Optional.empty();
        }
        var kind = feedback.get().header("feedback-type").orElse("abuse").strip();
        return Optional.of(
                kind.equalsIgnoreCase("not-spam")
                        ? new Receipt.Nothing("a mail of ours was said to be wanted")
                        : new Receipt.Events(List.of(new ChannelEvent.OptedOut(
                                new Address(KIND, who.get()),
                                Wording.legible("complained to the mail provider: " + kind),
                                call.receivedAt()))));
    }

    /// One message for the text and one for each attachment. The first has the mail's id; the others follow it, so
    /// that they are found to belong to the same conversation.
    private static List<ChannelEvent> messages(MimePart mail, String sender, WebhookCall call, ChannelAccount account) {
        var id = ids(mail, "message-id").stream()
                .findFirst()
                .map(EmailAdapter::identifier)
                .orElseGet(() -> Wording.hash(call.body()));
        var thread = thread(mail, id, account);
        var contents = new ArrayList<Content>();
        text(mail, thread, call).ifPresent(contents::add);
        contents.addAll(attachments(mail));
        if (contents.isEmpty()) {
            contents.add(new Content.Unsupported("a mail with nothing in it"));
        }
        var from = new Address(KIND, sender);
        var at = sentAt(mail, call);
        var marks = marks(mail, sender, account);
        return IntStream.range(0, contents.size())
                .<ChannelEvent>mapToObj(n -> new ChannelEvent.MessageReceived(
                        n == 0 ? id : id + ":part:" + n,
                        from,
                        contents.get(n),
                        at,
                        Optional.of(n == 0 ? thread : following(thread)),
                        marks))
                .toList();
    }

    /// A Message-ID as the id of the message on the record.
    static String identifier(String messageId) {
        return Wording.identifier(messageId);
    }

    private static MailThread thread(MimePart mail, String id, ChannelAccount account) {
        var references = new LinkedHashSet<>(ids(mail, "references"));
        var answered = ids(mail, "in-reply-to");
        references.removeAll(answered);
        references.addAll(answered);
        var latest = List.copyOf(references);
        latest = latest.subList(Math.max(0, latest.size() - REFERENCES_MAX), latest.size());
        var subject = mail.words("subject")
                .map(words -> Wording.legible(words).replaceAll("\\s+", " ").strip())
                .filter(words -> !words.isEmpty())
                .map(words -> words.length() <= SUBJECT_MAX_CHARS ? words : words.substring(0, SUBJECT_MAX_CHARS))
                .map(Wording::legible);
        var conversation = MailToken.among(latest, account).map(MailToken::conversation);
        return new MailThread(id.startsWith("<") ? id : "<" + id + "@mail.invalid>", latest, subject, conversation);
    }

    private static MailThread following(MailThread thread) {
        var references = new ArrayList<>(thread.references());
        references.add(thread.messageId());
        return new MailThread(thread.messageId(), references, thread.subject(), thread.conversation());
    }

    /// The ids a header holds; some programs write free text around them.
    private static List<String> ids(MimePart mail, String name) {
        return mail.headers(name).stream()
                .flatMap(value -> MESSAGE_ID.matcher(value).results())
                .map(match -> Wording.legible(match.group()))
                .distinct()
                .toList();
    }

    /// The words. The subject of the first mail of a thread is part of them: many people write all they want there.
    private static Optional<Content> text(MimePart mail, MailThread thread, WebhookCall call) {
        var truncated = call.header(Mailbox.TRUNCATED);
        if (truncated.isPresent()) {
            return Optional.of(new Content.Unsupported("a mail too large to take in, of " + truncated.get() + " bytes"
                    + thread.subject().map(subject -> ": " + subject).orElse("")));
        }
        var whole = MailText.of(mail);
        var body = Wording.legible(MailText.withoutQuotes(
                whole.length() <= TEXT_READ_MAX_CHARS ? whole : whole.substring(0, TEXT_READ_MAX_CHARS) + "…"));
        var isFirst = thread.references().isEmpty();
        var subject = thread.subject()
                .filter(_ -> isFirst)
                .filter(words -> !ANSWER_SUBJECT.matcher(words).matches())
                .filter(words -> !body.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)));
        var text = Stream.concat(subject.stream(), Stream.of(body).filter(words -> !words.isBlank()))
                .reduce((first, second) -> first + "\n" + second);
        return text.map(Content.Text::new);
    }

    private static List<Content> attachments(MimePart mail) {
        var html = leaves(mail)
                .filter(part -> part.type().equals("text/html"))
                .map(MimePart::text)
                .reduce("", String::concat);
        var attached = leaves(mail)
                .filter(MailText::isAttachment)
                .filter(part -> !SIGNATURES.contains(part.type()))
                .limit(ATTACHMENTS_MAX)
                .toList();
        // The number counts all of them, so that it finds the same one again in the kept mail.
        return IntStream.range(0, attached.size())
                .filter(n -> !isShownInside(attached.get(n), html))
                .<Content>mapToObj(n -> new Content.Media(
                        attached.get(n).type(), URI.create("mail:attachment/" + n), fileName(attached.get(n))))
                .toList();
    }

    /// A picture that the HTML shows by its Content-ID: a letterhead, most often.
    private static boolean isShownInside(MimePart part, String html) {
        return part.header("content-id")
                .map(id -> id.strip().replaceAll("[<>]", ""))
                .filter(id -> !id.isEmpty() && html.contains("cid:" + id))
                .isPresent();
    }

    private static Optional<String> fileName(MimePart part) {
        return part.parameter("content-disposition", "filename")
                .or(() -> part.parameter("content-type", "name"))
                .map(name -> name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1))
                .map(name ->
                        Wording.legible(name.length() <= NAME_MAX_CHARS ? name : name.substring(0, NAME_MAX_CHARS)))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    private static Stream<MimePart> leaves(MimePart part) {
        return part.children().isEmpty()
                ? Stream.of(part)
                : part.children().stream().flatMap(EmailAdapter::leaves);
    }

    private static Instant sentAt(MimePart mail, WebhookCall call) {
        return mail.header("date")
                .flatMap(EmailAdapter::date)
                .filter(date -> date.isAfter(Instant.EPOCH) && date.isBefore(call.receivedAt()))
                .orElse(call.receivedAt());
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(new MailDateFormat().parse(header)).map(date -> date.toInstant());
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Set<Mark> marks(MimePart mail, String sender, ChannelAccount account) {
        var marks = EnumSet.noneOf(Mark.class);
        if (isAutomatic(mail, sender)) {
            marks.add(Mark.AUTOMATIC);
        }
        if (isUnproven(mail, account)) {
            marks.add(Mark.SENDER_UNPROVEN);
        }
        return marks;
    }

    /// RFC 3834, and what mail programs do instead of it.
    private static boolean isAutomatic(MimePart mail, String sender) {
        var isAnswerToInvitation = leaves(mail)
                .anyMatch(part -> part.type().equals("text/calendar")
                        && part.parameter("content-type", "method")
                                .filter("reply"::equalsIgnoreCase)
                                .isPresent());
        return says(mail, "auto-submitted", word -> !word.equals("no"))
                || says(mail, "precedence", Set.of("bulk", "junk", "list", "auto_reply", "auto-reply")::contains)
                || says(mail, "x-auto-response-suppress", word -> !word.equals("none"))
                || mail.hasHeaderThatStarts("list-")
                || mail.header("x-autoreply").isPresent()
                || mail.header("x-autorespond").isPresent()
                || mail.header("x-loop").isPresent()
                || mail.header("return-path")
                        .filter(path -> path.strip().equals("<>"))
                        .isPresent()
                || mail.type().equals("multipart/report")
                || MACHINE_SENDER.matcher(sender).matches()
                || isAnswerToInvitation;
    }

    private static boolean says(MimePart mail, String header, Predicate<String> means) {
        return mail.header(header)
                .map(value -> value.strip().toLowerCase(Locale.ROOT).split("[;,\\s(]", 2)[0])
                .filter(word -> !word.isEmpty())
                .filter(means)
                .isPresent();
    }

    /// Only what our own server found counts (RFC 8601): the topmost of its results, since it writes on top.
    private static boolean isUnproven(MimePart mail, ChannelAccount account) {
        return account.setting("authserv-id")
                .flatMap(own -> mail.headers("authentication-results").stream()
                        .map(result -> result.toLowerCase(Locale.ROOT))
                        .filter(result -> result.split("[;\\s]", 2)[0].equals(own.toLowerCase(Locale.ROOT)))
                        .findFirst())
                .filter(result -> result.matches("(?s).*[;\\s]dmarc\\s*=\\s*fail\\b.*"))
                .isPresent();
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

    /// A mail sent again has the same Message-ID, and is the same mail to whoever has it already.
    @Override
    public SendPolicy usualPolicy() {
        return new SendPolicy(10, WhenUnknown.SEND_AGAIN, Duration.ZERO);
    }

    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        return smtp.send(message, part, account);
    }
}
