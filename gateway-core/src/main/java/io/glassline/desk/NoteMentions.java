package io.glassline.desk;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Note;
import java.time.Instant;
import java.util.List;

/// Who was asked by a note to look at a conversation, and has or has not.
public interface NoteMentions {

    /// The latest first, those not seen yet before the others; at most `countMax`.
    List<Mention> of(String agentId, int countMax);

    /// How many they have not seen.
    int unseen(String agentId);

    /// They looked at the conversation: what it mentioned them for until now is seen.
    void seen(Conversation.Id conversation, String agentId, Instant at);

    record Mention(Conversation conversation, Note note, boolean seen) {}
}
