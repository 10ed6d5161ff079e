package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ListingChannel.Received;
import io.glassline.channel.WebhookCall;
import jakarta.mail.FetchProfile;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;

/// Mails as they are fetched from an open folder, each as a [WebhookCall] that holds it whole.
final class MailboxFetch {

    private static final int MAIL_MAX_BYTES = 25 * 1024 * 1024;
    private static final int HEADERS_MAX_CHARS = 256 * 1024;

    private MailboxFetch() {}

    record Mail(IMAPMessage message, long uid, int size) {}

    static List<Mail> newest(IMAPFolder open, long after) throws MessagingException {
        var messages = open.getMessagesByUID(after + 1, UIDFolder.LASTUID);
        var wanted = new FetchProfile();
        wanted.add(UIDFolder.FetchProfileItem.UID);
        wanted.add(FetchProfile.Item.SIZE);
        var present =
                Arrays.stream(messages).filter(IMAPMessage.class::isInstance).toArray(Message[]::new);
        open.fetch(present, wanted);
        var mails = new ArrayList<Mail>();
        for (var message : present) {
            try {
                var uid = open.getUID(message);
                if (uid > after) { // `n:*` gives the last mail even when its number is below n
                    mails.add(new Mail((IMAPMessage) message, uid, message.getSize()));
                }
            } catch (MessageRemovedException e) {
                continue; // deleted meanwhile
            }
        }
        mails.sort(Comparator.comparingLong(Mail::uid));
        return mails;
    }

    /// @param isPassedOver whether the mail is not to be fetched again, because fetching it breaks the connection.
    /// @return null when the mail was deleted meanwhile.
    static @Nullable WebhookCall call(
            ChannelAccount account, Mail mail, long validity, boolean isPassedOver, InstantSource clock)
            throws MessagingException, IOException {
        var url = "imap://" + account.requiredSetting("imap-host") + "/" + MailboxFolder.folderName(account)
                + ";UIDVALIDITY=" + validity + "/;UID=" + mail.uid();
        try {
            if (isPassedOver) {
                return call(url, Map.of(Mailbox.UNREADABLE, List.of(url)), new byte[0], clock.instant());
            }
            var came = mail.message().getReceivedDate();
            var at = came == null ? clock.instant() : came.toInstant();
            if (mail.size() > MAIL_MAX_BYTES) {
                return call(url, Map.of(Mailbox.TRUNCATED, List.of(Integer.toString(mail.size()))), headers(mail), at);
            }
            try (var bytes = mail.message().getMimeStream()) {
                return call(url, Map.of(), bytes.readAllBytes(), at);
            }
        } catch (MessageRemovedException e) {
            return null;
        } catch (FolderClosedException | StoreClosedException e) {
            throw e;
        } catch (MessagingException | IOException e) {
            if (!mail.message().getFolder().isOpen()) {
                throw e;
            }
            return call(url, Map.of(Mailbox.UNREADABLE, List.of(url)), new byte[0], clock.instant());
        }
    }

    private static WebhookCall call(String url, Map<String, List<String>> headers, byte[] body, Instant at) {
        return new WebhookCall("IMAP", "", url, headers, body, at);
    }

    private static byte[] headers(Mail mail) throws MessagingException, IOException {
        var headers = new StringBuilder();
        for (var line : Collections.list(mail.message().getAllHeaderLines())) {
            if (headers.length() + line.length() > HEADERS_MAX_CHARS) {
                break;
            }
            headers.append(line).append("\r\n");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(headers.append("\r\n").toString().getBytes(ISO_8859_1));
        return bytes.toByteArray();
    }

    static Optional<Received> listed(IMAPFolder open, long validity, IMAPMessage mail, Instant from, Instant to)
            throws MessagingException {
        try {
            var came = mail.getReceivedDate();
            if (came == null
                    || came.toInstant().isBefore(from)
                    || came.toInstant().isAfter(to)) {
                return Optional.empty(); // IMAP searches by days
            }
            var ids = Optional.ofNullable(mail.getMessageID())
                    .map(String::strip)
                    .filter(id -> id.matches("<[^<>\\s]{1,900}>"))
                    .map(id -> Set.of(MailHeaders.identifier(id)))
                    .orElse(Set.of());
            return Optional.of(new Received(validity + ":" + open.getUID(mail), ids));
        } catch (MessageRemovedException e) {
            return Optional.empty();
        }
    }
}
