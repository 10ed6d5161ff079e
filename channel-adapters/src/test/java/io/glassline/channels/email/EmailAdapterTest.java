package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelContract;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.ChannelEvent.MessageReceived;
import io.glassline.channel.MailThread;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ReceiptText;
import io.glassline.kit.ChannelSample;
import io.glassline.kit.sample.EmailSample;
import io.glassline.kit.sample.Payloads;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailAdapterTest extends ChannelContract {

    private static final Instant NOW = EmailSample.NOW;
    private static final UUID CONVERSATION = UUID.fromString("7d0b6b6e-0f0f-4b7e-8a53-1f2e3d4c5b6a");
    private static final Message.Id MESSAGE = new Message.Id(UUID.fromString("00000000-0000-0001-0000-000000000002"));

    private final EmailAdapter adapter = new EmailAdapter(() -> NOW);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            first__plain                            | <CAF1@mail.example.org> from ana.ruiz@example.org: "Street light out\\nThe light outside 12 Elm Street is out. ¿Cuándo viene alguien?"
            first__subject_repeated_in_body         | <CAF1@mail.example.org> from ana.ruiz@example.org: "The light in elm street is out."
            first__subject_only                     | <CAF1@mail.example.org> from ana.ruiz@example.org: "My bin was not emptied at 12 Elm"
            first__nothing_at_all                   | <CAF1@mail.example.org> from ana.ruiz@example.org: [a mail with nothing in it]
            first__html_only                        | <CAF1@mail.example.org> from ana.ruiz@example.org: "Street light out\\nHello city,\\n\\nthe light & the sign\\nat 12 Elm are out <again> 💡\\n\\n- one\\n- two\\na b"
            first__empty_plain_beside_html          | <CAF1@mail.example.org> from ana.ruiz@example.org: "Street light out\\nOnly here"
            first__alternative                      | <CAF1@mail.example.org> from ana.ruiz@example.org: "Street light out\\nPlain words"
            first__pictures                         | <CAF1@mail.example.org> from ana.ruiz@example.org: "Street light out\\nSee the picture" // <CAF1@mail.example.org>:part:1 from ana.ruiz@example.org: image/jpeg mail:attachment/1 "pothole élm.jpg" // <CAF1@mail.example.org>:part:2 from ana.ruiz@example.org: application/pdf mail:attachment/2 "permiso nº 7.pdf"
            first__two_text_parts                   | <CAF1@mail.example.org> from ana.ruiz@example.org: "Street light out\\nbefore\\n\\nafter" // <CAF1@mail.example.org>:part:1 from ana.ruiz@example.org: image/jpeg mail:attachment/0 "a.jpg"
            first__picture_alone                    | <CAF1@mail.example.org> from ana.ruiz@example.org: image/jpeg mail:attachment/0 "a.jpg"
            first__flowed                           | <CAF1@mail.example.org> from ana.ruiz@example.org: "x flowed\\nThis is a long line that goes on and ends.\\n>stuffed"
            first__latin1_raw_header                | <l1@x> from ana@example.org: "Señal caída\\nLa señal está caída, “sí”"
            first__encoded_words_cut_in_a_character | <w1@x> from ana@example.org: "Señal rota\\nhola"
            first__gb2312_that_is_gbk               | <g1@x> from li@example.cn: "路灯坏了 鎔"
            first__unknown_charset                  | <CAF1@mail.example.org> from ana.ruiz@example.org: "x\\nseñal =ZZ rota"
            first__broken_base64                    | <CAF1@mail.example.org> from ana.ruiz@example.org: "y\\nhello world"
            first__missing_boundary                 | <CAF1@mail.example.org> from ana.ruiz@example.org: "z\\nfound"
            first__multipart_without_parts          | <CAF1@mail.example.org> from ana.ruiz@example.org: "z\\njust words"
            first__group_syntax_from                | <gs@x> from ana@example.org: "hi"
            loop__own_address                       | <o@x> from help@city.example: "x" [NO_AUTOMATIC_ANSWER]
            """)
    void readsTheWordsOfAMail(String payload, String expected) {
        assertThat(shown(payload)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            answer__gmail                   | Number 14, sorry.
            answer__gmail_wrapped           | Number 14.
            answer__spanish                 | El número 14.
            answer__outlook                 | Number 14
            answer__outlook_old             | Number 14
            answer__bottom                  | Number 14.
            answer__gmail_html              | Number 14
            answer__signature               | Number 14.
            answer__signature_dashes        | Number 14.
            answer__inline                  | 14\\n> Which street?\\nElm
            answer__words_with_a_date       | On 2 March 2026 the inspector wrote:\\nyou must fix it.
            answer__words_that_look_like_it | On 2 March the inspector came and wrote:\\nyou must fix it.\\nIs that right?
            answer__all_quoted              | > only a quote
            answer__forwarded               | Fwd: light\\nSee below.\\n\\n---------- Forwarded message ---------\\nFrom: Landlord <l@example.org>\\nYour light is broken.
            """)
    void readsWhatIsNewInAnAnswer(String payload, String expected) {
        assertThat(shown(payload)).isEqualTo("<CAF1@mail.example.org> from ana.ruiz@example.org: \"" + expected + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            automatic__vacation                  | [AUTOMATIC]
            automatic__autoreply                 | [AUTOMATIC]
            automatic__exchange                  | [AUTOMATIC]
            automatic__calendar_answer           | [AUTOMATIC]
            report__free_text                    | [AUTOMATIC]
            automatic__list                      | [NO_AUTOMATIC_ANSWER]
            automatic__bulk                      | [NO_AUTOMATIC_ANSWER]
            automatic__unsubscribe               | [NO_AUTOMATIC_ANSWER]
            automatic__loop                      | [NO_AUTOMATIC_ANSWER]
            automatic__null_return_path          | [NO_AUTOMATIC_ANSWER]
            automatic__no_reply_sender           | [NO_AUTOMATIC_ANSWER]
            automatic__not_automatic             | []
            first__plain                         | []
            """)
    void marksWhatAMachineWroteAndWhoseSenderIsNotProven(String payload, String marks) {
        assertThat(messages(payload))
                .isNotEmpty()
                .allSatisfy(message -> assertThat(shown(message.marks())).isEqualTo(marks));
    }

    @ParameterizedTest
    @CsvSource({
        "first__plain, false",
        "sender__dmarc_pass, true",
        "sender__dmarc_fail, false",
        "sender__dmarc_fail_says_someone_else, false",
        "sender__forged_result_below_ours, true"
    })
    void aSenderIsProvenByOurOwnServerAndByNothingElse(String payload, boolean proven) {
        assertThat(messages(payload))
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message.marks().contains(Mark.SENDER_UNPROVEN))
                        .isEqualTo(!proven));
    }

    /// Nearly no sender is proven in these payloads, and another test tells which.
    private static String shown(Set<Mark> marks) {
        return marks.stream()
                .filter(mark -> mark != Mark.SENDER_UNPROVEN && mark != Mark.BESIDE_WORDS)
                .sorted()
                .toList()
                .toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            report__failed          | FAILED TOKEN ref 00000000-0000-0001-0000-000000000002.0 code 5.1.1
            report__delivered       | DELIVERED TOKEN ref 00000000-0000-0001-0000-000000000002.0
            report__delayed         | nothing: a mail of ours is delayed or was passed on
            report__of_another_mail | <dsn1@mx.example.org> from mailer-daemon@mx.example.org: "Undelivered Mail Returned to Sender\\nI'm sorry to have to inform you..." [AUTOMATIC]
            report__complaint       | unwanted: ref 00000000-0000-0001-0000-000000000002.0, complained to the mail provider: abuse
            """)
    void readsReportsOnWhatWeSent(String payload, String expected) {
        assertThat(shown(payload)).isEqualTo(expected.replace("TOKEN", ourMessageId()));
    }

    @Test
    void aComplaintAboutAMailThatIsNotOursSilencesNobody() {
        var forged = new String(Payloads.read("email/report__complaint.eml"), UTF_8).replace("TOKEN", "<guess@x>");
        var receipt = adapter.receive(call(forged.getBytes(UTF_8)), account());

        assertThat(messages(receipt))
                .isNotEmpty()
                .allSatisfy(m -> assertThat(shown(m.marks())).isEqualTo("[AUTOMATIC]"));
    }

    @ParameterizedTest
    @CsvSource({"first__no_from", "first__no_headers", "first__not_a_mail_at_all"})
    void aMailThatCannotBeReadIsKeptAndAnsweredToNobody(String payload) {
        assertThat(shown(payload))
                .matches("sha256:\\w{64} from unreadable-\\w{12}@mail.invalid: "
                        + "\\[a mail that could not be read] \\[NO_AUTOMATIC_ANSWER]");
    }

    @Test
    void aMailWithoutAnIdIsNamedByItsBytes() {
        var first = messages("first__no_message_id").getFirst();
        assertThat(first.providerId())
                .startsWith("sha256:")
                .isEqualTo(messages("first__no_message_id").getFirst().providerId());
        assertThat(first.thread().orElseThrow().messageId()).endsWith("@mail.invalid>");
    }

    @Test
    void aMailIsFromWhenItWasWritten() {
        assertThat(messages("first__plain").getFirst().sentAt()).isEqualTo("2026-03-02T07:58:30Z");
        assertThat(messages("first__no_message_id").getFirst().sentAt()).isEqualTo(NOW);
    }

    @Test
    void aMailSaysWhichItFollows() {
        assertThat(messages("answer__gmail").getFirst().thread())
                .contains(new MailThread(
                        "<CAF1@mail.example.org>",
                        List.of("<m0@x>", "<m1@x>", "<m2@city.example>"),
                        Optional.of("Re: Street light out"),
                        Optional.empty()));
    }

    @Test
    void anAttachmentFollowsTheMailItCameWith() {
        var messages = messages("first__pictures");
        assertThat(messages.get(0).thread().orElseThrow().references()).isEmpty();
        assertThat(messages.get(1).thread().orElseThrow().references()).containsExactly("<CAF1@mail.example.org>");
    }

    @Test
    void onlyAnIdThatWeSignedNamesAConversation() {
        var ours = ourMessageId();
        assertThat(conversation(ours)).contains(CONVERSATION);
        assertThat(conversation(ours.toUpperCase(Locale.ROOT))).contains(CONVERSATION);
        assertThat(conversation("<x@y> " + ours + " <z@y>")).contains(CONVERSATION);
        assertThat(conversation(ours.replace("7d0b6b6e", "7d0b6b6f"))).isEmpty();
        assertThat(conversation(ours.replaceFirst("\\.[0-9a-f]{16}@", ".0123456789abcdef@")))
                .isEmpty();
        assertThat(MailToken.parse(
                        new MailToken(CONVERSATION, new Outgoing.PartRef(MESSAGE, 3)).messageId(account()), account()))
                .contains(new MailToken(CONVERSATION, new Outgoing.PartRef(MESSAGE, 3)));
    }

    private Optional<UUID> conversation(String references) {
        var mail = "From: a@example.org\r\nMessage-ID: <r@x>\r\nReferences: " + references + "\r\n\r\nhi\r\n";
        return messages(adapter.receive(call(mail.getBytes(UTF_8)), account()))
                .getFirst()
                .thread()
                .flatMap(MailThread::conversation);
    }

    @Test
    void aMailOfAThousandIdsIsKnownByTheFirst() {
        var mail = "From: a@example.org\r\nMessage-ID: <first@x>\r\n" + "Message-ID: <other@x>, <%s@x>\r\n".repeat(500)
                + "\r\nhi\r\n";
        var ids = IntStream.range(0, 500).boxed().toArray();

        assertThat(messages(adapter.receive(call(mail.formatted(ids).getBytes(UTF_8)), account()))
                        .getFirst()
                        .thread()
                        .map(MailThread::messageId))
                .contains("<first@x>");
    }

    @Test
    void aMailTooLargeKeepsItsSubjectAndItsWords() {
        var call = new WebhookCall(
                "IMAP",
                "",
                "imap://x",
                Map.of(Mailbox.TRUNCATED, List.of("31000000")),
                ("From: a@example.org\r\nSubject: Film\r\nMessage-ID: <big@x>\r\n"
                                + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nThe cellar is wet.\r\n"
                                + "--b\r\nContent-Type: video/mp4\r\n\r\nABC")
                        .getBytes(UTF_8),
                NOW);
        assertThat(shown(adapter.receive(call, account())))
                .isEqualTo("<big@x> from a@example.org: \"Film\\nThe cellar is wet.\" // <big@x>:part:1 from"
                        + " a@example.org: [a mail too large to take in, of 31000000 bytes; its files were left in the"
                        + " mailbox: Film]");
    }

    @Test
    void noMailCostsMoreThanItsSize() {
        var nested = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(5000);
        var parts = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n".repeat(20_000);
        var spaces = "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + " ".repeat(2_000_000) + "x";
        var angles = "Content-Type: text/html\r\n\r\n" + "<a".repeat(500_000);
        var quotes = "\r\n" + "On 1 2026 a wrote:\r\nx\r\n".repeat(20_000) + ">\r\n";
        var header = "X: " + "=?utf-8?q?".repeat(200_000) + "\r\nSubject: " + "=?".repeat(300_000) + "\r\n\r\nx";
        for (var tail : List.of(nested, parts, spaces, angles, quotes, header)) {
            var mail = ("From: a@example.org\r\nMessage-ID: <m@x>\r\n" + tail).getBytes(ISO_8859_1);
            assertThat(messages(adapter.receive(call(mail), account()))).isNotEmpty();
        }
    }

    private String ourMessageId() {
        return new MailToken(CONVERSATION, new Outgoing.PartRef(MESSAGE, 0)).messageId(account());
    }

    private String shown(String payload) {
        return shown(adapter.receive(call(payload), account()));
    }

    /// Without the digest in a message's id, and without what nearly every payload has.
    private static String shown(Receipt receipt) {
        return ReceiptText.of(receipt)
                .replaceAll("\n(?=<)", " // ")
                .replaceAll(">:[0-9a-f]{24}", ">")
                .replaceAll("(, SENDER_UNPROVEN| \\[SENDER_UNPROVEN])", "")
                .replaceAll("(\\[BESIDE_WORDS]|BESIDE_WORDS, )", "")
                .replaceAll(" +(?= //|$)", "");
    }

    private List<MessageReceived> messages(String payload) {
        return messages(adapter.receive(call(payload), account()));
    }

    private static List<MessageReceived> messages(Receipt receipt) {
        return ((Receipt.Events) receipt)
                .events().stream().map(MessageReceived.class::cast).toList();
    }

    private static WebhookCall call(String payload) {
        return call(EmailSample.mail(payload).getBytes(ISO_8859_1));
    }

    private static WebhookCall call(byte[] mail) {
        return EmailSample.fetched(mail);
    }

    @Override
    protected ChannelAdapter adapter() {
        return adapter;
    }

    @Override
    protected ChannelSample sample() {
        return new EmailSample();
    }

    private ChannelAccount account() {
        return sample().account();
    }
}
