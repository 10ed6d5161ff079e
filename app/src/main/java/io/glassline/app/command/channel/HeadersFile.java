package io.glassline.app.command.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A call's headers in a file: a line `Name: value` each, as they travel, or a JSON object.
final class HeadersFile {

    private HeadersFile() {}

    /// Names in lower case.
    ///
    /// @throws IOException when the file cannot be read, or a line has no colon; the message names the line.
    static Map<String, List<String>> read(Path file) throws IOException {
        var text = Files.readString(file, UTF_8).strip();
        var headers = new HashMap<String, List<String>>();
        if (text.startsWith("{")) {
            new ObjectMapper()
                    .readValue(text, new TypeReference<Map<String, String>>() {})
                    .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
            return headers;
        }
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            var colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("%s:%d: a header is NAME: VALUE".formatted(file, number));
            }
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    List.of(line.substring(colon + 1).strip()));
        }
        return headers;
    }
}
