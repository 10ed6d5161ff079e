package io.glassline.router.knowledge;

import io.glassline.router.knowledge.ConfidenceModel.Sample;
import io.glassline.router.knowledge.Ranker.Evidence;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// How sure one can be of an answer and of a menu, and from where on to give one. Measured, for each knowledge and
/// language anew: it depends on how many answers there are and how close they lie.
///
/// @param best how likely the best answer is the right one
/// @param menu how likely the right answer is among the best three
/// @param sure answer from here on
/// @param listed below `sure`, offer the best three from here on; below that, there is nothing
/// @param confusions trials that would have been answered, and wrongly
record Calibration(ConfidenceModel best, ConfidenceModel menu, double sure, double listed, List<Confusion> confusions) {

    /// Of the questions that are answered, at least so many get the right answer.
    private static final double PRECISION_MIN = 0.95;

    /// Of the foreign texts, at most so many are answered, and at most so many get a menu. Most of them are
    /// chosen to lie close to a city's work, so of what residents really send much less gets so far.
    private static final double FOREIGN_SURE_MAX = 0.04;

    private static final double FOREIGN_MENU_MAX = 0.20;

    /// However well the trials go, nothing is answered below this: a small knowledge is not measured well enough to be
    /// trusted further.
    private static final double SURE_MIN = 0.85;

    /// A menu with the right answer in it saves a citizen the wait for a person; one without costs them a glance, and
    /// offers the person all the same. So one in four is worth it.
    private static final double LISTED_MIN = 0.25;

    /// Fewer trials than this say nothing of the precision.
    private static final int TRIALS_MIN = 30;

    /// Every text, phrasing or foreign, is asked of a ranker that has not seen it.
    static Calibration measure(List<Example> examples, Space space, int answers) {
        var dimensions = space.dimensions();
        var folds = Folds.of(examples, answers);
        var trials = IntStream.range(0, Folds.COUNT)
                .parallel()
                .mapToObj(fold -> trials(folds.learnt(fold), folds.asked(fold), dimensions, answers))
                .flatMap(List::stream)
                .toList();
        var foreign = trials.stream().filter(trial -> trial.asked() == answers).toList();
        var asked = trials.stream().filter(trial -> trial.asked() < answers).toList();
        var foreignWeight = Classifier.weightOfForeign(asked.size(), foreign.size());
        Function<Trial, Double> weight = trial -> trial.asked() == answers ? foreignWeight : 1;
        var best = model(
                trials,
                weight,
                trial -> trial.ranking().forBest(),
                Trial::isRight,
                space.expected().best());
        var menu = model(
                trials,
                weight,
                trial -> trial.ranking().forMenu(),
                Trial::isListed,
                space.expected().menu());
        ToDoubleFunction<Trial> ofBest =
                trial -> best.confidence(trial.ranking().forBest());
        ToDoubleFunction<Trial> ofMenu =
                trial -> menu.confidence(trial.ranking().forMenu());
        var sure = Math.max(SURE_MIN, Math.max(precise(asked, ofBest), above(foreign, ofBest, FOREIGN_SURE_MAX)));
        var listed = Math.max(asked.size() < TRIALS_MIN ? 0 : LISTED_MIN, above(foreign, ofMenu, FOREIGN_MENU_MAX));
        var confusions = asked.stream()
                .filter(trial -> !trial.isRight() && ofBest.applyAsDouble(trial) > sure)
                .map(trial -> new Confusion(
                        trial.text(), trial.asked(), trial.ranking().best()))
                .toList();
        return new Calibration(best, menu, sure, listed, confusions);
    }

    private static List<Trial> trials(List<Example> learnt, List<Example> asked, int dimensions, int answers) {
        var ranker = Ranker.trained(learnt, dimensions, answers);
        return asked.stream()
                .map(example ->
                        new Trial(example.text(), example.answer(), ranker.rank(example.words(), example.point())))
                .toList();
    }

    private static ConfidenceModel model(
            List<Trial> trials,
            Function<Trial, Double> weight,
            Function<Trial, Evidence> evidence,
            Predicate<Trial> isRight,
            ConfidenceModel.Expected expected) {
        var samples = trials.stream()
                .map(trial -> new Sample(evidence.apply(trial), isRight.test(trial), weight.apply(trial)))
                .toList();
        return ConfidenceModel.trained(samples, expected);
    }

    /// The lowest confidence from which on enough of the trials were right.
    private static double precise(List<Trial> trials, ToDoubleFunction<Trial> confidence) {
        if (trials.size() < TRIALS_MIN) {
            return 0;
        }
        var falling = trials.stream()
                .sorted(Comparator.comparingDouble(confidence).reversed())
                .toList();
        var lowest = 1.0;
        var right = 0;
        for (var i = 0; i < falling.size(); i++) {
            right += falling.get(i).isRight() ? 1 : 0;
            if (right >= PRECISION_MIN * (i + 1)) {
                lowest = confidence.applyAsDouble(falling.get(i));
            }
        }
        return lowest;
    }

    /// The confidence that no more than `share` of the trials are above.
    private static double above(List<Trial> trials, ToDoubleFunction<Trial> confidence, double share) {
        var rising = trials.stream().mapToDouble(confidence).sorted().toArray();
        return rising.length == 0 ? 0 : rising[rising.length - 1 - (int) (share * rising.length)];
    }

    /// @param text a phrasing of answer `asked` that would have got answer `answered`
    record Confusion(String text, int asked, int answered) {}
}
