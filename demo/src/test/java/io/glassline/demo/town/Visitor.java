package io.glassline.demo.town;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// A visitor of the city's website as the widget speaks for them, by code that the widget does not share.
final class Visitor {

    static final String CHAT = "/chat/city-web";

    private static final ObjectMapper JSON = new ObjectMapper();

    final String token;
    private final Town town;

    private Visitor(Town town, String token) {
        this.town = town;
        this.token = token;
    }

    /// Opens a session, and works for it where that is asked.
    static Visitor in(Town town) {
        var answer = call(town, "POST", "/session", "", "{}");
        if (answer.statusCode() == 429) {
            answer = call(town, "POST", "/session", "", solution(json(answer.body())));
        }
        if (answer.statusCode() != 200) {
            throw new AssertionError("no session: " + answer.statusCode() + " " + answer.body());
        }
        return new Visitor(town, json(answer.body()).path("token").asText());
    }

    static String solution(JsonNode asked) {
        var puzzle = asked.path("puzzle").asText();
        for (var n = 0; ; n++) {
            if (zeroBits(puzzle + "." + n) >= asked.path("bits").asInt()) {
                return "{\"puzzle\":\"%s\",\"answer\":\"%d\"}".formatted(puzzle, n);
            }
        }
    }

    private static int zeroBits(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Integer.numberOfLeadingZeros(
                    (digest[0] & 0xFF) << 24 | (digest[1] & 0xFF) << 16 | (digest[2] & 0xFF) << 8 | digest[3] & 0xFF);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /// What the record knows of this visitor, and all.
    String address() {
        return token.split("\\.")[0];
    }

    HttpResponse<String> says(String text) {
        return says(UUID.randomUUID().toString(), text);
    }

    HttpResponse<String> says(String id, String text) {
        return call("POST", "/messages", message(id, text));
    }

    static String message(String id, String text) {
        return JSON.valueToTree(Map.of("id", id, "text", text)).toString();
    }

    HttpResponse<String> call(String method, String path, String body, String... headers) {
        return call(town, method, path, token, body, headers);
    }

    /// @param headers instead of those that the widget sends on the city's website
    static HttpResponse<String> call(
            Town town, String method, String path, String token, String body, String... headers) {
        var request = town.request(town.internet(CHAT + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length == 0) {
            request.header("Origin", "http://localhost:" + town.providersPort);
        } else if (!headers[0].isEmpty()) {
            request.headers(headers);
        }
        return town.send(request);
    }

    /// Who looks too often is asked to wait, and waits.
    JsonNode talk(String after) {
        var looked = Town.awaitValue(
                "the visitor may look", () -> call("GET", "/talk?after=" + after, ""), a -> a.statusCode() != 429);
        return json(looked.body());
    }

    /// Waits until the city has said something that fits.
    JsonNode hears(String expected) {
        return Town.awaitValue("the visitor hears «" + expected + "»", () -> talk(""), talk -> {
            for (var line : talk.path("lines")) {
                if (!line.path("by").asText().equals("citizen")
                        && line.path("text").asText().contains(expected)) {
                    return true;
                }
            }
            return false;
        });
    }

    /// What is streamed, line by line, from what was seen last.
    CompletableFuture<HttpResponse<Stream<String>>> listens(HttpClient http, String lastEventId) {
        var request = town.request(town.internet(CHAT + "/events"))
                .header("Authorization", "Bearer " + token)
                .header("Origin", "http://localhost:" + town.providersPort);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        return http.sendAsync(request.build(), BodyHandlers.ofLines());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }
}
