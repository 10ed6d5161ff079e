package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.MailThread;
import io.glassline.channel.Outgoing;
import io.glassline.channel.SendOutcome;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/// Sends mail.
///
/// The envelope's sender is the mailbox itself, also for what a machine wrote: RFC 3834 would have it empty so that
/// nothing answers it, but then no bounce would come either, and a citizen whose address is wrong would wait in
/// vain. `Auto-Submitted` and `X-Auto-Response-Suppress` keep other machines quiet, and what they send all the same
/// is known as automatic and never answered.
final class Smtp {

    private static final String CONNECT_MAX_MS = "5000";
    private static final String ANSWER_MAX_MS = "10000";
    private static final int REFERENCES_MAX = 20;

    private final InstantSource clock;

    Smtp(InstantSource clock) {
        this.clock = clock;
    }

    SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        var tls = account.setting("smtp-tls").or(() -> account.setting("tls")).orElse("tls");
        var session = Session.getInstance(properties(tls));
        Address to;
        try {
            var writer = message.thread().flatMap(MailThread::replyTo);
            to = new InternetAddress(writer.orElseGet(() -> message.to().value()), true);
        } catch (AddressException e) {
            return new SendOutcome.Rejected("bad-address", "not a mail address");
        }
        var reference = new Outgoing.PartRef(message.id(), part.number());
        var token = new MailToken(message.conversation(), reference);
        var mail = new Mail(session, token.messageId(account));
        try (var transport = session.getTransport(tls.equals("tls") ? "smtps" : "smtp")) {
            write(mail, message, part, to, account);
            if (isBulk(message)) {
                Unsubscribe.write(mail, message, reference, account, callbackUrl);
            }
            mail.saveChanges();
            transport.connect(
                    account.requiredSetting("smtp-host"),
                    Integer.parseInt(account.requiredSetting("smtp-port")),
                    account.setting("user").orElse(account.ownAddress()),
                    account.secret("password").value());
            transport.sendMessage(mail, new Address[] {to});
            mail.accepted = true;
            return new SendOutcome.Accepted(mail.messageId);
        } catch (MessagingException e) {
            // A failure to say good-bye after the server took the mail changes nothing.
            return mail.accepted ? new SendOutcome.Accepted(mail.messageId) : SmtpAnswer.outcome(e, mail.leftUs);
        }
    }

    private void write(Mail mail, Outgoing message, Outgoing.Part part, Address to, ChannelAccount account)
            throws MessagingException {
        var name = account.setting("display-name").map(Smtp::oneLine);
        mail.setFrom(from(account.ownAddress(), name));
        mail.setRecipient(Message.RecipientType.TO, to);
        mail.setSubject(subject(message.thread(), name.orElse(account.ownAddress())), UTF_8.name());
        mail.setSentDate(Date.from(clock.instant()));
        mail.setText(part.text(), UTF_8.name());
        mail.setHeader("Content-Language", message.language().toLanguageTag());
        if (message.automatic() || isBulk(message)) {
            mail.setHeader("Auto-Submitted", isBulk(message) ? "auto-generated" : "auto-replied");
            mail.setHeader("X-Auto-Response-Suppress", "All");
        }
        var thread = message.thread().filter(last -> isId(last.messageId()));
        if (thread.isPresent()) {
            mail.setHeader("In-Reply-To", thread.get().messageId());
            mail.setHeader("References", MimeUtility.fold("References: ".length(), references(thread.get())));
        }
    }

    private static boolean isBulk(Outgoing message) {
        return message.pace() == Outgoing.Pace.BULK;
    }

    private static InternetAddress from(String own, Optional<String> name) throws AddressException {
        try {
            return name.isPresent() ? new InternetAddress(own, name.get(), UTF_8.name()) : new InternetAddress(own);
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError("every JDK has UTF-8", e);
        }
    }

    private static String subject(Optional<MailThread> thread, String otherwise) {
        var answered = thread.flatMap(MailThread::subject).map(Smtp::oneLine).filter(subject -> !subject.isEmpty());
        return answered.map(subject -> subject.toLowerCase(Locale.ROOT).startsWith("re:") ? subject : "Re: " + subject)
                .orElse(otherwise);
    }

    private static String references(MailThread thread) {
        var ids = new LinkedHashSet<>(
                thread.references().stream().filter(Smtp::isId).toList());
        ids.remove(thread.messageId());
        ids.add(thread.messageId());
        var latest = List.copyOf(ids);
        return String.join(" ", latest.subList(Math.max(0, latest.size() - REFERENCES_MAX), latest.size()));
    }

    /// An id that came from outside and is to be a header of ours: nothing that could end a line, and none that we
    /// made up for a mail that had none.
    private static boolean isId(String id) {
        return id.matches("<[\\x21-\\x7E&&[^<>]]{1,900}>") && !id.endsWith("@mail.invalid>");
    }

    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static Properties properties(String tls) {
        var properties = new Properties();
        for (var protocol : List.of("smtp", "smtps")) {
            var prefix = "mail." + protocol + ".";
            properties.setProperty(prefix + "connectiontimeout", CONNECT_MAX_MS);
            properties.setProperty(prefix + "timeout", ANSWER_MAX_MS);
            properties.setProperty(prefix + "writetimeout", ANSWER_MAX_MS);
            properties.setProperty(prefix + "ssl.checkserveridentity", "true");
            properties.setProperty(prefix + "quitwait", "false");
        }
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(tls.equals("starttls")));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(tls.equals("starttls")));
        return properties;
    }

    /// A mail with an id of our choosing, that knows whether it was written out.
    private static final class Mail extends MimeMessage {
        private final String messageId;
        private boolean leftUs;
        private boolean accepted;

        Mail(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }

        @Override
        public void writeTo(OutputStream out, String[] ignoreList) throws IOException, MessagingException {
            leftUs = true;
            super.writeTo(out, ignoreList);
        }
    }
}
