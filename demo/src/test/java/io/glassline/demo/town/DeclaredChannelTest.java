package io.glassline.demo.town;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.channel.Proof;
import io.glassline.channel.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A channel that is a file and no Java, all the way: a message in, the answer out, its report; and the file changed
/// while the demo runs.
class DeclaredChannelTest {

    private static final String VARIABLE = "GLASSLINE_CUSTOM_SIGNING_SECRET";
    private static final Secret SECRET = new Secret(PlaceholderVariables.likely(VARIABLE));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> sent = new CopyOnWriteArrayList<>();
    private HttpServer program;

    /// The agency's own program, which takes what the city says.
    @BeforeEach
    void start() throws IOException {
        program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/messages", exchange -> {
            try (exchange) {
                var body = exchange.getRequestBody().readAllBytes();
                var headers = exchange.getRequestHeaders();
                var id = headers.getFirst("webhook-id");
                var signature = signature(id, headers.getFirst("webhook-timestamp"), new String(body, UTF_8));
                var isOurs = signature.equals(headers.getFirst("webhook-signature"));
                var answer = (isOurs ? "{\"id\":\"" + id + "\"}" : "{}").getBytes(UTF_8);
                exchange.sendResponseHeaders(isOurs ? 200 : 401, answer.length);
                exchange.getResponseBody().write(answer);
                if (isOurs) {
                    sent.add(JSON.readTree(body));
                }
            }
        });
        program.start();
    }

    @AfterEach
    void stop() {
        program.stop(0);
    }

    @Test
    void aMessageGoesAllTheWayAndAChangedFileIsLive(@TempDir Path folder) throws IOException {
        var config = folder.resolve("config");
        Folders.copy(Town.home().resolve("config"), config);
        Files.writeString(
                config.resolve("channels.yml"),
                Files.readString(config.resolve("channels.yml"))
                        + """

                          - id: city-custom
                            kind: custom
                            address: front-desk
                            settings:
                              api-url: "http://127.0.0.1:%d"
                            secrets:
                              signing-secret: "${%s}"
                        """.formatted(program.getAddress().getPort(), VARIABLE));
        try (var town = Town.of(config, folder.resolve("data"))) {
            assertThat(call(
                            town,
                            "m-1",
                            "{\"type\":\"message\",\"id\":\"m-1\",\"from\":\"resident-7\","
                                    + "\"text\":\"thank you so much\"}"))
                    .isEqualTo(200);
            Town.await("the program is told the answer", () -> said("resident-7", "You are welcome."));

            var reference = sent.getLast().path("reference").asText();
            assertThat(call(
                            town,
                            "s-1",
                            "{\"type\":\"status\",\"reference\":\"%s\",\"status\":\"delivered\"}".formatted(reference)))
                    .isEqualTo(200);
            Town.await(
                    "the report has come",
                    () -> town.conversation("resident-7").toString().contains("delivered"));

            var forged = town.send(town.request(town.internet("/channels/city-custom"))
                    .header("webhook-signature", "v1,AAAA")
                    .POST(BodyPublishers.ofString("{}")));
            assertThat(forged.statusCode()).isEqualTo(403);

            var before = active(town);
            change(config.resolve("channels/custom.yml"), "        text: item.text\n", "        text: item.words\n");
            change(config.resolve("channels/custom.cases.yml"), "receive:\n", "received:\n");
            Town.await("the mistake is told", () -> town.printed().contains("channels/custom.cases.yml:"));
            assertThat(active(town)).isEqualTo(before);

            Files.delete(config.resolve("channels/custom.cases.yml"));
            Town.await("the changed file is live", () -> !active(town).equals(before));
            call(
                    town,
                    "m-2",
                    "{\"type\":\"message\",\"id\":\"m-2\",\"from\":\"resident-8\","
                            + "\"words\":\"thank you so much\"}");
            Town.await("it reads calls as it says now", () -> said("resident-8", "You are welcome."));
        }
    }

    private boolean said(String to, String text) {
        return sent.stream()
                .anyMatch(message -> message.path("to").asText().equals(to)
                        && message.path("text").asText().contains(text));
    }

    private static int call(Town town, String id, String body) {
        var now = Long.toString(Instant.now().getEpochSecond());
        return town.send(town.request(town.internet("/channels/city-custom"))
                        .header("Content-Type", "application/json")
                        .header("webhook-id", id)
                        .header("webhook-timestamp", now)
                        .header("webhook-signature", signature(id, now, body))
                        .POST(BodyPublishers.ofString(body)))
                .statusCode();
    }

    private static String signature(String id, String timestamp, String body) {
        var key = Base64.getDecoder().decode(SECRET.value().substring("whsec_".length()));
        var mac = Proof.hmac("HmacSHA256", key, (id + "." + timestamp + "." + body).getBytes(UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac);
    }

    private static String active(Town town) {
        return town.api("/configuration").path("active").asText();
    }

    private static void change(Path file, String from, String to) throws IOException {
        var text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }
}
