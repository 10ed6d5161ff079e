package io.glassline.channels.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.telegram.telegrambots.meta.api.objects.Update;

/// An update of the Bot API in the SDK's type.
final class TelegramUpdate {

    static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// What this adapter reads of a message; see [#read].
    private static final Set<String> READ_OF_A_MESSAGE = Set.of(
            "message_id",
            "date",
            "edit_date",
            "chat",
            "from",
            "text",
            "caption",
            "photo",
            "video",
            "audio",
            "voice",
            "document",
            "animation",
            "video_note",
            "sticker",
            "contact",
            "location",
            "venue");

    private TelegramUpdate() {}

    /// The update in the SDK's type. The SDK insists on fields that it thinks every chat or user has, and fails
    /// over values that are newer than itself; then the update is read with only what we look at.
    static Optional<Update> read(JsonNode json) {
        try {
            return Optional.of(JSON.treeToValue(json, Update.class));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            try {
                return Optional.of(JSON.treeToValue(reduced(json), Update.class));
            } catch (JsonProcessingException | IllegalArgumentException stillNot) {
                return Optional.empty();
            }
        }
    }

    private static JsonNode reduced(JsonNode json) {
        var update = JSON.createObjectNode();
        update.set("update_id", json.path("update_id"));
        for (var kind : List.of("message", "edited_message")) {
            if (json.path(kind) instanceof ObjectNode message) {
                update.set(kind, reducedMessage(message));
            }
        }
        if (json.path("callback_query") instanceof ObjectNode query) {
            var reduced = update.putObject("callback_query");
            reduced.put("id", query.path("id").asText());
            reduced.put("data", query.path("data").asText());
            reduced.set("from", user(query.path("from")));
            if (query.path("message") instanceof ObjectNode message) {
                reduced.set("message", reducedMessage(message));
            }
        }
        return update;
    }

    private static ObjectNode reducedMessage(ObjectNode message) {
        var reduced = message.deepCopy();
        reduced.retain(READ_OF_A_MESSAGE);
        var chat = JSON.createObjectNode();
        chat.set("id", message.path("chat").path("id"));
        chat.put("type", message.path("chat").path("type").asText("private"));
        reduced.set("chat", chat);
        if (message.has("from")) {
            reduced.set("from", user(message.path("from")));
        }
        return reduced;
    }

    private static ObjectNode user(JsonNode user) {
        var reduced = JSON.createObjectNode();
        reduced.set("id", user.path("id"));
        reduced.put("first_name", user.path("first_name").asText());
        reduced.put("is_bot", user.path("is_bot").asBoolean());
        return reduced;
    }
}
