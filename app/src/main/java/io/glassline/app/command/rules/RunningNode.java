package io.glassline.app.command.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.connection.HttpLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The API of a running node, as its options name it.
public final class RunningNode {

    /// Activating waits until each node has learnt the answers.
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Of the whole command: what it gives is read after the call.
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the inside port of a running node, such as http://localhost:8081")
    @Nullable
    URI url;

    @Option(names = "--token", paramLabel = "TOKEN", description = "a token of its API (default: $GLASSLINE_API_TOKEN)")
    @Nullable
    String token;

    public boolean isNamed() {
        return url != null;
    }

    public JsonNode get(String path) {
        return send(path, request -> request.GET());
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return send(
                path,
                request -> request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.valueToTree(body).toString())));
    }

    /// @throws Refused when a node would not take so much
    JsonNode post(String path, byte[] zip) {
        if (zip.length > HttpLimits.INSIDE_BODY_MAX_BYTES) {
            throw new Refused("The folder has %d KiB when it is packed, and a node takes %d KiB."
                    .formatted(zip.length >> 10, HttpLimits.INSIDE_BODY_MAX_BYTES >> 10));
        }
        BodyPublisher body = BodyPublishers.ofByteArray(zip);
        return send(
                path,
                request -> request.header("Content-Type", "application/zip").POST(body));
    }

    /// What reads a file that a node gives out.
    public interface FileReading<T> {

        T of(InputStream file) throws IOException;
    }

    /// Asks for a file.
    ///
    /// @throws IOException where it cannot be kept
    public <T> T post(String path, FileReading<T> reading) throws IOException {
        var answer = answer(path, request -> request.POST(BodyPublishers.noBody()), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            if (answer.statusCode() >= 300) {
                throw new Refused(told(answer.statusCode(), JSON.readTree(body)));
            }
            return reading.of(body);
        }
    }

    JsonNode delete(String path) {
        return send(path, HttpRequest.Builder::DELETE);
    }

    /// How the next command names the same node; the token's value is not repeated.
    String again() {
        return " --url " + url + (token == null ? "" : " --token TOKEN");
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    private interface Completed {

        HttpRequest.Builder of(HttpRequest.Builder request);
    }

    private JsonNode send(String path, Completed completed) {
        var answer = answer(path, completed, BodyHandlers.ofString());
        try {
            var body = answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            if (answer.statusCode() >= 300) {
                throw new Refused(told(answer.statusCode(), body));
            }
            return body;
        } catch (IOException e) {
            throw new Refused("%s did not answer sensibly: %s".formatted(url, e.getMessage()));
        }
    }

    private <T> HttpResponse<T> answer(String path, Completed completed, BodyHandler<T> handler) {
        if (url == null) {
            throw new Refused("Name a running node: --url http://localhost:8081 --token TOKEN");
        }
        var secret = token == null ? System.getenv("GLASSLINE_API_TOKEN") : token;
        if (secret == null || secret.isBlank()) {
            throw new Refused("Name a token of its API: --token TOKEN, or set GLASSLINE_API_TOKEN.");
        }
        var request = HttpRequest.newBuilder(URI.create(url.toString().replaceFirst("/+$", "") + "/api" + path))
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + secret);
        try {
            return HTTP.send(completed.of(request).build(), handler);
        } catch (ConnectException e) {
            throw new Refused(
                    "Nothing answers at %s. Is the node running, and is this its inside port?".formatted(url));
        } catch (IOException e) {
            throw new Refused("%s did not answer sensibly: %s".formatted(url, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("interrupted");
        }
    }

    private static String told(int status, JsonNode body) {
        var lines = new StringBuilder();
        StreamSupport.stream(body.path("problems").spliterator(), false)
                .forEach(problem -> lines.append(problem.asText()).append(System.lineSeparator()));
        return lines + body.path("detail").asText("it answered " + status);
    }
}
