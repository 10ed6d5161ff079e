package io.glassline.bench.answers;

import io.glassline.bench.answers.Question.Reply;

/// How often the first answer is the right one, by the confidence that it is.
final class CalibrationCurve {

    private static final int BINS = 5;

    private final int[] counts = new int[BINS];
    private final double[] confidences = new double[BINS];
    private final int[] right = new int[BINS];

    /// A refusal names no answer, so it has no place here.
    void add(Question question, Reply reply) {
        switch (reply) {
            case Reply.Answered(var answer, var confidence) -> add(question, answer, confidence);
            case Reply.Listed(var answers, var confidence) -> add(question, answers.getFirst(), confidence);
            case Reply.Refused _ -> {}
        }
    }

    private void add(Question question, String first, double confidence) {
        var bin = Math.min(BINS - 1, (int) (confidence * BINS));
        counts[bin]++;
        confidences[bin] += confidence;
        right[bin] += question.answer().filter(first::equals).isPresent() ? 1 : 0;
    }

    void print() {
        System.out.printf(
                "%n| confidence | questions | on average | the first is right |%n| --- | --- | --- | --- |%n");
        for (var bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                System.out.printf(
                        "| %.1f to %.1f | %d | %.2f | %.2f |%n",
                        (double) bin / BINS,
                        (bin + 1.0) / BINS,
                        counts[bin],
                        confidences[bin] / counts[bin],
                        (double) right[bin] / counts[bin]);
            }
        }
    }
}
