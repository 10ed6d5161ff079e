package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Proof;
import io.glassline.channel.Secret;
import io.glassline.message.Message;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The Message-ID of a mail of ours, which every answer to it repeats: it names the conversation and the part, and
/// is signed, so that nobody can write into another's conversation by making one up.
///
/// `<conversation.message[.part].signature@domain>`; the signature is the first 16 hex digits of HMAC-SHA-256.
record MailToken(UUID conversation, Outgoing.PartRef part) {

    private static final String UUID_FORM = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private static final String SIGNED = "(" + UUID_FORM + ")\\.(" + UUID_FORM + ")(?:\\.(\\d{1,4}))?\\.([0-9a-f]{16})";

    private static final Pattern FORM = Pattern.compile("<" + SIGNED + "@[^<>@\\s]{1,255}>");

    /// Other programs may have taken the angle brackets, or put something in their place.
    private static final Pattern ANYWHERE = Pattern.compile("(?i)" + SIGNED + "@");

    /// Of what [#ANYWHERE] matches: two UUIDs, a number, and the dots, the signature and the sign behind them.
    private static final int SIGNED_MAX_CHARS = 96;

    private static final int SIGNATURE_CHARS = 16;

    /// Places looked at in one text.
    private static final int LOOKED_AT_MAX = 1_000;

    String messageId(ChannelAccount account) {
        var own = account.ownAddress();
        var domain = own.substring(own.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return "<" + named() + "." + signature(account) + "@" + domain + ">";
    }

    /// The first of these ids that is ours, the last one looked at first: it is the mail that was answered.
    static Optional<MailToken> among(List<String> messageIds, ChannelAccount account) {
        return messageIds.reversed().stream()
                .flatMap(id -> parse(id, account).stream())
                .findFirst();
    }

    static Optional<MailToken> parse(String messageId, ChannelAccount account) {
        var form = FORM.matcher(messageId.strip().toLowerCase(Locale.ROOT));
        return form.matches() ? genuine(form, account) : Optional.empty();
    }

    /// The first id of ours that stands anywhere in a text.
    static Optional<MailToken> in(String text, ChannelAccount account) {
        var looked = 0;
        for (var at = text.indexOf('@'); at >= 0 && looked < LOOKED_AT_MAX; at = text.indexOf('@', at + 1)) {
            if (at > SIGNATURE_CHARS && text.charAt(at - SIGNATURE_CHARS - 1) == '.') {
                looked++;
                var form = ANYWHERE.matcher(text.substring(Math.max(0, at + 1 - SIGNED_MAX_CHARS), at + 1));
                var found = form.find() ? genuine(form, account) : Optional.<MailToken>empty();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<MailToken> genuine(Matcher form, ChannelAccount account) {
        var number = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
        var message = new Message.Id(UUID.fromString(form.group(2)));
        var token = new MailToken(UUID.fromString(form.group(1)), new Outgoing.PartRef(message, number));
        var genuine = MessageDigest.isEqual(
                token.signature(account).getBytes(UTF_8),
                form.group(4).toLowerCase(Locale.ROOT).getBytes(UTF_8));
        return genuine ? Optional.of(token) : Optional.empty();
    }

    private String named() {
        var number = part.number() == 0 ? "" : "." + part.number();
        return conversation + "." + part.message() + number;
    }

    private String signature(ChannelAccount account) {
        var mac = Proof.hmac("HmacSHA256", secret(account), named().getBytes(UTF_8));
        return HexFormat.of().formatHex(mac, 0, 8);
    }

    /// With which all tokens of the account are signed.
    static Secret secret(ChannelAccount account) {
        return account.secret(account.secrets().containsKey("token-secret") ? "token-secret" : "password");
    }
}
