package io.glassline.message;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What a message says, the same for every channel. A closed set: whoever shows, stores or routes content must say
/// what happens to each case, and the compiler finds them all when a case is added.
public sealed interface Content
        permits Content.Text,
                Content.Media,
                Content.Place,
                Content.Choice,
                Content.Keys,
                Content.Call,
                Content.Template,
                Content.Unsupported,
                Signal {

    record Text(String body) implements Content {}

    /// A picture, a film, a sound or a file, by reference. `caption` is what the citizen wrote beside it,
    /// `fileName` what the file is called: the first is words, the second is not.
    record Media(String mediaType, URI location, Optional<String> caption, Optional<String> fileName)
            implements Content {

        public Media(String mediaType, URI location, Optional<String> caption) {
            this(mediaType, location, caption, Optional.empty());
        }
    }

    /// Degrees, WGS 84.
    record Place(double latitude, double longitude, Optional<String> label) implements Content {}

    /// A button or list row the citizen picked. `id` is ours, from the message that offered it.
    record Choice(String id, String label) implements Content {}

    /// Digits keyed during a call: `0`-`9`, `*`, `#`.
    record Keys(String digits) implements Content {}

    /// The citizen called, and has said nothing yet.
    record Call() implements Content {}

    /// A text that the provider has approved, with what was filled in: ours, never a citizen's. `language` is the
    /// provider's word for it, `text` what the citizen reads.
    record Template(String name, String language, List<String> values, String text) implements Content {

        public Template {
            values = List.copyOf(values);
        }
    }

    /// Something a citizen said that the channel can carry and we cannot. Kept and shown to the agent, never
    /// dropped.
    record Unsupported(String description) implements Content {}

    /// The content in words, for a desk, a queue or a bot that reads only words.
    default String words() {
        return switch (this) {
            case Text(var body) -> body;
            case Media(var mediaType, var _, var caption, var fileName) ->
                caption.orElse("[" + fileName.orElse(mediaType) + "]");
            case Place(var latitude, var longitude, var label) -> label.orElse(latitude + ", " + longitude);
            case Choice(var _, var label) -> label;
            case Keys(var digits) -> digits;
            case Call _ -> "[call]";
            case Template(var _, var _, var _, var text) -> text;
            case Unsupported(var description) -> "[" + description + "]";
            case Signal.Reaction(var _, var emoji) -> "[reacted with " + emoji + "]";
            case Signal.ReactionWithdrawn(var _, var emoji) ->
                "[took back a reaction" + emoji.map(e -> ": " + e).orElse("") + "]";
            case Signal.Edit(var _, var text) -> "[changed to: " + text + "]";
            case Signal.Deletion _ -> "[took back a message]";
            case Signal.ServiceNotice(var _, var description) -> "[" + description + "]";
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
            case Template _ -> "template";
            case Unsupported _ -> "unsupported";
            case Signal.Reaction _ -> "reaction";
            case Signal.ReactionWithdrawn _ -> "reaction-withdrawn";
            case Signal.Edit _ -> "edit";
            case Signal.Deletion _ -> "deletion";
            case Signal.ServiceNotice _ -> "service-notice";
        };
    }

    /// Whether there is something here that only a person can read, hear or see, and no words beside it: a
    /// picture, a voice, a sticker, a file, a kind that cannot be carried.
    default boolean isForAPersonOnly() {
        return switch (this) {
            case Media(var _, var _, var caption, var _) -> caption.isEmpty();
            case Unsupported _ -> true;
            case Text _, Place _, Choice _, Keys _, Call _, Template _, Signal _ -> false;
        };
    }
}
