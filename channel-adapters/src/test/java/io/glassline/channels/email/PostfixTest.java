package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Secret;
import io.glassline.channel.SendOutcome;
import io.glassline.channels.ReceiptText;
import io.glassline.embedded.DovecotServer;
import io.glassline.embedded.PostfixServer;
import io.glassline.embedded.TlsCertificate;
import io.glassline.message.Address;
import io.glassline.message.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mail through a real Postfix and a real Dovecot, over TLS both ways, with a certificate that the test
/// makes: a citizen's mail comes in, an answer goes out, and what cannot be delivered comes back as Postfix
/// says it.
///
/// Postfix is started by root only; elsewhere these tests are passed over.
@Tag("mailserver")
class PostfixTest {

    private static final Instant NOW = Instant.now();
    private static final UUID CONVERSATION = new UUID(3, 4);
    private static final Duration DELIVERY_WAIT_MAX = Duration.ofSeconds(20);
    private static final String CITY = "help@city.example";

    private static Path folder = Path.of("");
    private static DovecotServer dovecot;
    private static PostfixServer postfix;
    private static SSLContext trustBefore;
    private static TlsCertificate certificate;

    private final EmailAdapter adapter = new EmailAdapter(() -> NOW);
    private String cursor = "";

    @BeforeAll
    static void startTheServers() throws Exception {
        assumeTrue(PostfixServer.mayRun(), "only root can start Postfix");
        folder = Files.createTempDirectory("glassline-postfix");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        certificate = TlsCertificate.make(folder, "dns:localhost");
        dovecot = DovecotServer.start(folder.resolve("dovecot"), CITY, "a-password", certificate);
        postfix = PostfixServer.start(folder.resolve("postfix"), dovecot, CITY, certificate);
        trustBefore = SSLContext.getDefault();
        SSLContext.setDefault(certificate.trusted());
    }

    @AfterAll
    static void stopTheServers() throws IOException {
        if (!PostfixServer.mayRun()) {
            return;
        }
        SSLContext.setDefault(trustBefore);
        postfix.close();
        dovecot.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }

    @AfterEach
    void leaveTheMailbox() throws IOException {
        read();
        adapter.close();
    }

    @Test
    void aCitizensMailComesInAndItsAnswerGoesOut() throws IOException {
        hand(
                "ana@citizens.example",
                "Subject: Oak Street\r\nMessage-ID: <one@citizens.example>\r\n\r\nThe light is out.");

        assertThat(received()).contains("from ana@citizens.example: \"Oak Street\\nThe light is out.\"");
        var before = postfix.anasMails().size();
        assertThat(send("ana@citizens.example", "Which number?\nGracias, señora \u2014 la Ciudad"))
                .startsWith("accepted <" + CONVERSATION);

        var arrived = awaitedOfAna(before);
        assertThat(new String(arrived, UTF_8))
                .contains("From: City of Alder Bay <help@city.example>")
                .contains("ESMTPSA")
                .contains("Auto-Submitted: auto-replied");
    }

    @Test
    void aBounceOfPostfixIsReadAsAFailedDeliveryWithItsCode() throws IOException {
        assertThat(send("nobody@citizens.example", "Are you there?")).startsWith("accepted");

        assertThat(received()).isEqualTo("FAILED ID ref " + new Message.Id(new UUID(1, 2)) + ".0 code 5.1.1");
    }

