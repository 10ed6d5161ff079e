package io.glassline.storage.json;

import static io.glassline.storage.json.Json.field;
import static io.glassline.storage.json.Json.maybeText;
import static io.glassline.storage.json.Json.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.message.Signal;
import io.glassline.message.Signal.About;
import java.io.IOException;
import java.util.Optional;

/// The form of a signal within that of contents: see [JsonForms].
final class SignalJson {

    private SignalJson() {}

    /// The fields beside `kind`.
    static void write(JsonGenerator out, Signal signal) throws IOException {
        if (signal.about().isPresent()) {
            switch (signal.about().get()) {
                case About.ById(var providerId) -> field(out, "about", providerId);
                case About.ByWords(var quoted) -> field(out, "quoted", quoted);
            }
        }
        switch (signal) {
            case Signal.Reaction(var _, var emoji) -> field(out, "emoji", emoji);
            case Signal.ReactionWithdrawn(var _, var emoji) -> field(out, "emoji", emoji);
            case Signal.Edit(var _, var text) -> field(out, "text", text);
            case Signal.Deletion _ -> {}
            case Signal.ServiceNotice(var _, var description) -> field(out, "description", description);
        }
    }

    /// Empty when `kind` is that of no signal.
    static Optional<Signal> read(String kind, JsonNode node) {
        var about = maybeText(node, "about")
                .<About>map(About.ById::new)
                .or(() -> maybeText(node, "quoted").map(About.ByWords::new));
        return switch (kind) {
            case "reaction" -> Optional.of(new Signal.Reaction(about, text(node, "emoji")));
            case "reaction-withdrawn" -> Optional.of(new Signal.ReactionWithdrawn(about, maybeText(node, "emoji")));
            case "edit" -> Optional.of(new Signal.Edit(about, text(node, "text")));
            case "deletion" -> Optional.of(new Signal.Deletion(about));
            case "service-notice" -> Optional.of(new Signal.ServiceNotice(about, text(node, "description")));
            default -> Optional.empty();
        };
    }
}
