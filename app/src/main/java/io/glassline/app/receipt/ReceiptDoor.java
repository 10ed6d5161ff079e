package io.glassline.app.receipt;

import io.glassline.app.chat.RateLimit;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.receipt.ReceiptToken;
import io.glassline.receipt.Receipts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Opens what a link shows, and makes guessing links slow: not that anyone finds one among 2^144, but so
/// that who tries costs us nothing.
final class ReceiptDoor {

    /// So many links that lead nowhere are looked up for one caller at once, and then one more in each [#GUESS_EACH].
    static final int GUESSES_AT_ONCE = 20;

    static final Duration GUESS_EACH = Duration.ofSeconds(30);

    private final Receipts receipts;
    private final InstantSource clock;
    private final RateLimit guesses = new RateLimit(GUESSES_AT_ONCE, GUESS_EACH);

    ReceiptDoor(Receipts receipts, InstantSource clock) {
        this.receipts = receipts;
        this.clock = clock;
    }

    sealed interface Opening {

        record Open(ConversationReceipt receipt) implements Opening {}

        /// There is nothing behind this link, whatever the reason.
        record Nothing() implements Opening {}

        /// This caller tried too many that led nowhere.
        record TooOften() implements Opening {}
    }

    /// @param caller a network address
    Opening open(String written, Receipts.Page page, String caller) {
        var now = clock.instant();
        if (guesses.taken(caller, now) >= GUESSES_AT_ONCE) {
            return new Opening.TooOften();
        }
        Optional<ConversationReceipt> found =
                ReceiptToken.parse(written).flatMap(token -> receipts.open(token, page, now));
        if (found.isEmpty()) {
            guesses.take(caller, now);
        }
        return found.<Opening>map(Opening.Open::new).orElseGet(Opening.Nothing::new);
    }
}
