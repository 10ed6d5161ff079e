package io.glassline.storage.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.glassline.channel.MailThread;
import io.glassline.channel.Outgoing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Writes our values as compact JSON and reads them back the same.
///
/// The forms are spelled out and not derived from the classes: what was stored years ago must still be readable
/// after a class has been renamed. A field may be added, if its absence means something; none may change its
/// meaning.
///
/// A half of a surrogate pair, which has no bytes in UTF-8, is written as U+FFFD, as in the audit stream.
public final class JsonForms {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonForms() {}

    public static String headers(Map<String, List<String>> headers) {
        return written(out -> {
            out.writeStartObject();
            for (var header : headers.entrySet()) {
                out.writeArrayFieldStart(wellFormed(header.getKey()));
                for (var value : header.getValue()) {
                    out.writeString(wellFormed(value));
                }
                out.writeEndArray();
            }
            out.writeEndObject();
        });
    }

    public static Map<String, List<String>> readHeaders(String json) {
        var headers = new LinkedHashMap<String, List<String>>();
        read(json)
                .properties()
                .forEach(header -> headers.put(header.getKey(), list(header.getValue(), JsonNode::asText)));
        return headers;
    }

    public static String content(Content content) {
        return written(out -> {
            out.writeStartObject();
            field(out, "kind", content.kind());
            switch (content) {
                case Content.Text(var body) -> field(out, "text", body);
                case Content.Media(var mediaType, var location, var caption) -> {
                    field(out, "mediaType", mediaType);
                    field(out, "location", location.toString());
                    field(out, "caption", caption);
                }
                case Content.Place(var latitude, var longitude, var label) -> {
                    out.writeNumberField("latitude", latitude);
                    out.writeNumberField("longitude", longitude);
                    field(out, "label", label);
                }
                case Content.Choice(var id, var label) -> {
                    field(out, "id", id);
                    field(out, "label", label);
                }
                case Content.Keys(var digits) -> field(out, "digits", digits);
                case Content.Call _ -> {}
                case Content.Unsupported(var description) -> field(out, "description", description);
            }
            out.writeEndObject();
        });
    }

    public static Content readContent(String json) {
        var node = read(json);
        var kind = text(node, "kind");
        return switch (kind) {
            case "text" -> new Content.Text(text(node, "text"));
            case "media" ->
                new Content.Media(
                        text(node, "mediaType"), URI.create(text(node, "location")), maybeText(node, "caption"));
            case "place" ->
                new Content.Place(
                        required(node, "latitude").doubleValue(),
                        required(node, "longitude").doubleValue(),
                        maybeText(node, "label"));
            case "choice" -> new Content.Choice(text(node, "id"), text(node, "label"));
            case "keys" -> new Content.Keys(text(node, "digits"));
            case "call" -> new Content.Call();
            case "unsupported" -> new Content.Unsupported(text(node, "description"));
            default -> throw new IllegalStateException("stored content of a kind that is not known here: " + kind);
        };
    }

    public static String offers(List<Message.Offer> offers) {
        return offers.isEmpty() ? "[]" : written(out -> write(out, offers));
    }

    public static List<Message.Offer> readOffers(String json) {
        return json.equals("[]") ? List.of() : offers(read(json));
    }

    public static String thread(MailThread thread) {
        return written(out -> write(out, thread));
    }

    public static MailThread readThread(String json) {
        return thread(read(json));
    }

    public static String session(Session session) {
        return written(out -> write(out, session));
    }

    public static Session readSession(String json) {
        return session(read(json));
    }

