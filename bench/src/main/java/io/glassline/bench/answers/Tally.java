package io.glassline.bench.answers;

import io.glassline.bench.answers.Question.Reply;

/// What became of some questions.
final class Tally {

    static final String HEAD = """
        | | questions | right | listed | refused | wrong | precision | right or listed | out of scope | answered | listed |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\
        """;

    private int asked;
    private int right;
    private int wrong;
    private int listed;
    private int foreign;
    private int foreignAnswered;
    private int foreignListed;

    void add(Question question, Reply reply) {
        var answered = reply instanceof Reply.Answered;
        var menu = reply instanceof Reply.Listed;
        if (question.isOutOfScope()) {
            foreign++;
            foreignAnswered += answered ? 1 : 0;
            foreignListed += menu ? 1 : 0;
            return;
        }
        asked++;
        right += question.isRight(reply) ? 1 : 0;
        wrong += answered && !question.isRight(reply) ? 1 : 0;
        listed += question.isListed(reply) ? 1 : 0;
    }

    int foreignAnswered() {
        return foreignAnswered;
    }

    int foreignListed() {
        return foreignListed;
    }

    /// Of what was answered, the share that was asked so. Answers to what is out of scope count as wrong, too.
    double precision() {
        return share(right, right + wrong + foreignAnswered);
    }

    double rightOrListed() {
        return share(right + listed, asked);
    }

    String row(String name) {
        return "| %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %d | %.3f | %.3f |"
                .formatted(
                        name,
                        asked,
                        share(right, asked),
                        share(listed, asked),
                        share(asked - right - wrong - listed, asked),
                        share(wrong, asked),
                        precision(),
                        rightOrListed(),
                        foreign,
                        share(foreignAnswered, foreign),
                        share(foreignListed, foreign));
    }

    private static double share(int some, int all) {
        return all == 0 ? 0 : (double) some / all;
    }
}
