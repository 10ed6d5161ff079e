package io.glassline.bench.days;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.api.ApiRole;
import io.glassline.app.api.ApiToken;
import io.glassline.app.api.ApiTokens;
import io.glassline.app.connection.HttpLimits;
import io.glassline.app.http.Listeners;
import io.glassline.app.node.Deployment;
import io.glassline.app.node.Deployment.BindAddresses;
import io.glassline.app.node.Deployment.DatabaseAddress;
import io.glassline.app.node.Deployment.SpoolPlace;
import io.glassline.app.node.Gateway;
import io.glassline.app.node.Timing;
import io.glassline.bench.town.City;
import io.glassline.bench.town.Hmac;
import io.glassline.bench.town.Ports;
import io.glassline.channel.Secret;
import io.glassline.console.Staff;
import io.glassline.demo.DemoCity;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.router.city.CityConfig;
import io.glassline.simulator.StandIns;
import io.glassline.simulator.provider.Settings;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.spool.Spool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One whole gateway with its servers and its providers, in this process and on the simulated clock, and
/// what comes to it from outside.
public final class World implements AutoCloseable {

    static final String TWILIO_ACCOUNT = "ACdemo00000000000000000000000000";

    private static final String TWILIO_TOKEN = "demo-twilio-auth-token";
    private static final String META_SECRET = "demo-meta-app-secret";
    private static final String TELEGRAM_SECRET = "demo-telegram-webhook-secret";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A caller who has heard so much hangs up.
    private static final Duration CALL_MAX = Duration.ofSeconds(3);

    /// Redis keeps this pause for all nodes and on the machine's clock, so each expired token would cost
    /// the run a minute in which nothing happens.
    private static final Duration FAULT_TRIED_EVERY = Duration.ofSeconds(1);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int PORTS = 5;
    private static final int MESSAGES_KEPT = 100_000;

    /// The outside world, quick: what takes a phone seconds of silence takes it none here.
    private static final Settings.Pace PACE =
            new Settings.Pace(Duration.ofMillis(5), 0.01, 0, 0.02, Duration.ofMillis(100));

    final SimulatedClock clock;
    final CityConfig city;
    final EmbeddedServers servers;
    private final String publicUrl;
    private final StandIns standIns;
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private World(Path folder, SimulatedClock clock, long seed) {
        this.clock = clock;
        var port = Ports.inARow(PORTS);
        this.publicUrl = "http://localhost:" + port;
        this.servers = closing(EmbeddedServers.start(folder));
        this.standIns = closing(StandIns.start(
                new Settings(port + 2, port + 3, port + 4, URI.create(publicUrl), Optional.empty(), clock, seed)
                        .with(PACE)
                        .with(Settings.Limits.NONE)
                        .keeping(MESSAGES_KEPT)));
        try (var database = Database.open(servers.jdbcUrl(), servers.user(), servers.password(), 1)) {
            DemoCity.fill(database);
        }
        this.city = City.read(standIns.url(), port + 3, port + 4);
        closing(Gateway.start(city, deployment(folder, port), new Timing(clock, FAULT_TRIED_EVERY)));
    }

    static World start(Path folder, SimulatedClock clock, long seed) {
        return new World(folder, clock, seed);
    }

    private Deployment deployment(Path folder, int port) {
        return new Deployment(
                new Listeners(port, port + 1),
                BindAddresses.both("127.0.0.1"),
                List.of(),
                publicUrl,
                new DatabaseAddress(servers.jdbcUrl(), servers.user(), servers.password()),
                servers.redisUrl(),
                folder.resolve("keys"),
                new SpoolPlace(folder.resolve("spool"), Spool.BYTES_MAX_DEFAULT),
                Deployment.ENVELOPES_KEPT_DEFAULT,
                "days.glassline.example/log",
                new ApiTokens(List.of(new ApiToken("harness", ApiRole.SUPERVISOR, new Secret("demo-api-token")))),
                new Staff(List.of()),
                false,
                HttpLimits.ALL_FROM_ONE_CLIENT,
                City.configuration(standIns.url(), port + 3, port + 4));
    }

