package io.glassline.router.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Orders the answers by how well they fit a text. Learnt from examples; knows nothing of thresholds.
final class Ranker {

    /// How many answers a menu holds.
    static final int CHOICES_MAX = 3;

    /// Weights of the three voices, as measured on public sets of questions: the closest phrasing, the classifier,
    /// and the words shared. Each alone is right less often than the three together.
    private static final double OF_CLOSENESS = 2;

    private static final double OF_LIKELIHOOD = 0.25;
    private static final double OF_SHARED_WORDS = 0.3;

    /// How close the text of an answer counts, beside one of its phrasings.
    private static final double ANSWER_TEXT_CLOSENESS = 0.9;

    private static final double PROBABILITY_MIN = 1e-6;

    private final int answers;
    private final List<Example> examples;
    private final Classifier classifier;
    private final Bm25 bm25;

    /// @param examples of the answers 0 to `answers` - 1, and foreign texts under the number `answers`
    static Ranker trained(List<Example> examples, int dimensions, int answers) {
        return new Ranker(examples, answers, Classifier.trained(examples, dimensions, answers + 1));
    }

    /// @param classifier trained on these examples
    Ranker(List<Example> examples, int answers, Classifier classifier) {
        this.answers = answers;
        this.examples =
                examples.stream().filter(example -> !example.isForeign()).toList();
        this.classifier = classifier;
        this.bm25 = new Bm25(documents());
    }

    Classifier classifier() {
        return classifier;
    }

    /// The words of each answer's phrasings.
    private List<List<String>> documents() {
        List<List<String>> documents = new ArrayList<>();
        IntStream.range(0, answers).forEach(_ -> documents.add(new ArrayList<>()));
        for (var example : examples) {
            if (example.isPhrasing()) {
                documents.get(example.answer()).addAll(example.words());
            }
        }
        return documents;
    }

    /// The answers that fit best.
    Ranking rank(List<String> words, Point point) {
        var closeness = closeness(point);
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
        return new Ranking(
                ranked.stream().limit(CHOICES_MAX).map(Ranked::answer).toList(),
                evidence(ranked, 1, words),
                evidence(ranked, CHOICES_MAX, words),
                () -> IntStream.range(1, Math.min(CHOICES_MAX, ranked.size()))
                        .mapToObj(place -> evidenceOfOne(ranked, place, words))
                        .toList());
    }

    private double[] closeness(Point point) {
        var closeness = new double[answers];
        for (var example : examples) {
            var answer = example.answer();
            var cosine = example.point().cosine(point);
            closeness[answer] =
                    Math.max(closeness[answer], example.isPhrasing() ? cosine : ANSWER_TEXT_CLOSENESS * cosine);
        }
        return closeness;
    }

    /// What speaks for the right answer being among the first `count`.
    private Evidence evidence(List<Ranked> ranked, int count, List<String> words) {
        var first = ranked.subList(0, Math.min(count, ranked.size()));
        var lead = ranked.size() > count
                ? first.getFirst().score() - ranked.get(count).score()
                : 0;
        return new Evidence(
                first.stream().mapToDouble(Ranked::closeness).max().orElse(0),
                Math.log(first.stream()
                        .mapToDouble(one -> Math.exp(one.likelihood()))
                        .sum()),
                first.stream()
                        .mapToDouble(one -> bm25.coverage(words, one.answer()))
                        .max()
                        .orElse(0),
                lead);
    }

    /// What speaks for the answer at a place behind the first being the right one. Its lead is behind the first, and so
    /// below nothing.
    private Evidence evidenceOfOne(List<Ranked> ranked, int place, List<String> words) {
        var one = ranked.get(place);
        return new Evidence(
                one.closeness(),
                one.likelihood(),
                bm25.coverage(words, one.answer()),
                one.score() - ranked.getFirst().score());
    }

    private record Ranked(int answer, double score, double closeness, double likelihood) {}

    /// @param menu numbers of the best answers, best first: three, where there are so many
    /// @param forBest what speaks for the best one
    /// @param forMenu what speaks for the right one being among the best three
    /// @param behind what speaks for each of the menu but the best one; worked out when it is asked for
    record Ranking(List<Integer> menu, Evidence forBest, Evidence forMenu, Supplier<List<Evidence>> behind) {

        int best() {
            return menu.getFirst();
        }
    }

    /// What speaks for some answers to a text.
    ///
    /// @param closeness cosine of the closest of their phrasings
    /// @param likelihood logarithm of the classifier's probability, which is low where foreign texts lie
    /// @param coverage the share of the text's words that the phrasings of one of them have
    /// @param lead how far the best score is ahead of that of the next answer after them
    record Evidence(double closeness, double likelihood, double coverage, double lead) {

        double[] values() {
            return new double[] {closeness, likelihood, coverage, lead};
        }
    }
}
