package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Pattern;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Scope;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Outgoing.PartRef;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.email.mime.MimePart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The way out of bulk mail (RFC 2369, RFC 8058): a link that mail programs call with one click, and an
/// address to write to.
///
/// Both carry a token that names the mail and is signed, under another purpose than its Message-ID, which
/// everyone may see. Who is opted out is whoever our own record says that mail went to; no address is read
/// from a request. Only a POST opts out: programs that look for harm follow every link of a mail.
final class Unsubscribe {

    /// What follows the account in the path of the link.
    static final String ENDPOINT = "unsubscribe";

    private static final String PURPOSE = "unsubscribe ";
    private static final int SIGNATURE_BYTES = 16;
    private static final int QUERY_MAX_CHARS = 1_000;
    private static final int SUBJECT_MAX_CHARS = 500;

    private static final Pattern SUBJECT =
            Pattern.compile("(?i)\\s*unsubscribe\\s+([0-9a-f-]{36}\\.[0-9]{1,4}\\.[0-9a-f]{32})\\s*");

    /// What a program that sends such a mail for its user writes into it, and no person.
    private static final Pattern BY_A_PROGRAM = Pattern.compile("(?i)(automatically generated|unsubscribe).{0,80}");

    private Unsubscribe() {}

    /// @param callbackUrl the account's own public address.
    static void write(MimeMessage mail, Outgoing message, PartRef part, ChannelAccount account, String callbackUrl)
            throws MessagingException {
        var token = token(part, account);
        var link = callbackUrl + "/" + ENDPOINT + "?token=" + token + "&lang="
                + URLEncoder.encode(message.language().getLanguage(), US_ASCII);
        mail.setHeader(
                "List-Unsubscribe",
                "<%s>,\r\n <mailto:%s?subject=unsubscribe%%20%s>".formatted(link, account.ownAddress(), token));
        mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    static String token(PartRef part, ChannelAccount account) {
        var mac = Proof.hmac("HmacSHA256", MailToken.secret(account), (PURPOSE + part).getBytes(UTF_8));
        return part + "." + HexFormat.of().formatHex(mac, 0, SIGNATURE_BYTES);
    }

    /// A call of the link.
    static Receipt receive(WebhookCall call, ChannelAccount account) {
        var part = genuine(parameter(call, "token"), account);
        if (call.method().equals("POST")) {
            return part.<Receipt>map(found -> new Receipt.Events(List.of(unwanted(found, call.receivedAt()))))
                    .orElseGet(
                            () -> new Receipt.Refused(Fault.NOT_AUTHENTIC, "a link to unsubscribe that is not ours"));
        }
        var language = Locale.of(parameter(call, "lang"));
        return new Receipt.Handshake(
                part.isPresent() ? UnsubscribePage.asking(language) : UnsubscribePage.notValid(language));
    }

    /// What a browser is shown after it has posted; programs do not look.
    static WebhookReply done(WebhookCall call) {
        return UnsubscribePage.done(Locale.of(parameter(call, "lang")));
    }

    /// A mail to the address of the header, whoever sent it.
    static Optional<ChannelEvent> in(MimePart mail, WebhookCall call, ChannelAccount account) {
        return mail.words("subject")
                .map(subject -> subject.substring(0, Math.min(subject.length(), SUBJECT_MAX_CHARS)))
                .map(SUBJECT::matcher)
                .filter(form -> form.matches())
                .flatMap(form -> genuine(form.group(1).toLowerCase(Locale.ROOT), account))
                .map(part -> unwanted(part, call.receivedAt()));
    }

    /// Whether such a mail says nothing else. What a person adds is kept as theirs.
    static boolean isAll(MimePart mail) {
        return MailText.of(mail).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .allMatch(line -> line.isEmpty() || BY_A_PROGRAM.matcher(line).find());
    }

    private static ChannelEvent unwanted(PartRef part, Instant at) {
        return new ChannelEvent.Unwanted(part.toString(), Scope.BULK, "unsubscribed by the link in a mail", at);
    }

    private static Optional<PartRef> genuine(String token, ChannelAccount account) {
        return PartRef.parse(token.substring(0, Math.max(0, token.lastIndexOf('.'))))
                .filter(part -> MessageDigest.isEqual(token(part, account).getBytes(UTF_8), token.getBytes(UTF_8)));
    }

    private static String parameter(WebhookCall call, String name) {
        var query = call.rawQuery();
        return query.length() > QUERY_MAX_CHARS
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> decoded(pair.substring(name.length() + 1)))
                        .findFirst()
                        .orElse("");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
