package io.glassline.kit.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.kit.ChannelSample;
import io.glassline.kit.ProviderStandIn;
import io.glassline.message.ChannelKind;
import io.glassline.message.Delivery;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A mailbox with what comes into one, and a server that takes mail.
public final class EmailSample implements ChannelSample {

    public static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    /// The Message-ID of a mail that the account sent once: of the part
    /// `00000000-0000-0001-0000-000000000002.0` in the conversation `7d0b6b6e-…`.
    public static final String OURS = "<7d0b6b6e-0f0f-4b7e-8a53-1f2e3d4c5b6a.00000000-0000-0001-0000-000000000002"
            + ".ba63490d3e57b1a4@city.example>";

    private static final Map<String, String> SETTINGS = Map.of(
            "smtp-host", "127.0.0.1",
            "smtp-port", "25",
            "imap-host", "127.0.0.1",
            "imap-port", "143",
            "tls", "none",
            "authserv-id", "mail.city.example");

    @Override
    public ChannelAccount account() {
        return account(Map.of());
    }

    private static ChannelAccount account(Map<String, String> more) {
        var settings = new HashMap<>(SETTINGS);
        settings.putAll(more);
        return new ChannelAccount(
                "city-email",
                new ChannelKind("email"),
                "help@city.example",
                settings,
                Map.of("password", new Secret("demo-mailbox-password")));
    }

    @Override
    public List<WebhookCall> genuine() {
        return captured(
                "first__plain",
                "first__pictures",
                "first__html_only",
                "first__encoded_words_cut_in_a_character",
                "answer__outlook",
                "report__failed",
                "report__complaint");
    }

    /// Mail that does not come out of the mailbox.
    @Override
    public WebhookCall withWrongProof(WebhookCall call) {
        return new WebhookCall(
                "POST", "", "https://city.example/channels/city-email", Map.of(), call.body(), call.receivedAt());
    }

    @Override
    public WebhookCall withBody(WebhookCall call, byte[] body) {
        return fetched(body);
    }

    @Override
    public WebhookCall ofUnknownKind() {
        return fetched("From: a@example.org\r\nContent-Type: multipart/hologram\r\n\r\n".getBytes(UTF_8));
    }

    @Override
    public Optional<WebhookCall> saying(String words) {
        var head = "From: Ana <ana@example.org>\r\nTo: help@city.example\r\nMessage-ID: <s1@example.org>\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
        return Optional.of(fetched((head + words.replace("\n", "\r\n") + "\r\n").getBytes(UTF_8)));
    }

    @Override
    public List<WebhookCall> perhapsByAPerson() {
        return captured(
                "automatic__list",
                "automatic__bulk",
                "automatic__unsubscribe",
                "automatic__loop",
                "automatic__no_reply_sender");
    }

    @Override
    public List<WebhookCall> surelyByAMachine() {
        return captured("automatic__vacation", "report__free_text", "report__of_another_mail");
    }

    @Override
    public Map<Delivery, WebhookCall> deliveryReports() {
        return Map.of(
                Delivery.FAILED, captured("report__failed").getFirst(),
                Delivery.DELIVERED, captured("report__delivered").getFirst());
    }

    @Override
    public Optional<String> citizen() {
        return Optional.of("ana@example.org");
    }

    @Override
    public Optional<ProviderStandIn> provider() throws IOException {
        return Optional.of(new SmtpStandIn(port -> account(Map.of("smtp-port", Integer.toString(port)))));
    }

    private static List<WebhookCall> captured(String... payloads) {
        return Stream.of(payloads)
                .map(payload -> fetched(mail(payload).getBytes(ISO_8859_1)))
                .toList();
    }

    /// @param payload such as `first__plain`; what stands in it for a mail of ours is [#OURS].
    public static String mail(String payload) {
        return new String(Payloads.read("email/" + payload + ".eml"), ISO_8859_1).replace("TOKEN", OURS);
    }

    public static WebhookCall fetched(byte[] mail) {
        return new WebhookCall("IMAP", "", "imap://mail.city.example/INBOX", Map.of(), mail, NOW);
    }
}
