package io.glassline.simulator.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.simulator.provider.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// What Meta takes as a message, and in which words it refuses another.
///
/// Source: <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>
final class WhatsAppRules {

    private static final int TEXT_CHARACTERS_MAX = 4_096;
    private static final int INTERACTIVE_CHARACTERS_MAX = 1_024;
    private static final int BUTTONS_MAX = 3;
    private static final int BUTTON_CHARACTERS_MAX = 20;
    private static final int ROWS_MAX = 10;
    private static final int ROW_CHARACTERS_MAX = 24;
    private static final int ROW_DESCRIPTION_CHARACTERS_MAX = 72;
    private static final int BUTTON_ID_CHARACTERS_MAX = 256;
    private static final int ROW_ID_CHARACTERS_MAX = 200;

    private WhatsAppRules() {}

    /// What is wrong with a message of this type, if anything is.
    static Optional<String> mistake(String type, JsonNode asked) {
        return switch (type) {
            case "text" -> mistakeInText(asked.path("text"));
            case "interactive" -> mistakeInInteractive(asked.path("interactive"));
            case "image", "audio", "video", "document", "sticker" -> mistakeInMedia(asked.path(type));
            case "template" ->
                Json.text(asked.path("template"), "name").isEmpty()
                        ? Optional.of("template['name'] is required.")
                        : Optional.<String>empty();
            default ->
                Optional.of("Param type must be one of {AUDIO, DOCUMENT, IMAGE, INTERACTIVE, STICKER,"
                        + " TEMPLATE, TEXT, VIDEO} - got \"" + type + "\".");
        };
    }

    private static Optional<String> mistakeInText(JsonNode text) {
        var body = Json.text(text, "body");
        if (body.isEmpty()) {
            return Optional.of("The parameter text['body'] is required.");
        }
        return tooLong("text['body']", body, TEXT_CHARACTERS_MAX);
    }

    private static Optional<String> mistakeInMedia(JsonNode media) {
        return media.hasNonNull("id") || media.hasNonNull("link")
                ? Optional.empty()
                : Optional.of("Media needs either an id or a link.");
    }

    private static Optional<String> mistakeInInteractive(JsonNode interactive) {
        var body = Json.text(interactive.path("body"), "text");
        var action = interactive.path("action");
        if (body.isEmpty()) {
            return Optional.of("The parameter interactive['body'] is required.");
        }
        return tooLong("interactive['body']['text']", body, INTERACTIVE_CHARACTERS_MAX)
                .or(() -> switch (Json.text(interactive, "type")) {
                    case "button" -> mistakeInButtons(action.path("buttons"));
                    case "list" -> mistakeInRows(action);
                    default -> Optional.of("interactive['type'] must be button or list.");
                });
    }

    private static Optional<String> mistakeInButtons(JsonNode buttons) {
        if (buttons.size() < 1 || buttons.size() > BUTTONS_MAX) {
            return Optional.of("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: " + BUTTONS_MAX);
        }
        var ids = new ArrayList<String>();
        for (var button : buttons) {
            var reply = button.path("reply");
            if (!Json.text(button, "type").equals("reply")
                    || Json.text(reply, "id").isEmpty()
                    || Json.text(reply, "title").isEmpty()) {
                return Optional.of("A button needs type reply, reply['id'] and reply['title'].");
            }
            var mistake = tooLong("button title", Json.text(reply, "title"), BUTTON_CHARACTERS_MAX)
                    .or(() -> tooLong("button id", Json.text(reply, "id"), BUTTON_ID_CHARACTERS_MAX));
            if (mistake.isPresent()) {
                return mistake;
            }
            ids.add(Json.text(reply, "id"));
        }
        return ids.stream().distinct().count() == ids.size()
                ? Optional.empty()
                : Optional.of("Button ids must be unique.");
    }

    private static Optional<String> mistakeInRows(JsonNode action) {
        var rows = rows(action);
        if (rows.isEmpty() || rows.size() > ROWS_MAX) {
            return Optional.of("Invalid rows count. Min allowed rows: 1, Max allowed rows: " + ROWS_MAX);
        }
        if (Json.text(action, "button").isEmpty()) {
            return Optional.of("The parameter interactive['action']['button'] is required.");
        }
        var label = tooLong("interactive['action']['button']", Json.text(action, "button"), BUTTON_CHARACTERS_MAX);
        if (label.isPresent()) {
            return label;
        }
        var sections = action.path("sections");
        for (var section : sections) {
            if (sections.size() > 1 && Json.text(section, "title").isEmpty()) {
                return Optional.of("With several sections each needs a title.");
            }
        }
        var ids = new ArrayList<String>();
        for (var row : rows) {
            if (Json.text(row, "id").isEmpty() || Json.text(row, "title").isEmpty()) {
                return Optional.of("A row needs an id and a title.");
            }
            var mistake = tooLong("row title", Json.text(row, "title"), ROW_CHARACTERS_MAX)
                    .or(() -> tooLong("row id", Json.text(row, "id"), ROW_ID_CHARACTERS_MAX))
                    .or(() ->
                            tooLong("row description", Json.text(row, "description"), ROW_DESCRIPTION_CHARACTERS_MAX));
            if (mistake.isPresent()) {
                return mistake;
            }
            ids.add(Json.text(row, "id"));
        }
        if (ids.stream().distinct().count() != ids.size()) {
            return Optional.of("Row ids must be unique.");
        }
        return tooLong("interactive['action']['button']", Json.text(action, "button"), BUTTON_CHARACTERS_MAX);
    }

    static List<JsonNode> rows(JsonNode action) {
        return StreamSupport.stream(action.path("sections").spliterator(), false)
                .flatMap(section -> StreamSupport.stream(section.path("rows").spliterator(), false))
                .toList();
    }

    private static Optional<String> tooLong(String what, String text, int max) {
        return text.codePointCount(0, text.length()) > max
                ? Optional.of("Param " + what + " must be at most " + max + " characters long.")
                : Optional.empty();
    }
}
