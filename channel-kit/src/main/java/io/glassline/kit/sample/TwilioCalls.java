package io.glassline.kit.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.WebhookCall;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Calls as Twilio makes and signs them, from its documentation.
public final class TwilioCalls {

    public static final String TOKEN = "demo-twilio-auth-token";
    public static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    static final String ACCOUNT_SID = "ACdemo00000000000000000000000000";

    private TwilioCalls() {}

    /// A call with these fields and the account's: names and values by turns.
    static WebhookCall form(String endpoint, String url, String... fields) {
        var form = new TreeMap<>(Map.of("AccountSid", ACCOUNT_SID));
        for (var i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return post(endpoint, url, body.getBytes(UTF_8));
    }

    public static WebhookCall post(String endpoint, String url, byte[] form) {
        return new WebhookCall("POST", endpoint, url, signature(signed(url, form)), form, NOW);
    }

    public static WebhookCall get(String endpoint, String url) {
        return new WebhookCall("GET", endpoint, url, signature(url), new byte[0], NOW);
    }

    public static Map<String, List<String>> signature(String text) {
        return Map.of("x-twilio-signature", List.of(hmac(text, TOKEN)));
    }

    public static String hmac(String text, String token) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// The URL and the decoded fields, sorted. A form that cannot be decoded is signed as if it were empty.
    private static String signed(String url, byte[] form) {
        var text = new StringBuilder(url);
        var fields = new TreeMap<String, TreeSet<String>>();
        try {
            for (var field : new String(form, UTF_8).split("&")) {
                if (!field.isEmpty()) {
                    var equals = field.indexOf('=');
                    var name = URLDecoder.decode(equals < 0 ? field : field.substring(0, equals), UTF_8);
                    var value = URLDecoder.decode(equals < 0 ? "" : field.substring(equals + 1), UTF_8);
                    fields.computeIfAbsent(name, _ -> new TreeSet<>()).add(value);
                }
            }
        } catch (IllegalArgumentException e) {
            return url;
        }
        fields.forEach(
                (name, values) -> values.forEach(value -> text.append(name).append(value)));
        return text.toString();
    }
}
