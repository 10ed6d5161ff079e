package io.glassline.outbox;

import io.glassline.channel.Outgoing;
import io.glassline.conversation.Lane;
import java.time.Instant;
import java.util.List;

/// A message to be sent, in its parts. `despiteOptOut` lets it pass the consent ledger.
public record Send(Lane lane, Outgoing message, List<Outgoing.Part> parts, boolean despiteOptOut, Instant at) {

    public Send {
        parts = List.copyOf(parts);
    }

    public Send paced(Outgoing.Pace pace) {
        return new Send(lane, message.paced(pace), parts, despiteOptOut, at);
    }
}
