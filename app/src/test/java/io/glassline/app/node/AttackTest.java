package io.glassline.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.Await;
import io.glassline.app.connection.HttpLimits;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Attacks by those who have proved nothing, while genuine calls go on: each of these gets its 200 and is on the
/// record, health and memory are up throughout, and large bodies stay within their budget.
///
/// `-Dglassline.attack.times=20` does each of them as many times.
class AttackTest {

    private static final int TIMES = Integer.getInteger("glassline.attack.times", 1);
    private static final int GENUINE_MIN = 10;
    private static final double DIRECT_SHARE_MAX = 0.5;

    /// A node's own limits, but for the times, for which nobody is to wait here, and one client's connections.
    private static final HttpLimits LIMITS = new HttpLimits(
            HttpLimits.CONNECTIONS_MAX_DEFAULT,
            256,
            (long) HttpLimits.BODIES_MAX_MIB_DEFAULT << 20,
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(75),
            Duration.ofSeconds(3));

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger CITIZENS = new AtomicInteger();

    private static ServerInMemory server;

    private final Attackers attackers = new Attackers(server.port, server.insidePort);

    @BeforeAll
    static void start() {
        server = new ServerInMemory(LIMITS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @FunctionalInterface
    interface Deed {
        void by(Attackers attackers);
    }

    record Attack(String what, Deed deed, String told) {
        @Override
        public String toString() {
            return what + " → " + told;
        }
    }

    private static final String UPLOAD = "POST /channels/city-sms HTTP/1.1\r\nContent-Length: 3000000\r\n\r\n";
    private static final String CHUNKED = "POST /channels/city-sms HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

    static final List<Attack> ATTACKS = List.of(
            new Attack(
                    "400 connections whose headers do not end",
                    a -> a.each(400, "GET / HTTP/1.1\r\nHost: x\r\n"),
                    "hung up"),
            new Attack("400 uploads of 3 MB that do not begin", a -> a.each(400, UPLOAD), " 408 "),
            new Attack(
                    "400 uploads of which a byte comes now and then",
                    a -> a.each(400, UPLOAD).drip(10),
                    " 408 "),
            new Attack(
                    "200 uploads of 3 MB that stop after 900 KB",
                    a -> a.each(200, UPLOAD + "x".repeat(900_000)),
                    " 503 "),
            new Attack(
                    "40 bodies in pieces of 64 KB that do not end",
                    a -> a.each(40, CHUNKED + ("10000\r\n" + "x".repeat(0x10000) + "\r\n").repeat(64)),
                    " 413 "),
            new Attack(
                    "40 bodies in 50,000 pieces of one byte",
                    a -> a.each(40, CHUNKED + "1\r\nx\r\n".repeat(50_000) + "0\r\n\r\n"),
                    " 403 "),
            new Attack(
                    "400 requests of 2,000 headers",
                    a -> a.each(400, "GET / HTTP/1.1\r\n" + "a:b\r\n".repeat(2_000) + "\r\n"),
                    " 431 "),
            new Attack("1,500 connections from one address", a -> a.fromOneAddress(1_500), "hung up"),
            new Attack("100 followers of the record who read nothing of it", a -> a.followers(100), " 429 "),
            new Attack(
                    "200 bodies that are compressed",
                    a -> a.each(200, UPLOAD.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n")),
                    " 415 "));

    @ParameterizedTest
    @FieldSource("ATTACKS")
    void keepsNoGenuineCallOut(Attack attack) {
        var before = server.city.record.inbound.size();
        var genuine = new Genuine();
        for (var time = 0; time < TIMES; time++) {
            attack.deed.by(attackers);
        }
        Await.that("the attackers are told " + attack.told, () -> attackers.told(attack.told) > 30);
        genuine.end();
        attackers.leave();

        assertThat(genuine.failures).isEmpty();
        assertThat(genuine.taken).hasValueGreaterThanOrEqualTo(GENUINE_MIN);
        assertThat(server.city.record.inbound.size() - before).isEqualTo(genuine.taken.get());
        assertThat(genuine.health).isEqualTo(Set.of("{\"status\":\"UP\",\"parts\":{\"memory\":\"UP\"}}"));
        assertThat(genuine.bodyBytesMax).isLessThanOrEqualTo(LIMITS.bodiesMaxBytes());
        assertThat(genuine.directMax).isLessThan(DIRECT_SHARE_MAX);
        Await.that(
                "nothing is held for them",
                () -> figure("glassline_http_connections{listener=\"internet\"}") < 10
                        && figure("glassline_http_body_bytes{listener=\"internet\"}") == 0
                        && figure("glassline_http_streams{listener=\"inside\"}") == 0);
    }

    record Bomb(String what, String account, String body, int status) {
        @Override
        public String toString() {
            return what + " → " + status;
        }
    }

    static final List<Bomb> BOMBS = List.of(
            new Bomb("JSON of 100,000 levels", "city-whatsapp", "{\"entry\":" + "[".repeat(100_000), 400),
            new Bomb("a number of 1,000,000 digits", "city-whatsapp", "{\"entry\":" + "9".repeat(1_000_000) + "}", 400),
            new Bomb("a text of 2 MB", "city-sms", "x".repeat(2_000_000), 200),
            new Bomb("a NUL among words", "city-sms", "one\0two", 200));

    @ParameterizedTest
    @FieldSource("BOMBS")
    void whatAProviderSignsIsReadOrRefusedAndBreaksNothing(Bomb bomb) throws Exception {
        var request = bomb.account.equals("city-sms") ? sms(bomb.body) : meta(bomb.body);

        assertThat(send(request).statusCode()).isEqualTo(bomb.status);
    }

    @Test
    void whoFollowsTheRecordAndReadsNothingTakesAFewPlacesAtMost() {
        attackers.followers(100);

        Await.that("most are told to come again", () -> attackers.told(" 429 ") > 50);
        Await.that("eight follow at most", () -> figure("glassline_http_streams{listener=\"inside\"}") <= 8);
        attackers.leave();
    }

    private static double figure(String name) {
        try {
            return send(HttpRequest.newBuilder(inside("/metrics")))
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static URI inside(String path) {
        return URI.create("http://127.0.0.1:" + server.insidePort + path);
    }

    /// A text message of another citizen each time, as Twilio signs it.
    private static HttpRequest.Builder sms(String text) {
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
        var signed = new StringBuilder(ServerInMemory.PUBLIC_URL + "/channels/city-sms");
        form.forEach((key, value) -> signed.append(key).append(value));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port + "/channels/city-sms"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "X-Twilio-Signature",
                        Base64.getEncoder().encodeToString(hmac("HmacSHA1", ServerInMemory.SMS_TOKEN, signed)))
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
    }

    /// As Meta signs it.
    private static HttpRequest.Builder meta(String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port + "/channels/city-whatsapp"))
                .header("Content-Type", "application/json")
                .header(
                        "X-Hub-Signature-256",
                        "sha256=" + HexFormat.of().formatHex(hmac("HmacSHA256", ServerInMemory.META_SECRET, body)))
                .POST(BodyPublishers.ofString(body));
    }

    private static byte[] hmac(String algorithm, String key, CharSequence message) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(message.toString().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(15)).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Signed text messages, one after the other, and a look at health beside each.
    private static final class Genuine {

        final List<String> failures = new CopyOnWriteArrayList<>();
        final AtomicInteger taken = new AtomicInteger();
        final Set<String> health = new TreeSet<>();
        double bodyBytesMax;
        double directMax;
        private volatile boolean over;
        private final Thread thread = Thread.ofPlatform().start(this::run);

        private void run() {
            while (!over || taken.get() < GENUINE_MIN && failures.isEmpty()) {
                try {
                    var status = send(sms("When is trash day?")).statusCode();
                    if (status == 200) {
                        taken.incrementAndGet();
                    } else {
                        failures.add("answered " + status);
                    }
                    health.add(send(HttpRequest.newBuilder(inside("/health"))).body());
                    directMax = Math.max(directMax, figure("glassline_memory_share{memory=\"direct\"}"));
                    bodyBytesMax = Math.max(bodyBytesMax, figure("glassline_http_body_bytes{listener=\"internet\"}"));
                } catch (IOException e) {
                    failures.add(e.toString());
                }
            }
        }

        void end() {
            over = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
