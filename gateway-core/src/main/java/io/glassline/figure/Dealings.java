package io.glassline.figure;

import io.glassline.conversation.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known of conversations for the desk's figures. Safe to call from any thread.
public interface Dealings {

    /// Those that ended from `since` until just before `until`, and those that were open at `until`. A conversation in
    /// which no citizen wrote is none.
    List<Dealing> between(Instant since, Instant until);

    /// How many conversations in which a citizen first wrote in one of `weeks` weeks before `until` had the same answers
    /// and the same queue. Week 0 is the last one.
    List<Asked> asked(Instant until, int weeks);

    /// What citizens first wrote in conversations that they began from `since` until just before `until`, the latest
    /// first, at most `countMax`. The words are as they came.
    List<Question> questions(Instant since, Instant until, int countMax);

    /// What tells the topic of a conversation.
    ///
    /// @param answers what the bot's decisions named, in their order: approved answers, forms, phrases of its own
    /// @param queue as in a [Dealing]
    record Marks(List<String> answers, Optional<QueueId> queue) {

        public Marks {
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

    record Asked(int week, Marks marks, long conversations) {}

    record Question(Marks marks, String words) {}
}
