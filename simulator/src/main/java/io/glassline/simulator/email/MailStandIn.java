package io.glassline.simulator.email;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapServer;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpHandler;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.smtp.commands.SmtpCommandRegistry;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.ServerSetup;
import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.BadRequest;
import io.glassline.simulator.provider.Faults;
import io.glassline.simulator.provider.HttpListener;
import io.glassline.simulator.provider.Ids;
import io.glassline.simulator.provider.Incoming;
import io.glassline.simulator.provider.Journal;
import io.glassline.simulator.provider.Ledger;
import io.glassline.simulator.provider.Settings;
import io.glassline.simulator.provider.Sleep;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import io.glassline.simulator.provider.Webhooks;
import jakarta.mail.Flags;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The mail of `city.example` and of everybody else: a mail server, by SMTP and IMAP.
///
/// Whoever is signed in as `help@city.example` may send to anybody; what goes to other domains is kept as sent.
/// Whoever is not signed in may only send to the city. A mail to the city waits in the mailbox, over restarts too,
/// until it is seen, deleted, or marked with [#FETCHED_KEYWORD].
final class MailStandIn implements StandIn {

    static final String FETCHED_KEYWORD = "$Glassline";

    private static final Logger LOG = LoggerFactory.getLogger(MailStandIn.class);
    private static final String CITY_DOMAIN = MailDemo.MAILBOX.substring(MailDemo.MAILBOX.indexOf('@') + 1);
    private static final String MAILBOX_NAME = MailDemo.MAILBOX.substring(0, MailDemo.MAILBOX.indexOf('@'));
    private static final Duration SWEEP_EVERY = Duration.ofMillis(250);
    private static final String RESULTS = "Authentication-Results";
    private static final int START_TIMEOUT_MS = 10_000;
    // Longer than the 29 minutes after which a client asks for IDLE again.
    private static final int IDLE_TIMEOUT_MS = 31 * 60 * 1_000;

    private final Settings settings;
    private final Journal journal;
    private final Ledger ledger;
    private final Faults faults;
    private final ExecutorService threads;
    private final Map<String, StoredMail> waiting = new LinkedHashMap<>();
    private final Map<Long, String> idsByUid = new HashMap<>();
    private @Nullable Servers servers;

    MailStandIn(Surroundings surroundings) {
        this.settings = surroundings.settings();
        this.journal = surroundings.journal();
        this.ledger = surroundings.ledger();
        this.faults = surroundings.faults();
        this.threads = surroundings.threads();
        journal.reads("mail", StoredMail.class, mail -> waiting.put(mail.id(), mail));
        journal.reads("mail-fetched", String.class, waiting::remove);
    }

    @Override
    public Account account() {
        return Email.ACCOUNT;
    }

    /// Opens the ports, and puts back what nobody has fetched yet.
    @Override
    public void start() {
        refuseBusyPort("SMTP", settings.smtpPort());
        refuseBusyPort("IMAP", settings.imapPort());
        var managers = new Managers();
        try {
            var user = managers.getUserManager().createUser(MailDemo.MAILBOX, MailDemo.MAILBOX, MailDemo.PASSWORD);
            var inbox = managers.getImapHostManager().getInbox(user);
            var smtp = new CityMailServer(setup(settings.smtpPort(), ServerSetup.PROTOCOL_SMTP), managers);
            var imap = new ImapServer(setup(settings.imapPort(), ServerSetup.PROTOCOL_IMAP), managers);
            imap.setClientSocketTimeout(IDLE_TIMEOUT_MS);
            servers = new Servers(smtp, imap, inbox);
            synchronized (this) {
                waiting.values().forEach(mail -> putInto(inbox, mail));
            }
            started(smtp, settings.smtpPort());
            started(imap, settings.imapPort());
        } catch (UserException | FolderException failed) {
            throw new IllegalStateException("cannot open the mailbox " + MailDemo.MAILBOX, failed);
        }
        threads.execute(this::sweepUntilClosed);
    }

