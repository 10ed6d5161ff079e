package io.glassline.figure;

import io.glassline.conversation.QueueId;
import java.util.List;
import java.util.Optional;

/// What tells the topic of a conversation.
///
/// @param answers what the bot's decisions named, in their order: approved answers, forms, phrases of its own
/// @param queue as in a [Dealing]
public record TopicMarks(List<String> answers, Optional<QueueId> queue) {

    public TopicMarks {
        answers = List.copyOf(answers);
    }

    /// That of the first answer that has one, else that of the queue.
    public String topic(Topics topics) {
        return answers.stream()
                .flatMap(answer -> topics.ofAnswer(answer).stream())
                .findFirst()
                .or(() -> queue.flatMap(topics::ofQueue))
                .orElse(Outcome.NO_TOPIC);
    }
}
