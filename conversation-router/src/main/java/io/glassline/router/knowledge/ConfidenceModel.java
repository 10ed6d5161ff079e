package io.glassline.router.knowledge;

import io.glassline.router.knowledge.Ranker.Evidence;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// How likely it is that something is right, from the evidence for it: a logistic regression on what the
/// cross-validation saw. Being a probability, it means the same in each language and each city.
final class ConfidenceModel {

    private static final int ROUNDS = 1_500;
    private static final double STEP = 1;

    /// How firmly the weights are held to what was expected: as firmly as so many trials would.
    private static final double FIRMNESS = 10;

    /// Many more than there are kinds of evidence.
    private static final int VALUES_MAX = 64;

    private final double[] means;
    private final double[] spreads;
    private final double[] weights; // the last is the bias

    private ConfidenceModel(double[] means, double[] spreads) {
        this.means = means;
        this.spreads = spreads;
        this.weights = new double[means.length + 1];
    }

    /// Begins at what is `expected`, and departs from it as far as the samples say so: a few of them, or none, leave it
    /// as it is.
    static ConfidenceModel trained(List<Sample> samples, Expected expected) {
        if (samples.isEmpty()) {
            return expected.model();
        }
        var rows = samples.stream().map(sample -> sample.evidence().values()).toArray(double[][]::new);
        var model = new ConfidenceModel(means(rows), spreads(rows, means(rows)));
        for (var row : rows) {
            model.scale(row);
        }
        var start = expected.scaled(model.means, model.spreads);
        System.arraycopy(start, 0, model.weights, 0, start.length);
        for (var round = 0; round < ROUNDS; round++) {
            model.learn(rows, samples, start);
        }
        return model;
    }

    /// What the weights are expected to be: those that several cities' knowledge came to, or none.
    record Expected(double bias, double... weights) {

        static final Expected NOTHING = new Expected(0, 0, 0, 0, 0);

        private ConfidenceModel model() {
            var none = new double[weights.length];
            var ones = new double[weights.length];
            Arrays.fill(ones, 1);
            var model = new ConfidenceModel(none, ones);
            System.arraycopy(scaled(none, ones), 0, model.weights, 0, weights.length + 1);
            return model;
        }

        private double[] scaled(double[] means, double[] spreads) {
            var scaled = new double[weights.length + 1];
            scaled[weights.length] = bias;
            for (var j = 0; j < weights.length; j++) {
                scaled[j] = weights[j] * spreads[j];
                scaled[weights.length] += weights[j] * means[j];
            }
            return scaled;
        }
    }

    /// @param weight how much it counts; one of a phrasing counts 1
    record Sample(Evidence evidence, boolean isRight, double weight) {}

    /// As written by [#write].
    static ConfidenceModel read(DataInputStream in) throws IOException {
        var model = new ConfidenceModel(doubles(in), doubles(in));
        System.arraycopy(doubles(in), 0, model.weights, 0, model.weights.length);
        return model;
    }

    void write(DataOutputStream out) throws IOException {
        for (var values : List.of(means, spreads, weights)) {
            out.writeInt(values.length);
            for (var value : values) {
                out.writeDouble(value);
            }
        }
    }

    private static double[] doubles(DataInputStream in) throws IOException {
        var values = new double[Math.clamp(in.readInt(), 0, VALUES_MAX)];
        for (var i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    private void learn(double[][] rows, List<Sample> samples, double[] expected) {
        var slope = new double[weights.length];
        var all = FIRMNESS;
        for (var i = 0; i < rows.length; i++) {
            var sample = samples.get(i);
            var wrong = sample.weight() * (probability(rows[i]) - (sample.isRight() ? 1 : 0));
            all += sample.weight();
            for (var j = 0; j < means.length; j++) {
                slope[j] += wrong * rows[i][j];
            }
            slope[means.length] += wrong;
        }
        for (var j = 0; j < weights.length; j++) {
            weights[j] -= STEP * (slope[j] + FIRMNESS * (weights[j] - expected[j])) / all;
        }
    }

    double confidence(Evidence evidence) {
        var row = evidence.values();
        scale(row);
        return probability(row);
    }

    private void scale(double[] row) {
        for (var j = 0; j < row.length; j++) {
            row[j] = (row[j] - means[j]) / spreads[j];
        }
    }

    private double probability(double[] row) {
        var sum = weights[means.length];
        for (var j = 0; j < row.length; j++) {
            sum += weights[j] * row[j];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    private static double[] means(double[][] rows) {
        var means = new double[rows[0].length];
        for (var row : rows) {
            for (var j = 0; j < means.length; j++) {
                means[j] += row[j] / rows.length;
            }
        }
        return means;
    }

    private static double[] spreads(double[][] rows, double[] means) {
        var spreads = new double[means.length];
        for (var row : rows) {
            for (var j = 0; j < means.length; j++) {
                spreads[j] += (row[j] - means[j]) * (row[j] - means[j]) / rows.length;
            }
        }
        for (var j = 0; j < means.length; j++) {
            spreads[j] = Math.max(Math.sqrt(spreads[j]), 1e-9);
        }
        return spreads;
    }
}