    public static String decision(RoutingDecision decision) {
        return written(out -> {
            out.writeStartObject();
            switch (decision) {
                case RoutingDecision.ToBot(var with, var _) -> {
                    field(out, "to", "bot");
                    field(out, "with", with);
                }
                case RoutingDecision.ToQueue(var queue, var priority, var _) -> {
                    field(out, "to", "queue");
                    field(out, "queue", queue.name());
                    field(out, "priority", priority.name());
                }
                case RoutingDecision.StaysWithPeople _ -> field(out, "to", "people");
                case RoutingDecision.Gated(var gate, var _) -> {
                    field(out, "to", "gate");
                    field(out, "gate", gate);
                }
                case RoutingDecision.Kept _ -> field(out, "to", "nobody");
            }
            var because = decision.because();
            field(out, "rule", because.rule());
            field(out, "rulesVersion", because.rulesVersion());
            field(out, "words", because.words());
            out.writeArrayFieldStart("trace");
            for (var condition : because.trace()) {
                out.writeStartObject();
                field(out, "rule", condition.rule());
                field(out, "expression", condition.expression());
                field(out, "saw", condition.saw());
                out.writeBooleanField("held", condition.held());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    public static RoutingDecision readDecision(String json) {
        var node = read(json);
        var because = new Because(
                text(node, "rule"),
                text(node, "rulesVersion"),
                text(node, "words"),
                list(
                        required(node, "trace"),
                        c -> new Condition(
                                text(c, "rule"),
                                text(c, "expression"),
                                text(c, "saw"),
                                required(c, "held").booleanValue())));
        var to = text(node, "to");
        return switch (to) {
            case "bot" -> new RoutingDecision.ToBot(text(node, "with"), because);
            case "queue" ->
                new RoutingDecision.ToQueue(
                        new QueueId(text(node, "queue")), Stage.Priority.valueOf(text(node, "priority")), because);
            case "people" -> new RoutingDecision.StaysWithPeople(because);
            case "gate" -> new RoutingDecision.Gated(text(node, "gate"), because);
            case "nobody" -> new RoutingDecision.Kept(because);
            default -> throw new IllegalStateException("stored decision of a kind that is not known here: " + to);
        };
    }

    public static String outgoing(Outgoing message) {
        return written(out -> {
            out.writeStartObject();
            field(out, "id", message.id().toString());
            field(out, "conversation", message.conversation().toString());
            field(out, "channel", message.to().channel().name());
            field(out, "address", message.to().value());
            field(out, "text", message.text());
            out.writeFieldName("offers");
            write(out, message.offers());
            field(out, "language", message.language().toLanguageTag());
            if (message.thread().isPresent()) {
                out.writeFieldName("thread");
                write(out, message.thread().get());
            }
            out.writeBooleanField("automatic", message.automatic());
            if (message.pace() == Outgoing.Pace.BULK) {
                field(out, "pace", "bulk");
            }
            out.writeEndObject();
        });
    }

    public static Outgoing readOutgoing(String json) {
        var node = read(json);
        return new Outgoing(
                new Message.Id(uuid(node, "id")),
                uuid(node, "conversation"),
                new Address(new ChannelKind(text(node, "channel")), text(node, "address")),
                text(node, "text"),
                offers(required(node, "offers")),
                Locale.forLanguageTag(text(node, "language")),
                maybe(node, "thread").map(JsonForms::thread),
                required(node, "automatic").booleanValue(),
                maybe(node, "pace").isPresent() ? Outgoing.Pace.BULK : Outgoing.Pace.LIVE);
    }

    public static String conversation(Conversation conversation) {
        return written(out -> {
            out.writeStartObject();
            field(out, "id", conversation.id().toString());
            field(out, "pseudonym", conversation.pseudonym().toString());
            field(out, "account", conversation.lane().accountId());
            field(out, "channel", conversation.lane().citizen().channel().name());
            field(out, "address", conversation.lane().citizen().value());
            field(out, "language", conversation.language().toLanguageTag());
            write(out, conversation.stage());
            out.writeFieldName("session");
            write(out, conversation.session());
            if (conversation.thread().isPresent()) {
                out.writeFieldName("thread");
                write(out, conversation.thread().get());
            }
            out.writeNumberField("messageCount", conversation.messageCount());
            out.writeNumberField("version", conversation.version());
            field(out, "openedAt", conversation.openedAt().toString());
            field(out, "lastActivityAt", conversation.lastActivityAt().toString());
            out.writeEndObject();
        });
    }

    public static Conversation readConversation(String json) {
        var node = read(json);
        return new Conversation(
                new Conversation.Id(uuid(node, "id")),
                uuid(node, "pseudonym"),
                new Lane(
                        text(node, "account"),
                        new Address(new ChannelKind(text(node, "channel")), text(node, "address"))),
                Locale.forLanguageTag(text(node, "language")),
                stage(node),
                session(required(node, "session")),
                maybe(node, "thread").map(JsonForms::thread),
                required(node, "messageCount").intValue(),
                required(node, "version").longValue(),
                instant(node, "openedAt"),
                instant(node, "lastActivityAt"));
    }

    private static void write(JsonGenerator out, Stage stage) throws IOException {
        field(out, "state", stage.state());
        switch (stage) {
            case Stage.WithBot _ -> {}
            case Stage.Waiting(var queue, var priority, var since) -> {
                field(out, "queue", queue.name());
                field(out, "priority", priority.name());
                field(out, "since", since.toString());
            }
            case Stage.WithAgent(var queue, var agentId, var since) -> {
                field(out, "queue", queue.name());
                field(out, "agent", agentId);
                field(out, "since", since.toString());
            }
            case Stage.Closed(var at, var outcome) -> {
                field(out, "at", at.toString());
                field(out, "outcome", outcome);
            }
        }
    }

    private static Stage stage(JsonNode node) {
        var state = text(node, "state");
        return switch (state) {
            case "bot" -> new Stage.WithBot();
            case "waiting" ->
                new Stage.Waiting(
                        new QueueId(text(node, "queue")),
                        Stage.Priority.valueOf(text(node, "priority")),
                        instant(node, "since"));
            case "agent" ->
                new Stage.WithAgent(new QueueId(text(node, "queue")), text(node, "agent"), instant(node, "since"));
            case "closed" -> new Stage.Closed(instant(node, "at"), text(node, "outcome"));
            default -> throw new IllegalStateException("stored stage that is not known here: " + state);
        };
    }

    private static void write(JsonGenerator out, Session session) throws IOException {
        out.writeStartObject();
        if (session.flow().isPresent()) {
            var flow = session.flow().get();
            out.writeObjectFieldStart("flow");
            field(out, "name", flow.name());
            field(out, "step", flow.step());
            out.writeObjectFieldStart("slots");
            for (var slot : flow.slots().entrySet()) {
                field(out, wellFormed(slot.getKey()), slot.getValue());
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeFieldName("offered");
        write(out, session.offered());
        out.writeBooleanField("disclosed", session.disclosed());
        out.writeNumberField("misses", session.misses());
        field(out, "lastSaid", session.lastSaid());
        field(out, "lastAnswer", session.lastAnswer());
        out.writeEndObject();
    }

    private static Session session(JsonNode node) {
        return new Session(
                maybe(node, "flow").map(JsonForms::flow),
                offers(required(node, "offered")),
                required(node, "disclosed").booleanValue(),
                required(node, "misses").intValue(),
                maybeText(node, "lastSaid"),
                maybeText(node, "lastAnswer"));
    }

    private static Session.Flow flow(JsonNode node) {
        var slots = new LinkedHashMap<String, String>();
        required(node, "slots")
                .properties()
                .forEach(slot -> slots.put(slot.getKey(), slot.getValue().textValue()));
        return new Session.Flow(text(node, "name"), text(node, "step"), slots);
    }

    private static void write(JsonGenerator out, MailThread thread) throws IOException {
        out.writeStartObject();
        field(out, "messageId", thread.messageId());
        out.writeArrayFieldStart("references");
        for (var reference : thread.references()) {
            out.writeString(wellFormed(reference));
        }
        out.writeEndArray();
        field(out, "subject", thread.subject());
        field(out, "conversation", thread.conversation().map(UUID::toString));
        out.writeEndObject();
    }

    private static MailThread thread(JsonNode node) {
        return new MailThread(
                text(node, "messageId"),
                list(required(node, "references"), JsonNode::textValue),
                maybeText(node, "subject"),
                maybeText(node, "conversation").map(UUID::fromString));
    }

    private static void write(JsonGenerator out, List<Message.Offer> offers) throws IOException {
        out.writeStartArray();
        for (var offer : offers) {
            out.writeStartObject();
            field(out, "id", offer.id());
            field(out, "label", offer.label());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static List<Message.Offer> offers(JsonNode node) {
        return list(node, offer -> new Message.Offer(text(offer, "id"), text(offer, "label")));
    }

    private static String written(Writing writing) {
        try (var text = new SegmentedStringWriter(JSON.getFactory()._getBufferRecycler());
                var out = JSON.getFactory().createGenerator(text)) {
            writing.to(out);
            out.flush();
            return text.getAndClear();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    private static void field(JsonGenerator out, String name, String value) throws IOException {
        out.writeStringField(name, wellFormed(value));
    }

    private static void field(JsonGenerator out, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            field(out, name, value.get());
        }
    }

    /// `text` with every half of a surrogate pair replaced. Hardly ever are there any, and then nothing is copied.
    public static String wellFormed(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    i++;
                } else {
                    return repaired(text);
                }
            }
        }
        return text;
    }

    private static String repaired(String text) {
        return text.codePoints()
                .map(c -> c <= Character.MAX_VALUE && Character.isSurrogate((char) c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            e.clearLocation(); // it would quote the text, and the text may be a citizen's
            throw new IllegalStateException("stored JSON cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonNode required(JsonNode node, String name) {
        var value = node.get(name);
        if (value == null) {
            throw new IllegalStateException("stored JSON has no field " + name);
        }
        return value;
    }

    private static String text(JsonNode node, String name) {
        return required(node, name).textValue();
    }

    private static UUID uuid(JsonNode node, String name) {
        return UUID.fromString(text(node, name));
    }

    private static Instant instant(JsonNode node, String name) {
        return Instant.parse(text(node, name));
    }

    private static Optional<JsonNode> maybe(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name));
    }

    private static Optional<String> maybeText(JsonNode node, String name) {
        return maybe(node, name).map(JsonNode::textValue);
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
        var list = new ArrayList<T>(array.size());
        array.forEach(element -> list.add(read.apply(element)));
        return list;
    }
}
