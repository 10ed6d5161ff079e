package io.glassline.router.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Leaves out foreign texts that are this city's business after all. The list of foreign texts is the same for every
/// city, and has questions such as those for a passport: a city that answers them would learn to distrust its own
/// answer.
final class OwnGround {

    /// A foreign text is the city's own when it is closer to a phrasing than this share of the phrasings are to the
    /// closest other one of their answer.
    private static final double QUANTILE = 0.8;

    /// Fewer phrasings than this say too little.
    private static final int PHRASINGS_MIN = 20;

    private OwnGround() {}

    /// `examples` without the foreign texts that are the city's own.
    static List<Example> without(List<Example> examples, int answers) {
        var limit = limit(examples, answers);
        var phrasings = examples.stream().filter(Example::isPhrasing).toList();
        var stays = examples.parallelStream()
                .map(example -> !example.isForeign() || closest(example, phrasings) < limit)
                .toList();
        return IntStream.range(0, examples.size())
                .filter(stays::get)
                .mapToObj(examples::get)
                .toList();
    }

    private static double limit(List<Example> examples, int answers) {
        var folds = Folds.of(examples, answers);
        var ofAnswer = new ArrayList<List<Integer>>();
        IntStream.range(0, answers).forEach(_ -> ofAnswer.add(new ArrayList<>()));
        for (var i = 0; i < examples.size(); i++) {
            if (examples.get(i).isPhrasing()) {
                ofAnswer.get(examples.get(i).answer()).add(i);
            }
        }
        var closeness = ofAnswer.stream()
                .flatMapToDouble(own -> own.stream()
                        .mapToDouble(i -> own.stream()
                                .filter(other -> !folds.areCopies(i, other))
                                .mapToDouble(other -> examples.get(i)
                                        .point()
                                        .cosine(examples.get(other).point()))
                                .max()
                                .orElse(Double.NaN))
                        .filter(Double::isFinite))
                .sorted()
                .toArray();
        return closeness.length < PHRASINGS_MIN
                ? Double.POSITIVE_INFINITY
                : closeness[(int) (QUANTILE * closeness.length)];
    }

    private static double closest(Example example, List<Example> phrasings) {
        return phrasings.stream()
                .mapToDouble(phrasing -> phrasing.point().cosine(example.point()))
                .max()
                .orElse(0);
    }
}
