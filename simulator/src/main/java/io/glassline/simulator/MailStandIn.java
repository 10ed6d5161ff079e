package io.glassline.simulator;

import static io.glassline.simulator.DemoAccounts.MAILBOX;
import static io.glassline.simulator.DemoAccounts.MAILBOX_PASSWORD;

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
import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.Flags;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
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
import java.util.ArrayList;
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
final class MailStandIn implements AutoCloseable {

    static final String FETCHED_KEYWORD = "$Glassline";

    private static final Logger LOG = LoggerFactory.getLogger(MailStandIn.class);
    private static final String CITY_DOMAIN = MAILBOX.substring(MAILBOX.indexOf('@') + 1);
    private static final String MAILBOX_NAME = MAILBOX.substring(0, MAILBOX.indexOf('@'));
    private static final Duration SWEEP_EVERY = Duration.ofMillis(250);
    private static final int START_TIMEOUT_MS = 10_000;
    // Longer than the 29 minutes after which a client asks for IDLE again.
    private static final int IDLE_TIMEOUT_MS = 31 * 60 * 1_000;

    private final Settings settings;
    private final Journal journal;
    private final Ledger ledger;
    private final Faults faults;
    private final ExecutorService threads;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<Long, String> idsByUid = new HashMap<>();
    private @Nullable Servers servers;

    MailStandIn(Settings settings, Journal journal, Ledger ledger, Faults faults, ExecutorService threads) {
        this.settings = settings;
        this.journal = journal;
        this.ledger = ledger;
        this.faults = faults;
        this.threads = threads;
        journal.reads("mail", Waiting.class, mail -> waiting.put(mail.id(), mail));
        journal.reads("mail-fetched", String.class, waiting::remove);
    }

    /// Opens the ports, and puts back what nobody has fetched yet.
    void start() {
        refuseBusyPort("SMTP", settings.smtpPort());
        refuseBusyPort("IMAP", settings.imapPort());
        var managers = new Managers();
        try {
            var user = managers.getUserManager().createUser(MAILBOX, MAILBOX, MAILBOX_PASSWORD);
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
            throw new IllegalStateException("cannot open the mailbox " + MAILBOX, failed);
        }
        threads.execute(this::sweepUntilClosed);
    }

