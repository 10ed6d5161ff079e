package io.glassline.simulator.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Ledger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// Formatting and keyboards of a message that the bot sends.
final class TelegramMarkup {

    private static final int CALLBACK_DATA_BYTES_MAX = 64;
    private static final Pattern TAG = Pattern.compile("</?([a-zA-Z-]+)[^<>]*>");

    private TelegramMarkup() {}

    /// What the citizen reads when marks of formatting are taken out.
    static String plain(String text, String mode) {
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "html" ->
                TAG.matcher(text)
                        .replaceAll("")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&");
            case "markdownv2" -> text.replaceAll("(?<!\\\\)[*_~`|]", "").replaceAll("\\\\([!-/:-@\\[-`{-~])", "$1");
            case "markdown" -> text.replaceAll("(?<!\\\\)[*_`]", "");
            default -> text;
        };
    }

    /// In a form, and from some libraries, the keyboard is JSON inside a string.
    static JsonNode structure(JsonNode node) {
        try {
            return node.isTextual() ? Json.MAPPER.readTree(node.asText()) : node;
        } catch (JsonProcessingException notJson) {
            return Json.MAPPER.createObjectNode().put("unreadable", true);
        }
    }

    static Optional<String> mistakeIn(JsonNode markup) {
        if (markup.has("unreadable")) {
            return Optional.of("Bad Request: can't parse reply keyboard markup JSON object");
        }
        for (var row : markup.path("inline_keyboard")) {
            for (var button : row) {
                if (Json.text(button, "text").isEmpty()) {
                    return Optional.of("Bad Request: text buttons are unallowed in the inline keyboard");
                }
                var data = Json.text(button, "callback_data").getBytes(StandardCharsets.UTF_8);
                if (data.length > CALLBACK_DATA_BYTES_MAX) {
                    return Optional.of("Bad Request: BUTTON_DATA_INVALID");
                }
                if (data.length == 0 && !button.has("url")) {
                    return Optional.of("Bad Request: can't parse inline keyboard button: Text buttons are unallowed in"
                            + " the inline keyboard");
                }
            }
        }
        return Optional.empty();
    }

    static List<Ledger.Button> buttons(JsonNode markup) {
        var keyboard = markup.has("inline_keyboard") ? markup.get("inline_keyboard") : markup.path("keyboard");
        return StreamSupport.stream(keyboard.spliterator(), false)
                .flatMap(row -> StreamSupport.stream(row.spliterator(), false))
                .map(button -> {
                    var label = button.isTextual() ? button.asText() : Json.text(button, "text");
                    var id = button.path("callback_data")
                            .asText(button.path("url").asText(label));
                    return new Ledger.Button(id, label);
                })
                .toList();
    }
}
