package io.glassline.channels.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channels.Wording;
import io.glassline.message.Content;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.photo.PhotoSize;

/// What one message of a chat says. Anything that cannot be shown becomes content that says so.
final class TelegramContent {

    private TelegramContent() {}

    static Content of(Message message) {
        if (message.getText() != null && !message.getText().isBlank()) {
            return new Content.Text(Wording.legible(message.getText()));
        }
        return whereabouts(message)
                .or(() -> media(message))
                .orElseGet(() -> new Content.Unsupported(Wording.legible(description(message))));
    }

    private static Optional<Content> whereabouts(Message message) {
        var venue = message.getVenue();
        var at = venue != null && venue.getLocation() != null ? venue.getLocation() : message.getLocation();
        if (at == null || at.getLatitude() == null || at.getLongitude() == null) {
            return Optional.empty();
        }
        double latitude = at.getLatitude();
        double longitude = at.getLongitude();
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            return Optional.empty();
        }
        var label = venue == null
                ? Optional.<String>empty()
                : Stream.of(venue.getTitle(), venue.getAddress())
                        .filter(part -> part != null && !part.isBlank())
                        .reduce((title, address) -> title + ", " + address);
        return Optional.of(new Content.Place(latitude, longitude, label.map(Wording::legible)));
    }

    private static Optional<Content> media(Message message) {
        var caption = message.getCaption();
        if (message.getPhoto() != null && !message.getPhoto().isEmpty()) {
            return message.getPhoto().stream()
                    .max(Comparator.comparingLong(TelegramContent::pixels))
                    .flatMap(photo -> file(photo.getFileId(), "image/jpeg", "image/jpeg", caption));
        }
        if (message.getVoice() != null) {
            var voice = message.getVoice();
            return file(voice.getFileId(), voice.getMimeType(), "audio/ogg", caption);
        }
        if (message.getAudio() != null) {
            var audio = message.getAudio();
            return file(audio.getFileId(), audio.getMimeType(), "audio/mpeg", caption);
        }
        if (message.getVideo() != null) {
            var video = message.getVideo();
            return file(video.getFileId(), video.getMimeType(), "video/mp4", caption);
        }
        if (message.getVideoNote() != null) {
            return file(message.getVideoNote().getFileId(), "video/mp4", "video/mp4", caption);
        }
        if (message.getAnimation() != null) { // before the document that comes beside it
            var animation = message.getAnimation();
            return file(animation.getFileId(), animation.getMimeType(), "video/mp4", caption);
        }
        if (message.getDocument() != null) {
            var document = message.getDocument();
            var shown = caption == null ? document.getFileName() : caption;
            return file(document.getFileId(), document.getMimeType(), "application/octet-stream", shown);
        }
        return Optional.empty();
    }

    private static long pixels(PhotoSize photo) {
        return photo.getWidth() == null || photo.getHeight() == null ? 0 : (long) photo.getWidth() * photo.getHeight();
    }

    /// The file by its id. A link would hold the bot's token.
    private static Optional<Content> file(
            @Nullable String id, @Nullable String type, String otherwise, @Nullable String caption) {
        return Optional.ofNullable(id)
                .filter(fileId -> !fileId.isBlank())
                .map(fileId -> new Content.Media(
                        Wording.legible(type == null || type.isBlank() ? otherwise : type),
                        URI.create("telegram:file/" + URLEncoder.encode(fileId, UTF_8)),
                        Optional.ofNullable(caption)
                                .filter(words -> !words.isBlank())
                                .map(Wording::legible)));
    }

    private static String description(Message message) {
        if (message.getSticker() != null) {
            var emoji = message.getSticker().getEmoji();
            return emoji == null ? "a sticker" : "a sticker: " + emoji;
        }
        return message.getContact() == null ? "a kind of message that cannot be shown here" : "a contact card";
    }
}
