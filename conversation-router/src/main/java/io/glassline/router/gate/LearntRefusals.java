package io.glassline.router.gate;

import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What was learnt of refusals of messages, for the words that no phrase foresees: "count me out of these
/// from now on". It only ever asks. What is learnt looks at words and hardly at their order: "keep txting
/// me" was likelier one to it than seven in eight of the refusals were.
final class LearntRefusals {

    /// From this likelihood on the citizen is told how to stop. Of the training sentences, each judged by
    /// the example city's phrases and a classifier that had not seen it, 94.5 % of the refusals were heard
    /// (32.1 % by the phrases alone) and 80.9 % of what may be one; 15.5 % of what only sounds like one was
    /// asked about, and 1.3 % of everything else. `RefusalFoldsTest` keeps watch.
    private static final double POSSIBLE_MIN = 0.1;

    private LearntRefusals() {}

    /// What `readings` of one message may refuse, and how likely the likeliest of them is.
    static Optional<Refusals.Hit> in(TextClassifier classifier, List<NormalizedText> readings) {
        if (readings.stream().anyMatch(StayWish::in)) {
            return Optional.empty();
        }
        var likelihood = readings.stream()
                .mapToDouble(reading -> classifier.likelihoods(reading).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .max()
                .orElse(0);
        return likelihood < POSSIBLE_MIN
                ? Optional.empty()
                : Optional.of(new Refusals.Hit(
                        String.format(Locale.ROOT, "learnt, %.2f", likelihood), Optional.empty(), false, true));
    }
}
