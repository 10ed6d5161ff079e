package io.glassline.channels.email;

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
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.jspecify.annotations.Nullable;

/// Mails as they are fetched from an open folder, each as a [WebhookCall] that holds it whole.
final class MailboxFetch {

    private static final int MAIL_MAX_BYTES = 25 * 1024 * 1024;

    /// Of a mail too large to take in, as much as holds its headers and its words.
    private static final int START_MAX_BYTES = 1024 * 1024;

    private MailboxFetch() {}

    /// `came` is when the server took it, where it says so.
    record Mail(IMAPMessage message, long uid, int size, Optional<Instant> came) {}

    static List<Mail> newest(IMAPFolder open, long after) throws MessagingException {
        return known(open, open.getMessagesByUID(after + 1, UIDFolder.LASTUID)).stream()
                .filter(mail -> mail.uid() > after) // `n:*` gives the last mail even when its number is below n
                .sorted(Comparator.comparingLong(Mail::uid))
                .toList();
    }

    static Optional<Mail> one(IMAPFolder open, long uid) throws MessagingException {
        var message = open.getMessageByUID(uid);
        return message == null
                ? Optional.empty()
                : known(open, new Message[] {message}).stream().findFirst();
    }

    /// The mails among these that are still there, with the little that the server is asked about them:
    /// number, size and time. ENVELOPE is never asked for: the server's own reading of the headers comes
    /// with it, and one odd address in it would fail the mail, and the list that holds it.
    static List<Mail> known(IMAPFolder open, Message[] messages) throws MessagingException {
        var wanted = new FetchProfile();
        wanted.add(UIDFolder.FetchProfileItem.UID);
        wanted.add(FetchProfile.Item.SIZE);
        wanted.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
        var present =
                Arrays.stream(messages).filter(IMAPMessage.class::isInstance).toArray(Message[]::new);
        open.fetch(present, wanted);
        var mails = new ArrayList<Mail>();
        for (var message : present) {
            try {
                mails.add(new Mail(
                        (IMAPMessage) message,
                        open.getUID(message),
                        message.getSize(),
                        Optional.ofNullable(message.getReceivedDate()).map(Date::toInstant)));
            } catch (FolderClosedException | StoreClosedException e) {
                throw e;
            } catch (MessagingException e) {
                continue; // deleted meanwhile, or the server tells nothing of it: the others are read all the same
            }
        }
        return mails;
    }

    /// @param isPassedOver whether the mail is not to be fetched again, because fetching it breaks the connection.
    /// @return null when the mail was deleted meanwhile.
    static @Nullable WebhookCall call(
            ChannelAccount account,
            IMAPFolder open,
            Mail mail,
            long validity,
            boolean isPassedOver,
            InstantSource clock)
            throws MessagingException, IOException {
        var url = "imap://" + account.requiredSetting("imap-host") + "/" + MailboxFolder.folderName(account)
                + ";UIDVALIDITY=" + validity + "/;UID=" + mail.uid();
        if (isPassedOver) {
            return call(url, Map.of(Mailbox.UNREADABLE, List.of(url)), new byte[0], clock.instant());
        }
        try {
            var at = mail.came().orElseGet(clock::instant);
            if (mail.size() > MAIL_MAX_BYTES) {
                var size = Map.of(Mailbox.TRUNCATED, List.of(Integer.toString(mail.size())));
                return call(url, size, bytes(open, mail, START_MAX_BYTES), at);
            }
            return call(url, Map.of(), bytes(open, mail, MAIL_MAX_BYTES), at);
        } catch (MessageRemovedException e) {
            return null;
        } catch (FolderClosedException | StoreClosedException e) {
            throw e;
        } catch (MessagingException e) {
            if (!open.isOpen()) {
                throw e;
            }
            return call(url, Map.of(Mailbox.UNREADABLE, List.of(url)), new byte[0], clock.instant());
        }
    }

    /// The mail as it lies there, from its start, at most so much of it.
    private static byte[] bytes(IMAPFolder open, Mail mail, int maxBytes) throws MessagingException {
        if (mail.message().isExpunged()) {
            throw new MessageRemovedException();
        }
        var number = mail.message().getMessageNumber();
        var body = (BODY) open.doCommand(protocol ->
                mail.size() > maxBytes ? protocol.peekBody(number, "", 0, maxBytes) : protocol.peekBody(number, ""));
        var bytes = body == null ? null : body.getByteArrayInputStream();
        if (bytes == null) {
            throw new MessageRemovedException("the server has no bytes of mail " + mail.uid());
        }
        return bytes.readAllBytes();
    }

    private static WebhookCall call(String url, Map<String, List<String>> headers, byte[] body, Instant at) {
        return new WebhookCall("IMAP", "", url, headers, body, at);
    }

    static Received listed(Mail mail, long validity) {
        return new Received(validity + ":" + mail.uid(), Set.of());
    }
}