    private <T extends AutoCloseable> T closing(T one) {
        closing.push(one);
        return one;
    }

    Instant now() {
        return clock.instant();
    }

    // What providers send

    int twilio(String account, Map<String, String> form) {
        var signed = new StringBuilder(url(account));
        new TreeMap<>(form).forEach((key, value) -> signed.append(key).append(value));
        var signature = Base64.getEncoder().encodeToString(Hmac.of("HmacSHA1", TWILIO_TOKEN, utf8(signed.toString())));
        return post(account, "application/x-www-form-urlencoded", "X-Twilio-Signature", signature, encoded(form));
    }

    int unsigned(String account, Map<String, String> form) {
        return post(account, "application/x-www-form-urlencoded", "X-Nothing", "none", encoded(form));
    }

    int meta(String account, String body) {
        var signature = HexFormat.of().formatHex(Hmac.of("HmacSHA256", META_SECRET, utf8(body)));
        return post(account, "application/json", "X-Hub-Signature-256", "sha256=" + signature, body);
    }

    int metaSignedWrong(String account, String body) {
        return post(account, "application/json", "X-Hub-Signature-256", "sha256=" + "00".repeat(32), body);
    }

    /// More than a server takes: it may close the connection before it has read all, which is a refusal,
    /// too.
    int metaTooLarge(String account, String body) {
        try {
            return meta(account, body);
        } catch (UncheckedIOException closed) {
            return 413;
        }
    }

    int telegram(String account, String body) {
        return post(account, "application/json", "X-Telegram-Bot-Api-Secret-Token", TELEGRAM_SECRET, body);
    }

    int telegramWithoutSecret(String account, String body) {
        return post(account, "application/json", "X-Telegram-Bot-Api-Secret-Token", "guessed", body);
    }

    private int post(String account, String type, String proof, String value, String body) {
        return send(HttpRequest.newBuilder(URI.create(url(account)))
                        .header("Content-Type", type)
                        .header(proof, value)
                        .POST(BodyPublishers.ofByteArray(utf8(body))))
                .status;
    }

    private String url(String account) {
        return publicUrl + "/channels/" + account;
    }

    /// @return 250 when the city's mail server has it.
    int mail(String from, String raw) {
        return new SmtpClient(standIns.smtpPort()).send(from, "help@city.example", utf8(raw));
    }

    /// Someone calls and speaks, hears what there is to hear, and hangs up.
    int call(String from, String words) {
        var placed = providers("/incoming", Map.of("account", "city-voice", "from", from, "text", words));
        var sid = placed.path("id").asText();
        var until = System.nanoTime() + CALL_MAX.toNanos();
        while (System.nanoTime() < until && !isOver(from)) {
            pause(LOOK_EVERY);
        }
        send(HttpRequest.newBuilder(URI.create(standIns.url() + "/calls/" + sid))
                .DELETE());
        return placed.path("status").asInt();
    }

    private boolean isOver(String from) {
        var calls = send(HttpRequest.newBuilder(URI.create(standIns.url() + "/calls?from=" + encoded(from)))
                        .GET())
                .json();
        return calls.isArray()
                && !calls.isEmpty()
                && calls.path(0).path("state").asText().equals("ended");
    }

    /// @param fault as `POST /faults` of the stand-ins takes it
    void fault(Map<String, ?> fault) {
        providers("/faults", fault);
    }

    private JsonNode providers(String path, Map<String, ?> body) {
        return send(HttpRequest.newBuilder(URI.create(standIns.url() + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json(body))))
                .json();
    }

    private record Answer(int status, String body) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException("not JSON: " + body, e);
            }
        }
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a provider was calling", e);
        }
    }

    static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                System.err.println("could not be closed: " + e);
            }
        }
    }
}
