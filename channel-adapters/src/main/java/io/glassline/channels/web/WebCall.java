package io.glassline.channels.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Proof;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A call as the chat's door makes it for a visitor whose session it has proven. It holds the visitor's
/// address, the body as it came, and a signature over both: no session, no cookie, no address of a network.
/// So it can be kept, and read again, and nobody who reads it can speak for the visitor.
public final class WebCall {

    static final String VISITOR = "x-glassline-visitor";
    static final String SIGNATURE = "x-glassline-signature";

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final byte[] PURPOSE = "glassline web chat call\n".getBytes(UTF_8);

    private WebCall() {}

    /// A message of the visitor's: `{"id", "text"}`, or `{"id", "choice", "text"}` for a tapped button.
    public static WebhookCall message(
            ChannelAccount account, String visitor, String publicUrl, byte[] body, Instant receivedAt) {
        return signed(account, visitor, WebWebhook.MESSAGES, publicUrl, body, receivedAt);
    }

    /// What the visitor was shown and has read: `{"delivered": […], "read": […]}`, ids of lines.
    public static WebhookCall marks(
            ChannelAccount account, String visitor, String publicUrl, byte[] body, Instant receivedAt) {
        return signed(account, visitor, WebWebhook.MARKS, publicUrl, body, receivedAt);
    }

    /// What the visitor's browser called a message that is known as `providerId`; empty where it is
    /// another's.
    public static Optional<String> clientId(String visitor, String providerId) {
        var begins = visitor + ".";
        return providerId.startsWith(begins) ? Optional.of(providerId.substring(begins.length())) : Optional.empty();
    }

    private static WebhookCall signed(
            ChannelAccount account,
            String visitor,
            String endpoint,
            String publicUrl,
            byte[] body,
            Instant receivedAt) {
        return new WebhookCall(
                "POST",
                endpoint,
                publicUrl,
                Map.of(VISITOR, List.of(visitor), SIGNATURE, List.of(signature(account, visitor, endpoint, body))),
                body,
                receivedAt);
    }

    static Optional<String> provenVisitor(WebhookCall call, ChannelAccount account) {
        return call.header(VISITOR)
                .filter(visitor -> ADDRESS.matcher(visitor).matches())
                .filter(visitor -> Proof.sameSecret(
                        call.header(SIGNATURE), new Secret(signature(account, visitor, call.endpoint(), call.body()))));
    }

    private static String signature(ChannelAccount account, String visitor, String endpoint, byte[] body) {
        var named = (account.id() + "\n" + endpoint + "\n" + visitor + "\n").getBytes(UTF_8);
        var mac = Proof.hmac("HmacSHA256", account.secret(WebAdapter.SESSION_SECRET), PURPOSE, named, body);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }
}
