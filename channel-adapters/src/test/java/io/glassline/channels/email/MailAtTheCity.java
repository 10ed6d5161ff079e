package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent.MessageReceived;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ReceiptText;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Mails to `help@city.example` as the tests write them, and what the adapter makes of them.
final class MailAtTheCity {

    static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private static final EmailAdapter ADAPTER = new EmailAdapter(() -> NOW);

    private MailAtTheCity() {}

    static ChannelAccount account() {
        return new ChannelAccount(
                "city-email",
                EmailAdapter.KIND,
                "help@city.example",
                Map.of("display-name", "City of Alder Bay"),
                Map.of("password", new Secret("demo-mailbox-password")));
    }

    /// The Message-ID of a mail that the city sent.
    static String ours() {
        var message = new Message.Id(UUID.fromString("00000000-0000-0001-0000-000000000002"));
        var conversation = UUID.fromString("7d0b6b6e-0f0f-4b7e-8a53-1f2e3d4c5b6a");
        return new MailToken(conversation, new Outgoing.PartRef(message, 0)).messageId(account());
    }

    /// Our mail's number in the reports of [ReceiptText].
    static String ourReference() {
        return "00000000-0000-0001-0000-000000000002.0";
    }

    static String mail(String headers, String body) {
        return "From: Ana <ana@example.org>\nMessage-ID: <m@x>\n" + headers
                + (headers.contains("Content-Type") ? "" : "Content-Type: text/plain; charset=utf-8\n") + "\n" + body;
    }

    /// What is read as said in an answer to a mail of ours.
    static String answer(String body) {
        return words(mail("Subject: Re: Light\nIn-Reply-To: " + ours() + "\n", body));
    }

    static String answerInHtml(String body) {
        return words(mail(
                "Subject: Re: Light\nIn-Reply-To: " + ours() + "\nContent-Type: text/html; charset=utf-8\n", body));
    }

    /// An answer by a program that names no mail of ours.
    static String answerToNoId(String body) {
        return words(mail("Subject: Re: Light\n", body)).replaceFirst("^Re: Light\n", "");
    }

    static String words(String mail) {
        return ((Content.Text) messages(receive(mail)).getFirst().content()).body();
    }

    static List<MessageReceived> messages(Receipt receipt) {
        return ((Receipt.Events) receipt)
                .events().stream().map(MessageReceived.class::cast).toList();
    }

    static Receipt receive(String mail) {
        return receive(mail.getBytes(UTF_8));
    }

    static Receipt receive(byte[] mail) {
        return ADAPTER.receive(new WebhookCall("IMAP", "", "imap://x", Map.of(), mail, NOW), account());
    }

    /// A receipt in a line, without what nearly every mail here has.
    static String shown(String mail) {
        return ReceiptText.of(receive(mail))
                .replaceAll("\n(?=\\S)", " // ")
                .replaceAll(">:[0-9a-f]{24}", ">")
                .replaceAll("(, SENDER_UNPROVEN| \\[SENDER_UNPROVEN])", "")
                .replaceAll("(\\[BESIDE_WORDS]|BESIDE_WORDS, )", "")
                .replaceAll(" +(?= //|$)", "");
    }
}
