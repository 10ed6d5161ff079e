package io.glassline.simulator.provider;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the stand-ins answer to a request.
public sealed interface Answer {

    public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) implements Answer {

        public Reply with(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Reply(status, contentType, body, more);
        }
    }

    /// The connection is closed and nothing is said.
    public record Silence() implements Answer {}

    public static Reply json(int status, Object value) {
        return new Reply(status, "application/json; charset=utf-8", Json.bytes(value), Map.of());
    }

    public static Reply bytes(String contentType, byte[] body) {
        return new Reply(200, contentType, body, Map.of());
    }

    public static Reply text(int status, String text) {
        return new Reply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Reply nothing(int status) {
        return new Reply(status, "", new byte[0], Map.of());
    }

    public static Reply redirect(int status, String location) {
        return nothing(status).with("Location", location);
    }

    public static Reply problem(int status, String title, String detail) {
        var body = Json.map("type", "about:blank", "title", title, "status", status, "detail", detail);
        return new Reply(status, "application/problem+json", Json.bytes(body), Map.of());
    }

    public static Reply noSuchPage(Request request) {
        return problem(404, "Not found", request.method() + " " + request.path() + " is not a page of the stand-ins");
    }
}
