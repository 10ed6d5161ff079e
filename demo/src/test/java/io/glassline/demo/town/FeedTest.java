package io.glassline.demo.town;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.glassline.channel.Proof;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The record of a whole gateway, sent on to a program that checks each signature: by the secret of the environment, in
/// order, and once more where the program failed.
class FeedTest {

    private static final String VARIABLE = "GLASSLINE_FEED_RECORDS_SECRET";
    private static final byte[] KEY = "a key of at least 24 random bytes".getBytes(UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger forged = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger(2);
    private HttpServer program;

    @BeforeEach
    void start() throws IOException {
        program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/in", this::receive);
        program.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            if (!isGenuine(exchange, new String(body, UTF_8))) {
                forged.incrementAndGet();
                exchange.sendResponseHeaders(401, -1);
            } else if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(500, -1);
            } else {
                taken.add(JSON.readTree(body));
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private static boolean isGenuine(HttpExchange exchange, String body) {
        var headers = exchange.getRequestHeaders();
        var signed = headers.getFirst("webhook-id") + "." + headers.getFirst("webhook-timestamp") + "." + body;
        var signature = Base64.getEncoder().encodeToString(Proof.hmac("HmacSHA256", KEY, signed.getBytes(UTF_8)));
        return headers.getFirst("webhook-signature").equals("v1," + signature);
    }

    @AfterEach
    void stop() {
        program.stop(0);
    }

    @Test
    void theRecordIsSentOnSignedByTheSecretOfTheEnvironment(@TempDir Path folder) throws IOException {
        var config = folder.resolve("config");
        Folders.copy(Town.home().resolve("config"), config);
        Files.writeString(
                config.resolve("feeds.yml"), """
                feeds:
                  records-office:
                    url: http://127.0.0.1:%d/in
                    inside: yes
                    secret: ${%s}
                    kinds: [message.received, message.decided]
                """.formatted(program.getAddress().getPort(), VARIABLE));
        var secret = "whsec_" + Base64.getEncoder().encodeToString(KEY);
        try (var town = Town.of(config, Map.of(VARIABLE, secret), folder.resolve("data"))) {
            town.says("city-sms", "+15550188", "when is trash day");

            Town.await("what was said and what was decided is taken", () -> taken.size() >= 2);

            assertThat(taken.subList(0, 2))
                    .extracting(event -> event.path("type").asText())
                    .containsExactly("io.glassline.message.received", "io.glassline.message.decided");
            assertThat(taken).extracting(event -> event.path("id").asLong()).isSorted();
            assertThat(forged).hasValue(0);
            assertThat(failures).hasValue(0);
            assertThat(taken.toString()).doesNotContain("trash", "15550188");
            assertThat(town.api("/feeds").at("/feeds/0/state").asText()).isEqualTo("up");
        }
    }
}
