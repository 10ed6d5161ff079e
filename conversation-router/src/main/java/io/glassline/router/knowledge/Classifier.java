package io.glassline.router.knowledge;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/// Multinomial logistic regression: the probability of each answer, given a point. The last "answer" is none at
/// all.
///
/// A hundred lines of our own rather than a library, because it is trained six times, once for each new knowledge, on
/// a few hundred short texts, and the machine-learning libraries at hand bring megabytes for that. Deterministic: the
/// order of the examples is shuffled by a fixed seed.
final class Classifier {

    /// How often every example is looked at. Of many examples fewer times are enough, and a large city is not to wait.
    private static final int ROUNDS_MAX = 12;

    private static final int ROUNDS_MIN = 6;
    private static final int STEPS_ENOUGH = 12_000;
    private static final float FIRST_STEP = 2f;
    /// How much more often one answer is asked than another is told by real traffic, not by how many phrasings it
    /// has.
    private static final float BIAS_SHARE = 0.1f;

    private static final long SEED = 311;

    private final int answers;
    private final float[] weights; // of place p and answer a at p * answers + a
    private final float[] bias;

    private Classifier(float[] weights, float[] bias) {
        this.answers = bias.length;
        this.weights = weights;
        this.bias = bias;
    }

    /// How much the text of an answer counts, beside one of its phrasings.
    private static final float ANSWER_TEXT_WEIGHT = 0.3f;

    /// Learns `examples`; those with the last of the `answers` are the foreign texts.
    ///
    /// By stochastic gradient descent with steps that shrink to nothing. Stopping after a fixed number of rounds
    /// is what keeps it from learning its few examples by heart.
    static Classifier trained(List<Example> examples, int dimensions, int answers) {
        var classifier = new Classifier(new float[dimensions * answers], new float[answers]);
        var foreign = examples.stream().filter(Example::isForeign).count();
        var phrasings = examples.stream().filter(Example::isPhrasing).count();
        var foreignWeight = (float) weightOfForeign(phrasings, foreign);
        var order = new int[examples.size()];
        for (var i = 0; i < order.length; i++) {
            order[i] = i;
        }
        var chance = new Random(SEED);
        var rounds = Math.clamp(STEPS_ENOUGH / Math.max(1, order.length), ROUNDS_MIN, ROUNDS_MAX);
        var steps = rounds * order.length;
        var done = 0;
        for (var round = 0; round < rounds; round++) {
            shuffle(order, chance);
            for (var i : order) {
                var example = examples.get(i);
                var step = FIRST_STEP * (1 - done++ / (float) steps);
                classifier.learn(
                        example,
                        switch (example.origin()) {
                            case PHRASING -> step;
                            case ANSWER_TEXT -> step * ANSWER_TEXT_WEIGHT;
                            case FOREIGN -> step * foreignWeight;
                        });
            }
        }
        return classifier;
    }

    /// Whether it tells so many answers apart, by points of so many dimensions.
    boolean fits(int dimensions, int answers) {
        return this.answers == answers && weights.length == dimensions * answers;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(weights.length);
        TrainingResult.write(weights, out);
        out.writeInt(bias.length);
        TrainingResult.write(bias, out);
    }

    /// What [#write] wrote.
    static Classifier read(DataInputStream in) throws IOException {
        var weights = TrainingResult.floats(in.readInt(), in);
        var bias = TrainingResult.floats(in.readInt(), in);
        return new Classifier(weights, bias);
    }

    /// Foreign texts weigh as much as a third of the phrasings at most: a small city's dozen phrasings must not
    /// drown in a few hundred of them.
    static double weightOfForeign(long phrasings, long foreign) {
        return foreign == 0 ? 0 : Math.min(1, phrasings / (3.0 * foreign));
    }

    private static void shuffle(int[] order, Random chance) {
        for (var i = order.length - 1; i > 0; i--) {
            var j = chance.nextInt(i + 1);
            var kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    private void learn(Example example, float step) {
        var wrong = probabilities(example.point());
        wrong[example.answer()] -= 1;
        var places = example.point().places();
        var values = example.point().values();
        for (var i = 0; i < places.length; i++) {
            var row = places[i] * answers;
            var by = step * values[i];
            for (var answer = 0; answer < answers; answer++) {
                weights[row + answer] -= by * wrong[answer];
            }
        }
        for (var answer = 0; answer < answers; answer++) {
            bias[answer] -= step * BIAS_SHARE * wrong[answer];
        }
    }

    float[] probabilities(Point point) {
        var scores = bias.clone();
        var places = point.places();
        var values = point.values();
        for (var i = 0; i < places.length; i++) {
            var row = places[i] * answers;
            var value = values[i];
            for (var answer = 0; answer < answers; answer++) {
                scores[answer] += value * weights[row + answer];
            }
        }
        return softmax(scores);
    }

    private static float[] softmax(float[] scores) {
        var highest = Float.NEGATIVE_INFINITY;
        for (var score : scores) {
            highest = Math.max(highest, score);
        }
        var sum = 0f;
        for (var i = 0; i < scores.length; i++) {
            scores[i] = (float) Math.exp(scores[i] - highest);
            sum += scores[i];
        }
        for (var i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }
}
