package io.glassline.app.open311;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.core.annotation.Nullable;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// The two forms in which GeoReport v2 is written.
enum GeoReportForm {
    JSON("application/json; charset=utf-8") {
        @Override
        String list(String root, String element, List<? extends Map<String, ? extends @Nullable Object>> things) {
            return written(things);
        }

        @Override
        String thing(String root, Map<String, ? extends @Nullable Object> thing) {
            return written(thing);
        }
    },
    XML("text/xml; charset=utf-8") {
        @Override
        String list(String root, String element, List<? extends Map<String, ? extends @Nullable Object>> things) {
            return xml(out -> {
                out.writeStartElement(root);
                for (var thing : things) {
                    write(out, element, thing);
                }
                out.writeEndElement();
            });
        }

        @Override
        String thing(String root, Map<String, ? extends @Nullable Object> thing) {
            return xml(out -> write(out, root, thing));
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final XMLOutputFactory XML_OUT = XMLOutputFactory.newDefaultFactory();

    private final String contentType;

    GeoReportForm(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    abstract String list(String root, String element, List<? extends Map<String, ? extends @Nullable Object>> things);

    abstract String thing(String root, Map<String, ? extends @Nullable Object> thing);

    String error(int status, String description) {
        var error = new LinkedHashMap<String, @Nullable Object>();
        error.put("code", status);
        error.put("description", description);
        return list("errors", "error", List.of(error));
    }

    private static String written(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and lists are always JSON", e);
        }
    }

    private interface Writing {
        void to(XMLStreamWriter out) throws XMLStreamException;
    }

    private static String xml(Writing writing) {
        try {
            var text = new StringWriter();
            var out = XML_OUT.createXMLStreamWriter(text);
            out.writeStartDocument("utf-8", "1.0");
            writing.to(out);
            out.writeEndDocument();
            out.flush();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    /// A list's elements are named as it is, without its last letter.
    private static void write(XMLStreamWriter out, String name, @Nullable Object value) throws XMLStreamException {
        out.writeStartElement(name);
        switch (value) {
            case null -> {}
            case Map<?, ?> fields -> {
                for (var field : fields.entrySet()) {
                    write(out, String.valueOf(field.getKey()), field.getValue());
                }
            }
            case List<?> all -> {
                for (var each : all) {
                    write(out, name.substring(0, name.length() - 1), each);
                }
            }
            default -> out.writeCharacters(plain(String.valueOf(value)));
        }
        out.writeEndElement();
    }

    /// XML 1.0 has no control characters but tab and line ends.
    private static String plain(String text) {
        return text.replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
