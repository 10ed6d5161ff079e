package io.glassline.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How the providers sign.
final class Signatures {

    private Signatures() {}

    /// `X-Twilio-Signature`: the URL as it is called, then each form parameter's key and value, keys in byte order.
    /// Source: <https://www.twilio.com/docs/usage/webhooks/webhooks-security>
    static String twilio(String url, Params form, String authToken) {
        var signed = new StringBuilder(url);
        new TreeMap<>(form.values())
                .forEach((key, values) -> new TreeSet<>(values)
                        .forEach(value -> signed.append(key).append(value)));
        return Base64.getEncoder().encodeToString(hmac("HmacSHA1", signed.toString(), authToken));
    }

    /// `X-Hub-Signature-256`: over the raw bytes.
    /// Source: <https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads>
    static String meta(byte[] body, String appSecret) {
        return "sha256=" + HexFormat.of().formatHex(hmac("HmacSHA256", body, appSecret));
    }

    private static byte[] hmac(String algorithm, String text, String secret) {
        return hmac(algorithm, text.getBytes(StandardCharsets.UTF_8), secret);
    }

    private static byte[] hmac(String algorithm, byte[] text, String secret) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
