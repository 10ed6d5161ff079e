package io.glassline.bench.speed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/// The API of a node under measurement.
final class NodeApi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;

    NodeApi(int insidePort) {
        this.api = URI.create("http://127.0.0.1:" + insidePort + "/api");
    }

    JsonNode get(String path) throws InterruptedException {
        return send(path, Node.API_TOKEN, HttpRequest.newBuilder().GET());
    }

    JsonNode post(String path, byte[] body) throws InterruptedException {
        return post(path, Node.API_TOKEN, body);
    }

    JsonNode post(String path, String token, byte[] body) throws InterruptedException {
        return send(path, token, HttpRequest.newBuilder().POST(BodyPublishers.ofByteArray(body)));
    }

    private JsonNode send(String path, String token, HttpRequest.Builder request) throws InterruptedException {
        try {
            var answer = http.send(
                    request.uri(URI.create(api + path))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
