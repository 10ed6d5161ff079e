package io.glassline.channel;

import java.util.List;

/// What a webhook call turned out to be.
public sealed interface Receipt {

    /// Genuine, with something in it for us.
    record Events(List<ChannelEvent> events) implements Receipt {

        public Events {
            events = List.copyOf(events);
        }
    }

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
