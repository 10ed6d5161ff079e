package io.glassline.storage.json;

import static io.glassline.storage.json.Json.field;
import static io.glassline.storage.json.Json.list;
import static io.glassline.storage.json.Json.maybe;
import static io.glassline.storage.json.Json.maybeText;
import static io.glassline.storage.json.Json.read;
import static io.glassline.storage.json.Json.required;
import static io.glassline.storage.json.Json.text;
import static io.glassline.storage.json.Json.uuid;
import static io.glassline.storage.json.Json.wellFormed;
import static io.glassline.storage.json.Json.written;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.channel.MailThread;
import io.glassline.channel.Outgoing;
import io.glassline.config.VersionId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Topic;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Writes our values as compact JSON and reads them back the same.
///
/// The forms are spelled out and not derived from the classes: what was stored years ago must still be readable
/// after a class has been renamed. A field may be added, if its absence means something; none may change its
/// meaning.
///
/// A half of a surrogate pair, which has no bytes in UTF-8, is written as U+FFFD, as in the audit stream.
public final class JsonForms {

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
                case Content.Media(var mediaType, var location, var caption, var fileName) -> {
                    field(out, "mediaType", mediaType);
                    field(out, "location", location.toString());
                    field(out, "caption", caption);
                    field(out, "fileName", fileName);
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
                case Content.Template(var name, var language, var values, var text) -> {
                    field(out, "name", name);
                    field(out, "language", language);
                    values(out, values);
                    field(out, "text", text);
                }
                case Content.Unsupported(var description) -> field(out, "description", description);
                case Signal signal -> SignalJson.write(out, signal);
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
                        text(node, "mediaType"),
                        URI.create(text(node, "location")),
                        maybeText(node, "caption"),
                        maybeText(node, "fileName"));
            case "place" ->
                new Content.Place(
                        required(node, "latitude").doubleValue(),
                        required(node, "longitude").doubleValue(),
                        maybeText(node, "label"));
            case "choice" -> new Content.Choice(text(node, "id"), text(node, "label"));
            case "keys" -> new Content.Keys(text(node, "digits"));
            case "call" -> new Content.Call();
            case "template" ->
                new Content.Template(
                        text(node, "name"),
                        text(node, "language"),
                        list(required(node, "values"), JsonNode::textValue),
                        text(node, "text"));
            case "unsupported" -> new Content.Unsupported(text(node, "description"));
            default ->
                SignalJson.read(kind, node)
                        .orElseThrow(() ->
                                new IllegalStateException("stored content of a kind that is not known here: " + kind));
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
            field(out, "listButton", message.listButton());
            if (message.pace() == Outgoing.Pace.BULK) {
                field(out, "pace", "bulk");
            }
            if (message.template().isPresent()) {
                var template = message.template().get();
                out.writeObjectFieldStart("template");
                field(out, "name", template.name());
                field(out, "language", template.language());
                values(out, template.values());
                out.writeEndObject();
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
                maybeText(node, "listButton"),
                maybe(node, "pace").isPresent() ? Outgoing.Pace.BULK : Outgoing.Pace.LIVE,
                maybe(node, "template")
                        .map(template -> new Outgoing.Template(
                                text(template, "name"),
                                text(template, "language"),
                                list(required(template, "values"), JsonNode::textValue))));
    }

    private static void values(JsonGenerator out, List<String> values) throws IOException {
        out.writeArrayFieldStart("values");
        for (var value : values) {
            out.writeString(wellFormed(value));
        }
        out.writeEndArray();
    }

    static void write(JsonGenerator out, Session session) throws IOException {
        out.writeStartObject();
        if (session.flow().isPresent()) {
            out.writeFieldName("flow");
            write(out, session.flow().get());
        }
        out.writeFieldName("offered");
        write(out, session.offered());
        out.writeBooleanField("disclosed", session.disclosed());
        out.writeNumberField("misses", session.misses());
        field(out, "lastSaid", session.lastSaid());
        field(out, "lastAnswer", session.lastAnswer());
        field(out, "consentAsked", session.consentAsked().map(Message.Id::toString));
        if (session.botGoesOn()) {
            out.writeBooleanField("botGoesOn", true);
        }
        if (session.alarm().isPresent()) {
            out.writeObjectFieldStart("alarm");
            field(out, "emergency", session.alarm().get().emergency());
            out.writeBooleanField("isAsked", session.alarm().get().isAsked());
            out.writeEndObject();
        }
        if (!session.topic().equals(Topic.NONE)) {
            out.writeObjectFieldStart("topic");
            field(out, "name", session.topic().name());
            field(out, "question", session.topic().question());
            out.writeFieldName("menu");
            write(out, session.topic().menu());
            out.writeEndObject();
        }
        field(out, "missedAt", session.missedAt().map(Instant::toString));
        if (session.toldOfWait()) {
            out.writeBooleanField("toldOfWait", true);
        }
        if (session.waits() != Session.Waits.HOLDING) {
            field(out, "waits", session.waits().name());
        }
        if (!session.tags().isEmpty()) {
            out.writeArrayFieldStart("tags");
            for (var tag : session.tags()) {
                out.writeString(tag);
            }
            out.writeEndArray();
        }
        field(out, "address", session.address());
        if (!session.setAside().isEmpty()) {
            out.writeArrayFieldStart("setAside");
            for (var flow : session.setAside()) {
                write(out, flow);
            }
            out.writeEndArray();
        }
        if (session.eraseCode().isPresent()) {
            var sent = session.eraseCode().get();
            out.writeObjectFieldStart("eraseCode");
            field(out, "code", sent.code());
            field(out, "sentAt", sent.sentAt().toString());
            out.writeNumberField("triesLeft", sent.triesLeft());
            out.writeEndObject();
        }
        if (session.ratingAsked().isPresent()) {
            var asked = session.ratingAsked().get();
            out.writeObjectFieldStart("ratingAsked");
            field(out, "question", asked.question().toString());
            field(out, "at", asked.at().toString());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Session.Flow flow) throws IOException {
        out.writeStartObject();
        field(out, "name", flow.name());
        field(out, "step", flow.step());
        field(out, "version", flow.version().map(VersionId::hex));
        out.writeObjectFieldStart("slots");
        for (var slot : flow.slots().entrySet()) {
            field(out, wellFormed(slot.getKey()), slot.getValue());
        }
        out.writeEndObject();
        if (flow.isOffered()) {
            out.writeBooleanField("isOffered", true);
        }
        out.writeEndObject();
    }

    static Session session(JsonNode node) {
        return new Session(
                maybe(node, "flow").map(JsonForms::flow),
                offers(required(node, "offered")),
                required(node, "disclosed").booleanValue(),
                required(node, "misses").intValue(),
                maybeText(node, "lastSaid"),
                maybeText(node, "lastAnswer"),
                maybeText(node, "consentAsked").map(UUID::fromString).map(Message.Id::new),
                maybe(node, "botGoesOn").isPresent(),
                maybe(node, "alarm")
                        .map(alarm -> new Session.Alarm(
                                text(alarm, "emergency"),
                                required(alarm, "isAsked").booleanValue())),
                maybe(node, "topic").map(JsonForms::topic).orElse(Topic.NONE),
                maybeText(node, "missedAt").map(Instant::parse),
                maybe(node, "toldOfWait").isPresent(),
                maybeText(node, "waits").map(Session.Waits::valueOf).orElse(Session.Waits.HOLDING),
                tags(node),
                maybeText(node, "address"),
                setAside(node),
                maybe(node, "eraseCode")
                        .map(sent -> new Session.EraseCode(
                                text(sent, "code"),
                                Instant.parse(text(sent, "sentAt")),
                                required(sent, "triesLeft").intValue())),
                maybe(node, "ratingAsked")
                        .map(asked -> new Session.RatingAsked(
                                new Message.Id(uuid(asked, "question")), Instant.parse(text(asked, "at")))));
    }

    private static List<Session.Flow> setAside(JsonNode node) {
        var forms = new ArrayList<Session.Flow>();
        maybe(node, "setAside").ifPresent(all -> all.forEach(form -> forms.add(flow(form))));
        return forms;
    }

    private static Set<String> tags(JsonNode node) {
        var tags = new TreeSet<String>();
        maybe(node, "tags").ifPresent(all -> all.forEach(tag -> tags.add(tag.textValue())));
        return tags;
    }

    private static Topic topic(JsonNode node) {
        return new Topic(maybeText(node, "name"), maybeText(node, "question"), offers(required(node, "menu")));
    }

    private static Session.Flow flow(JsonNode node) {
        var slots = new LinkedHashMap<String, String>();
        required(node, "slots")
                .properties()
                .forEach(slot -> slots.put(slot.getKey(), slot.getValue().textValue()));
        return new Session.Flow(
                text(node, "name"),
                text(node, "step"),
                slots,
                maybeText(node, "version").map(VersionId::new),
                maybe(node, "isOffered").isPresent());
    }

    static void write(JsonGenerator out, MailThread thread) throws IOException {
        out.writeStartObject();
        field(out, "messageId", thread.messageId());
        out.writeArrayFieldStart("references");
        for (var reference : thread.references()) {
            out.writeString(wellFormed(reference));
        }
        out.writeEndArray();
        field(out, "subject", thread.subject());
        field(out, "conversation", thread.conversation().map(UUID::toString));
        field(out, "replyTo", thread.replyTo());
        field(out, "answers", thread.answers().map(Message.Id::toString));
        out.writeEndObject();
    }

    static MailThread thread(JsonNode node) {
        return new MailThread(
                text(node, "messageId"),
                list(required(node, "references"), JsonNode::textValue),
                maybeText(node, "subject"),
                maybeText(node, "conversation").map(UUID::fromString),
                maybeText(node, "replyTo"),
                maybeText(node, "answers").map(UUID::fromString).map(Message.Id::new));
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
}
