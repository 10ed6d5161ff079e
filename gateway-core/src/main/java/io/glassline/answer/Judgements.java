package io.glassline.answer;

import io.glassline.audit.Actor;
import io.glassline.conversation.Conversation;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Samples of what the bot answered, for people to judge.
///
/// The sample of a day is drawn by its seed: whoever asks gets the same, and nobody chooses what is looked at.
public interface Judgements {

    /// So many answers are drawn of each day.
    int SAMPLE_A_DAY = 10;

    /// The sample of the answers given from `from` until before `until`, in the order in which they were given.
    ///
    /// @param seed of the day
    /// @param answers the ids of approved answers: nothing else that the bot says is drawn
    List<Sampled> sample(Instant from, Instant until, String seed, Collection<String> answers);

    /// The first judgement of an answer counts, and is on the record.
    ///
    /// @return false when it was judged before, or is not there
    boolean judge(long decision, Verdict verdict, Actor by);

    /// How answers that were given since `since` were judged.
    Map<Verdict, Long> counts(Instant since);

    enum Verdict {
        RIGHT,
        INCOMPLETE,
        WRONG;

        /// The word for it in the table, the record and forms.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Verdict> of(String word) {
            return List.of(values()).stream()
                    .filter(verdict -> verdict.word().equals(word))
                    .findFirst();
        }
    }

    /// @param decision the number of the decision that gave it
    /// @param question what the citizen had written
    record Sampled(
            long decision,
            String answer,
            String question,
            Locale language,
            Conversation.Id conversation,
            Instant at,
            Optional<Verdict> verdict) {}
}
