package io.glassline.router.knowledge;

import io.glassline.router.knowledge.Classifier.Example;
import io.glassline.router.knowledge.ConfidenceModel.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// From which confidence on to answer, and from which on to offer a choice. Measured, for each knowledge and
/// language anew: how sure one can be depends on how many answers there are and how close they lie.
///
/// @param sure answer from here on
/// @param unsure offer the best three from here on; below, there is nothing
/// @param confusions trials that would have been answered, and wrongly
record Calibration(ConfidenceModel model, double sure, double unsure, List<Trial> confusions) {

    private static final int FOLDS = 5;

    /// Of the questions that are answered, at least so many get the right answer.
    private static final double PRECISION_MIN = 0.90;

    /// Of the foreign texts, at most so many are answered, and at most so many get a choice. Most of them are
    /// chosen to lie close to a city's work, so of what residents really send much less gets so far.
    private static final double FOREIGN_SURE_MAX = 0.04;

    private static final double FOREIGN_UNSURE_MAX = 0.10;

    /// However well the trials go, nothing is answered below this, or offered below that: a small knowledge is not
    /// measured well enough to be trusted further.
    private static final double SURE_MIN = 0.80;

    private static final double UNSURE_MIN = 0.50;

    /// Every text, phrasing or foreign, is asked of a ranker that has not seen it.
    static Calibration measure(List<Example> examples, int dimensions, int answers) {
        var trials = IntStream.range(0, FOLDS)
                .parallel()
                .mapToObj(fold -> trials(examples, dimensions, answers, fold))
                .flatMap(List::stream)
                .toList();
        var foreignTexts =
                trials.stream().filter(trial -> trial.asked() == answers).count();
        var foreignWeight = Classifier.weightOfForeign(trials.size() - foreignTexts, foreignTexts);
        var model = ConfidenceModel.trained(trials, answers, foreignWeight);
        var falling = trials.stream()
                .map(trial -> new ScoredTrial(trial, model.confidence(trial.evidence())))
                .sorted(Comparator.comparingDouble(ScoredTrial::confidence).reversed())
                .toList();
        var asked = falling.stream()
                .filter(judged -> judged.trial().asked() < answers)
                .toList();
        var foreign = falling.stream()
                .filter(judged -> judged.trial().asked() == answers)
                .toList();
        var sure = Math.max(SURE_MIN, Math.max(precise(asked), above(foreign, FOREIGN_SURE_MAX)));
        var unsure = Math.min(sure, Math.max(UNSURE_MIN, above(foreign, FOREIGN_UNSURE_MAX)));
        var confusions = asked.stream()
                .filter(judged -> judged.confidence() > sure && !judged.trial().isRight())
                .map(ScoredTrial::trial)
                .toList();
        return new Calibration(model, sure, unsure, confusions);
    }

    private static List<Trial> trials(List<Example> examples, int dimensions, int answers, int fold) {
        var learnt = new ArrayList<Example>();
        var asked = new ArrayList<Example>();
        var turns = new int[answers + 1];
        for (var example : examples) {
            var turn = turns[example.answer()]++ + example.answer();
            (turn % FOLDS == fold ? asked : learnt).add(example);
        }
        var ranker = Ranker.trained(learnt, dimensions, answers);
        return asked.stream()
                .map(example -> {
                    var ranking = ranker.rank(example.words(), example.point());
                    return new Trial(example.text(), example.answer(), ranking.best(), ranking.evidence());
                })
                .toList();
    }

    /// The lowest confidence from which on enough of the trials were right.
    private static double precise(List<ScoredTrial> falling) {
        var lowest = 1.0;
        var right = 0;
        for (var i = 0; i < falling.size(); i++) {
            right += falling.get(i).trial().isRight() ? 1 : 0;
            if (right >= PRECISION_MIN * (i + 1)) {
                lowest = falling.get(i).confidence();
            }
        }
        return lowest;
    }

    /// The confidence that no more than `share` of the trials are above.
    private static double above(List<ScoredTrial> falling, double share) {
        return falling.isEmpty()
                ? 0
                : falling.get((int) (share * falling.size())).confidence();
    }

    private record ScoredTrial(Trial trial, double confidence) {}
}
