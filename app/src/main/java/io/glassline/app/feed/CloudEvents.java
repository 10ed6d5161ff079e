package io.glassline.app.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.desk.Board;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Entries as CloudEvents (<https://cloudevents.io>, version 1.0) in JSON. The `id` is the entry's index and `data` has
/// the public `leaf` and, for those who may have it, the `sealed` part. Salts are never given.
public final class CloudEvents {

    /// The media type of one event.
    public static final String MEDIA_TYPE = "application/cloudevents+json; charset=UTF-8";

    private final ObjectMapper json = new ObjectMapper();
    private final String source;

    /// @param source names this log in each event; its origin
    public CloudEvents(String source) {
        this.source = source;
    }

    public String of(Board.AuditLine entry, boolean isSealed) {
        try {
            return json.writeValueAsString(new CloudEvent(
                    "1.0",
                    Long.toString(entry.index()),
                    source,
                    "io.glassline." + entry.kind(),
                    entry.at().toString(),
                    "application/json",
                    new Data(entry.leaf(), isSealed ? entry.sealed().orElse(null) : null)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record CloudEvent(
            String specversion,
            String id,
            String source,
            String type,
            String time,
            String datacontenttype,
            Data data) {}

    /// Both parts are JSON already, and stay byte for byte what was committed to. An entry of version 1,
    /// or one that was erased, has no sealed part.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Data(
            @JsonRawValue String leaf,
            @JsonRawValue @Nullable String sealed) {}
}
