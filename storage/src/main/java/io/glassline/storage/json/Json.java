package io.glassline.storage.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Writes and reads JSON.
///
/// A half of a surrogate pair, which has no bytes in UTF-8, is written as U+FFFD, as in the audit stream.
public final class Json {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Json() {}

    static String written(Writing writing) {
        try (var text = new SegmentedStringWriter(JSON.getFactory()._getBufferRecycler());
                var out = JSON.getFactory().createGenerator(text)) {
            writing.to(out);
            out.flush();
            return text.getAndClear();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    static void field(JsonGenerator out, String name, String value) throws IOException {
        out.writeStringField(name, wellFormed(value));
    }

    static void field(JsonGenerator out, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            field(out, name, value.get());
        }
    }

    /// `text` with every half of a surrogate pair replaced. Hardly ever are there any, and then nothing is copied.
    public static String wellFormed(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    i++;
                } else {
                    return repaired(text);
                }
            }
        }
        return text;
    }

    private static String repaired(String text) {
        return text.codePoints()
                .map(c -> c <= Character.MAX_VALUE && Character.isSurrogate((char) c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            e.clearLocation(); // it would quote the text, and the text may be a citizen's
            throw new IllegalStateException("stored JSON cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode required(JsonNode node, String name) {
        var value = node.get(name);
        if (value == null) {
            throw new IllegalStateException("stored JSON has no field " + name);
        }
        return value;
    }

    static String text(JsonNode node, String name) {
        return required(node, name).textValue();
    }

    static UUID uuid(JsonNode node, String name) {
        return UUID.fromString(text(node, name));
    }

    static Instant instant(JsonNode node, String name) {
        return Instant.parse(text(node, name));
    }

    static Optional<JsonNode> maybe(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name));
    }

    static Optional<String> maybeText(JsonNode node, String name) {
        return maybe(node, name).map(JsonNode::textValue);
    }

    static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
        var list = new ArrayList<T>(array.size());
        array.forEach(element -> list.add(read.apply(element)));
        return list;
    }
}
