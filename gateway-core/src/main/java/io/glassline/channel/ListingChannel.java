package io.glassline.channel;

import io.glassline.message.Delivery;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A channel whose provider tells what it has, so that a call of its that never reached us can be made good. An
/// adapter that implements this too is asked from time to time, by one node.
public interface ListingChannel {

    /// What the provider took from citizens for this account, and from this account for citizens, between the
    /// two times, the oldest first. Blocks. When it is more than the adapter takes in at once, the oldest are
    /// left out.
    ///
    /// @throws IOException when the provider cannot be asked or did not answer.
    Listing list(ChannelAccount account, Instant from, Instant to) throws IOException;

    /// One received message, whole, as a [WebhookCall] ready for [ChannelAdapter#receive], which makes of it
    /// the same events, with the same ids, as of the call that did not come. It is told from such a call by
    /// its method, `LIST` or `IMAP`, and by a URL that no call from outside can have. Empty when the provider
    /// has it no more.
    Optional<WebhookCall> fetch(ChannelAccount account, Received received) throws IOException;

    record Listing(List<Received> received, List<Sent> sent) {

        public Listing {
            received = List.copyOf(received);
            sent = List.copyOf(sent);
        }
    }

    /// A message from a citizen. `key` is the provider's name for it, to fetch it by; `providerIds` the ids
    /// under which it is on our record if it is there: one of them is enough. Empty when only the message
    /// itself tells.
    record Received(String key, Set<String> providerIds) {

        public Received {
            providerIds = Set.copyOf(providerIds);
        }
    }

    /// A part that we sent, or that someone sent in our name, and where the provider says that it stands.
    record Sent(String providerId, Delivery delivery, Optional<String> code) {}
}
