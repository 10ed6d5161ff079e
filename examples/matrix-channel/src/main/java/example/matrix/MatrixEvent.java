package example.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.MessageReceived;
import io.glassline.channel.ChannelEvent.SignalReceived;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.Wording;
import io.glassline.message.Address;
import io.glassline.message.Content;
import io.glassline.message.Signal;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One event of a room's timeline, as what it is for the city.
final class MatrixEvent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACE = Pattern.compile("geo:(-?[0-9]{1,3}(?:\\.[0-9]+)?),(-?[0-9]{1,3}(?:\\.[0-9]+)?).*");

    /// How a reply quotes what it replies to, in its plain text.
    private static final Pattern QUOTED = Pattern.compile("\\A(?:> [^\\n]*\\n)+\\n?");

    private MatrixEvent() {}

    /// @param call `{"room": …, "event": …}`
    static Receipt read(WebhookCall call, ChannelAccount account) {
        JsonNode json;
        try {
            json = JSON.readTree(call.body());
        } catch (IOException e) {
            return new Receipt.Refused(Fault.MALFORMED, "not JSON");
        }
        var event = json.path("event");
        var room = text(json, "room").map(Wording::identifier).filter(id -> id.length() <= Address.LENGTH_MAX_CHARS);
        var id = text(event, "event_id").map(Wording::identifier);
        if (room.isEmpty() || id.isEmpty() || room.get().isBlank()) {
            return new Receipt.Refused(Fault.MALFORMED, "an event without id or room");
        }
        if (text(event, "sender").filter(account.ownAddress()::equals).isPresent()) {
            return new Receipt.Nothing("the city's own event");
        }
        var from = new Address(MatrixAdapter.KIND, room.get());
        var at = event.path("origin_server_ts").canConvertToLong()
                ? instant(event.path("origin_server_ts").asLong(), call)
                : call.receivedAt();
        var content = event.path("content");
        Optional<ChannelEvent> told =
                switch (text(event, "type").orElse("")) {
                    case "m.room.message" -> Optional.of(message(id.get(), from, content, at));
                    case "m.room.encrypted" ->
                        Optional.of(said(id.get(), from, new Content.Unsupported("an encrypted message"), at));
                    case "m.sticker" -> Optional.of(said(id.get(), from, new Content.Unsupported("a sticker"), at));
                    case "m.reaction" -> reaction(id.get(), from, content, at);
                    case "m.room.redaction" ->
                        Optional.of(new SignalReceived(
                                id.get(),
                                from,
                                new Signal.Deletion(text(event, "redacts")
                                        .or(() -> text(content, "redacts"))
                                        .map(Wording::identifier)
                                        .map(Signal.About.ById::new)),
                                at));
                    default -> Optional.empty();
                };
        return told.<Receipt>map(one -> new Receipt.Events(List.of(one)))
                .orElseGet(() -> new Receipt.Nothing("an event we have no use for"));
    }

    private static ChannelEvent message(String id, Address from, JsonNode content, Instant at) {
        var relation = content.path("m.relates_to");
        if (text(relation, "rel_type").filter("m.replace"::equals).isPresent()) {
            return new SignalReceived(
                    id,
                    from,
                    new Signal.Edit(about(relation), body(content.path("m.new_content"))),
                    at);
        }
        return said(
                id,
                from,
                switch (text(content, "msgtype").orElse("")) {
                    case "m.text", "m.emote", "m.notice" -> new Content.Text(body(content));
                    case "m.image", "m.video", "m.audio", "m.file" -> media(content);
                    case "m.location" -> place(content);
                    default ->
                        text(content, "body").isPresent()
                                ? new Content.Text(body(content))
                                : new Content.Unsupported("a message without words");
                },
                at);
    }

    private static MessageReceived said(String id, Address from, Content content, Instant at) {
        return new MessageReceived(id, from, content, at, Optional.empty(), Set.of());
    }

    /// The words, without those of the message that is replied to.
    private static String body(JsonNode content) {
        var body = Wording.legible(content.path("body").asText(""));
        return content.path("m.relates_to").has("m.in_reply_to") ? QUOTED.matcher(body).replaceFirst("") : body;
    }

    private static Content media(JsonNode content) {
        var name = text(content, "filename").or(() -> text(content, "body")).map(Wording::legible);
        var caption = text(content, "filename")
                .flatMap(file -> text(content, "body").filter(body -> !body.equals(file)))
                .map(Wording::legible);
        var type = text(content.path("info"), "mimetype").map(Wording::legible).orElse("application/octet-stream");
        var kept = text(content, "url")
                .flatMap(MatrixEvent::uri)
                .<Content>map(location -> new Content.Media(type, location, caption, name));
        return kept.orElseGet(() -> caption.<Content>map(Content.Text::new)
                .orElseGet(() -> new Content.Unsupported("a file that is encrypted")));
    }

    private static Content place(JsonNode content) {
        var matcher = PLACE.matcher(text(content, "geo_uri").orElse(""));
        var label = text(content, "body").map(Wording::legible);
        if (!matcher.matches()) {
            return label.<Content>map(Content.Text::new)
                    .orElseGet(() -> new Content.Unsupported("a place that cannot be read"));
        }
        var latitude = Double.parseDouble(matcher.group(1));
        var longitude = Double.parseDouble(matcher.group(2));
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
                ? new Content.Place(latitude, longitude, label)
                : new Content.Unsupported("a place that is nowhere on earth");
    }

    private static Optional<ChannelEvent> reaction(String id, Address from, JsonNode content, Instant at) {
        var relation = content.path("m.relates_to");
        return text(relation, "key")
                .map(key -> new SignalReceived(
                        id, from, new Signal.Reaction(about(relation), Wording.legible(key)), at));
    }

    private static Optional<Signal.About> about(JsonNode relation) {
        return text(relation, "event_id").map(Wording::identifier).map(Signal.About.ById::new);
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// A homeserver's clock is not ours: a time that no message can have is when it came.
    private static Instant instant(long millis, WebhookCall call) {
        var now = call.receivedAt().toEpochMilli();
        return millis > 0 && millis <= now ? Instant.ofEpochMilli(millis) : call.receivedAt();
    }
}
