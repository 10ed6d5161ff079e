package io.glassline.sources.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// Reads what GeoReport servers answer, XML and JSON alike, as one tree: servers answer in another
/// form than the path asks for, wrap lists or leave the wrapper out, and say errors in several
/// forms.
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// The elements that hold lists, also where there is one thing in them.
    private static final Set<String> LISTS =
            Set.of("services", "service_requests", "requests", "attributes", "values", "errors");

    private Answers() {}

    /// Empty for what is neither.
    static Optional<JsonNode> tree(String body) {
        var text = body.strip();
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        return text.startsWith("<") ? xml(text) : json(text);
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isContainerNode);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /// Without a document type nothing can be included, nor grow.
    private static Optional<JsonNode> xml(String text) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            var root = builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
            if (root.getNodeName().equalsIgnoreCase("html")) {
                return Optional.empty();
            }
            return Optional.of(value(root)).filter(JsonNode::isContainerNode);
        } catch (SAXException | IOException e) {
            return Optional.empty();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this JDK has no XML parser that can be hardened", e);
        }
    }

    private static JsonNode value(Element element) {
        var children = elements(element);
        if (LISTS.contains(element.getNodeName())) {
            var list = JsonNodeFactory.instance.arrayNode();
            children.forEach(child -> list.add(value(child)));
            return list;
        }
        if (children.isEmpty()) {
            return JsonNodeFactory.instance.textNode(element.getTextContent().strip());
        }
        var object = JsonNodeFactory.instance.objectNode();
        children.forEach(child -> object.set(child.getNodeName(), value(child)));
        return object;
    }

    private static List<Element> elements(Element element) {
        var elements = new ArrayList<Element>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element found) {
                elements.add(found);
            }
        }
        return elements;
    }

    /// The things in an answer: of a list each, of a wrapper what it wraps, else the thing itself.
    static List<ObjectNode> things(JsonNode answer) {
        var things = new ArrayList<ObjectNode>();
        switch (answer) {
            case ArrayNode list ->
                list.forEach(each -> {
                    if (each instanceof ObjectNode thing) {
                        things.add(thing);
                    }
                });
            case ObjectNode object -> {
                for (var name : LISTS) {
                    if (!name.equals("attributes")
                            && !name.equals("values")
                            && object.path(name).isArray()) {
                        return things(object.path(name));
                    }
                }
                things.add(object);
            }
            default -> {}
        }
        return things;
    }

    /// A field's text; numbers are texts too, and what is null or blank is not there.
    static Optional<String> text(JsonNode thing, String name) {
        var value = thing.path(name);
        return value.isValueNode() && !value.isNull()
                ? Optional.of(value.asText().strip()).filter(text -> !text.isEmpty() && !text.equals("null"))
                : Optional.empty();
    }

    /// What it says went wrong, in whichever form it says so.
    static Optional<String> error(String body) {
        return tree(body).flatMap(answer -> {
            var said = things(answer).stream()
                    .map(thing -> thing.path("error").isObject() ? thing.path("error") : thing)
                    .flatMap(thing -> text(thing, "description")
                            .or(() -> text(thing, "message"))
                            .or(() -> text(thing, "error"))
                            .or(() -> text(thing, "detail"))
                            .stream())
                    .toList();
            return said.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", said));
        });
    }

    /// The JDK's own prints what it finds.
    private static final class Strict implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {
            // nothing is lost
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
