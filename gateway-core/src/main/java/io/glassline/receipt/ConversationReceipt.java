package io.glassline.receipt;

import io.glassline.conversation.Conversation;
import io.glassline.message.Author;
import io.glassline.message.Message;
import io.glassline.routing.RoutingDecision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a link shows: one conversation, each message with what opens its entry on the record.
public record ConversationReceipt(Conversation conversation, Instant expiresAt, List<Line> lines) {

    public ConversationReceipt {
        lines = List.copyOf(lines);
    }

    /// What is shown of the words that an entry commits to. The page's script makes the same of them, so
    /// that nothing can be shown that is not in them.
    public static String shown(Map<String, ?> words) {
        return Stream.of("text", "keys", "fileName", "mediaType")
                .filter(words::containsKey)
                .findFirst()
                .map(field -> String.valueOf(words.get(field)))
                .orElseGet(() -> words.containsKey("latitude")
                        ? words.get("latitude") + ", " + words.get("longitude")
                        : "[" + words.get("content") + "]");
    }

    /// A message.
    ///
    /// @param said empty where its words were erased
    /// @param entry its own entry, with the commitment to its words
    /// @param decision what was decided about it, of a citizen's message that was decided about
    public record Line(
            Message.Id message,
            Author author,
            Instant at,
            Optional<String> said,
            Optional<Entry> entry,
            Optional<Decided> decision) {}

    /// What was decided, and the entry that says so.
    public record Decided(RoutingDecision decision, Optional<Entry> entry) {}

    /// An entry of the record with all that opens it; the bytes are those that the commitments are over.
    ///
    /// @param index its place in the log; empty until it has one
    /// @param leaf what anyone reads of it
    /// @param sealed canonical JSON; with its salt it opens the leaf. Empty where it was erased
    /// @param words canonical JSON; with its salt it opens the sealed part's `words`. Empty where there are
    ///     none, and where they were erased
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Entry(Optional<Long> index, byte[] leaf, Optional<Opened> sealed, Optional<Opened> words) {}

    /// A commitment's key and what it is over.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Opened(byte[] salt, byte[] bytes) {}
}
