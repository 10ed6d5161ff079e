package io.glassline.demo.town;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Webhooks signed as the providers' documentation says, by code that the gateway does not share.
final class Signed {

    static final String TWILIO_TOKEN = "demo-twilio-auth-token";
    static final String META_SECRET = "demo-meta-app-secret";
    static final String TELEGRAM_SECRET = "demo-telegram-webhook-secret";

    private Signed() {}

    /// A text message to the city, as Twilio posts it.
    static Map<String, String> sms(String sid, String from, String body) {
        return new TreeMap<>(Map.of(
                "MessageSid",
                sid,
                "SmsSid",
                sid,
                "SmsMessageSid",
                sid,
                "AccountSid",
                "ACdemo00000000000000000000000000",
                "From",
                from,
                "To",
                "+15550100",
                "Body",
                body,
                "NumMedia",
                "0",
                "NumSegments",
                "1",
                "ApiVersion",
                "2010-04-01"));
    }

    /// <https://www.twilio.com/docs/usage/webhooks/webhooks-security>
    static HttpRequest.Builder twilio(URI url, Map<String, String> form, String token) {
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", twilioSignature(url.toString(), form, token))
                .POST(BodyPublishers.ofString(encoded(form)));
    }

    static String twilioSignature(String url, Map<String, String> form, String token) {
        var text = new StringBuilder(url);
        new TreeMap<>(form).forEach((key, value) -> text.append(key).append(value));
        return Base64.getEncoder()
                .encodeToString(hmac("HmacSHA1", token, text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /// <https://developers.facebook.com/docs/graph-api/webhooks/getting-started>
    static HttpRequest.Builder meta(URI url, String body, String secret) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(hmac("HmacSHA256", secret, bytes)))
                .POST(BodyPublishers.ofByteArray(bytes));
    }

    /// <https://core.telegram.org/bots/api#setwebhook>
    static HttpRequest.Builder telegram(URI url, String body, String secret) {
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("X-Telegram-Bot-Api-Secret-Token", secret)
                .POST(BodyPublishers.ofString(body));
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static byte[] hmac(String algorithm, String key, byte[] message) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
