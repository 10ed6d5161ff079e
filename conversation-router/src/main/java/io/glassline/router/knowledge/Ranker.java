package io.glassline.router.knowledge;

import io.glassline.router.knowledge.Classifier.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Orders the answers by how well they fit a text. Learnt from examples; knows nothing of thresholds.
final class Ranker {

    /// Weights of the three voices, as measured on public sets of questions: the closest phrasing, the classifier,
    /// and the words shared. Each alone is right less often than the three together.
    private static final double OF_CLOSENESS = 2;

    private static final double OF_LIKELIHOOD = 0.25;
    private static final double OF_SHARED_WORDS = 0.3;

    private static final double PROBABILITY_MIN = 1e-6;

    private final int answers;
    private final List<Example> examples;
    private final Classifier classifier;
    private final Bm25 bm25;

    /// @param examples phrasings of the answers 0 to `answers` - 1, and foreign texts under the number `answers`
    static Ranker trained(List<Example> examples, int dimensions, int answers) {
        return new Ranker(examples, answers, Classifier.trained(examples, dimensions, answers + 1));
    }

    /// @param classifier trained on these examples
    Ranker(List<Example> examples, int answers, Classifier classifier) {
        this.answers = answers;
        this.examples =
                examples.stream().filter(example -> example.answer() < answers).toList();
        this.classifier = classifier;
        this.bm25 = new Bm25(IntStream.range(0, answers).mapToObj(this::wordsOf).toList());
    }

    Classifier classifier() {
        return classifier;
    }

    private List<String> wordsOf(int answer) {
        return examples.stream()
                .filter(example -> example.answer() == answer)
                .flatMap(example -> example.words().stream())
                .toList();
    }

    /// All answers, best first.
    Ranking rank(List<String> words, Point point) {
        var closeness = new double[answers];
        for (var example : examples) {
            var answer = example.answer();
            closeness[answer] = Math.max(closeness[answer], example.point().cosine(point));
        }
        var probabilities = classifier.probabilities(point);
        var shared = bm25.scores(words);
        var ranked = new ArrayList<Ranked>(answers);
        for (var answer = 0; answer < answers; answer++) {
            var likelihood = Math.log(Math.max(probabilities[answer], PROBABILITY_MIN));
            var score =
                    OF_CLOSENESS * closeness[answer] + OF_LIKELIHOOD * likelihood + OF_SHARED_WORDS * shared[answer];
            ranked.add(new Ranked(answer, score, closeness[answer], likelihood));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score).reversed().thenComparing(Ranked::answer));
        var best = ranked.getFirst();
        var lead = answers > 1 ? best.score() - ranked.get(1).score() : 0;
        var evidence = new Evidence(best.closeness(), best.likelihood(), bm25.coverage(words, best.answer()), lead);
        return new Ranking(ranked.stream().map(Ranked::answer).toList(), evidence);
    }

    private record Ranked(int answer, double score, double closeness, double likelihood) {}

    /// @param answers numbers of the answers, best first
    /// @param evidence what speaks for the best one
    record Ranking(List<Integer> answers, Evidence evidence) {

        int best() {
            return answers.getFirst();
        }
    }

    /// What speaks for an answer to a text.
    ///
    /// @param closeness cosine of the closest of its phrasings
    /// @param likelihood logarithm of the classifier's probability, which is low where foreign texts lie
    /// @param coverage the share of the text's words that its phrasings have
    /// @param lead how far its score is ahead of the second best
    record Evidence(double closeness, double likelihood, double coverage, double lead) {

        double[] values() {
            return new double[] {closeness, likelihood, coverage, lead};
        }
    }
}
