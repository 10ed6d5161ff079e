package io.glassline.simulator.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// One HTTP request to the stand-ins, read whole.
///
/// @param path as it was sent, still percent-encoded
public record Request(String method, String path, Params query, Headers headers, byte[] body) {

    /// The path's parts, decoded; the leading slash makes no empty one.
    public List<String> segments() {
        return Arrays.stream(path.substring(1).split("/", -1))
                .map(part -> Params.decode(part.replace("+", "%2B")))
                .toList();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    public boolean isForm() {
        return header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded");
    }

    public boolean isMultipart() {
        return header("Content-Type").orElse("").startsWith("multipart/form-data");
    }

    public Params form() {
        return Params.parse(text());
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// @throws BadRequest if the body is not a JSON object
    public JsonNode json() {
        try {
            var node = Json.MAPPER.readTree(body);
            if (node == null || !node.isObject()) {
                throw new BadRequest("the body must be a JSON object");
            }
            return node;
        } catch (JsonProcessingException notJson) {
            throw new BadRequest("the body is not JSON: " + notJson.getOriginalMessage());
        } catch (IOException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }

    public Optional<String> bearer() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }

    /// `user:password` of HTTP Basic.
    public Optional<String> basic() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .flatMap(value -> {
                    try {
                        var decoded =
                                Base64.getDecoder().decode(value.substring(6).strip());
                        return Optional.of(new String(decoded, StandardCharsets.UTF_8));
                    } catch (IllegalArgumentException notBase64) {
                        return Optional.empty();
                    }
                });
    }
}
