package io.glassline.channels.web;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ChatJson;
import io.glassline.channels.Wording;
import io.glassline.message.Address;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what the chat's door hands on: a message of a visitor's, or marks of what they were shown and have
/// read.
///
/// Nothing here is `MALFORMED`, which would be kept: a visitor is signed by us and can write what they
/// like, so that would let anyone fill the quarantine.
final class WebWebhook {

    /// What the endpoint of a message is called, and of marks.
    static final String MESSAGES = "messages";

    static final String MARKS = "marks";

    private static final int MARKS_MAX = 100;

    /// Drawn by the visitor's browser for each message, so that one sent again is the same message.
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private WebWebhook() {}

    static Receipt receive(WebhookCall call, ChannelAccount account) {
        var visitor = WebCall.provenVisitor(call, account);
        if (visitor.isEmpty()) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "signature missing or wrong");
        }
        JsonNode json;
        try {
            json = JSON.readTree(call.body());
        } catch (IOException e) {
            return unreadable("not JSON");
        }
        if (!json.isObject()) {
            return unreadable("not an object");
        }
        return switch (call.endpoint()) {
            case MESSAGES -> message(json, visitor.get(), call);
            case MARKS -> marks(json, visitor.get(), call);
            default -> new Receipt.Nothing("an endpoint we have no use for");
        };
    }

    private static Receipt message(JsonNode json, String visitor, WebhookCall call) {
        var id = json.path("id").asText("");
        if (!CLIENT_ID.matcher(id).matches()) {
            return unreadable("a message without an id of its own");
        }
        var text = text(json, "text");
        var choice = text(json, "choice");
        if (text.filter(words -> words.length() > WebAdapter.TEXT_MAX_CHARS).isPresent()
                || choice.filter(chosen -> chosen.length() > Wording.IDENTIFIER_MAX_CHARS)
                        .isPresent()) {
            return unreadable("a message longer than is taken");
        }
        Content content = choice.<Content>map(chosen -> new Content.Choice(chosen, text.orElse(chosen)))
                .or(() -> text.map(Content.Text::new))
                .orElseGet(() -> new Content.Unsupported("a message without words"));
        return new Receipt.Events(List.of(new ChannelEvent.MessageReceived(
                nameFor(visitor, id),
                new Address(WebAdapter.KIND, visitor),
                content,
                call.receivedAt(),
                Optional.empty(),
                Set.of())));
    }

    private static Receipt marks(JsonNode json, String visitor, WebhookCall call) {
        var events = new ArrayList<ChannelEvent>();
        reports(json.path("delivered"), Delivery.DELIVERED, visitor, call, events);
        reports(json.path("read"), Delivery.READ, visitor, call, events);
        return events.isEmpty() ? new Receipt.Nothing("marks of nothing") : new Receipt.Events(events);
    }

    /// What a report names is looked for under the visitor's own name only: nobody reports for another.
    private static void reports(
            JsonNode ids, Delivery delivery, String visitor, WebhookCall call, List<ChannelEvent> events) {
        ChatJson.each(ids)
                .map(id -> Outgoing.PartRef.parse(id.asText("")))
                .flatMap(Optional::stream)
                .limit(MARKS_MAX)
                .forEach(part -> events.add(new ChannelEvent.DeliveryReported(
                        Optional.of(nameFor(visitor, part.toString())),
                        Optional.empty(),
                        delivery,
                        Optional.empty(),
                        call.receivedAt())));
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .map(Wording::legible)
                .filter(words -> !words.isBlank());
    }

    private static Receipt unreadable(String because) {
        return new Receipt.Refused(Fault.NOT_PROVABLE, because);
    }

    /// What names a message or a part on the whole account, of an id that is unique with the visitor.
    static String nameFor(String visitor, String id) {
        return visitor + "." + id;
    }
}
