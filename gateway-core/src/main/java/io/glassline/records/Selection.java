package io.glassline.records;

import io.glassline.conversation.QueueId;
import io.glassline.message.ChannelKind;
import java.time.Instant;
import java.util.Optional;

/// Which conversations a request is about: those in which something was said from `since` until just before `until`,
/// and that fit all the rest.
///
/// @param queue where it is, or was last
/// @param topic as the city's figures know it
/// @param words as in [io.glassline.desk.ConversationSearch]; all of them, and blank for any
public record Selection(
        Instant since,
        Instant until,
        Optional<QueueId> queue,
        Optional<String> topic,
        Optional<ChannelKind> channel,
        String words) {

    public static final int WORDS_MAX_CHARS = 200;

    /// @param conversations how many fit
    /// @param messages how many were said in them
    public record Size(long conversations, long messages) {}
}
