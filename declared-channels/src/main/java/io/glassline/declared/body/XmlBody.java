package io.glassline.declared.body;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// XML, without document types, entities of its own or anything from elsewhere.
///
/// An element that holds only words is their text; another is a map of what is in it, an attribute by `@name`,
/// words beside elements by `#text`. Elements of one name are a list when there are several: `list(…)` makes one of
/// it also when there is one.
final class XmlBody {

    private static final XMLInputFactory FACTORY = factory();

    private XmlBody() {}

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    static Object decode(byte[] body) throws Unreadable {
        try {
            var reader = reader(Limits.whole(body));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    var count = new int[1];
                    var name = reader.getLocalName();
                    var root = new LinkedHashMap<String, Object>();
                    root.put(name, element(reader, 1, count));
                    while (reader.hasNext()) {
                        reader.next(); // what comes after the root must be XML, too
                    }
                    return root;
                }
            }
            throw new Unreadable("not XML: it is empty");
        } catch (XMLStreamException | RuntimeException e) { // the JDK's reader throws both for what is broken
            throw new Unreadable("not XML");
        }
    }

    /// The factory promises nothing about threads.
    private static XMLStreamReader reader(byte[] body) throws XMLStreamException {
        synchronized (FACTORY) {
            return FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
        }
    }

    private static Object element(XMLStreamReader reader, int depth, int[] count)
            throws XMLStreamException, Unreadable {
        count(depth, ++count[0], reader.getLocalName());
        var fields = new LinkedHashMap<String, Object>();
        for (var i = 0; i < reader.getAttributeCount(); i++) {
            count(depth, ++count[0], reader.getAttributeLocalName(i));
            fields.put("@" + reader.getAttributeLocalName(i), text(reader.getAttributeValue(i)));
        }
        var words = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    var name = reader.getLocalName();
                    add(fields, name, element(reader, depth + 1, count));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> words.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return whole(fields, text(words.toString()));
                }
                default -> {}
            }
        }
        throw new Unreadable("not XML: an element is not closed");
    }

    private static Object whole(Map<String, Object> fields, String words) {
        if (fields.isEmpty()) {
            return words;
        }
        if (!words.isBlank()) {
            fields.put("#text", words.strip());
        }
        return fields;
    }

    @SuppressWarnings("unchecked") // lists are made here, and nowhere else
    private static void add(Map<String, Object> fields, String name, Object value) {
        var before = fields.get(name);
        if (before == null) {
            fields.put(name, value);
        } else if (before instanceof List<?> list) {
            ((List<Object>) list).add(value);
        } else {
            fields.put(name, new ArrayList<>(List.of(before, value)));
        }
    }

    private static void count(int depth, int count, String name) throws Unreadable {
        if (depth > Limits.DEPTH_MAX || count > Limits.VALUES_MAX || name.length() > Limits.NAME_MAX_CHARS) {
            throw new Unreadable("XML beyond the limits of depth, size or number of values");
        }
    }

    private static String text(String text) throws Unreadable {
        if (text.length() > Limits.TEXT_MAX_CHARS) {
            throw new Unreadable("XML with a text that is too long");
        }
        return text;
    }
}
