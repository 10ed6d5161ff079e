package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.Wording;
import io.glassline.channels.email.mime.Deadline;
import io.glassline.channels.email.mime.MimePart;
import io.glassline.channels.email.reply.Correspondence;
import io.glassline.channels.email.reply.NewWords;
import io.glassline.channels.email.reply.Subject;
import io.glassline.message.Address;
import io.glassline.message.Content;
import jakarta.mail.internet.MailDateFormat;
import java.io.ByteArrayOutputStream;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes messages of a mail: one of its words and one of each attachment.
final class MailReader {

    /// How long one mail may take. Ordinary ones take a thousandth of it.
    static final Duration READING_MAX = Duration.ofSeconds(5);

    private static final int TEXT_READ_MAX_CHARS = 200_000;
    private static final int DATE_MAX_CHARS = 200;
    private static final int DIGEST_CHARS = 24;

    private MailReader() {}

    static Receipt receive(WebhookCall call, ChannelAccount account, InstantSource clock) {
        if (!call.method().equals("IMAP") || call.publicUrl().startsWith("http")) {
            return new Receipt.Refused(Fault.NOT_PROVABLE, "mail comes out of the mailbox, not by HTTP");
        }
        if (call.headers().containsKey(Mailbox.UNREADABLE)) {
            return unreadable(call);
        }
        try {
            return Deadline.within(READING_MAX, clock, () -> read(MimePart.read(call.body()), call, account));
        } catch (Deadline.Passed e) {
            return new Receipt.Refused(Fault.MALFORMED, "reading the mail took longer than " + READING_MAX);
        } catch (RuntimeException | StackOverflowError e) {
            return unreadable(call); // a fault of ours; the mail must not be lost over it, nor hold up the next
        }
    }

