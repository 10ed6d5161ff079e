package io.glassline.declared.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON, in one pass. A whole number that fits is a `long`, exactly; a larger one is the text of its digits, for it is
/// a name and no amount. A null is as if it were not there.
public final class JsonBody {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEPTH_MAX)
                    .maxStringLength(Limits.TEXT_MAX_CHARS)
                    .maxNumberLength(Limits.NUMBER_MAX_CHARS)
                    .maxNameLength(Limits.NAME_MAX_CHARS)
                    .maxTokenCount(Limits.VALUES_MAX)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // strangers' names would stay in memory
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private JsonBody() {}

    /// @return a map, a list, a text, a number or a truth
    public static Object decode(byte[] body) throws Unreadable {
        try (var parser = FACTORY.createParser(Limits.whole(body))) {
            if (parser.nextToken() == null) {
                throw new Unreadable("not JSON: it is empty");
            }
            var value = value(parser);
            if (parser.nextToken() != null) {
                throw new Unreadable("not JSON: something comes after its end");
            }
            return value == null ? Map.of() : value;
        } catch (StreamConstraintsException e) {
            throw new Unreadable("JSON beyond the limits of depth, size or number of values");
        } catch (IOException e) {
            throw new Unreadable("not JSON");
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? parser.getText() : parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> number(parser);
            default -> null;
        };
    }

    /// `1e400` is no number that can be reckoned with.
    private static Object number(JsonParser parser) throws IOException {
        var number = parser.getDoubleValue();
        return Double.isFinite(number) ? number : parser.getText();
    }

    private static Map<String, Object> fields(JsonParser parser) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            var value = value(parser);
            if (value != null) {
                fields.put(name, value);
            }
        }
        return fields;
    }

    private static List<Object> items(JsonParser parser) throws IOException {
        var items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var value = value(parser);
            if (value != null) {
                items.add(value);
            }
        }
        return items;
    }
}
