package io.glassline.receipt;

import io.glassline.message.Address;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Opens links to the whole record of an address. They come into the record as those to receipts do
/// ([io.glassline.store.Change#receipts()]).
///
/// Safe to call from any thread; blocks for the reading.
public interface RecordLinks {

    /// Whether there is something behind the link that a code would open, and in which language it was sent. Shows
    /// nothing else.
    ///
    /// @return empty for one that never was, that expired or that was tried too often: nobody can tell which
    Optional<Locale> waits(ReceiptToken token, Instant now);

    /// What the code comes to. A wrong one counts, durably and before it is answered.
    Answer open(ReceiptToken token, String code, Instant now);

    sealed interface Answer {

        /// The code fits.
        record Open(Address address, Locale language, Instant expiresAt) implements Answer {}

        record Wrong(Locale language, int triesLeft) implements Answer {}

        /// As [#waits] is empty.
        record Nothing() implements Answer {}
    }
}
