package io.glassline.router.rule;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.words.Phrase;
import java.util.Optional;

/// One rule of the city: when it holds, what is done.
public record Rule(String name, Expression when, Action then) {

    public sealed interface Action {

        /// To people; `says` is said first, before it is said who will answer.
        record ToQueue(QueueId queue, Priority priority, Optional<Phrase> says) implements Action {}

        record ToFlow(String flow) implements Action {}

        /// The bot answers, whatever the rules below say.
        record ToBot() implements Action {}
    }
}
