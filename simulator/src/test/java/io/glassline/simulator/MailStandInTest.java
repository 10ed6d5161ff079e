package io.glassline.simulator;

import static io.glassline.simulator.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailStandInTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aCitizensMailWaitsInTheMailbox() throws Exception {
        var id = world.incoming("""
                {"account":"city-email","from":"Ada Lovelace <ada@citizens.example>","text":"Wo ist die Tür?\\n\\nAda",
                 "subject":"Tür – wichtig","inReplyTo":"<before@city.example>","headers":{"X-Auto-Response-Suppress":"All"},
                 "media":[{"contentType":"image/png","data":"AQIDBA==","filename":"tür.png"}]}""").ok().path("id").asText();

        try (var store = mailbox(world)) {
            var inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            var mail = (MimeMessage) inbox.getMessage(1);
            assertThat(mail.getMessageID()).isEqualTo(id).endsWith("@citizens.example>");
            assertThat(mail.getSubject()).isEqualTo("Tür – wichtig");
            assertThat(mail.getFrom()[0]).hasToString("Ada Lovelace <ada@citizens.example>");
            assertThat(mail.getHeader("In-Reply-To")).containsExactly("<before@city.example>");
            assertThat(mail.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
            assertThat(mail.getHeader("Return-Path")).containsExactly("<ada@citizens.example>");
            var parts = (MimeMultipart) mail.getContent();
            assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
                    .isEqualTo("Wo ist die Tür?\n\nAda");
            assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).containsExactly(1, 2, 3, 4);
        }
        var thread = world.get("/thread?account=city-email&with=ada@citizens.example")
                .json();
        assertThat(thread.at("/0/subject").asText()).isEqualTo("Tür – wichtig");
    }

    @Test
    void theCitysMailIsKeptAsSentWithItsHeaders() throws Exception {
        var mail = mail(world, "bert@citizens.example");
        mail.setSubject("Ihre Anfrage äöü");
        mail.setHeader("In-Reply-To", "<x@citizens.example>");
        mail.setHeader("Auto-Submitted", "auto-replied");
        mail.setText("Guten Tag,\nalles gut.", "UTF-8");
        send(world, mail, "demo-mailbox-password");

        var sent = world.sent("city-email", "Bert <BERT@citizens.example>").get(0);
        assertThat(sent.path("text").asText()).isEqualTo("Guten Tag,\nalles gut.");
        assertThat(sent.path("subject").asText()).isEqualTo("Ihre Anfrage äöü");
        assertThat(sent.at("/headers/In-Reply-To").asText()).isEqualTo("<x@citizens.example>");
        assertThat(sent.at("/headers/Auto-Submitted").asText()).isEqualTo("auto-replied");
        assertThat(sent.at("/providerIds/0").asText()).isEqualTo(mail.getMessageID());
        assertThat(sent.at("/headers/Message-ID").asText()).isEqualTo(mail.getMessageID());
    }

    @Test
    void severalMailsMayGoOverOneConnection() throws Exception {
        try (var transport = session(world).getTransport("smtp")) {
            transport.connect("help@city.example", "demo-mailbox-password");
            for (var to : new String[] {"a@citizens.example", "b@citizens.example"}) {
                var mail = mail(world, to);
                mail.setText("hi");
                mail.saveChanges();
                transport.sendMessage(mail, mail.getAllRecipients());
            }
        }

        assertThat(world.get("/sent?account=city-email").json().findValuesAsText("to"))
                .containsExactly("a@citizens.example", "b@citizens.example");
    }

    @Test
    void onlyWhoSignsInMaySendToOthers() throws Exception {
        var mail = mail(world, "bert@citizens.example");
        mail.setText("spam");
        mail.saveChanges();
        assertThatThrownBy(() -> send(world, mail, "guessed")).isInstanceOf(AuthenticationFailedException.class);
        try (var transport = session(world).getTransport("smtp")) {
            transport.connect();
            assertThatThrownBy(() -> transport.sendMessage(mail, mail.getAllRecipients()))
                    .hasStackTraceContaining("554 5.7.1");
        }
        assertThatThrownBy(() -> world.incoming("{\"account\":\"city-email\"}").ok())
                .isInstanceOf(AssertionError.class);
        assertThat(world.get("/sent?account=city-email").json()).isEmpty();
    }

    @Test
    void theMailboxHasAPassword() throws Exception {
        var store = session(world).getStore("imap");
        assertThatThrownBy(() -> store.connect("localhost", world.standIns.imapPort(), "help@city.example", "guessed"))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # fault                                                            | SMTP answers
          {"account":"city-email","kind":"status","status":503}            | 451
          {"account":"city-email","kind":"status","status":403}            | 550
          {"account":"city-email","kind":"throttle","seconds":30}          | 452
        """)
    void faultsMeetTheCitysMailAndNotTheCitizens(String fault, int answer) throws Exception {
        world.fault(fault).ok();
        var mail = mail(world, "bert@citizens.example");
        mail.setText("hi");

        assertThatThrownBy(() -> send(world, mail, "demo-mailbox-password"))
                .isInstanceOfSatisfying(
                        SMTPSendFailedException.class,
                        refused -> assertThat(refused.getReturnCode()).isEqualTo(answer));
        world.incoming("{\"account\":\"city-email\",\"from\":\"ada@citizens.example\",\"text\":\"hi\"}")
                .ok();

        assertThat(world.sent("city-email", "bert@citizens.example")).isEmpty();
    }

    @Test
    void aDroppedMailIsSentButTheCityDoesNotLearnIt() throws Exception {
        world.fault("{\"account\":\"city-email\",\"kind\":\"drop\"}").ok();
        var mail = mail(world, "bert@citizens.example");
        mail.setText("hi");

        assertThatThrownBy(() -> send(world, mail, "demo-mailbox-password")).isInstanceOf(MessagingException.class);

        eventually(() ->
                assertThat(world.sent("city-email", "bert@citizens.example")).hasSize(1));
    }

    @Test
    void aDuplicatedMailComesTwiceWithOneMessageId() throws Exception {
        world.fault("{\"account\":\"city-email\",\"kind\":\"duplicate\"}").ok();
        world.incoming("{\"account\":\"city-email\",\"from\":\"ada@citizens.example\",\"text\":\"hi\"}")
                .ok();

        try (var store = mailbox(world)) {
            var inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.getMessageCount()).isEqualTo(2);
            assertThat(((MimeMessage) inbox.getMessage(1)).getMessageID())
                    .isEqualTo(((MimeMessage) inbox.getMessage(2)).getMessageID());
        }
    }

    @Test
    void whoIdlesIsToldOfAMailAtOnce() throws Exception {
        try (var store = mailbox(world)) {
            var inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            var arrived = new CompletableFuture<String>();
            inbox.addMessageCountListener(new MessageCountAdapter() {
                @Override
                public void messagesAdded(MessageCountEvent event) {
                    arrived.complete("arrived");
                }
            });
            var idling = Thread.ofVirtual().start(() -> {
                try {
                    inbox.idle(true);
                } catch (MessagingException closed) {
                    arrived.completeExceptionally(closed);
                }
            });
            Thread.sleep(300); // until IDLE has begun; a mail before that is told of as well

            world.incoming("{\"account\":\"city-email\",\"from\":\"ada@citizens.example\",\"text\":\"hi\"}")
                    .ok();

            assertThat(arrived.get(15, TimeUnit.SECONDS)).isEqualTo("arrived");
            idling.join();
        }
    }

    @Test
    void theCityMayMarkAMailWithItsKeyword() throws Exception {
        world.incoming("{\"account\":\"city-email\",\"from\":\"ada@citizens.example\",\"text\":\"hi\"}")
                .ok();
        try (var store = mailbox(world)) {
            var inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            inbox.getMessage(1).setFlags(new Flags("$Glassline"), true);
            assertThat(inbox.getMessage(1).getFlags().contains("$Glassline")).isTrue();
        }

        eventually(() -> assertThat(world.get("/thread?account=city-email&with=ada@citizens.example")
                        .json()
                        .at("/0/status")
                        .asText())
                .isEqualTo("delivered"));
    }

    static Store mailbox(World world) throws MessagingException {
        var store = session(world).getStore("imap");
        store.connect("localhost", world.standIns.imapPort(), "help@city.example", "demo-mailbox-password");
        return store;
    }

    private static Session session(World world) {
        var properties = new Properties();
        properties.put("mail.smtp.host", "localhost");
        properties.put("mail.smtp.port", String.valueOf(world.standIns.smtpPort()));
        properties.put("mail.smtp.timeout", "10000");
        return Session.getInstance(properties);
    }

    private static MimeMessage mail(World world, String to) throws MessagingException {
        var mail = new MimeMessage(session(world));
        mail.setFrom(new InternetAddress("help@city.example"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        return mail;
    }

    private static void send(World world, MimeMessage mail, String password) throws MessagingException {
        mail.saveChanges();
        try (var transport = session(world).getTransport("smtp")) {
            transport.connect("help@city.example", password);
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }
}
