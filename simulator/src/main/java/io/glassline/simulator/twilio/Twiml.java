package io.glassline.simulator.twilio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// TwiML: what the gateway wants to happen on the line.
///
/// Source: <https://www.twilio.com/docs/voice/twiml>, <https://www.twilio.com/docs/messaging/twiml>
final class Twiml {

    private static final int GATHER_TIMEOUT_SECONDS = 5;
    private static final int SAY_MAX_CHARS = 4096;

    private Twiml() {}

    sealed interface Verb {}

    record Say(String text) implements Verb {}

    record Play(String url) implements Verb {}

    record Pause(Duration length) implements Verb {}

    /// @param prompts what is said while the city already listens
    /// @param numDigits after how many keys it stops listening
    /// @param finishOnKey empty for none
    record Gather(
            List<Verb> prompts,
            boolean hearsKeys,
            boolean hearsSpeech,
            String action,
            String method,
            Duration timeout,
            OptionalInt numDigits,
            String finishOnKey,
            boolean actionOnEmptyResult)
            implements Verb {}

    record Redirect(String url, String method) implements Verb {}

    /// Speaking over a socket, until that ends; then the next request goes to `action`.
    record Connect(String action, String method, Relay relay) implements Verb {}

    /// @param parameters what is told back in `setup`
    record Relay(
            String url,
            String language,
            boolean interruptible,
            boolean hearsKeys,
            boolean tellsTokens,
            Map<String, String> parameters) {}

    record Reject(String reason) implements Verb {}

    record Hangup() implements Verb {}

    record Message(String text, List<String> media) implements Verb {}

    /// A verb of TwiML that the stand-in does not perform.
    record Unknown(String name) implements Verb {}

    /// Whether something is to be said in one breath that Twilio does not say.
    static boolean isTooLong(List<Verb> verbs) {
        return verbs.stream().anyMatch(verb -> switch (verb) {
            case Say(var text) -> text.length() > SAY_MAX_CHARS;
            case Gather gather -> isTooLong(gather.prompts());
            case Play _, Pause _, Redirect _, Connect _, Reject _, Hangup _, Message _, Unknown _ -> false;
        });
    }

    /// @return empty if this is not TwiML
    static Optional<List<Verb>> parse(byte[] document) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // the default one prints
            var root = builder.parse(new ByteArrayInputStream(document)).getDocumentElement();
            return root.getTagName().equals("Response")
                    ? Optional.of(children(root).stream().map(Twiml::verb).toList())
                    : Optional.empty();
        } catch (SAXException | IOException notXml) {
            return Optional.empty();
        } catch (ParserConfigurationException everyJdkCan) {
            throw new IllegalStateException(everyJdkCan);
        }
    }

    private static Verb verb(Element element) {
        return switch (element.getTagName()) {
            case "Say" -> new Say(text(element));
            case "Play" -> new Play(text(element));
            case "Pause" -> new Pause(Duration.ofSeconds(number(element, "length", 1)));
            case "Gather" -> gather(element);
            case "Connect" -> connect(element);
            case "Redirect" -> new Redirect(text(element), method(element));
            case "Reject" -> new Reject(attribute(element, "reason", "rejected"));
            case "Hangup" -> new Hangup();
            case "Message" -> message(element);
            default -> new Unknown(element.getTagName());
        };
    }

    private static Gather gather(Element element) {
        var input = attribute(element, "input", "dtmf");
        return new Gather(
                children(element).stream().map(Twiml::verb).toList(),
                input.contains("dtmf"),
                input.contains("speech"),
                element.getAttribute("action"),
                method(element),
                Duration.ofSeconds(number(element, "timeout", GATHER_TIMEOUT_SECONDS)),
                element.getAttribute("numDigits").matches("\\d{1,4}")
                        ? OptionalInt.of(number(element, "numDigits", 1))
                        : OptionalInt.empty(),
                attribute(element, "finishOnKey", "#"),
                attribute(element, "actionOnEmptyResult", "false").equals("true"));
    }

    /// Of what can be connected, the stand-in knows ConversationRelay.
    private static Verb connect(Element element) {
        return children(element, "ConversationRelay").stream()
                .findFirst()
                .<Verb>map(relay -> new Connect(element.getAttribute("action"), method(element), relay(relay)))
                .orElseGet(() -> new Unknown(element.getTagName()));
    }

    private static Relay relay(Element element) {
        var parameters = new LinkedHashMap<String, String>();
        children(element, "Parameter")
                .forEach(one -> parameters.put(one.getAttribute("name"), one.getAttribute("value")));
        return new Relay(
                element.getAttribute("url"),
                attribute(element, "language", "en-US"),
                !attribute(element, "interruptible", "any").equals("none"),
                attribute(element, "dtmfDetection", "false").equals("true"),
                element.getAttribute("events").contains("tokens-played"),
                parameters);
    }

    private static Message message(Element element) {
        var bodies = children(element, "Body").stream().map(Twiml::text).toList();
        var media = children(element, "Media").stream().map(Twiml::text).toList();
        var nested = !bodies.isEmpty() || !media.isEmpty();
        return new Message(
                nested ? String.join("\n", bodies) : element.getTextContent().strip(), media);
    }

    private static String method(Element element) {
        return attribute(element, "method", "POST").equalsIgnoreCase("GET") ? "GET" : "POST";
    }

    private static int number(Element element, String name, int otherwise) {
        var value = element.getAttribute(name);
        return value.matches("\\d{1,4}") ? Integer.parseInt(value) : otherwise;
    }

    private static String attribute(Element element, String name, String otherwise) {
        return element.hasAttribute(name) ? element.getAttribute(name) : otherwise;
    }

    private static String text(Element element) {
        return element.getTextContent().strip().replaceAll("\\s+", " ");
    }

    private static List<Element> children(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .toList();
    }

    private static List<Element> children(Element parent) {
        var children = new ArrayList<Element>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
