package io.glassline.channels.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.channels.Wording;
import io.glassline.message.Content;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one message of a citizen says. Anything that is missing or of an unknown kind becomes content that says so.
final class WhatsAppContent {

    private WhatsAppContent() {}

    static Content of(MessageJson incoming) {
        var type = incoming.type() == null ? "" : incoming.type();
        Optional<Content> content = switch (type) {
            case "text" ->
                words(incoming.text() == null ? null : incoming.text().body());
            case "image" -> media(incoming.image());
            case "video" -> media(incoming.video());
            case "audio" -> media(incoming.audio());
            case "voice" -> media(incoming.voice());
            case "document" -> media(incoming.document());
            case "sticker" -> media(incoming.sticker());
            case "location" -> place(incoming.location());
            case "button" -> choice(incoming.button());
            case "interactive" -> choice(incoming.interactive());
            case "edit" ->
                Optional.ofNullable(incoming.edit()).map(Edit::message).map(WhatsAppContent::of);
            case "reaction" -> Optional.of(reaction(incoming.reaction()));
            case "revoke" -> Optional.of(unsupported("took back an earlier message"));
            case "contacts" -> Optional.of(unsupported("a contact card"));
            case "order" -> Optional.of(unsupported("an order from a catalogue"));
            case "system" ->
                Optional.of(unsupported(Optional.ofNullable(incoming.system())
                        .map(Notice::body)
                        .filter(body -> !body.isBlank())
                        .orElse("a notice about the account")));
            case "unsupported" -> Optional.of(unsupported("a message of a kind that is not passed on to us"));
            default -> Optional.empty();
        };
        return content.orElseGet(() -> unsupported("a message of the kind \"" + type + "\""));
    }

    static Content unsupported(String description) {
        return new Content.Unsupported(Wording.legible(description));
    }

    private static Optional<Content> words(@Nullable String text) {
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(new Content.Text(Wording.legible(text)));
    }

    private static Optional<Content> media(@Nullable MediaJson file) {
        if (file == null || file.id() == null || file.id().isBlank()) {
            return Optional.empty();
        }
        var type = file.mimeType() == null ? "application/octet-stream" : file.mimeType();
        var shown = file.caption() == null || file.caption().isBlank() ? file.filename() : file.caption();
        return Optional.of(new Content.Media(
                Wording.legible(type),
                URI.create("whatsapp:media/" + URLEncoder.encode(file.id(), StandardCharsets.UTF_8)),
                shown == null ? Optional.empty() : Optional.of(Wording.legible(shown))));
    }

    private static Optional<Content> place(@Nullable Location at) {
        if (at == null || at.latitude() == null || at.longitude() == null) {
            return Optional.empty();
        }
        double latitude = at.latitude();
        double longitude = at.longitude();
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            return Optional.empty();
        }
        var label = Stream.of(Optional.ofNullable(at.name()), Optional.ofNullable(at.address()))
                .flatMap(Optional::stream)
                .filter(part -> !part.isBlank())
                .reduce((name, address) -> name + ", " + address);
        return Optional.of(new Content.Place(latitude, longitude, label.map(Wording::legible)));
    }

    /// The button of a template, which carries a payload of ours.
    private static Optional<Content> choice(@Nullable Button button) {
        if (button == null || button.text() == null && button.payload() == null) {
            return Optional.empty();
        }
        return choice(button.payload(), button.text());
    }

    private static Optional<Content> choice(@Nullable Interactive interactive) {
        if (interactive == null) {
            return Optional.empty();
        }
        if (interactive.nfmReply() != null) {
            return Optional.of(unsupported("a form that was filled in"));
        }
        var reply = interactive.buttonReply() != null ? interactive.buttonReply() : interactive.listReply();
        return reply == null ? Optional.empty() : choice(reply.id(), reply.title());
    }

    private static Optional<Content> choice(@Nullable String id, @Nullable String label) {
        if (id == null && label == null) {
            return Optional.empty();
        }
        var either = id == null ? label : id;
        var shown = label == null ? id : label;
        return Optional.of(new Content.Choice(
                Wording.legible(either == null ? "" : either), Wording.legible(shown == null ? "" : shown)));
    }

    private static Content reaction(@Nullable Reaction reaction) {
        return reaction == null || reaction.emoji() == null || reaction.emoji().isEmpty()
                ? unsupported("took back a reaction")
                : unsupported("reacted with " + reaction.emoji());
    }

    // The provider's JSON, as records of the same shape. Only what is read.

    // The provider's JSON, as records of the same shape. Only what we read or write.

    record MessageJson(
            @Nullable String type,
            @Nullable Words text,
            @Nullable MediaJson image,
            @Nullable MediaJson video,
            @Nullable MediaJson audio,
            @Nullable MediaJson voice,
            @Nullable MediaJson document,
            @Nullable MediaJson sticker,
            @Nullable Location location,
            @Nullable Button button,
            @Nullable Interactive interactive,
            @Nullable Reaction reaction,
            @Nullable Notice system,
            @Nullable Edit edit) {}

    private record Words(@Nullable String body) {}

    private record MediaJson(
            @Nullable String id,
            @Nullable String mimeType,
            @Nullable String caption,
            @Nullable String filename) {}

    private record Location(
            @Nullable Double latitude,
            @Nullable Double longitude,
            @Nullable String name,
            @Nullable String address) {}

    private record Button(
            @Nullable String payload, @Nullable String text) {}

    private record Interactive(
            @Nullable ReplyJson buttonReply,
            @Nullable ReplyJson listReply,
            @Nullable JsonNode nfmReply) {}

    private record ReplyJson(@Nullable String id, @Nullable String title) {}

    private record Reaction(@Nullable String emoji) {}

    private record Notice(@Nullable String body) {}

    private record Edit(@Nullable MessageJson message) {}
}
