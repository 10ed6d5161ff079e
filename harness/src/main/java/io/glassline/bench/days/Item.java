package io.glassline.bench.days;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// One thing that comes in. `shown` is what a reader of the account needs to know it again.
public record Item(String kind, Instant at, Key key, String shown, Set<Outcome> may, Sending sending) {

    /// How it is found in the gateway's record.
    public sealed interface Key {

        /// By the account and the provider's id.
        record ById(String account, String providerId) implements Key {}

        /// By its Message-ID and its sender: two programs may make the same id.
        record ByMailId(String messageId, String from) implements Key {}

        /// By its Message-ID alone, which nobody else has.
        record ByOwnMailId(String messageId) implements Key {}

        /// All that one caller says.
        record ByCaller(String number) implements Key {}

        /// It is found nowhere: what the gateway answered must do.
        record Nowhere() implements Key {}
    }

    /// Puts it on its way.
    public interface Sending {

        /// @return the HTTP status that the provider got; 250 for mail.
        int to(World world);
    }

    /// An item before it has its time: so long after the one that it belongs to.
    record Draft(String kind, Duration after, Key key, String shown, Set<Outcome> may, Sending sending) {

        Item at(Instant begin) {
            return new Item(kind, begin.plus(after), key, shown, may, sending);
        }
    }

    @Override
    public String toString() {
        return kind + " at " + at + ", " + key + ": " + shown;
    }
}
