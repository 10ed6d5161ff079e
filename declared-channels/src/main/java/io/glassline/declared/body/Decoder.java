package io.glassline.declared.body;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a body is read.
public enum Decoder {
    JSON,
    FORM,
    XML,
    MULTIPART,
    /// The query of the URL, where a provider sends what it has to say by GET.
    QUERY;

    public static List<String> words() {
        return Arrays.stream(values()).map(Decoder::word).toList();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @return a map, a list, a text, a number or a truth
    public Object decode(byte[] body, String contentType, String rawQuery) throws Unreadable {
        return switch (this) {
            case JSON -> JsonBody.decode(body);
            case FORM -> FormBody.decode(body).asMap();
            case XML -> XmlBody.decode(body);
            case MULTIPART -> MultipartBody.decode(body, contentType);
            case QUERY ->
                rawQuery.isEmpty() ? Map.of() : FormBody.decode(rawQuery).asMap();
        };
    }
}