    /// The words are the server's own.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # to                    | what the real Postfix says comes to
              gone@citizens.example | rejected 5.1.1: 550 5.1.1 <gone@citizens.example>: Recipient address rejected: there is no such user
              full@citizens.example | rejected 4.2.2: 452 4.2.2 <full@citizens.example>: Recipient address rejected: the mailbox is full
              grey@citizens.example | busy RECIPIENT: 451 4.7.1 <grey@citizens.example>: Recipient address rejected: greylisted, come again
              other@city.example    | accepted
            """)
    void whatPostfixRefusesIsReadAsItMeansIt(String to, String outcome) throws IOException {
        assertThat(send(to, "Good day")).startsWith(outcome);
    }

    @Test
    void aMailTooLargeIsRefusedForGood() throws IOException {
        assertThat(send("ana@citizens.example", "long ".repeat(PostfixServer.MAIL_MAX_BYTES / 4)))
                .startsWith("rejected 5.3.4: 552 5.3.4");
    }

    @Test
    void rawBytesInHeadersAndBodyComeInAsTheyAre() throws IOException {
        hand(
                "ana@citizens.example",
                "Subject: Stra\u00dfe \u00fcberflutet\r\nMessage-ID: <raw@citizens.example>\r\n\r\nH\u00e4user");

        assertThat(received()).contains("\"Straße überflutet\\nHäuser\"");
    }

    @Test
    void whoIsNobodyInTheCityIsSaidSoAtOnce() throws IOException {
        try (var talk = new Talk(postfix.incomingPort())) {
            talk.say("EHLO citizens.example");
            talk.say("MAIL FROM:<ana@citizens.example>");
            assertThat(talk.say("RCPT TO:<mayor@city.example>")).startsWith("550 5.1.1");
            assertThat(talk.say("RCPT TO:<ana@elsewhere.example>"))
                    .as("no open relay")
                    .startsWith("554 5.7.1");
        }
    }

    @Test
    void aServerThatIsNotTrustedIsSentNothing() {
        SSLContext.setDefault(trustBefore);
        try {
            assertThat(send("ana@citizens.example", "secret"))
                    .startsWith("account fault certificate: the mail server's certificate is not trusted");
            assertThatThrownBy(() -> adapter.pull(account(Map.of()), "", 10))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("PKIX");
        } finally {
            SSLContext.setDefault(certificate.trusted());
        }
    }

    @Test
    void aCertificateForAnotherNameIsNotTrusted() {
        assertThat(send("ana@citizens.example", "secret", Map.of("smtp-host", "127.0.0.1")))
                .startsWith("account fault certificate");
    }

    @Test
    void aWrongPasswordIsAFaultOfTheAccount() {
        assertThat(adapter.send(mail("ana@citizens.example", "hi"), part("hi"), account(Map.of(), "wrong"), ""))
                .isInstanceOfSatisfying(
                        SendOutcome.AccountFault.class,
                        fault -> assertThat(fault.because())
                                .contains("does not accept our password")
                                .doesNotContain("wrong password"));
    }

    private String send(String to, String text) {
        return send(to, text, Map.of());
    }

    private String send(String to, String text, Map<String, String> settings) {
        return switch (adapter.send(mail(to, text), part(text), account(settings), "")) {
            case SendOutcome.Accepted(var id) -> "accepted " + id;
            case SendOutcome.Retry(var because, var _) -> "retry: " + because;
            case SendOutcome.Busy(var limit, var because, var _) -> "busy " + limit + ": " + because;
            case SendOutcome.AccountFault(var code, var because) -> "account fault " + code + ": " + because;
            case SendOutcome.Rejected(var code, var because) -> "rejected " + code + ": " + because;
            case SendOutcome.Unwanted(var because) -> "unwanted: " + because;
            case SendOutcome.Unknown(var because) -> "unknown: " + because;
        };
    }

    private static Outgoing.Part part(String text) {
        return new Outgoing.Part(0, text, List.of());
    }

    private static Outgoing mail(String to, String text) {
        return new Outgoing(
                new Message.Id(new UUID(1, 2)),
                CONVERSATION,
                new Address(EmailAdapter.KIND, to),
                text,
                List.of(),
                Locale.ENGLISH,
                Optional.empty(),
                true);
    }

    /// Gives a mail in from outside, byte by byte as it is, as another server would.
    private static void hand(String from, String mail) throws IOException {
        try (var talk = new Talk(postfix.incomingPort())) {
            talk.say("EHLO citizens.example");
            talk.say("MAIL FROM:<" + from + "> BODY=8BITMIME");
            talk.say("RCPT TO:<" + CITY + ">");
            talk.say("DATA");
            assertThat(talk.say("From: " + from + "\r\n" + mail + "\r\n.")).startsWith("250");
        }
    }

    private String received() throws IOException {
        for (var until = Instant.now().plus(DELIVERY_WAIT_MAX); Instant.now().isBefore(until); ) {
            var texts = read();
            if (!texts.isEmpty()) {
                return texts.getLast();
            }
            pause();
        }
        throw new AssertionError("no mail came within " + DELIVERY_WAIT_MAX);
    }

    private List<String> read() throws IOException {
        var texts = new ArrayList<String>();
        var pulled = adapter.pull(account(Map.of()), cursor, 100);
        cursor = pulled.cursor();
        for (var call : pulled.calls()) {
            texts.add(
                    ReceiptText.of(adapter.receive(call, account(Map.of()))).replaceAll("<[^>]*@city.example>", "ID"));
        }
        return texts;
    }

    private static byte[] awaitedOfAna(int before) throws IOException {
        for (var until = Instant.now().plus(DELIVERY_WAIT_MAX); Instant.now().isBefore(until); pause()) {
            var mails = postfix.anasMails();
            if (mails.size() > before) {
                return mails.getLast();
            }
        }
        throw new AssertionError("Ana got no mail within " + DELIVERY_WAIT_MAX);
    }

    private static void pause() {
        try {
            Thread.sleep(50); // the servers deliver when they like
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ChannelAccount account(Map<String, String> more) {
        return account(more, "a-password");
    }

    private static ChannelAccount account(Map<String, String> more, String password) {
        var settings = new HashMap<>(Map.of(
                "smtp-host", "localhost",
                "smtp-port", Integer.toString(postfix.submissionPort()),
                "smtp-tls", "starttls",
                "imap-host", "localhost",
                "imap-port", Integer.toString(dovecot.port()),
                "display-name", "City of Alder Bay"));
        settings.putAll(more);
        return new ChannelAccount(
                "city-email",
                EmailAdapter.KIND,
                CITY,
                settings,
                Map.of("password", new Secret(password), "token-secret", new Secret("a token secret")));
    }

    /// SMTP, line by line.
    private static final class Talk implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;

        Talk(int port) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout((int) DELIVERY_WAIT_MAX.toMillis());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            answer();
        }

        String say(String lines) throws IOException {
            socket.getOutputStream().write((lines + "\r\n").getBytes(ISO_8859_1));
            return answer();
        }

        private String answer() throws IOException {
            var line = in.readLine();
            while (line.length() > 3 && line.charAt(3) == '-') {
                line = in.readLine();
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
