package io.glassline.bench.loss;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Asks a server that answers in JSON, and takes nothing but a success for an answer.
final class JsonClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(30);

    private final String whom;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// @param whom as errors name it.
    JsonClient(String whom) {
        this.whom = whom;
    }

    /// @return the answer; an empty object for an empty one.
    JsonNode ask(HttpRequest.Builder request) {
        try {
            var response = http.send(request.timeout(ANSWER_WAIT_MAX).build(), BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(whom + " answered " + response.statusCode() + " to "
                        + response.request().uri());
            }
            return response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + whom, e);
        }
    }
}
