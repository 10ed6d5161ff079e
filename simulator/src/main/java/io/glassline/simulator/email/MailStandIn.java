package io.glassline.simulator.email;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapServer;
import com.icegreen.greenmail.server.AbstractServer;
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
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
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
    private static final Duration SWEEP_EVERY = Duration.ofMillis(250);
    private static final String RESULTS = "Authentication-Results";
    private static final int START_TIMEOUT_MS = 10_000;
    // Longer than the 29 minutes after which a client asks for IDLE again.
    private static final int IDLE_TIMEOUT_MS = 31 * 60 * 1_000;

    private final Account account;
    private final Settings settings;
    private final Journal journal;
    private final Ledger ledger;
    private final Faults faults;
    private final ExecutorService threads;
    private final OutsideMail outside;
    private final String cityDomain;
    private final String mailboxName;
    private final Map<String, StoredMail> waiting = new LinkedHashMap<>();
    private final Map<Long, String> idsByUid = new HashMap<>();
    private @Nullable Servers servers;

    MailStandIn(Account account, Surroundings surroundings) {
        this.account = account;
        this.mailboxName = account.own().toLowerCase(Locale.ROOT).replaceFirst("@.*", "");
        this.cityDomain = account.own().toLowerCase(Locale.ROOT).replaceFirst(".*@", "");
        this.settings = surroundings.settings();
        this.journal = surroundings.journal();
        this.ledger = surroundings.ledger();
        this.faults = surroundings.faults();
        this.threads = surroundings.threads();
        this.outside = new OutsideMail(settings.clock());
        journal.reads("mail", StoredMail.class, mail -> waiting.put(mail.id(), mail));
        journal.reads("mail-fetched", String.class, waiting::remove);
    }

    @Override
    public Account account() {
        return account;
    }

    /// Opens the ports, and puts back what nobody has fetched yet.
    @Override
    public void start() {
        refuseBusyPort("IMAP", settings.imapPort());
        var managers = new Managers();
        try {
            var user = managers.getUserManager().createUser(account.own(), account.own(), MailDemo.PASSWORD);
            var inbox = managers.getImapHostManager().getInbox(user);
            var imap = new ImapServer(setup(settings.imapPort(), ServerSetup.PROTOCOL_IMAP), managers);
            imap.setClientSocketTimeout(IDLE_TIMEOUT_MS);
            synchronized (this) {
                waiting.values().forEach(mail -> putInto(inbox, mail));
            }
            started(imap, settings.imapPort());
            var smtp = new SmtpListener(settings.bindAddress(), settings.smtpPort(), new Rules(), threads);
            servers = new Servers(smtp, imap, inbox);
        } catch (UserException | FolderException failed) {
            throw new IllegalStateException("cannot open the mailbox " + account.own(), failed);
        } catch (IOException busy) {
            throw HttpListener.portBusy("SMTP", settings.bindAddress(), settings.smtpPort(), busy);
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
        return running().smtp().port();
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
        var detour = faults.onWebhook(account.id());
        try {
            var message = CitizenMail.of(in, account, settings, smtpPort());
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
    private void take(MailRules.Envelope envelope, byte[] mail) {
        for (var recipient : envelope.to()) {
            if (isCity(recipient.toLowerCase(Locale.ROOT))) {
                deliver(envelope.from(), mail);
            } else {
                sentOut(MailSummary.of(mail), recipient);
                faults.onReport(account, recipient)
                        .map(code -> outside.report(recipient, envelope, mail, code, "550 " + code + " not delivered"))
                        .or(() -> outside.bounce(recipient, envelope, mail))
                        .ifPresent(bounce -> deliver("", bounce));
            }
        }
    }

    private void deliver(String envelopeFrom, byte[] mail) {
        var read = MailSummary.of(mail);
        var raw = new ByteArrayOutputStream();
        raw.writeBytes(("Return-Path: <" + envelopeFrom + ">\r\n" + senderResults(read.from()))
                .getBytes(StandardCharsets.UTF_8));
        raw.writeBytes(MailSummary.without(mail, RESULTS, "Return-Path"));
        var at = settings.clock().instant().toString();
        var kept = new StoredMail(Ids.hex32(), Base64.getEncoder().encodeToString(raw.toByteArray()), at);
        var messageId = read.messageId().orElse(kept.id());
        synchronized (this) {
            journal.write("mail", kept);
            waiting.put(kept.id(), kept);
            putInto(running().inbox(), kept);
        }
        ledger.received(new Ledger.ReceivedMessage(
                account.id(),
                read.from(),
                read.text(),
                read.attachments(),
                messageId,
                at,
                read.subject().orElse(null)));
        ledger.state(account, messageId, "sent");
    }

    /// What a mail server writes above a mail of what it found out about the sender: here, that all are who
    /// they say. What senders write of it themselves is taken out, as RFC 8601 wants.
    private static String senderResults(String from) {
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

    private void sentOut(MailSummary mail, String to) {
        var id = mail.messageId().orElse("<" + Ids.hex32() + "@" + cityDomain + ">");
        ledger.sent(Ledger.SentMessage.of(
                        account, to, mail.text(), id, settings.clock().instant())
                .withMedia(mail.attachments())
                .asMail(mail.subject().orElse(""), mail.headers()));
        ledger.state(account, id, "delivered");
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
            ledger.state(account, Optional.ofNullable(message.getMessageID()).orElse(mail.id()), "delivered");
        } catch (MessagingException unreadable) {
            LOG.warn("a mail of {} cannot be read", mail.at(), unreadable);
        }
    }

    private static boolean isFetched(StoredMessage message) {
        return message.isSet(Flags.Flag.SEEN)
                || message.isSet(Flags.Flag.DELETED)
                || message.getFlags().contains(FETCHED_KEYWORD);
    }

    private boolean isCity(String lowerCaseAddress) {
        return lowerCaseAddress.endsWith("@" + cityDomain);
    }

    @Override
    public void close() {
        if (servers != null) {
            sweep();
            servers.smtp().close();
            servers.imap().stopService();
        }
    }

    /// What a real mail server would decide.
    private final class Rules implements MailRules {

        @Override
        public boolean isPassword(String user, String password) {
            return user.equals(account.own()) && password.equals(MailDemo.PASSWORD);
        }

        @Override
        public Optional<String> refuses(String recipient, boolean isSignedIn) {
            var address = recipient.toLowerCase(Locale.ROOT);
            if (isCity(address)) {
                var local = address.substring(0, address.lastIndexOf('@'));
                return local.equals(mailboxName) || local.startsWith(mailboxName + "+")
                        ? Optional.empty()
                        : Optional.of("550 5.1.1 <" + address + ">: no such mailbox at " + cityDomain);
            }
            return isSignedIn
                    ? outside.refuses(address)
                    : Optional.of("554 5.7.1 <" + address + ">: relay access denied, sign in first");
        }

        @Override
        public Outcome take(Envelope envelope, byte[] mail) {
            if (!envelope.isSignedIn()) {
                MailStandIn.this.take(envelope, mail);
                return TAKEN;
            }
            return switch (faults.onSend(account, envelope.to().getFirst())) {
                case Faults.SendFault.None() -> {
                    MailStandIn.this.take(envelope, mail);
                    yield TAKEN;
                }
                case Faults.SendFault.RecipientLimit(long seconds) ->
                    new Reply(
                            "450 4.2.1 the user you are trying to contact is receiving mail too quickly, try again in "
                                    + seconds + " s");
                case Faults.SendFault.Refuse(int status, var retryAfter)
                when retryAfter.isPresent() ->
                    new Reply("452 4.7.1 too many messages, try again in " + retryAfter.get() + " s (" + status + ")");
                case Faults.SendFault.Refuse(int status, var _)
                when status == 429 || status >= 500 ->
                    new Reply("451 4.3.0 requested action aborted, try again later (" + status + ")");
                case Faults.SendFault.Refuse(int status, var _) ->
                    new Reply("550 5.7.1 message refused (" + status + ")");
                case Faults.SendFault.Drop() -> {
                    MailStandIn.this.take(envelope, mail);
                    yield new HangUp(Optional.empty());
                }
                case Faults.SendFault.Hang(var duration) -> {
                    Sleep.lasting(duration);
                    yield new HangUp(Optional.of("421 4.3.2 closing"));
                }
            };
        }
    }

    private static final MailRules.Outcome TAKEN = new MailRules.Reply("250 2.0.0 taken");

    private record Servers(SmtpListener smtp, ImapServer imap, MailFolder inbox) {}

    private record StoredMail(String id, String rawBase64, String at) {}
}
