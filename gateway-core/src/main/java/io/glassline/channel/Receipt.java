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

    /// Not genuine, or not readable. Counted, and never stored as a message. `because` is for our own counters and
    /// logs; the caller is told only the status.
    record Refused(Fault fault, String because) implements Receipt {}

    enum Fault {
        NOT_AUTHENTIC,
        MALFORMED
    }
}
