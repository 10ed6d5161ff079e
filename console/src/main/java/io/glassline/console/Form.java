package io.glassline.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// What a form sent (`application/x-www-form-urlencoded`, WHATWG URL §5.1). Only the first value of a name counts.
record Form(Map<String, String> fields) {

    /// More than the longest reply takes, written in three bytes of UTF-8 with each byte escaped.
    static final int BODY_MAX_BYTES = 64 * 1024;

    Form {
        fields = Map.copyOf(fields);
    }

    /// @throws IllegalArgumentException when an escape is not one, or is that of the character U+0000, which no text
    /// has.
    static Form parse(String body) {
        var fields = new HashMap<String, String>();
        for (var pair : body.split("&")) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    /// The field with line ends as one character each, as the browser counted them; empty when it was not sent.
    String field(String name) {
        return fields.getOrDefault(name, "").replace("\r\n", "\n");
    }

    private static String decode(String text) {
        var decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        if (decoded.indexOf(0) >= 0) {
            throw new IllegalArgumentException("a form has the character U+0000 in it");
        }
        return decoded;
    }
}
