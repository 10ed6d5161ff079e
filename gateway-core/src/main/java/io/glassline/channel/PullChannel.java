package io.glassline.channel;

import java.time.Duration;
import java.util.List;

/// A channel that must be asked for its messages: a mailbox. An adapter that implements this too is asked in a
/// loop, by one node at a time.
public interface PullChannel {

    /// Fetches what has come since `cursor`, oldest first, at most `countMax`. Blocks for the fetch, not for news.
    ///
    /// @param cursor empty at first, then what the last call returned.
    /// @throws java.io.IOException when the mailbox cannot be reached or read; nothing is lost, ask again.
    Pulled pull(ChannelAccount account, String cursor, int countMax) throws java.io.IOException;

    /// Waits until there may be something new, or until `atMost` has passed.
    void await(ChannelAccount account, Duration atMost) throws java.io.IOException, InterruptedException;

    /// Each delivery as a [WebhookCall] with the method `IMAP`, ready for [ChannelAdapter#receive]. `cursor` is to
    /// be kept once they are durable.
    record Pulled(List<WebhookCall> calls, String cursor) {

        public Pulled {
            calls = List.copyOf(calls);
        }
    }
}
