package io.glassline.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Folder;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The stand-in speaks SMTP as a real server does. Each row is what a client says, one command after the
/// other, and the answers, of which the first numbers count.
class SmtpStandInTest {

    private static final String SIGNED_IN = "EHLO x; AUTH PLAIN "
            + Base64.getEncoder().encodeToString("\0help@city.example\0demo-mailbox-password".getBytes(UTF_8)) + "; ";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what                                    | the client says                                                                   | the last answer
              a bounce has an empty sender            | EHLO x; MAIL FROM:<>; RCPT TO:<help@city.example>                                 | 250 2.1.5
              8 bits are announced                    | EHLO x; MAIL FROM:<a@b.example> BODY=8BITMIME                                     | 250
              a size that fits                        | EHLO x; MAIL FROM:<a@b.example> SIZE=1000                                         | 250
              a size that is too large                | EHLO x; MAIL FROM:<a@b.example> SIZE=99000000                                     | 552 5.3.4
              an address in UTF-8                     | EHLO x; MAIL FROM:<jürgen@b.example> SMTPUTF8                                     | 250
              an address in UTF-8 without a word      | EHLO x; MAIL FROM:<jürgen@b.example>                                              | 553 5.6.7
              a parameter that nobody offered         | EHLO x; MAIL FROM:<a@b.example> RET=HDRS                                          | 555 5.5.4
              MAIL before EHLO                        | MAIL FROM:<a@b.example>                                                           | 503 5.5.1
              RCPT before MAIL                        | EHLO x; RCPT TO:<help@city.example>                                               | 503 5.5.1
              DATA before MAIL                        | EHLO x; DATA                                                                      | 503 5.5.1
              DATA without a recipient                | EHLO x; MAIL FROM:<a@b.example>; DATA                                             | 554 5.5.1
              MAIL within a mail                      | EHLO x; MAIL FROM:<a@b.example>; MAIL FROM:<a@b.example>                          | 503 5.5.1
              MAIL after RSET                         | EHLO x; MAIL FROM:<a@b.example>; RSET; MAIL FROM:<a@b.example>                    | 250
              EHLO without a name                     | EHLO                                                                              | 501
              HELO is enough                          | HELO x; MAIL FROM:<a@b.example>                                                   | 250
              commands in any case                    | ehlo x; mail from:<a@b.example>; rcpt to:<Help@City.Example>                      | 250
              no angle brackets                       | EHLO x; MAIL FROM:a@b.example                                                     | 501 5.5.4
              a sender that is none                   | EHLO x; MAIL FROM:<nobody>                                                        | 501 5.1.7
              a recipient that is none                | EHLO x; MAIL FROM:<a@b.example>; RCPT TO:<nobody>                                 | 501 5.1.3
              a mailbox the city has not              | EHLO x; MAIL FROM:<a@b.example>; RCPT TO:<mayor@city.example>                     | 550 5.1.1
              relaying without signing in             | EHLO x; MAIL FROM:<a@b.example>; RCPT TO:<bert@citizens.example>                  | 554 5.7.1
              the wrong password                      | EHLO x; AUTH PLAIN AGEAYg==                                                       | 535 5.7.8
              another way to sign in                  | EHLO x; AUTH CRAM-MD5                                                             | 504
              TLS, which is not offered               | EHLO x; STARTTLS                                                                  | 502
              a command that there is not             | EHLO x; FROBNICATE                                                                | 500
              too many mistakes                       | X; X; X; X; X; X; X; X; X; X; X; X; X; X; X; X; X; X; X; X                         | 500+421
              goodbye                                 | QUIT                                                                              | 221
            """)
    void answersCommandsInTheirOrder(String what, String says, String answer) throws IOException {
        try (var talk = new Talk()) {
            var answers = new ArrayList<String>();
            for (var command : says.split("; ")) {
                answers.add(talk.say(command));
            }
            var expected = answer.split("\\+");
            assertThat(answers.getLast()).startsWith(expected[0]);
            if (expected.length > 1) {
                assertThat(talk.answer()).startsWith(expected[1]);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # mailbox outside | answer to RCPT
              no-such-user    | 550 5.1.1
              mailbox-full    | 452 4.2.2
              greylisted      | 451 4.7.1
              bert            | 250
              gone-later   | 250
            """)
    void mailboxesOutsideStandForWhatGoesWrong(String mailbox, String answer) throws IOException {
        try (var talk = new Talk()) {
            talk.say(SIGNED_IN.split("; "));
            talk.say("MAIL FROM:<help@city.example>");
            assertThat(talk.say("RCPT TO:<" + mailbox + "@citizens.example>")).startsWith(answer);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what is odd                 | the mail
              no headers at all           | hello
              an empty mail               | ``
              8-bit headers               | Subject: Straße überflutet\\r\\nFrom: Jürgen <j@b.example>\\r\\n\\r\\nHäuser
              a sender nobody can read    | From: <<<>>> ,,@\\r\\n\\r\\nhello
              a part that never ends      | Content-Type: multipart/mixed; boundary=b\\r\\n\\r\\n--b\\r\\n\\r\\nhello
              no boundary                 | Content-Type: multipart/mixed\\r\\n\\r\\nhello
              an encoding there is not    | Content-Transfer-Encoding: x-none\\r\\nContent-Type: text/plain; charset=nope\\r\\n\\r\\nhello
              broken base64               | Content-Transfer-Encoding: base64\\r\\n\\r\\n=====????
              dots at the start of lines  | Subject: dots\\r\\n\\r\\n..one\\r\\n...two
            """)
    void takesWhateverIsAMailByteByByte(String what, String mail) throws Exception {
        var bytes = mail.replace("\\r\\n", "\r\n");
        try (var talk = new Talk()) {
            talk.say("EHLO x", "MAIL FROM:<j@b.example> BODY=8BITMIME", "RCPT TO:<help@city.example>", "DATA");
            assertThat(talk.say(bytes + "\r\n.")).startsWith("250");
        }
        try (var store = MailStandInTest.mailbox(world)) {
            var inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            var kept = new ByteArrayOutputStream();
            inbox.getMessage(1).writeTo(kept);
            assertThat(kept.toString(ISO_8859_1))
                    .contains(bytes.replace("\r\n..", "\r\n.").strip());
        }
    }

    @Test
    void severalCommandsMayComeAtOnce() throws IOException {
        try (var talk = new Talk()) {
            talk.say("EHLO x");
            talk.write(
                    "MAIL FROM:<a@b.example>\r\nRCPT TO:<mayor@city.example>\r\nRCPT TO:<help@city.example>\r\nDATA");
            assertThat(List.of(talk.answer(), talk.answer(), talk.answer(), talk.answer()))
                    .extracting(line -> line.substring(0, 3))
                    .containsExactly("250", "550", "250", "354");
            assertThat(talk.say("hello\r\n.")).startsWith("250");
        }
    }

    @Test
    void aMailThatIsTooLargeIsRefusedWhenItEndsAndTheTalkGoesOn() throws IOException {
        try (var talk = new Talk()) {
            talk.say("EHLO x", "MAIL FROM:<a@b.example>", "RCPT TO:<help@city.example>", "DATA");
            var line = "0123456789".repeat(10) + "\r\n";
            for (var n = 0; n < 26; n++) {
                talk.write(line.repeat(1024 * 1024 / line.length() + 1).strip());
            }
            assertThat(talk.say(".")).startsWith("552 5.3.4");
            assertThat(talk.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void aBounceOfLaterComesIntoTheMailboxWithTheHeadersOfTheMail() throws Exception {
        try (var talk = new Talk()) {
            talk.say(SIGNED_IN.split("; "));
            talk.say("MAIL FROM:<help@city.example>", "RCPT TO:<gone-later@citizens.example>", "DATA");
            assertThat(talk.say("Message-ID: <ours@city.example>\r\n\r\nhello\r\n."))
                    .startsWith("250");
        }
        try (var store = MailStandInTest.mailbox(world)) {
            var inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            var kept = new ByteArrayOutputStream();
            inbox.getMessage(1).writeTo(kept);
            assertThat(kept.toString(ISO_8859_1))
                    .contains("Return-Path: <>", "Status: 5.1.1", "Message-ID: <ours@city.example>");
        }
    }

    @Test
    void beyondItsConnectionsItSendsPeopleAway() throws IOException {
        var talks = new ArrayList<Talk>();
        try {
            for (var n = 0; n < 50; n++) {
                talks.add(new Talk());
            }
            try (var socket = new Socket("localhost", world.standIns.smtpPort())) {
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
                assertThat(in.readLine()).startsWith("421 4.7.0");
                assertThat(in.readLine()).isNull();
            }
        } finally {
            for (var talk : talks) {
                talk.close();
            }
        }
    }

    /// SMTP, line by line.
    private final class Talk implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;

        Talk() throws IOException {
            socket = new Socket("localhost", world.standIns.smtpPort());
            socket.setSoTimeout(10_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(answer()).startsWith("220");
        }

        String say(String... commands) throws IOException {
            return Arrays.stream(commands)
                    .map(command -> {
                        try {
                            write(command);
                            return answer();
                        } catch (IOException e) {
                            throw new AssertionError(command, e);
                        }
                    })
                    .reduce((_, last) -> last)
                    .orElseThrow();
        }

        void write(String text) throws IOException {
            var isCommand = text.startsWith("MAIL") || text.startsWith("mail");
            socket.getOutputStream().write((text + "\r\n").getBytes(isCommand ? UTF_8 : ISO_8859_1));
        }

        String answer() throws IOException {
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