    private void refuseBusyPort(String protocol, int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.bindAddress(), port));
        } catch (IOException busy) {
            throw HttpListener.portBusy(protocol, settings.bindAddress(), port, busy);
        }
    }

    private ServerSetup setup(int port, String protocol) {
        return new ServerSetup(port, settings.bindAddress(), protocol);
    }

    private void started(AbstractServer server, int port) {
        try {
            server.startService();
            if (!server.waitTillRunning(START_TIMEOUT_MS)) {
                throw new IllegalStateException("the " + server.getProtocol() + " stand-in did not start on "
                        + settings.bindAddress() + ":" + port);
            }
        } catch (InterruptedException interrupted) {
            throw new Sleep.Interrupted();
        }
    }

    @Override
    public Map<String, Integer> ports() {
        return Map.of("SMTP", smtpPort(), "IMAP", imapPort());
    }

    private int smtpPort() {
        return running().smtp().getPort();
    }

    private int imapPort() {
        return running().imap().getPort();
    }

    private Servers running() {
        if (servers == null) {
            throw new IllegalStateException("the mail servers are not started");
        }
        return servers;
    }

    /// A citizen's mail, sent by SMTP.
    @Override
    public Answer incoming(Incoming in) {
        var detour = faults.onWebhook(Email.ACCOUNT.id());
        try {
            var message = CitizenMail.of(in, settings, smtpPort());
            var id = message.getMessageID();
            if (!detour.held().isZero()) {
                threads.execute(() -> {
                    Sleep.lasting(detour.held());
                    transport(message);
                });
                return Incoming.answer(id, new Webhooks.FirstTry(Optional.empty(), false));
            }
            transport(message);
            if (detour.twice()) {
                transport(message);
            }
            return Incoming.answer(id, new Webhooks.FirstTry(Optional.of(250), true));
        } catch (MessagingException | UnsupportedEncodingException notAMail) {
            throw new BadRequest("this is not a mail: " + notAMail.getMessage());
        }
    }

    private static void transport(MimeMessage message) {
        try {
            Transport.send(message);
        } catch (MessagingException refused) {
            throw new BadRequest("the mail was refused: " + refused.getMessage());
        }
    }

    // To the mailbox, or out to a citizen. Kept before the sender is told 250.
    private void take(MovingMessage mail) {
        try {
            var message = mail.getMessage();
            for (var recipient : mail.getToAddresses()) {
                if (isCity(recipient)) {
                    deliver(message);
                } else {
                    sentOut(message, recipient.getEmail());
                }
            }
        } catch (MessagingException | IOException unreadable) {
            throw new IllegalStateException("a mail cannot be read", unreadable);
        }
    }

    private void deliver(MimeMessage message) throws MessagingException, IOException {
        var raw = new ByteArrayOutputStream();
        raw.writeBytes(senderResults(message).getBytes(StandardCharsets.UTF_8));
        message.writeTo(raw, new String[] {RESULTS});
        var at = settings.clock().instant().toString();
        var mail = new StoredMail(Ids.hex32(), Base64.getEncoder().encodeToString(raw.toByteArray()), at);
        var from = message.getFrom() == null || message.getFrom().length == 0
                ? ""
                : ((InternetAddress) message.getFrom()[0]).getAddress();
        var messageId = Optional.ofNullable(message.getMessageID()).orElse(mail.id());
        synchronized (this) {
            journal.write("mail", mail);
            waiting.put(mail.id(), mail);
            putInto(running().inbox(), mail);
        }
        ledger.received(new Ledger.ReceivedMessage(
                Email.ACCOUNT.id(),
                from,
                MailText.text(message),
                MailText.attachments(message),
                messageId,
                at,
                message.getSubject()));
        ledger.state(Email.ACCOUNT, messageId, "sent");
    }

    /// What a mail server writes above a mail of what it found out about the sender: here, that all are who
    /// they say. What senders write of it themselves is taken out, as RFC 8601 wants.
    private static String senderResults(MimeMessage message) throws MessagingException {
        var from = message.getFrom() == null || message.getFrom().length == 0
                ? ""
                : ((InternetAddress) message.getFrom()[0]).getAddress();
        return from.contains("@")
                ? RESULTS + ": " + MailDemo.AUTHSERV_ID + "; dmarc=pass header.from="
                        + from.substring(from.lastIndexOf('@') + 1) + "\r\n"
                : "";
    }

    private void putInto(MailFolder inbox, StoredMail mail) {
        try {
            var bytes = Base64.getDecoder().decode(mail.rawBase64());
            var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            var uid = inbox.appendMessage(message, new Flags(), Date.from(Instant.parse(mail.at())));
            idsByUid.put(uid, mail.id());
        } catch (MessagingException unreadable) {
            LOG.warn("a mail of {} cannot be put into the mailbox", mail.at(), unreadable);
        }
    }

    private void sentOut(MimeMessage message, String to) throws MessagingException, IOException {
        var headers = new LinkedHashMap<String, String>();
        for (var header : Collections.list(message.getAllHeaders())) {
            headers.putIfAbsent(header.getName(), unfolded(header));
        }
        var id = Optional.ofNullable(message.getMessageID()).orElse("<" + Ids.hex32() + "@" + CITY_DOMAIN + ">");
        ledger.sent(Ledger.SentMessage.of(
                        Email.ACCOUNT,
                        to,
                        MailText.text(message),
                        id,
                        settings.clock().instant())
                .withMedia(MailText.attachments(message))
                .asMail(Optional.ofNullable(message.getSubject()).orElse(""), headers));
        ledger.state(Email.ACCOUNT, id, "delivered");
    }

    private static String unfolded(Header header) {
        var unfolded = MimeUtility.unfold(header.getValue());
        try {
            return MimeUtility.decodeText(unfolded);
        } catch (UnsupportedEncodingException unknownCharset) {
            return unfolded;
        }
    }

    private void sweepUntilClosed() {
        try {
            while (true) {
                Sleep.lasting(SWEEP_EVERY);
                sweep();
            }
        } catch (Sleep.Interrupted closing) {
            // the last sweep is made by close()
        }
    }

    // Notices what the gateway has fetched, so that it does not come back at the next start.
    private synchronized void sweep() {
        for (var entry : List.copyOf(idsByUid.entrySet())) {
            var message = running().inbox().getMessage(entry.getKey());
            if (message == null || isFetched(message)) {
                idsByUid.remove(entry.getKey());
                var mail = waiting.remove(entry.getValue());
                journal.write("mail-fetched", entry.getValue());
                if (mail != null) {
                    fetched(mail);
                }
            }
        }
    }

    private void fetched(StoredMail mail) {
        try {
            var bytes = Base64.getDecoder().decode(mail.rawBase64());
            var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            ledger.state(
                    Email.ACCOUNT, Optional.ofNullable(message.getMessageID()).orElse(mail.id()), "delivered");
        } catch (MessagingException unreadable) {
            LOG.warn("a mail of {} cannot be read", mail.at(), unreadable);
        }
    }

    private static boolean isFetched(StoredMessage message) {
        return message.isSet(Flags.Flag.SEEN)
                || message.isSet(Flags.Flag.DELETED)
                || message.getFlags().contains(FETCHED_KEYWORD);
    }

    private static boolean isCity(MailAddress address) {
        return address.getEmail().toLowerCase(Locale.ROOT).endsWith("@" + CITY_DOMAIN);
    }

    @Override
    public void close() {
        if (servers != null) {
            sweep();
            servers.smtp().stopService();
            servers.imap().stopService();
        }
    }

    /// GreenMail's SMTP, with the rules of a real mail server about who may send where.
    private final class CityMailServer extends SmtpServer {

        CityMailServer(ServerSetup setup, Managers managers) {
            super(setup, managers);
        }

        @Override
        protected ProtocolHandler createProtocolHandler(Socket socket) {
            return new Talk(new Rules(managers, socket), socket);
        }
    }

    private static final class Talk extends SmtpHandler {

        Talk(Rules rules, Socket socket) {
            super(new SmtpCommandRegistry(), rules, socket);
            rules.talk = this;
        }

        boolean isSignedIn() {
            return conn != null && conn.isAuthenticated();
        }
    }

    /// One for each connection.
    private final class Rules extends SmtpManager {

        private final Socket socket;
        private @Nullable Talk talk;

        Rules(Managers managers, Socket socket) {
            super(managers.getImapHostManager(), managers.getUserManager());
            this.socket = socket;
        }

        @Override
        public @Nullable String checkRecipient(SmtpState state, MailAddress recipient) {
            var address = recipient.getEmail().toLowerCase(Locale.ROOT);
            if (isCity(recipient)) {
                var local = address.substring(0, address.lastIndexOf('@'));
                return local.equals(MAILBOX_NAME) || local.startsWith(MAILBOX_NAME + "+")
                        ? null
                        : "550 5.1.1 <" + address + ">: no such mailbox at " + CITY_DOMAIN;
            }
            return isSignedIn() ? null : "554 5.7.1 <" + address + ">: relay access denied, sign in first";
        }

        @Override
        public @Nullable String checkData(SmtpState state) {
            if (!isSignedIn()) {
                take(state.getMessage());
                return null;
            }
            return switch (faults.onSend(Email.ACCOUNT)) {
                case Faults.SendFault.None() -> {
                    take(state.getMessage());
                    yield null;
                }
                case Faults.SendFault.Refuse(int status, var retryAfter)
                when retryAfter.isPresent() ->
                    "452 4.7.1 too many messages, try again in " + retryAfter.get() + " s (" + status + ")";
                case Faults.SendFault.Refuse(int status, var _)
                when status == 429 || status >= 500 ->
                    "451 4.3.0 requested action aborted, try again later (" + status + ")";
                case Faults.SendFault.Refuse(int status, var _) -> "550 5.7.1 message refused (" + status + ")";
                case Faults.SendFault.Drop() -> {
                    take(state.getMessage());
                    hangUp();
                    yield null;
                }
                case Faults.SendFault.Hang(var duration) -> {
                    Sleep.lasting(duration);
                    hangUp();
                    yield "421 4.3.2 closing";
                }
            };
        }

        // All is done in checkData, before the 250.
        @Override
        public void send(SmtpState state) {}

        private boolean isSignedIn() {
            return talk != null && talk.isSignedIn();
        }

        private void hangUp() {
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                LOG.debug("an SMTP connection was gone before it was dropped", alreadyClosed);
            }
        }
    }

    private record Servers(CityMailServer smtp, ImapServer imap, MailFolder inbox) {}

    private record StoredMail(String id, String rawBase64, String at) {}
}
