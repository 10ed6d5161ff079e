package io.glassline.simulator.provider;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The parameters of a query or a form, in the order they came, keys case-sensitive.
public record Params(Map<String, List<String>> values) {

    public static final Params NONE = new Params(Map.of());

    /// @throws BadRequest if a percent escape is broken
    public static Params parse(String encoded) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var key = equals < 0 ? pair : pair.substring(0, equals);
                var value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(decode(key), _ -> new ArrayList<>()).add(decode(value));
            }
        }
        return new Params(values);
    }

    public static Params of(Map<String, String> single) {
        var values = new LinkedHashMap<String, List<String>>();
        single.forEach((key, value) -> values.put(key, List.of(value)));
        return new Params(values);
    }

    public Optional<String> get(String key) {
        var found = values.get(key);
        return found == null || found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
    }

    public String text(String key) {
        return get(key).orElse("");
    }

    public List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }

    public String encoded() {
        return values.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new BadRequest("'" + text + "' is not percent-encoded UTF-8: " + broken.getMessage());
        }
    }
}
