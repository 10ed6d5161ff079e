package io.glassline.message;

import java.net.URI;
import java.util.Optional;

/// What a message says, the same for every channel. A closed set: whoever shows, stores or routes content must say
/// what happens to each case, and the compiler finds them all when a case is added.
public sealed interface Content {

    record Text(String body) implements Content {}

    record Media(String mediaType, URI location, Optional<String> caption) implements Content {}

    /// Degrees, WGS 84.
    record Place(double latitude, double longitude, Optional<String> label) implements Content {}

    /// A button or list row the citizen picked. `id` is ours, from the message that offered it.
    record Choice(String id, String label) implements Content {}

    /// Digits keyed during a call: `0`-`9`, `*`, `#`.
    record Keys(String digits) implements Content {}

    /// The citizen called, and has said nothing yet.
    record Call() implements Content {}

    /// Something the channel can carry and we do not understand. Kept and shown to the agent, never dropped.
    record Unsupported(String description) implements Content {}

    /// The content in words, for a desk, a queue or a bot that reads only words.
    default String words() {
        return switch (this) {
            case Text(var body) -> body;
            case Media(var mediaType, var _, var caption) -> caption.orElse("[" + mediaType + "]");
            case Place(var latitude, var longitude, var label) -> label.orElse(latitude + ", " + longitude);
            case Choice(var _, var label) -> label;
            case Keys(var digits) -> digits;
            case Call _ -> "[call]";
            case Unsupported(var description) -> "[" + description + "]";
        };
    }

    /// The word for this case in pages, tables and the API.
    default String kind() {
        return switch (this) {
            case Text _ -> "text";
            case Media _ -> "media";
            case Place _ -> "place";
            case Choice _ -> "choice";
            case Keys _ -> "keys";
            case Call _ -> "call";
            case Unsupported _ -> "unsupported";
        };
    }
}
