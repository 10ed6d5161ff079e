package io.glassline.channels.email;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ListingChannel.Received;
import io.glassline.channel.PullChannel.Pulled;
import io.glassline.channel.WebhookCall;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.angus.mail.imap.IMAPFolder;

/// A mailbox over IMAP, and the connection to it, made again whenever it is lost.
///
/// The cursor is `validity:uid`: IMAP numbers mails upwards for as long as UIDVALIDITY stays. When that changes,
/// all mails are read again, and their ids show which are known.
final class Mailbox implements AutoCloseable {

    static final String TRUNCATED = "x-glassline-truncated";
    static final String UNREADABLE = "x-glassline-unreadable";

    /// What one fetch may hold in memory; at least one mail is fetched.
    private static final int FETCH_MAX_BYTES = 50 * 1024 * 1024;

    /// Mails listed at once; the latest.
    private static final int LISTED_MAX = 20_000;

    /// A mail at which the connection broke this often is passed over.
    private static final int BROKE_MAX = 3;

    private static final Duration POLL_EVERY = Duration.ofSeconds(1);

    private final ReentrantLock turn = new ReentrantLock();
    private final MailboxFolder folder = new MailboxFolder();
    private long fetching;
    private long brokeAt;
    private int broke;

    /// Mails with a UID above the cursor's, oldest first.
    Pulled pull(ChannelAccount account, String cursor, int countMax, InstantSource clock) throws IOException {
        turn.lock();
        try {
            fetching = 0;
            return pull(account, folder.open(account), cursor, countMax, clock);
        } catch (MessagingException e) {
            if (fetching > 0) {
                broke = brokeAt == fetching ? broke + 1 : 1;
                brokeAt = fetching;
            }
            folder.drop();
            throw new IOException("mailbox of account " + account.id() + " cannot be read: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }

    private Pulled pull(ChannelAccount account, IMAPFolder open, String cursor, int countMax, InstantSource clock)
            throws MessagingException, IOException {
        folder.hasChanged(open);
        var validity = open.getUIDValidity();
        var last = cursor.startsWith(validity + ":") ? Long.parseLong(cursor.substring(cursor.indexOf(':') + 1)) : 0;
        var mails = MailboxFetch.newest(open, last);
        var calls = new ArrayList<WebhookCall>();
        var fetched = new ArrayList<Message>();
        var bytes = 0L;
        for (var mail : mails) {
            if (calls.size() == countMax || bytes > 0 && bytes + mail.size() > FETCH_MAX_BYTES) {
                break;
            }
            fetching = mail.uid();
            var call = MailboxFetch.call(account, open, mail, validity, isPassedOver(mail.uid()), clock);
            last = mail.uid();
            if (call != null) {
                calls.add(call);
                fetched.add(mail.message());
                bytes += call.body().length;
            }
        }
        fetching = 0;
        mark(open, fetched);
        return new Pulled(calls, validity + ":" + last);
    }

    /// A mail at which the connection keeps breaking would hold up all that come after it.
    private boolean isPassedOver(long uid) {
        return brokeAt == uid && broke >= BROKE_MAX;
    }

    /// A mark for people who look into the mailbox. What was read is known by the cursor, never by a mark.
    private static void mark(IMAPFolder open, List<Message> fetched) {
        try {
            if (!fetched.isEmpty() && open.getMode() == Folder.READ_WRITE) {
                open.setFlags(fetched.toArray(Message[]::new), new Flags("$Glassline"), true);
            }
        } catch (MessagingException e) {
            return; // a server without keywords
        }
    }

    /// The mails that came between the two times, oldest first, each known only by its number: its id on the
    /// record is made of its content too, and only the mail itself tells it.
    List<Received> list(ChannelAccount account, Instant from, Instant to) throws IOException {
        turn.lock();
        try {
            var open = folder.open(account);
            MailboxFolder.askForNews(open);
            var validity = open.getUIDValidity();
            var dayBefore = Date.from(from.minus(Duration.ofDays(1))); // the server's days are not ours
            var sinceThatDay = open.search(new ReceivedDateTerm(ComparisonTerm.GE, dayBefore));
            var latest = Arrays.copyOfRange(
                    sinceThatDay, Math.max(0, sinceThatDay.length - LISTED_MAX), sinceThatDay.length);
            return MailboxFetch.known(open, latest).stream()
                    .filter(mail -> mail.came()
                            .filter(came -> !came.isBefore(from) && !came.isAfter(to)) // IMAP searches by days
                            .isPresent())
                    .map(mail -> MailboxFetch.listed(mail, validity))
                    .toList();
        } catch (MessagingException e) {
            folder.drop();
            throw new IOException("mailbox of account " + account.id() + " cannot be listed: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }

    /// One listed mail, whole; empty when it was deleted, or the mailbox numbered anew.
    Optional<WebhookCall> fetch(ChannelAccount account, Received received, InstantSource clock) throws IOException {
        turn.lock();
        try {
            var open = folder.open(account);
            var validity = open.getUIDValidity();
            if (!received.key().startsWith(validity + ":")) {
                return Optional.empty();
            }
            var uid = Long.parseLong(received.key().substring(received.key().indexOf(':') + 1));
            var mail = MailboxFetch.one(open, uid);
            return mail.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(
                            MailboxFetch.call(account, open, mail.get(), validity, isPassedOver(uid), clock));
        } catch (MessagingException e) {
            folder.drop();
            throw new IOException("mailbox of account " + account.id() + " cannot be read: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }

    /// Until the number of mails changes, by IDLE where the server has it, or until `atMost` has passed.
    void await(ChannelAccount account, Duration atMost) throws IOException, InterruptedException {
        turn.lockInterruptibly();
        try {
            var open = folder.open(account);
            if (folder.hasChanged(open)) {
                return;
            }
            if (folder.hasIdle()) {
                MailboxIdle.await(open, atMost);
            } else {
                poll(open, atMost);
            }
        } catch (InterruptedException e) {
            folder.drop();
            throw e;
        } catch (MessagingException e) {
            folder.drop();
            throw new IOException("mailbox of account " + account.id() + " cannot be watched: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("while waiting for mail");
        }
    }

    private void poll(IMAPFolder open, Duration atMost) throws MessagingException, InterruptedException {
        for (var left = atMost; left.isPositive() && !folder.hasChanged(open); left = left.minus(POLL_EVERY)) {
            Thread.sleep(left.compareTo(POLL_EVERY) < 0 ? left : POLL_EVERY);
        }
    }

    @Override
    public void close() {
        folder.cut();
        turn.lock();
        try {
            folder.drop();
        } finally {
            turn.unlock();
        }
    }
}
