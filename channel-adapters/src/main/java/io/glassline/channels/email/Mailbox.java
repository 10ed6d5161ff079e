package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ListingChannel.Received;
import io.glassline.channel.PullChannel.Pulled;
import io.glassline.channel.WebhookCall;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.StoreClosedException;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/// A mailbox over IMAP, and the connection to it, made again whenever it is lost.
///
/// The cursor is `validity:uid`: IMAP numbers mails upwards for as long as UIDVALIDITY stays. When that changes,
/// all mails are read again, and their ids show which are known.
final class Mailbox implements AutoCloseable {

    static final String TRUNCATED = "x-glassline-truncated";
    static final String UNREADABLE = "x-glassline-unreadable";

    private static final int MAIL_MAX_BYTES = 25 * 1024 * 1024;

    /// What one fetch may hold in memory; at least one mail is fetched.
    private static final int FETCH_MAX_BYTES = 50 * 1024 * 1024;

    private static final int HEADERS_MAX_CHARS = 256 * 1024;

    /// Mails listed at once; the latest.
    private static final int LISTED_MAX = 20_000;

    /// A mail at which the connection broke this often is passed over.
    private static final int BROKE_MAX = 3;

    private static final Duration POLL_EVERY = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String CONNECT_MAX_MS = "5000";
    private static final String ANSWER_MAX_MS = "20000";

    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable IMAPStore store;
    private @Nullable IMAPFolder folder;
    private int countSeen = -1;
    private long fetching;
    private long brokeAt;
    private int broke;

