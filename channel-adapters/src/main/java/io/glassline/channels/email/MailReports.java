package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.Wording;
import io.glassline.channels.email.mime.MimePart;
import io.glassline.message.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What mail servers report of the mails we sent: delivered, or failed.
///
/// Whose mail it was is known by the Message-ID that we signed, wherever in the report it stands, and by
/// nothing else: an address in a report could be written by anyone.
final class MailReports {

    private static final int RECIPIENTS_MAX = 100;
    private static final int TOKEN_LOOKED_FOR_MAX_BYTES = 2 * 1024 * 1024;

    private static final Set<String> ORIGINALS =
            Set.of("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers", "text/rfc822");

    private MailReports() {}

    /// What servers say of a mail of ours: in a part made for it (RFC 3464), else in words. Empty when it
    /// is not told by servers, or of no mail that we have signed: whoever makes up a report changes
    /// nothing.
    static Optional<Receipt> report(MimePart mail, WebhookCall call, ChannelAccount account) {
        var status = MailDaemon.status(mail);
        if (status.isEmpty() && !BounceText.isBounce(mail)) {
            return Optional.empty();
        }
        return ours(mail, call, account).flatMap(token -> {
            var original = token.messageId(account);
            return status.isPresent()
                    ? told(mail, status.get(), original, token, call)
                    : written(mail, original, token, call);
        });
    }

    private static Optional<Receipt> told(
            MimePart mail, MimePart status, String original, MailToken token, WebhookCall call) {
        var recipients = blocks(status.text()).stream()
                .map(block -> MimePart.read(block.getBytes(UTF_8)))
                .filter(block -> block.header("action").isPresent()
                        || block.header("status").isPresent())
                .toList();
        var failed = recipients.stream()
                .filter(recipient -> action(recipient).equals("failed"))
                .findFirst();
        if (failed.isPresent()) {
            return Optional.of(reported(original, token, Delivery.FAILED, code(failed.get(), mail), call));
        }
        if (recipients.stream().anyMatch(recipient -> action(recipient).equals("delivered"))) {
            return Optional.of(reported(original, token, Delivery.DELIVERED, Optional.empty(), call));
        }
        return recipients.isEmpty()
                ? written(mail, original, token, call)
                : Optional.of(new Receipt.Nothing("a mail of ours is delayed or was passed on"));
    }

    private static Optional<Receipt> written(MimePart mail, String original, MailToken token, WebhookCall call) {
        return BounceText.of(mail)
                .map(bounce -> bounce.isOver()
                        ? reported(original, token, Delivery.FAILED, bounce.code(), call)
                        : new Receipt.Nothing("a mail of ours is delayed"));
    }

    /// Blocks of headers with an empty line between.
    private static List<String> blocks(String text) {
        var blocks = new ArrayList<String>();
        var block = new StringBuilder();
        for (var line : text.split("\n", -1)) {
            if (!line.isBlank()) {
                block.append(line).append('\n');
            } else if (!block.isEmpty() && blocks.size() < RECIPIENTS_MAX) {
                blocks.add(block.toString());
                block.setLength(0);
            }
        }
        if (!block.isEmpty()) {
            blocks.add(block.toString());
        }
        return blocks;
    }

    /// Some servers leave the action out, and a status says as much.
    private static String action(MimePart recipient) {
        return recipient
                .header("action")
                .map(action -> action.strip().toLowerCase(Locale.ROOT).split("[\\s;(]", 2)[0])
                .orElseGet(() -> recipient
                                .header("status")
                                .filter(status -> status.strip().startsWith("5"))
                                .isPresent()
                        ? "failed"
                        : "");
    }

    /// `5.0.0` says nothing; what the other server answered, or the words for people, may say more.
    private static Optional<String> code(MimePart recipient, MimePart mail) {
        var status = recipient
                .header("status")
                .map(text -> text.strip().split("[\\s(;]", 2)[0])
                .filter(text -> !text.isEmpty());
        var diagnosis = recipient.header("diagnostic-code").orElse("");
        return status.filter(text -> !text.endsWith(".0.0"))
                .map(text -> BounceText.orFull(text, diagnosis))
                .or(() -> recipient.header("diagnostic-code").flatMap(BounceText::code))
                .or(() -> BounceText.code(String.join("\n", MailText.of(mail))))
                .or(() -> status);
    }

    private static Receipt reported(
            String messageId, MailToken token, Delivery delivery, Optional<String> code, WebhookCall call) {
        return new Receipt.Events(List.of(new ChannelEvent.DeliveryReported(
                Optional.of(Wording.identifier(messageId)),
                Optional.of(token.part().toString()),
                delivery,
                code.map(Wording::identifier),
                call.receivedAt())));
    }

    /// The first Message-ID of ours that a report holds: in the mail that it brings back, in its own
    /// headers, in its words, or anywhere in its bytes.
    static Optional<MailToken> ours(MimePart report, WebhookCall call, ChannelAccount account) {
        var bytes = call.body();
        return original(report)
                .flatMap(id -> MailToken.parse(id, account))
                .or(() -> MimePart.leaves(report)
                        .map(part -> new String(part.content(), UTF_8))
                        .flatMap(text -> MailToken.in(text, account).stream())
                        .findFirst())
                .or(() -> MailToken.in(
                        new String(bytes, 0, Math.min(bytes.length, TOKEN_LOOKED_FOR_MAX_BYTES), ISO_8859_1), account));
    }

    /// The Message-ID of the mail that a report is about, from the copy it brings back.
    private static Optional<String> original(MimePart report) {
        return MimePart.leaves(report)
                .filter(part -> ORIGINALS.contains(part.type()))
                .map(part -> MimePart.read(part.content()))
                .flatMap(mail -> MailHeaders.ids(mail, "message-id").stream())
                .findFirst();
    }
}
