package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Attacks by those who have proved nothing, and by citizens through a provider, while genuine calls go
/// on: each of these gets its 200 and is in the record, health is up throughout, and memory has its
/// bound.
///
/// `-Dglassline.attack.times=20` makes each of them as many times as long.
class AttackTest {

    private static final int TIMES = Integer.getInteger("glassline.attack.times", 1);
    private static final int GENUINE_MIN = 10;
    private static final long BODIES_MAX_BYTES = 64 << 20;

    @TempDir
    static Path data;

    private static Town town;
    private static final AtomicInteger CITIZENS = new AtomicInteger();

    private final Attackers attackers = new Attackers(town);

    @BeforeAll
    static void start() {
        town = Town.start(data, "-XX:MaxDirectMemorySize=64m");
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    @FunctionalInterface
    interface Deed {
        void by(Attackers attackers);
    }

    record Attack(String what, Deed deed) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static final String UPLOAD = "POST /channels/city-sms HTTP/1.1\r\nContent-Length: 3000000\r\n\r\n";
    private static final String CHUNKED = "POST /channels/city-sms HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

    static final List<Attack> ATTACKS = List.of(
            new Attack(
                    "400 connections whose headers do not end",
                    a -> a.each(400, "GET / HTTP/1.1\r\nHost: x\r\n").untilMostAreHungUp()),
            new Attack("300 uploads of 3 MB that stop after 600 KB", a -> a.each(300, UPLOAD + "x".repeat(600_000))),
            new Attack("400 uploads of which a byte comes now and then", a -> a.each(400, UPLOAD)
                    .drip(5)),
            new Attack(
                    "60 bodies in pieces that do not end",
                    a -> a.each(60, CHUNKED + ("10000\r\n" + "x".repeat(0x10000) + "\r\n").repeat(64))),
            new Attack(
                    "60 bodies in 100,000 pieces of one byte", a -> a.each(60, CHUNKED + "1\r\nx\r\n".repeat(100_000))),
            new Attack(
                    "400 requests of 2,000 headers",
                    a -> a.each(400, "GET / HTTP/1.1\r\n" + "a:b\r\n".repeat(2_000) + "\r\n")),
            new Attack("1,500 connections from one address", a -> a.fromOneAddress(1_500)),
            new Attack("100 followers of the record who read nothing of it", a -> a.followers(100)),
            new Attack(
                    "200 compressed bodies",
                    a -> a.each(
                            200,
                            "POST /channels/city-sms HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n"
                                    + "123456789")));

    @ParameterizedTest
    @FieldSource("ATTACKS")
    void keepsNoGenuineCallOut(Attack attack) {
        var before = accepted();
        var genuine = new Genuine();
        for (var time = 0; time < TIMES; time++) {
            attack.deed.by(attackers);
        }
        genuine.end();
        attackers.leave();

        assertThat(genuine.failures).isEmpty();
        assertThat(genuine.taken).hasValueGreaterThanOrEqualTo(GENUINE_MIN);
        assertThat(accepted() - before).isEqualTo(genuine.taken.get());
        assertThat(genuine.health).isEqualTo(Set.of("UP, memory UP"));
        assertThat(genuine.bodyBytesMax).isLessThanOrEqualTo(BODIES_MAX_BYTES);
        Town.await(
                "the attackers are gone and nothing is held for them",
                () -> figure("glassline_http_connections{listener=\"internet\"}") < 10
                        && figure("glassline_http_body_bytes{listener=\"internet\"}") == 0
                        && figure("glassline_http_streams{listener=\"inside\"}") == 0);
    }

    @Test
    void whoFollowsTooMuchIsToldSo() {
        attackers.followers(100);

        Town.await("most are told to come again", () -> attackers.told("429") >= 92);
        assertThat(figure("glassline_http_streams{listener=\"inside\"}")).isLessThanOrEqualTo(8);
        attackers.leave();
    }

    record Bomb(String what, String account, String body, boolean kept) {
        @Override
        public String toString() {
            return what;
        }
    }

    static final List<Bomb> BOMBS = List.of(
            new Bomb("JSON of 100,000 levels", "city-whatsapp", "{\"entry\":" + "[".repeat(100_000), false),
            new Bomb("a number of 1,000,000 digits", "city-telegram", "{\"update_id\":" + "9".repeat(1_000_000) + "}", false),
            new Bomb("1,000,000 keys", "city-telegram", "{\"a\":{" + "\"k\":1,".repeat(400_000) + "\"k\":1}}", false),
            new Bomb("a text of 2 MB", "city-sms", "x".repeat(2_000_000), true),
            new Bomb("a text of one NUL among words", "city-sms", "one\0two", true));

    @ParameterizedTest
    @FieldSource("BOMBS")
    void whatAProviderSignsIsReadOrRefusedAndBreaksNothing(Bomb bomb) {
        var url = town.internet("/channels/" + bomb.account);
        var response = town.send(
                switch (bomb.account) {
                    case "city-whatsapp" -> Signed.meta(url, bomb.body, Signed.META_SECRET);
                    case "city-telegram" -> Signed.telegram(url, bomb.body, Signed.TELEGRAM_SECRET);
                    default -> Signed.twilio(url, sms(bomb.body), Signed.TWILIO_TOKEN);
                });

        assertThat(response.statusCode()).isLessThan(500);
        if (bomb.kept) {
            assertThat(response.statusCode()).isEqualTo(200);
        }
        assertThat(health()).isEqualTo("UP, memory UP");
    }

    @Test
    void theMailboxGoesOnAfterMailsThatAreMadeToBeSlow() {
        var ids = new StringBuilder();
        for (var id = 0; id < 60_000; id++) {
            ids.append("\r\n <").append(id).append("@x.example>");
        }
        attackers.mail("References:" + ids + "\r\nIn-Reply-To:" + ids, "hello");
        attackers.mail("Subject: quotes", "On 1 2026 9:14 a@x wrote:\r\nx\r\n".repeat(8_000) + ">\r\n".repeat(8_000));
        attackers.mail("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0", deepMime(200));

        town.says("city-email", "ana.after@example.com", "When is trash day?");

        town.hears("city-email", "ana.after@example.com", "ollect");
        assertThat(health()).isEqualTo("UP, memory UP");
    }

    private static String deepMime(int levels) {
        var mime = new StringBuilder();
        for (var level = 0; level < levels; level++) {
            mime.append("--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n".formatted(level, level + 1));
        }
        return mime + "--b" + levels + "\r\n\r\nhello\r\n";
    }

    private static Map<String, String> sms(String body) {
        var number = CITIZENS.incrementAndGet();
        return Signed.sms("SMattack%024d".formatted(number), "+1555020%04d".formatted(number), body);
    }

    private static long accepted() {
        return (long) figure("glassline_webhooks_total{account=\"city-sms\",came=\"accepted\"}");
    }

    private static double figure(String name) {
        return town.send(town.request(town.inside("/metrics"))).body().lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String health() {
        var health = town.get(town.inside("/health"));
        return health.path("status").asText() + ", memory "
                + health.path("parts").path("memory").asText();
    }

    /// Signed text messages, one after the other, each of another citizen; and a look at health beside
    /// each.
    private static final class Genuine {

        final List<String> failures = new CopyOnWriteArrayList<>();
        final AtomicInteger taken = new AtomicInteger();
        final Set<String> health = new TreeSet<>();
        double bodyBytesMax;
        private volatile boolean over;
        private final Thread thread = Thread.ofPlatform().start(this::run);

        private void run() {
            while (!over || taken.get() < GENUINE_MIN && failures.isEmpty()) {
                var url = town.internet("/channels/city-sms");
                try {
                    var status = town.send(Signed.twilio(url, sms("When is trash day?"), Signed.TWILIO_TOKEN))
                            .statusCode();
                    if (status == 200) {
                        taken.incrementAndGet();
                    } else {
                        failures.add("answered " + status);
                    }
                    health.add(health());
                    bodyBytesMax = Math.max(bodyBytesMax, figure("glassline_http_body_bytes{listener=\"internet\"}"));
                } catch (UncheckedIOException | IllegalStateException e) {
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
