package io.glassline.storage.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// What a citizen said for a request, as a JSON object of texts.
public final class RequestJson {

    private RequestJson() {}

    /// A zero character, which PostgreSQL reads out of no JSON, is replaced.
    public static String values(Map<String, String> values) {
        return Json.written(out -> {
            out.writeStartObject();
            for (var value : new TreeMap<>(values).entrySet()) {
                Json.field(out, value.getKey(), value.getValue().replace('\0', '\uFFFD'));
            }
            out.writeEndObject();
        });
    }

    public static Map<String, String> readValues(String json) {
        var values = new LinkedHashMap<String, String>();
        Json.read(json)
                .properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().textValue()));
        return values;
    }
}
