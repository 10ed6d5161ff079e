package io.glassline.storage.json;

import static io.glassline.storage.json.Json.field;
import static io.glassline.storage.json.Json.required;
import static io.glassline.storage.json.Json.text;
import static io.glassline.storage.json.Json.written;

import io.glassline.media.StoredFile;

/// A stored file as JSON, and back.
public final class AttachmentJson {

    private AttachmentJson() {}

    public static String write(StoredFile file) {
        return written(out -> {
            out.writeStartObject();
            field(out, "digest", file.digest());
            field(out, "type", file.type());
            out.writeNumberField("bytes", file.bytes());
            out.writeNumberField("width", file.width());
            out.writeNumberField("height", file.height());
            out.writeEndObject();
        });
    }

    public static StoredFile read(String json) {
        var node = Json.read(json);
        return new StoredFile(
                text(node, "digest"),
                text(node, "type"),
                required(node, "bytes").longValue(),
                required(node, "width").intValue(),
                required(node, "height").intValue());
    }
}
