package io.glassline.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glassline.source.Question;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills a call with arguments. Each becomes one segment of a path, one value of a query or a part of
/// one JSON text, whatever stands in it.
final class CallTemplate {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z_][a-z0-9_]*)}");
    private static final String UNRESERVED = "-._~";

    private final Question.Call call;
    private final Map<String, String> arguments;

    CallTemplate(Question.Call call, Map<String, String> arguments) {
        this.call = call;
        this.arguments = arguments;
    }

    /// Whether a place in the path has nothing in it, or a step up: the call would go to another path
    /// than is meant, often the one that lists everything.
    boolean leavesItsPath() {
        var matcher = PLACE.matcher(call.path());
        while (matcher.find()) {
            var value = value(matcher.group(1)).strip();
            if (value.isEmpty() || value.equals(".") || value.equals("..")) {
                return true;
            }
        }
        return false;
    }

    URI address(URI base) {
        var address = new StringBuilder(base.toString()).append(filled(call.path(), CallTemplate::encoded));
        var separator = call.path().contains("?") ? '&' : '?';
        for (var parameter : new TreeMap<>(call.query()).entrySet()) {
            address.append(separator)
                    .append(encoded(parameter.getKey()))
                    .append('=')
                    .append(encoded(filled(parameter.getValue(), UnaryOperator.identity())));
            separator = '&';
        }
        return URI.create(address.toString());
    }

    Optional<String> body(ObjectMapper json) {
        return call.body().map(fields -> {
            ObjectNode object = json.createObjectNode();
            new TreeMap<>(fields).forEach((name, text) -> object.put(name, filled(text, UnaryOperator.identity())));
            return object.toString();
        });
    }

    private String filled(String text, UnaryOperator<String> written) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(written.apply(value(place.group(1)))));
    }

    private String value(String name) {
        return arguments.getOrDefault(name, "");
    }

    /// Percent-encoded, all but what RFC 3986 leaves unreserved.
    static String encoded(String text) {
        var encoded = new StringBuilder();
        for (var octet : text.getBytes(UTF_8)) {
            var character = (char) (octet & 0xff);
            var isPlain =
                    character < 0x80 && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0);
            if (isPlain) {
                encoded.append(character);
            } else {
                encoded.append("%%%02X".formatted((int) character));
            }
        }
        return encoded.toString();
    }
}
