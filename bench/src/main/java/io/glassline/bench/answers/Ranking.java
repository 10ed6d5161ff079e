package io.glassline.bench.answers;

import java.util.List;
import java.util.Locale;

/// An order of the answers to a text, by one simple measure.
interface Ranking {

    int BEST_MAX = 3;

    String name();

    Ranked rank(String text, Locale language);

    /// @param best the best three, best first
    /// @param score of the first, by the measure
    record Ranked(List<String> best, double score) {}
}
