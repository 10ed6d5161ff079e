package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ListingChannel.Received;
import io.glassline.channel.MailThread;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PullChannel.Pulled;
import io.glassline.channel.Secret;
import io.glassline.channel.SendOutcome;
import io.glassline.channels.ReceiptText;
import io.glassline.kit.sample.ScriptedSmtp;
import io.glassline.message.Address;
import io.glassline.message.Message;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mail with servers that are real enough: GreenMail, and a scripted SMTP server for what goes wrong.
class MailServersTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final UUID CONVERSATION = new UUID(3, 4);

    private final GreenMail server =
            new GreenMail(new ServerSetup[] {ServerSetup.SMTP.dynamicPort(), ServerSetup.IMAP.dynamicPort()});
    private final EmailAdapter adapter = new EmailAdapter(() -> NOW);

    @BeforeEach
    void openTheMailbox() {
        server.start();
        server.setUser("help@city.example", "help@city.example", "demo-mailbox-password");
    }

    @AfterEach
    void leaveTheMailbox() {
        adapter.close();
        server.stop();
    }

    @Test
    void pullsWhatIsNewOnceAndInOrder() throws Exception {
        deliver("one");
        deliver("two");
        deliver("three");

        var first = adapter.pull(account(), "", 2);
        var second = adapter.pull(account(), first.cursor(), 2);
        deliver("four");
        var third = adapter.pull(account(), second.cursor(), 2);

        assertThat(texts(first)).containsExactly("one", "two");
        assertThat(texts(second)).containsExactly("three");
        assertThat(texts(third)).containsExactly("four");
        assertThat(adapter.pull(account(), third.cursor(), 2).calls()).isEmpty();
        assertThat(adapter.pull(account(), third.cursor(), 2).cursor()).isEqualTo(third.cursor());
    }

    @Test
    void pullsTheBytesAsTheyAreAndLeavesTheMailUnseen() throws Exception {
        deliver("one");
        var call = adapter.pull(account(), "", 10).calls().getFirst();

        assertThat(call.method()).isEqualTo("IMAP");
        assertThat(new String(call.body(), UTF_8))
                .contains("Message-ID: <one@x>\r\n")
                .endsWith("one\r\n");
        var kept = server.getUserManager().getUser("help@city.example");
        var flags = server.getManagers()
                .getImapHostManager()
                .getInbox(kept)
                .getMessages()
                .getFirst()
                .getFlags();
        assertThat(flags.contains(Flags.Flag.SEEN)).isFalse();
        assertThat(flags.contains("$Glassline")).isTrue();
    }

    @Test
    void listsWhatCameInATimeAndFetchesEach() throws Exception {
        deliver("one");
        deliver("two");
        var now = Instant.now();

        var listed = adapter.list(account(), now.minusSeconds(3_600), now.plusSeconds(60));

        assertThat(listed.received())
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.providerIds()).isEmpty());
        var call = adapter.fetch(account(), listed.received().getLast()).orElseThrow();
        assertThat(ReceiptText.of(adapter.receive(call, account())))
                .startsWith("<two@x>:")
                .contains(" from ana@example.org: \"two\"");
        assertThat(adapter.list(account(), now.minusSeconds(7_200), now.minusSeconds(3_600))
                        .received())
                .isEmpty();
        assertThat(adapter.fetch(account(), new Received("7:1", Set.of()))).isEmpty();
    }

    @Test
    void readsAllAgainWhenTheMailboxCountsAnew() throws Exception {
        deliver("one");
        var cursor = adapter.pull(account(), "", 10).cursor();
        assertThat(texts(adapter.pull(account(), "7:1", 10))).containsExactly("one");
        assertThat(adapter.pull(account(), cursor, 10).calls()).isEmpty();
    }

    @Test
    void goesOnAfterTheConnectionIsLost() throws Exception {
        deliver("one");
        var cursor = adapter.pull(account(), "", 10).cursor();
        var account = account();
        server.stop();
        assertThatThrownBy(() -> adapter.pull(account, cursor, 10)).isInstanceOf(IOException.class);
        openTheMailbox();
        deliver("two");
        assertThat(texts(adapter.pull(account(), "", 10))).containsExactly("two");
    }

    @Test
    void isWokenByNews() throws Exception {
        adapter.pull(account(), "", 10);
        var woken = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try {
                adapter.await(account(), Duration.ofMinutes(5));
                woken.countDown();
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        deliver("news");
        assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void doesNotWaitForWhatIsThereAlready() throws Exception {
        adapter.pull(account(), "", 10);
        deliver("came between");
        adapter.await(account(), Duration.ofMinutes(5)); // would time the build out
    }

    @Test
    void waitsNoLongerThanItMay() throws Exception {
        adapter.pull(account(), "", 10);
        adapter.await(account(), Duration.ofMillis(300));
        deliver("later");
        assertThat(texts(adapter.pull(account(), "", 10))).containsExactly("later");
    }

    @Test
    void aWrongPasswordIsSaidToBeSoWithoutTheSecret() {
        var wrong = account(Map.of(), "a wrong password");
        assertThatThrownBy(() -> adapter.pull(wrong, "", 10))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("city-email")
                .hasMessageNotContaining("a wrong password");
    }

    @Test
    void sendsAnAnswerIntoItsThread() throws Exception {
        var thread = new MailThread(
                "<m2@example.org>", List.of("<m0@x>", "<m1@x>"), Optional.of("Señal caída"), Optional.empty());
        var outcome = send(outgoing("ana@example.org", "¿Qué número?\nGracias — City", Optional.of(thread), true));

        var mail = server.getReceivedMessages()[0];
        assertThat(outcome).isEqualTo(new SendOutcome.Accepted(mail.getMessageID()));
        assertThat(mail.getSubject()).isEqualTo("Re: Señal caída");
        assertThat(mail.getFrom()[0]).hasToString("City of Alder Bay <help@city.example>");
        assertThat(mail.getHeader("To", null)).isEqualTo("ana@example.org");
        assertThat(mail.getHeader("In-Reply-To", null)).isEqualTo("<m2@example.org>");
        assertThat(mail.getHeader("References", null)).isEqualTo("<m0@x> <m1@x> <m2@example.org>");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
        assertThat(mail.getHeader("X-Auto-Response-Suppress", null)).isEqualTo("All");
        assertThat(mail.getSentDate()).isEqualTo(NOW);
        assertThat(mail.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(mail.getContent().toString().strip()).isEqualTo("¿Qué número?\r\nGracias — City");
        assertThat(MailToken.parse(mail.getMessageID(), account()).map(MailToken::conversation))
                .contains(CONVERSATION);
    }

    @Test
    void newsToManyCarryAWayOutAndAnswersDoNot() throws Exception {
        var news = outgoing("ana@example.org", "The pool is open again.", Optional.empty(), false)
                .paced(Outgoing.Pace.BULK);
        adapter.send(news, part("x"), account(), "https://talk.city.example/channels/city-email");
        send(outgoing("ana@example.org", "hi", Optional.empty(), true));

        var bulk = server.getReceivedMessages()[0];
        var token = Unsubscribe.token(new Outgoing.PartRef(news.id(), 0), account());
        assertThat(bulk.getHeader("List-Unsubscribe", null).replaceAll("\\s+", " "))
                .isEqualTo("<https://talk.city.example/channels/city-email/unsubscribe?token=" + token
                        + "&lang=en>, <mailto:help@city.example?subject=unsubscribe%20" + token + ">");
        assertThat(bulk.getHeader("List-Unsubscribe-Post", null)).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(bulk.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(server.getReceivedMessages()[1].getHeader("List-Unsubscribe"))
                .isNull();
    }

    @Test
    void whatAPersonWroteIsNotAutomaticAndAFirstMailHasTheCitysName() throws Exception {
        send(outgoing("ana@example.org", "hi", Optional.empty(), false));

        var mail = server.getReceivedMessages()[0];
        assertThat(mail.getHeader("Auto-Submitted")).isNull();
        assertThat(mail.getHeader("In-Reply-To")).isNull();
        assertThat(mail.getSubject()).isEqualTo("City of Alder Bay");
    }

    @Test
    void nothingFromOutsideBecomesAHeader() throws Exception {
        var thread = new MailThread(
                "<m@x>\r\nBcc: eve@example.org",
                List.of("<a@x>\r\nBcc: eve@example.org"),
                Optional.of("Hello\r\nBcc: eve@example.org"),
                Optional.empty());
        send(outgoing("ana@example.org", "hi", Optional.of(thread), true));

        var mail = server.getReceivedMessages()[0];
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("In-Reply-To")).isNull();
        assertThat(mail.getSubject()).isEqualTo("Re: Hello Bcc: eve@example.org");
    }

    @Test
    void theAnswerGoesWhereItsWriterWantsIt() throws Exception {
        var thread = new MailThread(
                "<m@x>", List.of(), Optional.of("Light"), Optional.empty(), Optional.of("ana@home.example"));
        send(outgoing("ana@work.example", "hi", Optional.of(thread), true));

        assertThat(server.getReceivedMessages()[0].getHeader("To", null)).isEqualTo("ana@home.example");
    }

    @Test
    void anAddressThatIsNoneIsRejected() {
        var outcome = send(outgoing("ana@example.org\r\nRCPT TO:<eve@example.org>", "hi", Optional.empty(), true));
        assertThat(shown(outcome)).isEqualTo("rejected bad-address");
    }

    @Test
    void anAnswerToOurMailNamesTheConversation() throws Exception {
        send(outgoing("ana@example.org", "Which number?", Optional.empty(), true));
        var ours = server.getReceivedMessages()[0].getMessageID();
        deliver("From: ana@example.org\r\nMessage-ID: <r@x>\r\nIn-Reply-To: " + ours + "\r\n\r\n14\r\n", "r");

        var call = adapter.pull(account(), "", 10).calls().getLast();
        assertThat(adapter.receive(call, account()).toString()).contains("conversation=Optional[" + CONVERSATION + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # at       | the server answers                       | outcome
              RCPT     | 550 5.1.1 no such user                   | rejected 5.1.1
              RCPT     | 550 no such user here                    | rejected 5.1.1
              RCPT     | 550 5.1.2 no such domain                 | rejected 5.1.2
              RCPT     | 550 not here                             | rejected 550
              RCPT     | 452 4.2.2 mailbox full                   | rejected 4.2.2
              RCPT     | 552 5.2.2 over quota                     | rejected 5.2.2
              RCPT     | 452 mailbox is full                      | rejected 5.2.2
              END      | 452 4.2.2 mailbox full                   | rejected 4.2.2
              RCPT     | 451 4.7.1 greylisted                     | busy, the recipient
              RCPT     | 450 4.2.0 greylisted, come again         | busy, the recipient
              RCPT     | 450 4.1.1 user unknown for now           | busy, the recipient
              MAIL     | 421 4.3.2 try later                      | retry
              MAIL     | 452 4.3.1 no room on the server          | retry
              MAIL     | 550 5.1.8 who are you                    | rejected 550
              DATA     | 554 5.7.1 spam                           | rejected 5.7.1
              END      | 451 4.7.1 greylisted                     | busy, the recipient
              END      | 451 4.3.0 not now                        | retry
              END      | 552 5.3.4 too big                        | rejected 5.3.4
              END      | silence                                  | unknown
              RCPT     | silence                                  | retry
              MAIL     | silence                                  | retry
              EHLO     | silence                                  | retry
            """)
    void readsWhatAServerSays(String at, String says, String expected) throws Exception {
        try (var server = new ScriptedSmtp(at, says)) {
            var account = account(Map.of("smtp-port", Integer.toString(server.port())), "x");
            var message = outgoing("ana@example.org", "hi", Optional.empty(), true);
            assertThat(shown(adapter.send(message, part("hi"), account, ""))).isEqualTo(expected);
        }
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() {
        var message = outgoing("ana@example.org", "hi", Optional.empty(), true);
        var nowhere = account(Map.of("smtp-port", "9"), "x");
        assertThat(shown(adapter.send(message, part("hi"), nowhere, ""))).isEqualTo("retry");
    }

    private SendOutcome send(Outgoing message) {
        return adapter.send(message, part(message.text()), account(), "");
    }

    private static String shown(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted(var id) -> "accepted " + id;
            case SendOutcome.Retry _ -> "retry";
            case SendOutcome.Busy(var limit, var _, var after) ->
                "busy, the " + limit.name().toLowerCase(Locale.ROOT)
                        + after.map(Duration::toSeconds)
                                .map(s -> ", " + s + " s")
                                .orElse("");
            case SendOutcome.AccountFault(var code, var _) -> "the account's fault: " + code;
            case SendOutcome.Rejected(var code, var _) -> "rejected " + code;
            case SendOutcome.Unwanted _ -> "unwanted";
            case SendOutcome.Unknown _ -> "unknown";
        };
    }

    private static Outgoing.Part part(String text) {
        return new Outgoing.Part(0, text, List.of());
    }

    private static Outgoing outgoing(String to, String text, Optional<MailThread> thread, boolean automatic) {
        return new Outgoing(
                new Message.Id(new UUID(1, 2)),
                CONVERSATION,
                new Address(EmailAdapter.KIND, to),
                text,
                List.of(),
                Locale.ENGLISH,
                thread,
                automatic);
    }

    private List<String> texts(Pulled pulled) {
        var texts = new ArrayList<String>();
        for (var call : pulled.calls()) {
            texts.add(ReceiptText.of(adapter.receive(call, account())).replaceAll("(?s).*\"(.*)\".*", "$1"));
        }
        return texts;
    }

    private void deliver(String word) throws Exception {
        deliver(
                "From: ana@example.org\r\nMessage-ID: <" + word.replace(' ', '-') + "@x>\r\n\r\n" + word + "\r\n",
                word);
    }

    private void deliver(String mail, String ignoredName) throws Exception {
        var message =
                new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail.getBytes(UTF_8)));
        server.getUserManager().getUser("help@city.example").deliver(message);
    }

    private ChannelAccount account() {
        return account(Map.of(), "demo-mailbox-password");
    }

    private ChannelAccount account(Map<String, String> more, String password) {
        var settings = new HashMap<String, String>(Map.of(
                "smtp-host", "127.0.0.1",
                "smtp-port", Integer.toString(server.getSmtp().getPort()),
                "imap-host", "127.0.0.1",
                "imap-port", Integer.toString(server.getImap().getPort()),
                "tls", "none",
                "display-name", "City of Alder Bay"));
        settings.putAll(more);
        return new ChannelAccount(
                "city-email",
                EmailAdapter.KIND,
                "help@city.example",
                settings,
                Map.of("password", new Secret(password)));
    }
}
