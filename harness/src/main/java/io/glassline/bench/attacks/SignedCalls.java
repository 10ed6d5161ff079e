package io.glassline.bench.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.bench.town.Hmac;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// What providers send, signed by the secrets of the demo's accounts.
///
/// @param port of the node that faces the internet.
record SignedCalls(int port) {

    private static final String TWILIO_TOKEN = "demo-twilio-auth-token";
    private static final String META_SECRET = "demo-meta-app-secret";
    private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(15);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger CITIZENS = new AtomicInteger();

    /// A text message of another citizen each time, as Twilio signs it.
    ///
    /// @return the status.
    int sms(String text) throws IOException {
        var number = CITIZENS.incrementAndGet();
        var form = new TreeMap<>(Map.of(
                "MessageSid",
                "SMattack%024d".formatted(number),
                "AccountSid",
                "ACdemo00000000000000000000000000",
                "From",
                "+1555020%04d".formatted(number),
                "To",
                "+15550100",
                "Body",
                text));
        var signed = new StringBuilder(url("city-sms"));
        form.forEach((key, value) -> signed.append(key).append(value));
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        var signature = Hmac.of("HmacSHA1", TWILIO_TOKEN, signed.toString().getBytes(UTF_8));
        return post(
                "city-sms",
                "application/x-www-form-urlencoded",
                "X-Twilio-Signature",
                Base64.getEncoder().encodeToString(signature),
                body);
    }

    /// As Meta signs it.
    ///
    /// @return the status.
    int whatsApp(String body) throws IOException {
        var signature = HexFormat.of().formatHex(Hmac.of("HmacSHA256", META_SECRET, body.getBytes(UTF_8)));
        return post("city-whatsapp", "application/json", "X-Hub-Signature-256", "sha256=" + signature, body);
    }

    private int post(String account, String type, String proof, String value, String body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url(account)))
                .timeout(ANSWER_WAIT_MAX)
                .header("Content-Type", type)
                .header(proof, value)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String url(String account) {
        return "http://localhost:" + port + "/channels/" + account;
    }
}
