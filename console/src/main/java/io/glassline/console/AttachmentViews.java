package io.glassline.console;

import io.glassline.desk.Board;
import io.glassline.media.Attachment;
import io.glassline.media.Attachments;
import io.glassline.media.MediaKind;
import io.glassline.media.StoredFile;
import io.glassline.message.Content;
import io.glassline.message.Message;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes views of what citizens sent beside words.
@Singleton
final class AttachmentViews {

    private final Attachments attachments;

    AttachmentViews(Attachments attachments) {
        this.attachments = attachments;
    }

    /// Those of a conversation, by their messages. A message whose attachment has not been looked for yet
    /// has one that is being fetched.
    Map<Message.Id, AttachmentView> of(Board.Transcript transcript) {
        var media = transcript.messages().stream()
                .map(Board.Said::message)
                .filter(message -> message.inbound() && message.content() instanceof Content.Media)
                .toList();
        if (media.isEmpty()) {
            return Map.of();
        }
        var known = attachments.of(transcript.conversation().id());
        var views = new HashMap<Message.Id, AttachmentView>();
        for (var message : media) {
            var content = (Content.Media) message.content();
            var attachment = Optional.ofNullable(known.get(message.id()))
                    .orElseGet(() ->
                            Attachment.fresh(message.id(), "", content.mediaType(), content.fileName(), message.at()));
            var base = "/console/conversations/" + transcript.conversation().id() + "/messages/" + message.id()
                    + "/attachment/";
            views.put(message.id(), view(attachment, content, base));
        }
        return views;
    }

    private static AttachmentView view(Attachment attachment, Content.Media content, String base) {
        var seen = attachment.mayBeSeen();
        var thumbnail = attachment.thumbnail().filter(_ -> seen);
        var original = attachment.original().filter(_ -> seen);
        var player = thumbnail.isPresent()
                ? ""
                : original.map(AttachmentViews::player).orElse("");
        return new AttachmentView(
                standing(attachment),
                icon(attachment),
                words(attachment),
                thumbnail.map(_ -> base + "thumbnail"),
                thumbnail.map(StoredFile::width).orElse(0),
                thumbnail.map(StoredFile::height).orElse(0),
                alt(content, player),
                base + "picture",
                player,
                base + "sound",
                original.map(_ -> base + "original"),
                original.map(file -> originalTitle(attachment, file)).orElse(""));
    }

    private static String standing(Attachment attachment) {
        return switch (attachment.state()) {
            case FETCHING, HELD -> "under-way";
            case READY -> attachment.because().isEmpty() ? "ready" : "warned";
            case UNSCANNED -> "warned";
            case INFECTED, REFUSED, GONE, ERASED -> "withheld";
        };
    }

    private static String icon(Attachment attachment) {
        return switch (attachment.state()) {
            case FETCHING, HELD -> "clock";
            case READY, UNSCANNED, INFECTED, REFUSED, GONE, ERASED -> "alert";
        };
    }

    private static String words(Attachment attachment) {
        var because = attachment.because().isEmpty() ? "" : " " + attachment.because();
        return switch (attachment.state()) {
            case FETCHING -> "Being fetched." + because;
            case HELD -> because.isEmpty() ? "Being scanned." : "Held until it was scanned." + because;
            case READY -> attachment.because();
            case UNSCANNED -> "Nothing has scanned this for viruses." + because;
            case INFECTED -> "Withheld: it is infected." + because;
            case REFUSED -> "Not taken." + because;
            case GONE -> "It cannot be had." + because;
            case ERASED -> "It was erased with the words of its message.";
        };
    }

    private static String player(StoredFile file) {
        if (!MediaKind.isPlayed(file.type())) {
            return "";
        }
        return switch (MediaKind.of(file.type())) {
            case SOUND -> "audio";
            case FILM -> "video";
            case PICTURE, DOCUMENT, PROGRAM -> "";
        };
    }

    /// What citizens wrote beside it is the best that is known of what it shows.
    private static String alt(Content.Media content, String player) {
        var what = player.equals("audio") ? "Sound" : player.equals("video") ? "Film" : "Picture";
        return content.caption()
                .map(caption -> what + " from the citizen: " + caption)
                .orElse(what + " from the citizen, who wrote nothing beside it");
    }

    private static String originalTitle(Attachment attachment, StoredFile file) {
        return "Save " + attachment.fileName().orElse("the file") + " as it came (" + file.type() + ", "
                + size(file.bytes()) + ")";
    }

    private static String size(long bytes) {
        return bytes < 1 << 20
                ? Math.max(1, bytes >> 10) + " KiB"
                : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }
}
