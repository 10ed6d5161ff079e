package io.glassline.channels.email;

import io.glassline.channels.email.mime.MimePart;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.Wording;
import io.glassline.message.Address;
import io.glassline.message.Delivery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What mail servers report of the mails we sent: delivered, failed, called unwanted.
final class MailReports {

    private static final int RECIPIENTS_MAX = 100;

    private MailReports() {}

    /// A delivery status notification (RFC 3464) about a mail of ours.
    static Optional<Receipt> report(MimePart mail, WebhookCall call, ChannelAccount account) {
        var status = MimePart.leaves(mail)
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
                .flatMap(mail -> MailHeaders.ids(mail, "message-id").stream().findFirst());
    }

    private static Optional<MimePart> originalMail(MimePart report) {
        return MimePart.leaves(report)
                .filter(part -> Set.of(
                                "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")
                        .contains(part.type()))
                .map(part -> MimePart.read(part.content()))
                .findFirst();
    }

    /// An abuse report (RFC 5965): someone called a mail of ours unwanted. Heard only about a mail that we did
    /// send, or anyone could silence anyone.
    static Optional<Receipt> complaint(MimePart mail, WebhookCall call, ChannelAccount account) {
        var feedback = MimePart.leaves(mail)
                .filter(part -> part.type().equals("message/feedback-report"))
                .map(part -> MimePart.read(part.text().strip().getBytes(UTF_8)))
                .findFirst();
        var ours = original(mail).flatMap(id -> MailToken.parse(id, account));
        var who = originalMail(mail).flatMap(sent -> sent.header("to")).flatMap(MailHeaders::mailboxIn);
        if (feedback.isEmpty() || ours.isEmpty() || who.isEmpty()) {
            return Optional.empty();
        }
        var kind = feedback.get().header("feedback-type").orElse("abuse").strip();
        return Optional.of(
                kind.equalsIgnoreCase("not-spam")
                        ? new Receipt.Nothing("a mail of ours was said to be wanted")
                        : new Receipt.Events(List.of(new ChannelEvent.OptedOut(
                                new Address(EmailAdapter.KIND, who.get()),
                                Wording.legible("complained to the mail provider: " + kind),
                                call.receivedAt()))));
    }
}
