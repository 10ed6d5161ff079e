package io.glassline.simulator.open311;

import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes answers in the two forms of GeoReport v2.
final class Forms {

    private Forms() {}

    /// A list of things: a JSON array, or `<root><element>…`.
    static Answer.Reply list(
            boolean asXml,
            int status,
            String root,
            String element,
            List<? extends Map<String, ? extends @Nullable Object>> things) {
        if (!asXml) {
            return Answer.json(status, things);
        }
        var out = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<" + root + ">");
        things.forEach(thing -> element(out, element, thing));
        return xml(status, out.append("</").append(root).append(">").toString());
    }

    /// One thing: a JSON object, or `<root>…`.
    static Answer.Reply thing(boolean asXml, String root, Map<String, ? extends @Nullable Object> thing) {
        if (!asXml) {
            return Answer.json(200, thing);
        }
        var out = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        element(out, root, thing);
        return xml(200, out.toString());
    }

    static Answer.Reply error(boolean asXml, int status, String description) {
        return list(asXml, status, "errors", "error", List.of(Json.map("code", status, "description", description)));
    }

    private static Answer.Reply xml(int status, String text) {
        return new Answer.Reply(status, "text/xml; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static void element(StringBuilder out, String name, @Nullable Object value) {
        out.append('<').append(name).append('>');
        switch (value) {
            case null -> {}
            case Map<?, ?> fields -> fields.forEach((field, each) -> element(out, String.valueOf(field), each));
            case List<?> all -> all.forEach(each -> element(out, name.substring(0, name.length() - 1), each));
            default -> out.append(escaped(String.valueOf(value)));
        }
        out.append("</").append(name).append('>');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
