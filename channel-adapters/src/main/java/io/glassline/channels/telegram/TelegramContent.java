package io.glassline.channels.telegram;

import static io.glassline.channels.ChatJson.each;
import static io.glassline.channels.ChatJson.joined;
import static io.glassline.channels.ChatJson.place;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.message.Content;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a citizen says with one message of a chat.
final class TelegramContent {

    /// What a citizen can send that is no sentence and no file of a kind that can be passed on.
    private static final Set<String> SAID_WITHOUT_WORDS =
            Set.of("sticker", "dice", "story", "paid_media", "giveaway", "passport_data", "live_photo", "rich_message");

    /// What holds files, and what each is when it does not say. An animation stands before the document that
    /// comes beside it.
    private static final List<FileKind> FILES = List.of(
            new FileKind("voice", "audio/ogg"),
            new FileKind("audio", "audio/mpeg"),
            new FileKind("video", "video/mp4"),
            new FileKind("video_note", "video/mp4"),
            new FileKind("animation", "video/mp4"),
            new FileKind("document", "application/octet-stream"));

    private record FileKind(String field, String usualType) {}

    private TelegramContent() {}

    /// Empty when a citizen says nothing with it: see [TelegramSignals#service].
    static Optional<Content> of(JsonNode message) {
        return text(message, "text")
                .<Content>map(Content.Text::new)
                .or(() -> placeOf(message))
                .or(() -> media(message))
                .or(() -> words(message).map(Content.Text::new))
                .or(() -> withoutWords(message));
    }

    private static Optional<Content> placeOf(JsonNode message) {
        var venue = message.path("venue");
        var at = venue.path("location").isObject() ? venue.path("location") : message.path("location");
        return place(at, joined(", ", label(message)));
    }

    private static Stream<Optional<String>> label(JsonNode message) {
        return Stream.of(text(message.path("venue"), "title"), text(message.path("venue"), "address"));
    }

    private static Optional<Content> media(JsonNode message) {
        var caption = text(message, "caption");
        return picture(message.path("photo"), caption)
                .or(() -> FILES.stream()
                        .flatMap(kind -> file(message.path(kind.field()), kind.usualType(), caption).stream())
                        .findFirst())
                .or(() -> each(message.path("paid_media").path("paid_media"))
                        .flatMap(
                                paid -> picture(paid.path("photo"), caption)
                                        .or(() -> file(paid.path("video"), "video/mp4", caption))
                                        .stream())
                        .findFirst())
                .or(() -> picture(message.path("live_photo").path("photo"), caption)
                        .or(() -> file(message.path("live_photo"), "video/mp4", caption)));
    }

    /// The largest of the sizes of one picture.
    private static Optional<Content> picture(JsonNode sizes, Optional<String> caption) {
        return each(sizes)
                .filter(size -> text(size, "file_id").isPresent())
                .max(Comparator.comparingLong(size ->
                        size.path("width").asLong(0) * size.path("height").asLong(0)))
                .flatMap(size -> file(size, "image/jpeg", caption));
    }

    /// The file by its id. A link would hold the bot's token.
    private static Optional<Content> file(JsonNode file, String usualType, Optional<String> caption) {
        return text(file, "file_id")
                .map(id -> new Content.Media(
                        text(file, "mime_type").orElse(usualType),
                        URI.create(TelegramMedia.SCHEME + URLEncoder.encode(id, UTF_8)),
                        caption,
                        text(file, "file_name")));
    }

    /// The words that stand in what is no text: beside it, or as the only thing of it that can be passed on.
    private static Optional<String> words(JsonNode message) {
        return text(message, "caption")
                .or(() -> contact(message.path("contact")))
                .or(() -> lines(message.path("poll"), "question", "options"))
                .or(() -> lines(message.path("checklist"), "title", "tasks"))
                .or(() -> joined("\n", titled(message.path("game"))))
                .or(() -> joined("\n", titled(message.path("invoice"))))
                .or(() -> text(message.path("web_app_data"), "data"))
                .or(() -> joined("\n", allText(message.path("rich_message"))))
                .or(() -> joined(", ", label(message)));
    }

    private static Optional<String> contact(JsonNode card) {
        var name = joined(" ", Stream.of(text(card, "first_name"), text(card, "last_name")));
        return joined("\n", Stream.of(name, text(card, "phone_number")));
    }

    private static Optional<String> lines(JsonNode list, String title, String items) {
        return joined(
                "\n",
                Stream.concat(
                        Stream.of(text(list, title)), each(list.path(items)).map(item -> text(item, "text"))));
    }

    private static Stream<Optional<String>> titled(JsonNode thing) {
        return Stream.of(text(thing, "title"), text(thing, "description"), text(thing, "text"));
    }

    private static Stream<Optional<String>> allText(JsonNode node) {
        return node.findValues("text").stream().map(TelegramWebhook::text);
    }

    private static Optional<Content> withoutWords(JsonNode message) {
        return SAID_WITHOUT_WORDS.stream()
                .filter(message::has)
                .sorted()
                .findFirst()
                .or(() -> Stream.of(
                                "contact",
                                "poll",
                                "checklist",
                                "game",
                                "invoice",
                                "text",
                                "caption",
                                "location",
                                "photo")
                        .filter(message::has)
                        .findFirst())
                .map(kind -> new Content.Unsupported("a " + kind.replace('_', ' ') + emoji(message.path(kind))));
    }

    private static String emoji(JsonNode thing) {
        return text(thing, "emoji").map(emoji -> ": " + emoji).orElse("");
    }

    private static Optional<String> text(JsonNode object, String field) {
        return TelegramWebhook.text(object.path(field));
    }
}
