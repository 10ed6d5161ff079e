package io.glassline.desk;

import io.glassline.conversation.QueueId;
import io.glassline.desk.Board.ConversationLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Finds conversations by what was said in them, by the citizen's number or address, and by where they stand. What
/// was said is found some seconds after it was.
public interface ConversationSearch {

    /// Fewer digits are no number that somebody could be looked for by.
    int DIGITS_MIN = 3;

    /// The best first, at most `countMax`.
    Found find(Query query, int countMax);

    /// @param text words, a number in any writing, or an address
    /// @param wholeAddressOnly whether a number or an address must be given whole: for those who may not see it
    /// @param state a word of [io.glassline.conversation.Stage#state()]
    /// @param since when the conversation last changed, at the earliest
    record Query(
            String text,
            boolean wholeAddressOnly,
            Optional<QueueId> queue,
            Optional<String> state,
            Optional<String> channel,
            Optional<Instant> since) {

        public Query(String text, boolean wholeAddressOnly) {
            this(text, wholeAddressOnly, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /// @param everyWord whether each hit has all the words; if none had, hits have some of them
    record Found(List<Hit> hits, boolean everyWord) {

        public Found {
            hits = List.copyOf(hits);
        }
    }

    /// @param place the message in which it was found; empty where the address was
    record Hit(ConversationLine line, Optional<Place> place) {}

    record Place(String words, String author, Instant at) {}
}
