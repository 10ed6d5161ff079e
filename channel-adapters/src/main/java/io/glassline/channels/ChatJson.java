package io.glassline.channels;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.message.Content;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// How the chats' JSON is read, which says less than it should and is never refused for it.
public final class ChatJson {

    private static final long YEAR_10000_S = 253_402_300_800L;

    private ChatJson() {}

    /// The items of a list; none where there is no list.
    public static Stream<JsonNode> each(JsonNode list) {
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.empty();
    }

    /// The parts that are there, or empty when none is.
    public static Optional<String> joined(String between, Stream<Optional<String>> parts) {
        return parts.flatMap(Optional::stream).reduce((first, more) -> first + between + more);
    }

    /// Where `at.latitude` and `at.longitude` are on the earth.
    public static Optional<Content> place(JsonNode at, Optional<String> label) {
        if (!at.path("latitude").isNumber() || !at.path("longitude").isNumber()) {
            return Optional.empty();
        }
        var latitude = at.path("latitude").doubleValue();
        var longitude = at.path("longitude").doubleValue();
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
                ? Optional.of(new Content.Place(latitude, longitude, label))
                : Optional.empty();
    }

    /// A time in seconds since 1970, as a number or written out; `otherwise` where it makes no sense.
    public static Instant time(JsonNode seconds, Instant otherwise) {
        var read = seconds.asLong(0);
        return read > 0 && read < YEAR_10000_S ? Instant.ofEpochSecond(read) : otherwise;
    }
}