    /// Mails with a UID above the cursor's, oldest first.
    Pulled pull(ChannelAccount account, String cursor, int countMax, InstantSource clock) throws IOException {
        turn.lock();
        try {
            fetching = 0;
            return pull(account, open(account), cursor, countMax, clock);
        } catch (MessagingException e) {
            if (fetching > 0) {
                broke = brokeAt == fetching ? broke + 1 : 1;
                brokeAt = fetching;
            }
            drop();
            throw new IOException("mailbox of account " + account.id() + " cannot be read: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }

    private Pulled pull(ChannelAccount account, IMAPFolder open, String cursor, int countMax, InstantSource clock)
            throws MessagingException, IOException {
        countSeen = askForNews(open);
        var validity = open.getUIDValidity();
        var last = cursor.startsWith(validity + ":") ? Long.parseLong(cursor.substring(cursor.indexOf(':') + 1)) : 0;
        var mails = newest(open, last);
        var calls = new ArrayList<WebhookCall>();
        var fetched = new ArrayList<Message>();
        var bytes = 0L;
        for (var mail : mails) {
            if (calls.size() == countMax || bytes > 0 && bytes + mail.size() > FETCH_MAX_BYTES) {
                break;
            }
            fetching = mail.uid();
            var call = call(account, mail, validity, clock);
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

    private record Mail(IMAPMessage message, long uid, int size) {}

    private static List<Mail> newest(IMAPFolder open, long after) throws MessagingException {
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

    /// @return null when the mail was deleted meanwhile.
    private @Nullable WebhookCall call(ChannelAccount account, Mail mail, long validity, InstantSource clock)
            throws MessagingException, IOException {
        var url = "imap://" + account.requiredSetting("imap-host") + "/" + folderName(account) + ";UIDVALIDITY="
                + validity + "/;UID=" + mail.uid();
        try {
            if (brokeAt == mail.uid() && broke >= BROKE_MAX) {
                return call(url, Map.of(UNREADABLE, List.of(url)), new byte[0], clock.instant());
            }
            var came = mail.message().getReceivedDate();
            var at = came == null ? clock.instant() : came.toInstant();
            if (mail.size() > MAIL_MAX_BYTES) {
                return call(url, Map.of(TRUNCATED, List.of(Integer.toString(mail.size()))), headers(mail), at);
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
            return call(url, Map.of(UNREADABLE, List.of(url)), new byte[0], clock.instant());
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

    /// The mails that came between the two times, oldest first, each known by its Message-ID where it has one.
    List<Received> list(ChannelAccount account, Instant from, Instant to) throws IOException {
        turn.lock();
        try {
            var open = open(account);
            askForNews(open);
            var validity = open.getUIDValidity();
            var dayBefore = Date.from(from.minus(Duration.ofDays(1))); // the server's days are not ours
            var sinceThatDay = open.search(new ReceivedDateTerm(ComparisonTerm.GE, dayBefore));
            var latest = Arrays.copyOfRange(
                    sinceThatDay, Math.max(0, sinceThatDay.length - LISTED_MAX), sinceThatDay.length);
            var wanted = new FetchProfile();
            wanted.add(UIDFolder.FetchProfileItem.UID);
            wanted.add(FetchProfile.Item.ENVELOPE);
            open.fetch(latest, wanted);
            var received = new ArrayList<Received>();
            for (var mail : latest) {
                listed(open, validity, (IMAPMessage) mail, from, to).ifPresent(received::add);
            }
            return received;
        } catch (MessagingException e) {
            drop();
            throw new IOException("mailbox of account " + account.id() + " cannot be listed: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }

    private static Optional<Received> listed(IMAPFolder open, long validity, IMAPMessage mail, Instant from, Instant to)
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
                    .map(id -> Set.of(EmailAdapter.identifier(id)))
                    .orElse(Set.of());
            return Optional.of(new Received(validity + ":" + open.getUID(mail), ids));
        } catch (MessageRemovedException e) {
            return Optional.empty();
        }
    }

    /// One listed mail, whole; empty when it was deleted, or the mailbox numbered anew.
    Optional<WebhookCall> fetch(ChannelAccount account, Received received, InstantSource clock) throws IOException {
        turn.lock();
        try {
            var open = open(account);
            var validity = open.getUIDValidity();
            if (!received.key().startsWith(validity + ":")) {
                return Optional.empty();
            }
            var uid = Long.parseLong(received.key().substring(received.key().indexOf(':') + 1));
            var mail = open.getMessageByUID(uid);
            return mail == null
                    ? Optional.empty()
                    : Optional.ofNullable(
                            call(account, new Mail((IMAPMessage) mail, uid, mail.getSize()), validity, clock));
        } catch (MessagingException e) {
            drop();
            throw new IOException("mailbox of account " + account.id() + " cannot be read: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
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

    /// Until the number of mails changes, by IDLE where the server has it, or until `atMost` has passed.
    void await(ChannelAccount account, Duration atMost) throws IOException, InterruptedException {
        turn.lockInterruptibly();
        try {
            var open = open(account);
            if (hasChanged(open)) {
                return;
            }
            if (openStore().hasCapability("IDLE")) {
                idle(open, atMost);
            } else {
                poll(open, atMost);
            }
        } catch (InterruptedException e) {
            drop();
            throw e;
        } catch (MessagingException e) {
            drop();
            throw new IOException("mailbox of account " + account.id() + " cannot be watched: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("while waiting for mail");
        }
    }

    private boolean hasChanged(IMAPFolder open) throws MessagingException {
        var count = askForNews(open);
        var changed = count != countSeen;
        countSeen = count;
        return changed;
    }

    private void poll(IMAPFolder open, Duration atMost) throws MessagingException, InterruptedException {
        for (var left = atMost; left.isPositive() && !hasChanged(open); left = left.minus(POLL_EVERY)) {
            Thread.sleep(left.compareTo(POLL_EVERY) < 0 ? left : POLL_EVERY);
        }
    }

    /// IDLE blocks until the server speaks, so it runs beside. News is taken from the listener: a mail that
    /// comes while IDLE is being begun is counted, but does not end it. Any other command does; when the
    /// connection is dead and nothing helps, interrupting the virtual thread that reads from it closes it.
    private static void idle(IMAPFolder open, Duration atMost) throws MessagingException, InterruptedException {
        var over = new CountDownLatch(1);
        var failure = new AtomicReference<@Nullable MessagingException>();
        var news = new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent event) {
                over.countDown();
            }
        };
        open.addMessageCountListener(news);
        var idling = Thread.ofVirtual().name("mailbox-idle").start(() -> {
            try {
                open.idle(true);
            } catch (MessagingException e) {
                failure.set(e);
            } finally {
                over.countDown();
            }
        });
        try {
            over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            Thread.ofVirtual().name("mailbox-idle-end").start(() -> endIdle(open));
            if (!idling.join(GRACE)) {
                idling.interrupt();
                idling.join();
            }
        } catch (InterruptedException e) {
            idling.interrupt();
            throw e;
        } finally {
            open.removeMessageCountListener(news);
        }
        var failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private static void endIdle(IMAPFolder open) {
        try {
            askForNews(open);
        } catch (MessagingException e) {
            return; // the connection is gone, and so is the IDLE on it
        }
    }

    /// The count of mails alone may be a second old.
    private static int askForNews(IMAPFolder open) throws MessagingException {
        open.doCommand(protocol -> {
            protocol.noop();
            return null;
        });
        return open.getMessageCount();
    }

    private IMAPFolder open(ChannelAccount account) throws MessagingException {
        if (folder != null && folder.isOpen()) {
            return folder;
        }
        drop();
        var tls = account.setting("tls").orElse("tls");
        var session = Session.getInstance(properties(tls));
        var connected = (IMAPStore) session.getStore(tls.equals("tls") ? "imaps" : "imap");
        store = connected;
        connected.connect(
                account.requiredSetting("imap-host"),
                Integer.parseInt(account.requiredSetting("imap-port")),
                account.setting("user").orElse(account.ownAddress()),
                account.secret("password").value());
        var opened = (IMAPFolder) connected.getFolder(folderName(account));
        opened.open(Folder.READ_WRITE);
        folder = opened;
        countSeen = -1;
        return opened;
    }

    private static String folderName(ChannelAccount account) {
        return account.setting("folder").orElse("INBOX");
    }

    private IMAPStore openStore() throws MessagingException {
        if (store == null) {
            throw new MessagingException("not connected");
        }
        return store;
    }

    private static Properties properties(String tls) {
        var properties = new Properties();
        for (var protocol : List.of("imap", "imaps")) {
            var prefix = "mail." + protocol + ".";
            properties.setProperty(prefix + "connectiontimeout", CONNECT_MAX_MS);
            properties.setProperty(prefix + "timeout", ANSWER_MAX_MS);
            properties.setProperty(prefix + "writetimeout", ANSWER_MAX_MS);
            properties.setProperty(prefix + "peek", "true"); // reading is not seeing: staff may look in too
            properties.setProperty(prefix + "partialfetch", "false");
            properties.setProperty(prefix + "ignorebodystructuresize", "true");
            properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        }
        properties.setProperty("mail.imap.starttls.enable", Boolean.toString(tls.equals("starttls")));
        properties.setProperty("mail.imap.starttls.required", Boolean.toString(tls.equals("starttls")));
        return properties;
    }

    private void drop() {
        try {
            if (folder != null && folder.isOpen()) {
                folder.forceClose();
            }
            if (store != null) {
                store.close();
            }
        } catch (MessagingException e) {
            // It is given up anyway.
        }
        folder = null;
        store = null;
    }

    @Override
    public void close() {
        var idling = folder;
        try {
            if (idling != null && idling.isOpen()) {
                idling.forceClose();
            }
        } catch (MessagingException e) {
            // It is given up anyway.
        }
        turn.lock();
        try {
            drop();
        } finally {
            turn.unlock();
        }
    }
}
