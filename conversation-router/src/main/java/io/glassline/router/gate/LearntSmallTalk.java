package io.glassline.router.gate;

import io.glassline.router.words.NormalizedText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Small talk that no pattern foresees: "thank you so much, you've been very helpful", "give me a sec", "be honest".
/// A message is small talk as a whole or not at all.
public final class LearntSmallTalk {

    /// One word is known to a pattern, or may be the rest of a sentence.
    private static final int WORDS_MIN = 2;

    /// A longer message tells something.
    private static final int WORDS_MAX = 14;

    private LearntSmallTalk() {}

    /// @param kind a label of `training/small-talk.tsv`, such as `thanks`
    /// @param likelihood that the message is of that kind, from 0 to 1
    public record Hit(String kind, double likelihood) {}

    /// The kind that the likeliest of the `readings` of one message is most likely to be of, however unlikely; empty
    /// for what is too long or too short.
    public static Optional<Hit> in(List<NormalizedText> readings) {
        return in(LearntClassifiers.smallTalk(), readings);
    }

    static Optional<Hit> in(TextClassifier classifier, List<NormalizedText> readings) {
        return readings.stream()
                .filter(said -> said.words().size() >= WORDS_MIN && said.words().size() <= WORDS_MAX)
                .flatMap(said -> classifier.likelihoods(said).entrySet().stream())
                .map(kind -> new Hit(kind.getKey(), kind.getValue()))
                .max(Comparator.comparingDouble(Hit::likelihood));
    }
}
