package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Secret;
import io.glassline.channels.ReceiptText;
import io.glassline.embedded.DovecotServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A real mail server reads the headers of a mail in its own way, and gives its reading in answers that a client may
/// not be able to read. So it is asked for the mail and not for what it thinks of it.
@Tag("mailserver")
class DovecotTest {

    private static final Instant NOW = Instant.now();

    /// Headers as they come, each of which some server or client has failed at.
    private static final List<String> ODD_HEADERS = List.of(
            "Cc: clerk",
            "Cc: clerk, mayor",
            "Cc: <>",
            "Cc: undisclosed-recipients:;",
            "Cc: Council: ann@example.org, bob@example.org;",
            "Cc: Council: ann@example.org; bob@example.org",
            "Cc: Smith, John <john@example.org>",
            "Cc: \"unfinished <john@example.org>",
            "Cc: jürgen@exämple.de",
            "Cc: john@[192.0.2.7], @relay.example:ann@example.org",
            "Cc: =?utf-8?q?J=C3=BCrgen?= <>",
            "Cc: ,,, ;;",
            "Cc: (comment only)",
            "Cc: a@b@c@d",
            "To:",
            "To: <help@city.example",
            "To: \\\"help\\\" <help@city.example>",
            "Reply-To: nobody",
            "Reply-To: <>",
            "Sender: MAILER DAEMON",
            "In-Reply-To: your mail of Tuesday",
            "Bcc: \"\"",
            "Subject: \u0000nul and \u00ff bytes",
            "Date: yesterday");

    private static final List<String> ODD_SENDERS = List.of(
            "Smith, John <john.smith@example.org>",
            "john.smith@example.org (Smith, John)",
            "<john.smith@example.org>",
            "\"Smith\\\" <john.smith@example.org>",
            "John Smith john.smith@example.org",
            "Smith: John <john.smith@example.org>;",
            "=?utf-8?b?SsO8cmdlbg==?= <john.smith@example.org>",
            "J\u00fcrgen Smith <john.smith@example.org>",
            "clerk, John <john.smith@example.org>");

    private Path folder = Path.of("");
    private DovecotServer server;
    private final EmailAdapter adapter = new EmailAdapter(() -> NOW);

    @BeforeEach
    void startTheServer() throws IOException {
        folder = Files.createTempDirectory("glassline-dovecot");
        server = DovecotServer.start(folder, "help@city.example", "a-password");
    }

    @AfterEach
    void stopTheServer() throws IOException {
        adapter.close();
        server.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void noOddHeaderLosesAMail() throws IOException {
        for (var n = 0; n < ODD_HEADERS.size(); n++) {
            deliver("From: ana@example.org\r\n" + ODD_HEADERS.get(n) + "\r\nMessage-ID: <h" + n + "@x>\r\n\r\nlight "
                    + n);
        }
        assertThat(texts()).containsExactlyElementsOf(numbered("ana@example.org", ODD_HEADERS.size()));
        assertThat(adapter.list(account(), NOW.minusSeconds(600), NOW.plusSeconds(600))
                        .received())
                .hasSize(ODD_HEADERS.size());
    }

    @Test
    void noOddSenderLosesAMail() throws IOException {
        for (var n = 0; n < ODD_SENDERS.size(); n++) {
            deliver("From: " + ODD_SENDERS.get(n) + "\r\nMessage-ID: <s" + n + "@x>\r\n\r\nlight " + n);
        }
        assertThat(texts()).containsExactlyElementsOf(numbered("john.smith@example.org", ODD_SENDERS.size()));
    }

    @Test
    void aListedMailIsFetchedByteForByte() throws IOException {
        var mail = "From: Smith, John <j@example.org>\r\nCc: clerk\r\nMessage-ID: <a@x>\r\n\r\n\u00fcber 8 bit\r\n";
        deliver(mail);
        var listed = adapter.list(account(), NOW.minusSeconds(600), NOW.plusSeconds(600));
        var call = adapter.fetch(account(), listed.received().getFirst()).orElseThrow();
        assertThat(new String(call.body(), ISO_8859_1)).isEqualTo(mail);
    }

    @Test
    void aMailTooLargeKeepsItsWords() throws IOException {
        deliver("From: ana@example.org\r\nMessage-ID: <big@x>\r\nSubject: Film of the flood\r\n"
                + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nThe cellar is under water.\r\n--b\r\n"
                + "Content-Type: video/mp4; name=flood.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + ("QUJD".repeat(18) + "\r\n").repeat(26 * 1024 * 1024 / 74 + 1)
                + "--b--\r\n");
        var pulled = adapter.pull(account(), "", 10);
        assertThat(pulled.calls().getFirst().body().length).isLessThan(2_000_000);
        assertThat(ReceiptText.of(adapter.receive(pulled.calls().getFirst(), account())))
                .contains("The cellar is under water.")
                .contains("Film of the flood")
                .contains("too large");
    }

    private List<String> texts() throws IOException {
        var texts = new ArrayList<String>();
        for (var call : adapter.pull(account(), "", 100).calls()) {
            texts.add(ReceiptText.of(adapter.receive(call, account()))
                    .replaceAll("(?s)^.* from (\\S+): \"(.*\\\\n)?([^\"]*)\".*$", "$1 $3"));
        }
        return texts;
    }

    private static List<String> numbered(String sender, int count) {
        var texts = new ArrayList<String>();
        for (var n = 0; n < count; n++) {
            texts.add(sender + " light " + n);
        }
        return texts;
    }

    private void deliver(String mail) throws IOException {
        server.deliver(mail.getBytes(ISO_8859_1), NOW);
    }

    private ChannelAccount account() {
        return new ChannelAccount(
                "city-email",
                EmailAdapter.KIND,
                "help@city.example",
                Map.of(
                        "smtp-host", "127.0.0.1",
                        "smtp-port", "25",
                        "imap-host", "127.0.0.1",
                        "imap-port", Integer.toString(server.port()),
                        "tls", "none"),
                Map.of("password", new Secret("a-password")));
    }
}
