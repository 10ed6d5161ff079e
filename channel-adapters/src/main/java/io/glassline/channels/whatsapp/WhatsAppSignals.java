package io.glassline.channels.whatsapp;

import static io.glassline.channels.whatsapp.WhatsAppWebhook.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.channels.Wording;
import io.glassline.message.Content;
import io.glassline.message.Signal;
import io.glassline.message.Signal.About;
import java.util.Optional;
import java.util.stream.Stream;

/// What comes as a message and is no sentence. Meta says more with each version: whatever has no words and no
/// file, and is of no kind that we know, is a notice.
final class WhatsAppSignals {

    private WhatsAppSignals() {}

    static Signal of(JsonNode message) {
        var type = message.path("type").asText("");
        var body = message.path(type);
        return switch (type) {
            case "reaction" -> {
                var about = about(body, "message_id");
                var emoji = text(body, "emoji");
                yield emoji.isPresent()
                        ? new Signal.Reaction(about, emoji.get())
                        : new Signal.ReactionWithdrawn(about, Optional.empty());
            }
            case "edit" -> new Signal.Edit(about(body, "original_message_id"), words(body.path("message")));
            case "revoke" -> new Signal.Deletion(about(body, "original_message_id"));
            case "system" ->
                new Signal.ServiceNotice(
                        Optional.empty(), text(body, "body").orElse("a notice of WhatsApp's about the account"));
            default ->
                new Signal.ServiceNotice(
                        Stream.of("message_id", "original_message_id", "id")
                                .flatMap(field -> about(body, field).stream())
                                .findFirst(),
                        "a notice of WhatsApp's: "
                                + Wording.identifier(kind(message, type)).replace('_', ' '));
        };
    }

    private static String kind(JsonNode message, String type) {
        return text(message.path(type), "type").map(more -> type + ", " + more).orElse(type);
    }

    private static String words(JsonNode changed) {
        return WhatsAppContent.of(changed).map(Content::words).orElse("");
    }

    private static Optional<About> about(JsonNode body, String field) {
        return text(body, field).map(Wording::identifier).map(About.ById::new);
    }
}
