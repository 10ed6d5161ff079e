package io.glassline.simulator.email;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.Ids;
import io.glassline.simulator.provider.Incoming;
import io.glassline.simulator.provider.Settings;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;

/// A citizen's mail to the city, as their own mail program writes it.
final class CitizenMail {

    private CitizenMail() {}

    /// @param smtpPort where it is sent to, on the stand-ins' own address
    static MimeMessage of(Incoming in, Account account, Settings settings, int smtpPort)
            throws MessagingException, UnsupportedEncodingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", settings.bindAddress());
        properties.put("mail.smtp.port", String.valueOf(smtpPort));
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
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(account.own()));
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
}
