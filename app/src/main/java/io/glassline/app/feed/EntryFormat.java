package io.glassline.app.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.audit.AuditField;
import io.glassline.audit.AuditKind;
import io.glassline.desk.Board;
import io.glassline.feed.Feed;
import io.glassline.feed.FeedFormat;
import io.glassline.feed.FeedMessage;
import java.io.UncheckedIOException;
import java.util.Optional;

/// What one feed gets of an entry: nothing where its filters say so, else what its format makes of it.
///
/// An entry of a kind that no version of the record has is for feeds without a filter of kinds only.
final class EntryFormat implements FeedFormat {

    private static final String CHANNEL = "channel";

    private final ObjectMapper json = new ObjectMapper();
    private final Feed feed;
    private final CloudEvents events;
    private final OcsfEvents security;

    /// @param source names this log in each message; its origin
    EntryFormat(Feed feed, String source) {
        this.feed = feed;
        this.events = new CloudEvents(source);
        this.security = new OcsfEvents(source);
    }

    @Override
    public Optional<FeedMessage> of(Board.AuditLine entry) {
        var takesKind = AuditKind.named(entry.kind())
                .map(feed::takes)
                .orElse(feed.kinds().isEmpty());
        if (!takesKind || !feed.takes(text(read(entry.leaf()), CHANNEL))) {
            return Optional.empty();
        }
        return switch (feed.format()) {
            case CLOUDEVENTS -> Optional.of(message(entry, CloudEvents.MEDIA_TYPE, events.of(entry, feed.isSealed())));
            case OCSF -> security.of(entry).map(event -> message(entry, OcsfEvents.MEDIA_TYPE, event));
        };
    }

    private FeedMessage message(Board.AuditLine entry, String type, String body) {
        return new FeedMessage(entry.index(), key(entry), type, body.getBytes(UTF_8));
    }

    /// Whose receiver may not know the pseudonym is not told it by the key either.
    private String key(Board.AuditLine entry) {
        return entry.sealed()
                .filter(_ -> feed.isSealed())
                .flatMap(part -> text(read(part), AuditField.CONVERSATION.word()))
                .orElse(Long.toString(entry.index()));
    }

    private static Optional<String> text(JsonNode object, String field) {
        return Optional.ofNullable(object.get(field)).map(JsonNode::asText);
    }

    private JsonNode read(String object) {
        try {
            return json.readTree(object);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
