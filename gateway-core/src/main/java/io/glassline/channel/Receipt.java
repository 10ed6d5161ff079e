package io.glassline.channel;

import java.util.List;
import java.util.Set;

/// What a webhook call turned out to be.
public sealed interface Receipt {

    /// Genuine, with something in it for us: `events` for the account that was called, and what is for the
    /// city's accounts at the addresses `others`, by whatever way it came. What is in it for those is read as
    /// theirs.
    record Events(List<ChannelEvent> events, Set<String> others) implements Receipt {

        public Events {
            events = List.copyOf(events);
            others = Set.copyOf(others);
        }

        public Events(List<ChannelEvent> events) {
            this(events, Set.of());
        }

        /// Those that are kept, messages and signals.
        public List<ChannelEvent.FromCitizen> fromCitizens() {
            return events.stream()
                    .filter(ChannelEvent.FromCitizen.class::isInstance)
                    .map(ChannelEvent.FromCitizen.class::cast)
                    .toList();
        }

        public static Events forOthers(Set<String> addresses) {
            return new Events(List.of(), addresses);
        }
    }

    /// All of it was for another account of ours, which has it now. Said by the intake, never by an adapter.
    record Elsewhere(ChannelAccount owner, Receipt receipt) implements Receipt {}

    /// The provider checking that we are there.
    record Handshake(WebhookReply reply) implements Receipt {}

    /// Genuine and well formed, with nothing for us in it.
    record Nothing(String because) implements Receipt {}

    /// Not genuine, or not readable. Counted, and not a message. `because` is for our own counters and
    /// logs; the caller is told only the status.
    record Refused(Fault fault, String because) implements Receipt {}

    /// Not understood by a fault of ours, and kept as it came: see `Quarantine`. Said by the intake, never by an
    /// adapter; to the provider it is a delivery like others.
    record Quarantined(String because) implements Receipt {}

    enum Fault {
        NOT_AUTHENTIC,

        /// So broken that it cannot be told who sent it.
        NOT_PROVABLE,

        /// Proven to be the provider's, and not readable. It is kept: see `Quarantine`.
        MALFORMED
    }
}
