package io.glassline.app.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpRequest;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is read of a visitor's request.
final class ChatRequest {

    private static final String BEARER = "Bearer ";

    private ChatRequest() {}

    /// The session's token. It stands in a header and never in an address, which is written down on the
    /// way.
    static Optional<String> token(HttpRequest<?> request) {
        return Optional.ofNullable(request.getHeaders().get("Authorization"))
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    static Optional<String> origin(HttpRequest<?> request) {
        return Optional.ofNullable(request.getHeaders().get("Origin")).map(value -> value.toLowerCase(Locale.ROOT));
    }

    /// The fields of a form, the first of each name; those that cannot be read are left out.
    static Map<String, String> form(byte[] body) {
        var fields = new HashMap<String, String>();
        for (var pair : new String(body, UTF_8).split("&")) {
            var equals = pair.indexOf('=');
            try {
                if (equals > 0) {
                    fields.putIfAbsent(
                            URLDecoder.decode(pair.substring(0, equals), UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
                }
            } catch (IllegalArgumentException e) {
                // not a form of ours
            }
        }
        return fields;
    }
}
