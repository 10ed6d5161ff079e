package io.glassline.app.entries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// What anyone reads of an entry: docs/record/entries.md.
///
/// @param kind `in`, `out`, `act` or `system`; `unknown` where it is another
/// @param json the leaf as published
record PublicLeaf(long index, String kind, Optional<String> channel, Optional<ZonedDateTime> hour, String json) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH'Z'");

    static PublicLeaf read(long index, byte[] leaf) {
        var json = new String(leaf, StandardCharsets.UTF_8);
        try {
            var read = JSON.readTree(leaf);
            return new PublicLeaf(
                    index,
                    text(read, "kind")
                            .filter(kind -> kind.matches("in|out|act|system"))
                            .orElse("unknown"),
                    text(read, "channel").filter(channel -> !channel.isEmpty()),
                    text(read, "hour").flatMap(PublicLeaf::hour),
                    json);
        } catch (IOException e) {
            return new PublicLeaf(index, "unknown", Optional.empty(), Optional.empty(), json);
        }
    }

    private static Optional<String> text(JsonNode leaf, String field) {
        return Optional.ofNullable(leaf.get(field)).map(JsonNode::asText);
    }

    private static Optional<ZonedDateTime> hour(String written) {
        try {
            return Optional.of(LocalDateTime.parse(written, HOUR).atZone(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
