package io.glassline.bench.days;

import java.util.List;
import java.util.SplittableRandom;

/// What a seed decides: who says what.
final class Chance {

    /// People who write again and again; each fresh one writes once.
    private static final int REGULARS = 40;

    private final SplittableRandom random;
    private final List<String> questions;
    private int next = 1;

    /// @param questions what the city has an approved answer for
    Chance(long seed, List<String> questions) {
        this.random = new SplittableRandom(seed);
        this.questions = questions;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> all) {
        return all.get(below(all.size()));
    }

    String question() {
        return oneOf(questions);
    }

    /// A number that no other item has.
    int fresh() {
        return next++;
    }

    /// The number of somebody who writes often.
    int regular() {
        return below(REGULARS);
    }
}
