package io.glassline.form;

import io.glassline.conversation.Conversation;
import java.time.Instant;
import java.util.List;

/// Finds the forms that wait for a source that was away.
public interface AwayForms {

    /// Conversations with the bot whose last words held out [LookAgainWork#OFFER] for an open form,
    /// said after `toldSince`, and in which nothing was said since; none with a message that waits for
    /// its turn. Those that wait longest first, at most `countMax` of them.
    List<Conversation> away(Instant toldSince, int countMax);
}