    private void refuseBusyPort(String protocol, int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.bindAddress(), port));
        } catch (IOException busy) {
            throw HttpDoor.portBusy(protocol, settings.bindAddress(), port, busy);
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
            throw new Patience.Interrupted();
        }
    }

    int smtpPort() {
        return running().smtp().getPort();
    }

    int imapPort() {
        return running().imap().getPort();
    }

    private Servers running() {
        if (servers == null) {
            throw new IllegalStateException("the mail servers are not started");
        }
        return servers;
    }

    /// A citizen's mail, sent by SMTP.
    Answer incoming(Incoming in) {
        var detour = faults.onWebhook(Account.EMAIL);
        try {
            var message = written(in);
            var id = message.getMessageID();
            if (!detour.held().isZero()) {
                threads.execute(() -> {
                    Patience.sleep(detour.held());
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

    private MimeMessage written(Incoming in) throws MessagingException, UnsupportedEncodingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", settings.bindAddress());
        properties.put("mail.smtp.port", String.valueOf(smtpPort()));
        properties.put("mail.smtp.localhost", "mail.example.org");
        var from = new InternetAddress(in.from(), true);
        if (in.profileName().isPresent() && from.getPersonal() == null) {
            from.setPersonal(in.profileName().get(), StandardCharsets.UTF_8.name());
        }
        properties.put("mail.smtp.from", from.getAddress());
        var id = "<" + Ids.hex32()
                + from.getAddress().substring(from.getAddress().indexOf('@')) + ">";
        var message = new MimeMessage(Session.getInstance(properties)) {
            @Override
            protected void updateMessageID() throws MessagingException {
                if (getMessageID() == null) {
                    setHeader("Message-ID", id);
                }
            }
        };
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(MAILBOX));
        message.setSubject(in.subject().orElse("Question to the city"), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(settings.clock().instant()));
        if (in.inReplyTo().isPresent()) {
            message.setHeader("In-Reply-To", in.inReplyTo().get());
            message.setHeader("References", in.inReplyTo().get());
        }
        fill(message, in);
        for (var header : in.headers().entrySet()) {
            message.setHeader(header.getKey(), header.getValue());
        }
        message.saveChanges();
        return message;
    }

    private static void fill(MimeMessage message, Incoming in) throws MessagingException {
        if (in.media().isEmpty()) {
            message.setText(in.text(), StandardCharsets.UTF_8.name());
            return;
        }
        var text = new MimeBodyPart();
        text.setText(in.text(), StandardCharsets.UTF_8.name());
        var parts = new MimeMultipart(text);
        for (var attachment : in.media()) {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(attachment.bytes(), attachment.contentType())));
            part.setFileName(attachment.filename());
            parts.addBodyPart(part);
        }
        message.setContent(parts);
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
        message.writeTo(raw);
        var at = settings.clock().instant().toString();
        var mail = new Waiting(Ids.hex32(), Base64.getEncoder().encodeToString(raw.toByteArray()), at);
        var from = message.getFrom() == null || message.getFrom().length == 0
                ? ""
                : ((InternetAddress) message.getFrom()[0]).getAddress();
        var messageId = Optional.ofNullable(message.getMessageID()).orElse(mail.id());
        synchronized (this) {
            journal.write("mail", mail);
            waiting.put(mail.id(), mail);
            putInto(running().inbox(), mail);
        }
        ledger.received(new Ledger.Received(
                Account.EMAIL.id(), from, text(message), attachments(message), messageId, at, message.getSubject()));
        ledger.state(Account.EMAIL, messageId, "sent");
    }

    private void putInto(MailFolder inbox, Waiting mail) {
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
        ledger.sent(Ledger.Sent.of(
                        Account.EMAIL, to, text(message), id, settings.clock().instant())
                .withMedia(attachments(message))
                .asMail(Optional.ofNullable(message.getSubject()).orElse(""), headers));
        ledger.state(Account.EMAIL, id, "delivered");
    }

    private static String unfolded(Header header) {
        var unfolded = MimeUtility.unfold(header.getValue());
        try {
            return MimeUtility.decodeText(unfolded);
        } catch (UnsupportedEncodingException unknownCharset) {
            return unfolded;
        }
    }

    // The text/plain part if there is one, otherwise the first text there is.
    private static String text(Part part) throws MessagingException, IOException {
        return text(part, "text/plain")
                .or(() -> softly(part, "text/*"))
                .orElse("")
                .stripTrailing();
    }

    private static Optional<String> softly(Part part, String type) {
        try {
            return text(part, type);
        } catch (MessagingException | IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return part.getContent() instanceof String text
                    ? Optional.of(text.replace("\r\n", "\n"))
                    : Optional.empty();
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var found = text(parts.getBodyPart(i), type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> attachments(Part part) throws MessagingException, IOException {
        var names = new ArrayList<String>();
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                if (inner.getFileName() != null) {
                    names.add(MimeUtility.decodeText(inner.getFileName()));
                } else {
                    names.addAll(attachments(inner));
                }
            }
        }
        return names;
    }

    private void sweepUntilClosed() {
        try {
            while (true) {
                Patience.sleep(SWEEP_EVERY);
                sweep();
            }
        } catch (Patience.Interrupted closing) {
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

    private void fetched(Waiting mail) {
        try {
            var bytes = Base64.getDecoder().decode(mail.rawBase64());
            var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            ledger.state(
                    Account.EMAIL, Optional.ofNullable(message.getMessageID()).orElse(mail.id()), "delivered");
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
            return switch (faults.onSend(Account.EMAIL)) {
                case Faults.Trouble.None() -> {
                    take(state.getMessage());
                    yield null;
                }
                case Faults.Trouble.Refuse(int status, var retryAfter)
                when retryAfter.isPresent() ->
                    "452 4.7.1 too many messages, try again in " + retryAfter.get() + " s (" + status + ")";
                case Faults.Trouble.Refuse(int status, var _)
                when status == 429 || status >= 500 ->
                    "451 4.3.0 requested action aborted, try again later (" + status + ")";
                case Faults.Trouble.Refuse(int status, var _) -> "550 5.7.1 message refused (" + status + ")";
                case Faults.Trouble.Drop() -> {
                    take(state.getMessage());
                    hangUp();
                    yield null;
                }
                case Faults.Trouble.Hang(var duration) -> {
                    Patience.sleep(duration);
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

    private record Waiting(String id, String rawBase64, String at) {}
}
