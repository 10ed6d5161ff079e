package io.glassline.routing;

import io.glassline.conversation.Inbound;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Several messages within seconds are one question. What is known of them when one is decided about:
///
/// @param earlier those before it that are read together with it, in order; each made no sense alone.
/// @param next the one that came after it within the time that the account waits for more words.
/// @param until until when the next one may still come; empty where nothing is waited for.
public record Burst(List<Inbound> earlier, Optional<Inbound> next, Optional<Instant> until) {

    /// So many messages are read together at most; the last of them is answered as it is.
    public static final int MESSAGES_MAX = 4;

    /// A message by itself, which waits for nothing.
    public static final Burst NONE = new Burst(List.of(), Optional.empty(), Optional.empty());

    public Burst {
        earlier = List.copyOf(earlier);
    }
}
