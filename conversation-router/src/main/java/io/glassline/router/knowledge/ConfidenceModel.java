package io.glassline.router.knowledge;

import io.glassline.router.knowledge.Ranker.Evidence;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/// How likely it is that the best answer is the right one, from the evidence for it: a logistic regression on what
/// the cross-validation saw. This is the confidence that goes into the record; being a probability, it means the
/// same in each language.
final class ConfidenceModel {

    private static final int ROUNDS = 1_500;
    private static final double STEP = 1;
    private static final double DECAY = 0.002; // keeps the weights finite when all trials are right

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

    /// @param foreignWeight how much a trial of a foreign text counts; one of a phrasing counts 1
    static ConfidenceModel trained(List<Trial> trials, int answers, double foreignWeight) {
        var rows = trials.stream().map(trial -> trial.evidence().values()).toArray(double[][]::new);
        var model = new ConfidenceModel(means(rows), spreads(rows, means(rows)));
        for (var row : rows) {
            model.scale(row);
        }
        var counts = trials.stream()
                .mapToDouble(trial -> trial.asked() == answers ? foreignWeight : 1)
                .toArray();
        for (var round = 0; round < ROUNDS; round++) {
            model.learn(rows, trials, counts);
        }
        return model;
    }

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

    private void learn(double[][] rows, List<Trial> trials, double[] counts) {
        var slope = new double[weights.length];
        var all = 0.0;
        for (var i = 0; i < rows.length; i++) {
            var wrong = counts[i] * (probability(rows[i]) - (trials.get(i).isRight() ? 1 : 0));
            all += counts[i];
            for (var j = 0; j < means.length; j++) {
                slope[j] += wrong * rows[i][j];
            }
            slope[means.length] += wrong;
        }
        for (var j = 0; j < weights.length; j++) {
            weights[j] -= STEP * (slope[j] / all + DECAY * weights[j]);
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

    /// One text, asked of a ranker that had not seen it.
    ///
    /// @param asked the number of the right answer
    /// @param answered the number of the one that came out best
    record Trial(String text, int asked, int answered, Evidence evidence) {

        boolean isRight() {
            return asked == answered;
        }
    }
}
