package io.glassline.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `X-Twilio-Signature` as Twilio describes it: base64 of HMAC-SHA1 over the URL and the sorted form. The plain way,
/// with one candidate URL; Glassline itself tries several, and so does more here than its peers.
public final class TwilioProof {

    /// What all contenders are configured with; the load is signed for it.
    public static final String PUBLIC_URL = "http://localhost:8080/channels/city-sms";

    public static final String AUTH_TOKEN = "demo-twilio-auth-token";

    /// What each of them does with a message, as one statement. The primary key is what duplicates fall out by.
    public static final String INSERT = """
            insert into inbound (provider_id, sender, recipient, words, received_at)
            values (?, ?, ?, ?, now())
            on conflict (provider_id) do nothing
            """;

    private static final SecretKeySpec KEY = new SecretKeySpec(AUTH_TOKEN.getBytes(UTF_8), "HmacSHA1");

    private TwilioProof() {}

    public static boolean proves(String presented, SortedMap<String, String> form) {
        var signed = new StringBuilder(PUBLIC_URL);
        form.forEach((name, value) -> signed.append(name).append(value));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(KEY);
            var expected =
                    Base64.getEncoder().encode(mac.doFinal(signed.toString().getBytes(UTF_8)));
            return MessageDigest.isEqual(expected, presented.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    /// A form, read from its bytes without any framework.
    public static SortedMap<String, String> form(byte[] body) {
        var form = new TreeMap<String, String>();
        for (var field : new String(body, UTF_8).split("&")) {
            var equals = field.indexOf('=');
            if (equals > 0) {
                form.put(
                        URLDecoder.decode(field.substring(0, equals), UTF_8),
                        URLDecoder.decode(field.substring(equals + 1), UTF_8));
            }
        }
        return form;
    }

    /// A field that a genuine call always has.
    public static String field(Map<String, String> form, String name) {
        return form.getOrDefault(name, "");
    }
}
