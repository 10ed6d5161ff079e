package io.glassline.bench.loss;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The providers' stand-ins as the harness speaks to them: what goes wrong there, and what they sent.
final class Providers {

    private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Providers(String url) {
        this.url = url;
    }

    /// One send that a provider performed.
    record Performed(String account, String to, String text, List<String> providerIds) {}

    /// @param fault as `POST /faults` takes it
    void begin(Map<String, ?> fault) {
        try {
            ask(request("/faults")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(fault))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void endFaults() {
        ask(request("/faults").DELETE());
    }

    /// Every send that was performed, in the order it was.
    List<Performed> ledger() {
        var all = new ArrayList<Performed>();
        for (var after = 0L; ; ) {
            var page = ask(request("/ledger?after=" + after).GET());
            page.path("sends").forEach(sent -> {
                var ids = new ArrayList<String>();
                sent.path("providerIds").forEach(id -> ids.add(id.asText()));
                all.add(new Performed(
                        sent.path("account").asText(),
                        sent.path("to").asText(),
                        sent.path("text").asText(),
                        List.copyOf(ids)));
            });
            if (page.path("sends").isEmpty()) {
                return all;
            }
            after = page.path("next").asLong();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER_WAIT_MAX);
    }

    private JsonNode ask(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException("the stand-ins answered " + response.statusCode() + " to "
                        + response.request().uri());
            }
            return response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the stand-ins", e);
        }
    }
}
