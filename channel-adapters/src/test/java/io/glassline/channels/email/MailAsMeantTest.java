package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.ChannelEvent.MessageReceived;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Mail is read as its writer meant it, whatever their program put around it.
class MailAsMeantTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Memory that reading goes through for each byte of a mail. How long it takes is the machine's.
    private static final long BYTES_OF_A_BYTE_MAX = 1_000;

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final UUID CONVERSATION = UUID.fromString("7d0b6b6e-0f0f-4b7e-8a53-1f2e3d4c5b6a");
    private static final Message.Id MESSAGE = new Message.Id(UUID.fromString("00000000-0000-0001-0000-000000000002"));

    private final EmailAdapter adapter = new EmailAdapter(() -> NOW);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Mon, Mar 2, 2026 at 9:14 AM City <help@city.example> wrote:",
                "El lun, 2 mar 2026 a las 9:14, Ciudad (<help@city.example>) escribió:",
                "Em seg., 2 de mar. de 2026 às 09:14, Cidade <help@city.example> escreveu:",
                "Le lun. 2 mars 2026 à 09:14, Ville <help@city.example> a écrit :",
                "Am Mo., 2. März 2026 um 09:14 Uhr schrieb Stadt <help@city.example>:",
                "Il giorno lun 2 mar 2026 alle ore 09:14 Città <help@city.example> ha scritto:",
                "Op ma 2 mrt 2026 om 09:14 schreef Stad <help@city.example>:",
                "Den mån 2 mars 2026 kl 09:14 skrev Staden <help@city.example>:",
                "ma 2. maalisk. 2026 klo 9.14 Kaupunki (help@city.example) kirjoitti:",
                "pon., 2 mar 2026 o 09:14 Miasto <help@city.example> napisał(a):",
                "po 2. 3. 2026 v 9:14 odesílatel Město <help@city.example> napsal:",
                "City <help@city.example> ezt írta (időpont: 2026. márc. 2., H, 9:14):",
                "пн, 2 мар. 2026 г. в 09:14, Город <help@city.example>:",
                "пн, 2 бер. 2026 р. о 09:14 Місто <help@city.example> пише:",
                "City <help@city.example>, 2 Mar 2026 Pzt, 09:14 tarihinde şunu yazdı:",
                "Vào 09:14 Th 2, 2 thg 3, 2026 City <help@city.example> đã viết:",
                "2026年3月2日(月) 9:14 City <help@city.example>:",
                "City <help@city.example> 于2026年3月2日周一 09:14写道：",
                "2026년 3월 2일 (월) 오전 9:14, City <help@city.example>님이 작성:",
                "\u202Bבתאריך יום ב׳, 2 במרץ 2026 ב-9:14 מאת \u202ACity\u202C\u200F <\u202Ahelp@city.example\u202C\u200F>:\u202C",
                "في الاثنين، ٢ مارس ٢٠٢٦ في ٩:١٤ ص تمت كتابة ما يلي بواسطة City <help@city.example>:",
                "Qongqo xyzzy 2026-03-02 9:14 City <help@city.example> blorp:"
            })
    void aQuoteOfUsIsCutInEveryLanguage(String introduction) {
        assertThat(answer("Number 14.\n\n" + introduction + "\n\n> Which number is it?\n>\n> City of Alder Bay"))
                .isEqualTo("Number 14.");
        assertThat(answer("Number 14.\n\n" + introduction + "\n\nWhich number is it?\n\nCity of Alder Bay"))
                .as("without marks")
                .isEqualTo("Number 14.");
    }

    @ParameterizedTest
    @CsvSource({
        "From, Sent, To, Subject",
        "Von, Gesendet, An, Betreff",
        "De, Enviado el, Para, Asunto",
        "De, Envoyé, À, Objet",
        "Da, Inviato, A, Oggetto",
        "Van, Verzonden, Aan, Onderwerp",
        "Från, Skickat, Till, Ämne",
        "Od, Wysłano, Do, Temat",
        "От, Отправлено, Кому, Тема",
        "发件人, 发送时间, 收件人, 主题",
        "Blorp, Wizz, Zung, Qux"
    })
    void theHeadersOfOurMailAboveItAreCutAndThoseOfOthersStay(String from, String sent, String to, String subject) {
        var block = from + ": %s\n" + sent + ": Monday, March 2, 2026 9:14 AM\n" + to + ": Ana <ana@example.org>\n"
                + subject + ": Re: Light\n\nWhich number?";
        var ours = block.formatted("City <help@city.example>");
        var landlords = block.formatted("Landlord <l@house.example>");

        assertThat(answer("Number 14.\n\n________________________________\n" + ours))
                .isEqualTo("Number 14.");
        assertThat(answer("See what he writes.\n\n" + landlords)).isEqualTo("See what he writes.\n\n" + landlords);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---------- Forwarded message ---------\nFrom: Landlord <l@house.example>\nDate: Mon, Mar 2, 2026\nSubject: Rent\n\nPay by Friday.\n-- \nLandlord",
                "Begin forwarded message:\n\n> From: Landlord <l@house.example>\n> Subject: Rent\n>\n> Pay by Friday.",
                "Anfang der weitergeleiteten Nachricht:\n\n> Von: Landlord <l@house.example>\n> Betreff: Rent\n>\n> Pay by Friday.",
                "---------- Mensaje reenviado ----------\nDe: Landlord <l@house.example>\nFecha: lun, 2 mar 2026\nAsunto: Rent\n\nPay by Friday.",
                "From: Landlord <l@house.example>\nSent: Monday, March 2, 2026 9:14 AM\nTo: Ana <ana@example.org>\nSubject: Rent\n\nPay by Friday.",
                "On Mon, Mar 2, 2026 at 9:14 AM Landlord <l@house.example> wrote:\n> Pay by Friday."
            })
    void whatIsForwardedStays(String forwarded) {
        assertThat(answer("Is this allowed?\n\n" + forwarded)).isEqualTo("Is this allowed?\n\n" + forwarded);
        assertThat(said(mail("Subject: Fwd: Rent\n", "Is this allowed?\n\n" + forwarded)))
                .isEqualTo("Fwd: Rent\nIs this allowed?\n\n" + forwarded);
    }

    @Test
    void aQuoteInAFirstMailStays() {
        assertThat(said(mail("Subject: Park rules\n", "The law says:\n> no dogs\n> in the park")))
                .isEqualTo("Park rules\nThe law says:\n> no dogs\n> in the park");
        assertThat(said(mail(
                        "Subject: Park rules\nContent-Type: text/html\n",
                        "<p>The law says</p><blockquote>no dogs</blockquote>")))
                .contains("> no dogs");
    }

    @Test
    void aSignatureInOnePartDoesNotEndTheNext() {
        var parts = "--b\n\nFirst words.\n-- \nAna\n--b\n\nMore words.\n--b--\n";
        assertThat(said(mail("Subject: Light\nContent-Type: multipart/mixed; boundary=b\n", parts)))
                .isEqualTo("Light\nFirst words.\n\nMore words.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mailer-Daemon@x | Mail delivery failed: returning message to sender | A message that you sent could not be delivered. ana@example.org: 550 5.1.1 User unknown | 5.1.1
            MAILER-DAEMON@x | failure notice | Hi. This is the qmail-send program. I'm afraid I wasn't able to deliver your message. Sorry, no mailbox here by that name. | 5.1.1
            postmaster@x | Undeliverable: Light | Your message did not reach some or all of the intended recipients. The e-mail address you entered couldn't be found. | 5.1.1
            postmaster@x.awsapps.com | Delivery Status Notification (Failure) | Your message could not be delivered. Technical report: 550 5.1.1 recipient not found | 5.1.1
            mailer-daemon@googlemail.com | Delivery Status Notification (Failure) | Your message was not delivered. The group you tried to contact (x) may not exist | 5.1.1
            MAILER-DAEMON@x | Returned mail | The following addresses had permanent fatal errors. mailbox is full | 5.2.2
            """)
    void aBounceInWordsSetsTheDeliveryOfTheMailThatItHolds(String from, String subject, String words, String code) {
        var receipt = receive("From: " + from + "\nSubject: " + subject + "\nMessage-ID: <b@x>\n\n" + words
                + "\n\n------ This is a copy of your message ------\nMessage-ID: " + ours() + "\nSubject: Re: Light\n");

        var report = (DeliveryReported) ((Receipt.Events) receipt).events().getFirst();
        assertThat(report.reference()).contains("00000000-0000-0001-0000-000000000002.0");
        assertThat(report.errorCode()).contains(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/plain; charset=macintosh | se\u0096al        | señal
            text/plain; charset=utf-7     | se+APE-al 1 +- 1  | señal 1 + 1
            text/plain; charset=utf-8     | se\u00f1al \u0093s\u00ed\u0094 | señal “sí”
            text/plain; charset="utf8"    | \u0080 5 | € 5
            text/plain; charset=utf-8     | 3 se\u00c3\u00b1ales a\u00c3\u00b1o ma\u00c3\u00b1ana y un byte \u00ff roto | 3 señales año mañana y un byte \ufffd roto
            text/plain; charset=us-ascii  | se\u00f1al | señal
            text/plain; charset=us-ascii  | se\u00c3\u00b1al | señal
            text/plain; charset=iso-8859-1 | \u0093s\u00ed\u0094 \u0080 | “sí” €
            text/plain; charset=ISO8859-1 | \u0093s\u00ed\u0094 | “sí”
            text/plain; charset=iso-8859-1 | se\u00c3\u00b1al | señal
            text/plain                    | a \u001b$B;29M\u001b(B | a 参考
            text/html                     | <meta charset="iso-8859-2">x\u00b3x   | xłx
            """)
    void aCharacterSetIsKnownByAnyOfItsNames(String type, String bytes, String read) {
        var mail =
                ("From: a@x.example\nMessage-ID: <c@x>\nContent-Type: " + type + "\n\n" + bytes).getBytes(ISO_8859_1);
        var call = new WebhookCall("IMAP", "", "imap://x", Map.of(), mail, NOW);
        var content = messages(adapter.receive(call, account())).getFirst().content();
        assertThat(((Content.Text) content).body()).isEqualTo(read);
    }

    @Test
    void aReusedMessageIdLosesNoMail() {
        var ids = List.of(
                        mail("", "The light is out."),
                        mail("", "There is a fire."),
                        mail("", "The light is out.").replace("ana@example.org", "bob@example.org"),
                        mail("Subject: other\n", "The light is out."),
                        mail("", "The light is out."))
                .stream()
                .map(mail -> messages(receive(mail)).getFirst().providerId())
                .toList();

        assertThat(ids.subList(0, 4)).doesNotHaveDuplicates();
        assertThat(ids.get(4)).isEqualTo(ids.get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # From                                | Reply-To          | citizen          | answered
              Ana <ana@example.org>               | ana@home.example  | ana@example.org  | ana@home.example
              Web form <noreply@forms.example>    | ana@home.example  | ana@home.example |
              City form <help@city.example>       | ana@home.example  | ana@home.example |
              Ana <ana@example.org>               | help@city.example | ana@example.org  |
            """)
    void theAnswerGoesToWhoWrote(String from, String replyTo, String citizen, String answered) {
        var message = messages(receive("From: " + from + "\nReply-To: " + replyTo + "\nMessage-ID: <m@x>\n\nhi"))
                .getFirst();
        assertThat(message.from().value()).isEqualTo(citizen);
        assertThat(message.thread().orElseThrow().replyTo()).isEqualTo(Optional.ofNullable(answered));
    }

    @Test
    void readingCostsNoMoreThanTheSizeOfTheMail() {
        var ids = IntStream.range(0, 100_000).mapToObj(n -> "<" + n + "@x>").collect(Collectors.joining(" "));
        var quotes = "On 1 2026 9:14 a@x wrote:\nx\n".repeat(8_000) + ">\n".repeat(8_000);
        var links = "<a href='http://x/'>a</a>".repeat(30_000);
        for (var mail : List.of(
                "From: ana@example.org\nReferences: " + ids + "\nIn-Reply-To: " + ids + "\n\nx",
                mail("In-Reply-To: <a@x>\n", quotes),
                mail("Content-Type: text/html\n", links))) {
            var before = THREADS.getCurrentThreadAllocatedBytes();
            receive(mail);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .isLessThan(mail.length() * BYTES_OF_A_BYTE_MAX);
        }
    }

    /// An index of the record has no place for it, and the mail would lie in quarantine.
    @Test
    void anIdThatNoLineHoldsIsNone() {
        var mail = "From: ana@example.org\nMessage-ID: <" + "日".repeat(890) + "@x>\nMessage-ID: <m@x>\n\nhi";

        assertThat(messages(receive(mail)).getFirst().thread().orElseThrow().messageId())
                .isEqualTo("<m@x>");
    }

    @Test
    void anInvitationIsNoLongerThanPeopleWrite() {
        var event = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Council\nDTSTART;TZID=" + "Z".repeat(1_000_000)
                + ":20300304T090000\nLOCATION:" + "L".repeat(1_000_000) + "\nEND:VEVENT\nEND:VCALENDAR\n";

        assertThat(said(mail("Content-Type: text/calendar; method=REQUEST\n", event)))
                .hasSizeLessThan(4_000)
                .contains("Council");
    }

    /// Each is looked for once: a name that Java does not know costs milliseconds, and these were minutes.
    @Test
    void aSubjectInCharacterSetsThatAreNoneIsReadFromItsStart() {
        var subject =
                IntStream.range(0, 100_000).mapToObj("=?c%x?q?a?= "::formatted).collect(Collectors.joining());

        assertThat(said(mail("Subject: " + subject + "\n", "hi")))
                .startsWith("aaaa")
                .endsWith("\nhi");
    }

    @Test
    void aMailThatTakesTooLongIsGivenUpAndKept() {
        var time = new AtomicLong();
        var slow = new EmailAdapter(() -> NOW.plusSeconds(time.addAndGet(3)));
        assertThat(slow.receive(call(mail("", "a\n\nb\n\nc")), account()))
                .isInstanceOfSatisfying(
                        Receipt.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(Receipt.Fault.MALFORMED));
    }

    private String answer(String body) {
        return said(mail("Subject: Re: Light\nIn-Reply-To: " + ours() + "\n", body));
    }

    private static String mail(String headers, String body) {
        return "From: Ana <ana@example.org>\nMessage-ID: <m@x>\n" + headers
                + (headers.contains("Content-Type") ? "" : "Content-Type: text/plain; charset=utf-8\n") + "\n" + body;
    }

    private String said(String mail) {
        return ((Content.Text) messages(receive(mail)).getFirst().content()).body();
    }

    private static List<MessageReceived> messages(Receipt receipt) {
        return ((Receipt.Events) receipt)
                .events().stream().map(MessageReceived.class::cast).toList();
    }

    private Receipt receive(String mail) {
        return adapter.receive(call(mail), account());
    }

    private static WebhookCall call(String mail) {
        return new WebhookCall("IMAP", "", "imap://x", Map.of(), mail.getBytes(UTF_8), NOW);
    }

    private String ours() {
        return new MailToken(CONVERSATION, new Outgoing.PartRef(MESSAGE, 0)).messageId(account());
    }

    private static ChannelAccount account() {
        return new ChannelAccount(
                "city-email",
                EmailAdapter.KIND,
                "help@city.example",
                Map.of("display-name", "City of Alder Bay"),
                Map.of("password", new Secret("demo-mailbox-password")));
    }
}
