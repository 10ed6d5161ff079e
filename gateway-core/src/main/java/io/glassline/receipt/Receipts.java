package io.glassline.receipt;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Opens receipts by their links, from the record. Links come into it with the message that carries them
/// ([io.glassline.store.Change#receipts()]).
///
/// Safe to call from any thread; blocks for the reading.
public interface Receipts {

    /// What the link shows, whose opening is put on the record: durably, and before anything is shown.
    /// Looks at the same page within [#LOOK_IS_ONE_FOR] are one opening.
    ///
    /// @return empty for a link that never was, one that expired, and one whose conversation is gone:
    ///     nobody can tell which of these it is, nor by how long it took
    Optional<ConversationReceipt> open(ReceiptToken token, Page page, Instant now);

    /// So long the same page of the same link is opened once, however often it looks again by itself.
    Duration LOOK_IS_ONE_FOR = Duration.ofMinutes(15);

    /// What of a receipt is looked at.
    enum Page {
        /// All that was said, to be checked.
        RECEIPT("receipt"),
        /// Where the matter stands.
        TRACK("track");

        private final String word;

        Page(String word) {
            this.word = word;
        }

        /// The word for it on the record.
        public String word() {
            return word;
        }
    }
}
