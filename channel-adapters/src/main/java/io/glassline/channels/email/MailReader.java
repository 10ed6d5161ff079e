package io.glassline.channels.email;

import io.glassline.channels.email.mime.MimePart;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.Wording;
import io.glassline.message.Address;
import io.glassline.message.Content;
import jakarta.mail.internet.MailDateFormat;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes messages of a mail: one of its words and one of each attachment.
final class MailReader {

    private static final int TEXT_READ_MAX_CHARS = 200_000;
    private static final int SUBJECT_MAX_CHARS = 500;
    private static final int REFERENCES_MAX = 100;

    private static final Pattern ANSWER_SUBJECT =
            Pattern.compile("(?i)\\s*(re|aw|sv|antw|r|rif)\\s*(\\[\\d+])?\\s*:.*");

    private MailReader() {}

    static Receipt receive(WebhookCall call, ChannelAccount account) {
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

    /// Keeps a mail that cannot be read, under a sender to whom nothing can be sent.
    private static Receipt unreadable(WebhookCall call) {
        var id = Wording.hash(
                call.body().length > 0 ? call.body() : call.publicUrl().getBytes(UTF_8));
        var nobody = new Address(EmailAdapter.KIND, "unreadable-" + id.substring(id.length() - 12) + "@mail.invalid");
        return new Receipt.Events(List.of(new ChannelEvent.MessageReceived(
                id,
                nobody,
                new Content.Unsupported("a mail that could not be read"),
                call.receivedAt(),
                Optional.empty(),
                Set.of(Mark.AUTOMATIC))));
    }

    private static Receipt read(MimePart mail, WebhookCall call, ChannelAccount account) {
        var from = MailHeaders.sender(mail);
        if (from.filter(account.ownAddress().toLowerCase(Locale.ROOT)::equals).isPresent()) {
            return new Receipt.Nothing("a mail of our own that came back");
        }
        return MailReports.report(mail, call, account)
                .or(() -> MailReports.complaint(mail, call, account))
                .orElseGet(() -> from.map(sender -> new Receipt.Events(messages(mail, sender, call, account)))
                        .map(Receipt.class::cast)
                        .orElseGet(() -> unreadable(call)));
    }

    /// One message for the text and one for each attachment. The first has the mail's id; the others follow it, so
    /// that they are found to belong to the same conversation.
    private static List<ChannelEvent> messages(MimePart mail, String sender, WebhookCall call, ChannelAccount account) {
        var id = MailHeaders.ids(mail, "message-id").stream()
                .findFirst()
                .map(MailHeaders::identifier)
                .orElseGet(() -> Wording.hash(call.body()));
        var thread = thread(mail, id, account);
        var contents = new ArrayList<Content>();
        text(mail, thread).ifPresent(contents::add);
        call.header(Mailbox.TRUNCATED)
                .ifPresentOrElse(
                        size -> contents.add(tooLarge(size, thread)), () -> contents.addAll(MailAttachments.of(mail)));
        if (contents.isEmpty()) {
            contents.add(new Content.Unsupported("a mail with nothing in it"));
        }
        var from = new Address(EmailAdapter.KIND, sender);
        var at = sentAt(mail, call);
        var marks = MailMarks.of(mail, sender, account);
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

    private static MailThread thread(MimePart mail, String id, ChannelAccount account) {
        var references = new LinkedHashSet<>(MailHeaders.ids(mail, "references"));
        var answered = MailHeaders.ids(mail, "in-reply-to");
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

    /// The words of a mail. The subject of the first mail of a thread is part of them, because many people write all
    /// they want there.
    private static Optional<Content> text(MimePart mail, MailThread thread) {
        var whole = MailText.of(mail);
        var body = Wording.legible(MailReply.withoutQuotes(
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

    /// Of a mail too large to take in only the start was fetched, in which its words are; what it brings beside them is not
    /// all there.
    private static Content tooLarge(String bytes, MailThread thread) {
        return new Content.Unsupported("a mail too large to take in, of " + bytes + " bytes; its files were left in the"
                + " mailbox" + thread.subject().map(subject -> ": " + subject).orElse(""));
    }

    private static Instant sentAt(MimePart mail, WebhookCall call) {
        return mail.header("date")
                .flatMap(MailReader::date)
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
}
