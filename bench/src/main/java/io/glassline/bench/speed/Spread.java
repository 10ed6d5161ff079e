package io.glassline.bench.speed;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/// The same thing measured in each of several rounds.
record Spread(double min, double median, double max) {

    static Spread of(Collection<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(sorted[0], median(sorted), sorted[sorted.length - 1]);
    }

    private static double median(double[] sorted) {
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static Spread of(double... values) {
        return of(Arrays.stream(values).boxed().toList());
    }

    /// Of one figure of each round.
    static <R> Spread of(Collection<R> rounds, ToDoubleFunction<R> figure) {
        return of(rounds.stream().mapToDouble(figure).toArray());
    }

    /// `median (min to max)`, each in this format.
    String in(String format) {
        return (format + " (" + format + " to " + format + ")").formatted(median, min, max);
    }
}
