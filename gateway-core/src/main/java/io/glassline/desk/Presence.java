package io.glassline.desk;

import io.glassline.conversation.Conversation;
import java.time.Duration;
import java.util.List;

/// Who has a conversation open, so that two do not answer it. It only helps people see each other: nothing is decided
/// by it, it is forgotten by itself, and where it cannot be told nobody is seen.
///
/// The contract is executable: every implementation passes `PresenceContract`.
public interface Presence {

    /// Whoever has not been heard of for longer has gone.
    Duration LASTS = Duration.ofSeconds(25);

    /// This agent has the conversation open, and is writing in it or is not.
    void here(Conversation.Id conversation, String agentId, boolean writing);

    /// This agent has left it.
    void gone(Conversation.Id conversation, String agentId);

    /// Those who have it open but for `agentId`, by their ids in order.
    List<Reader> others(Conversation.Id conversation, String agentId);

    record Reader(String agentId, boolean writing) {}
}
