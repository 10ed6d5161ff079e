package io.glassline.rating;

import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import java.time.Instant;

/// What becomes true of a rating together with a conversation's change.
public sealed interface RatingStep {

    /// The message that asks.
    Message.Id question();

    Instant at();

    /// The citizen is asked about `conversation`, by a message in it.
    ///
    /// @param about what was decided last in it: an answer, a form or a queue, as decisions name it
    record Asked(Message.Id question, Conversation conversation, String about, Instant at) implements RatingStep {}

    /// The message `answer` rates.
    record Given(Message.Id question, Message.Id answer, Rating rating, Instant at) implements RatingStep {}
}
