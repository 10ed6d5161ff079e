package io.glassline.router.gate;

import io.glassline.router.words.NormalizedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// How likely a text is to be of each label, such as a kind of emergency: a softmax regression over
/// [TextFeatures], learnt from [TrainingSentence]s.
///
/// It hears what no pattern foresees ("water is up to the windows and the door won't open"), and mistyped
/// words.
///
/// The same sentences give the same classifier. Learning ten thousand takes about a second, a text some ten
/// microseconds. Safe to call from any thread.
final class TextClassifier {

    /// A longer text is read in pieces of so many words, each overlapping half of the one before: the one
    /// sentence that matters in a long mail must not be outweighed by the rest.
    private static final int PIECE_WORDS = 28;

    private static final int ROUNDS = 12;
    private static final float STEP = 4;
    private static final float DECAY = 1e-4f;
    private static final float BIAS_STEP = 0.1f;
    private static final long SEED = 3;

    /// A class that is as good as right learns nothing more from an example: most never do, so it saves
    /// half the time.
    private static final float WRONG_MIN = 0.003f;

    private final List<String> labels;
    private final int classes; // 0 has no label, then the labels
    private final float[] weights; // of feature f and class c at f * classes + c
    private final float[] biases;

    private TextClassifier(List<String> labels) {
        this.labels = List.copyOf(labels);
        this.classes = labels.size() + 1;
        this.weights = new float[TextFeatures.SIZE * classes];
        this.biases = new float[classes];
    }

    static TextClassifier trained(List<TrainingSentence> sentences) {
        var labels = TrainingSentence.labels(sentences);
        var classifier = new TextClassifier(labels);
        classifier.learn(sentences.stream()
                .map(sentence -> new Example(
                        TextFeatures.of(NormalizedText.of(sentence.text()).words()),
                        1 + labels.indexOf(sentence.label())))
                .toList());
        return classifier;
    }

    private void learn(List<Example> examples) {
        var order = new ArrayList<>(examples);
        var random = new Random(SEED);
        var steps = ROUNDS * order.size();
        var step = 0;
        for (var round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            for (var example : order) {
                learn(example, STEP * (1 - step++ / (float) steps));
            }
        }
    }

    private void learn(Example example, float step) {
        var features = example.features();
        var probabilities = probabilities(features);
        for (var c = 0; c < classes; c++) {
            var wrong = probabilities[c] - (c == example.rightClass() ? 1 : 0);
            if (Math.abs(wrong) < WRONG_MIN) {
                continue;
            }
            for (var i = 0; i < features.at().length; i++) {
                var weight = features.at()[i] * classes + c;
                weights[weight] -= step * (wrong * features.values()[i] + DECAY * weights[weight]);
            }
            biases[c] -= BIAS_STEP * step * wrong;
        }
    }

    /// How likely the text is to be of each label; what is left to 1 is how likely it is of none. Of a long
    /// text that of the piece that is the least likely to be of none.
    public Map<String, Double> likelihoods(NormalizedText said) {
        var words = said.words();
        var worst = probabilities(TextFeatures.of(words.subList(0, Math.min(PIECE_WORDS, words.size()))));
        for (var from = PIECE_WORDS / 2; from + PIECE_WORDS / 2 < words.size(); from += PIECE_WORDS / 2) {
            var piece = words.subList(from, Math.min(from + PIECE_WORDS, words.size()));
            var probabilities = probabilities(TextFeatures.of(piece));
            if (probabilities[0] < worst[0]) {
                worst = probabilities;
            }
        }
        var likelihoods = new TreeMap<String, Double>();
        for (var c = 1; c < classes; c++) {
            likelihoods.put(labels.get(c - 1), (double) worst[c]);
        }
        return likelihoods;
    }

    private float[] probabilities(TextFeatures features) {
        var scores = biases.clone();
        for (var i = 0; i < features.at().length; i++) {
            var first = features.at()[i] * classes;
            var value = features.values()[i];
            for (var c = 0; c < classes; c++) {
                scores[c] += weights[first + c] * value;
            }
        }
        var highest = scores[0];
        for (var score : scores) {
            highest = Math.max(highest, score);
        }
        var sum = 0f;
        for (var c = 0; c < classes; c++) {
            scores[c] = (float) StrictMath.exp(scores[c] - highest);
            sum += scores[c];
        }
        for (var c = 0; c < classes; c++) {
            scores[c] /= sum;
        }
        return scores;
    }

    private record Example(TextFeatures features, int rightClass) {}
}