    /// Keeps a mail that cannot be read, under a sender to whom nothing can be sent. A person looks at it.
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
                Set.of(Mark.NO_AUTOMATIC_ANSWER, Mark.SENDER_UNPROVEN))));
    }

    private static Receipt read(MimePart mail, WebhookCall call, ChannelAccount account) {
        var from = MailSender.of(mail, account);
        if (isOurOwn(mail, from, account)) {
            return new Receipt.Nothing("a mail of our own that came back");
        }
        return MailReports.report(mail, call, account)
                .or(() -> Complaint.receipt(mail, call, account))
                .or(() -> unsubscription(mail, from, call, account))
                .orElseGet(() -> from.<Receipt>map(sender -> new Receipt.Events(messages(mail, sender, call, account)))
                        .orElseGet(() -> unreadable(call)));
    }

    /// Heard of whoever our record names; what a person adds to it is read as theirs.
    private static Optional<Receipt> unsubscription(
            MimePart mail, Optional<MailSender> from, WebhookCall call, ChannelAccount account) {
        return Unsubscribe.in(mail, call, account).map(event -> {
            var events = new ArrayList<>(List.of(event));
            if (from.isPresent() && !Unsubscribe.isAll(mail)) {
                events.addAll(messages(mail, from.get(), call, account));
            }
            return new Receipt.Events(events);
        });
    }

    /// It has an id that we signed, or it is a machine's and says that it is from us. A form on the city's
    /// own pages sends from our address too, and what it sends is a citizen's.
    private static boolean isOurOwn(MimePart mail, Optional<MailSender> from, ChannelAccount account) {
        return MailHeaders.ids(mail, "message-id").stream()
                        .anyMatch(id -> MailToken.parse(id, account).isPresent())
                || from.filter(sender -> sender.isUs(account)).isPresent()
                        && mail.header("auto-submitted").isPresent();
    }

    /// One message for the text and one for each attachment. The first has the mail's id; the others follow it, so
    /// that they are found to belong to the same conversation.
    private static List<ChannelEvent> messages(
            MimePart mail, MailSender sender, WebhookCall call, ChannelAccount account) {
        var named = MailHeaders.messageId(mail);
        var id = named.map(name -> identity(name, sender, mail)).orElseGet(() -> Wording.hash(call.body()));
        var thread = MailThreads.of(mail, named.orElse("<" + id + "@mail.invalid>"), sender, account);
        var subject = thread.subject().filter(words -> !Subject.isNone(words));
        var words = words(mail, thread, subject, sender, account);
        var contents = new ArrayList<Content>();
        said(withInvitation(words, mail), thread, subject)
                .map(Content.Text::new)
                .ifPresent(contents::add);
        call.header(Mailbox.TRUNCATED)
                .ifPresentOrElse(
                        size -> contents.add(tooLarge(size, thread)),
                        () -> contents.addAll(MailAttachments.of(mail, !contents.isEmpty())));
        if (contents.isEmpty()) {
            contents.add(new Content.Unsupported("a mail with nothing in it"));
        }
        var from = new Address(EmailAdapter.KIND, sender.citizen());
        var at = sentAt(mail, call);
        var marks = marks(mail, sender, words, thread, account);
        var hasWords = contents.getFirst() instanceof Content.Text;
        return IntStream.range(0, contents.size())
                .<ChannelEvent>mapToObj(n -> new ChannelEvent.MessageReceived(
                        n == 0 ? id : id + ":part:" + n,
                        from,
                        contents.get(n),
                        at,
                        Optional.of(n == 0 ? thread : MailThreads.following(thread)),
                        n > 0 && hasWords ? with(marks, Mark.BESIDE_WORDS) : marks))
                .toList();
    }

    /// A Message-ID is whatever its sender wrote, and another may write the same again. So a mail is known
    /// by it together with who sent it and what is in it: `<id>:digest`.
    private static String identity(String messageId, MailSender sender, MimePart mail) {
        var content = new ByteArrayOutputStream();
        content.writeBytes((sender.citizen() + "\n" + mail.header("subject").orElse("") + "\n").getBytes(UTF_8));
        content.writeBytes(mail.rawBody());
        var digest = Wording.hash(content.toByteArray()).replaceFirst(".*:", "");
        return Wording.identifier(messageId) + ":" + digest.substring(0, DIGEST_CHARS);
    }

    private static Set<Mark> marks(
            MimePart mail, MailSender sender, String words, MailThread thread, ChannelAccount account) {
        var marks = EnumSet.noneOf(Mark.class);
        switch (MachineMail.of(mail, sender, words, thread.conversation().isPresent())) {
            case WRITTEN_BY_A_MACHINE -> marks.add(Mark.AUTOMATIC);
            case NOT_TO_BE_ANSWERED -> marks.add(Mark.NO_AUTOMATIC_ANSWER);
            case TO_BE_ANSWERED -> {}
        }
        if (!sender.isFrom() || !SenderProof.isProven(mail, account)) {
            marks.add(Mark.SENDER_UNPROVEN);
        }
        return marks;
    }

    private static Set<Mark> with(Set<Mark> marks, Mark more) {
        var all = EnumSet.of(more);
        all.addAll(marks);
        return all;
    }

    private static String words(
            MimePart mail, MailThread thread, Optional<String> subject, MailSender sender, ChannelAccount account) {
        var correspondence = new Correspondence(
                MailboxAddress.normal(account.ownAddress()),
                account.setting("display-name"),
                sender.citizen(),
                !thread.references().isEmpty()
                        || subject.filter(Subject::answers).isPresent(),
                thread.conversation().isPresent(),
                subject.filter(Subject::forwards).isPresent(),
                text -> MailToken.in(text, account).isPresent());
        var left = TEXT_READ_MAX_CHARS;
        var texts = new ArrayList<String>();
        for (var text : MailText.withQuotesMarked(mail)) {
            texts.add(text.length() <= left ? text : text.substring(0, left) + "…");
            left = Math.max(0, left - text.length());
        }
        return Wording.legible(
                NewWords.of(texts.stream().filter(text -> !text.isBlank()).toList(), correspondence));
    }

    /// The words, and what and when an invitation beside them is for, where they do not say it.
    private static String withInvitation(String words, MimePart mail) {
        var more = Invitation.lines(mail).stream().filter(line -> !words.contains(line));
        return Wording.legible(Stream.concat(Stream.of(words), more)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n")));
    }

    /// What is said: the subject, and the words below it. The subject of an answer was said before, unless
    /// it is all there is; one that the words repeat is not said twice.
    private static Optional<String> said(String words, MailThread thread, Optional<String> subject) {
        var isKnown = !thread.references().isEmpty();
        var fresh = subject.filter(text -> words.isBlank() || !isKnown || !Subject.answers(text))
                .filter(text -> !words.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
        return Stream.concat(fresh.stream(), Stream.of(words).filter(text -> !text.isBlank()))
                .reduce((first, second) -> first + "\n" + second);
    }

    /// Of a mail too large to take in only the start was fetched, in which its words are; what it brings
    /// beside them is not all there.
    private static Content tooLarge(String bytes, MailThread thread) {
        return new Content.Unsupported("a mail too large to take in, of " + bytes + " bytes; its files were left in the"
                + " mailbox" + thread.subject().map(subject -> ": " + subject).orElse(""));
    }

    private static Instant sentAt(MimePart mail, WebhookCall call) {
        return mail.header("date")
                .filter(date -> date.length() <= DATE_MAX_CHARS)
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
