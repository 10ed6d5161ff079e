package io.glassline.bench.answers;

import io.glassline.bench.answers.Question.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A ranking with two thresholds in each language, chosen with hindsight: it answers as many of the questions that are
/// out of scope as the bot does, and lists something for as many. So all that differs is what becomes of the others.
final class Thresholded implements Contender {

    private final Ranking ranking;
    private final Map<Locale, Thresholds> byLanguage = new HashMap<>();

    private record Thresholds(double answer, double list) {}

    Thresholded(Ranking ranking) {
        this.ranking = ranking;
    }

    /// @param foreign questions out of scope in `language`
    /// @param answered so many of them are answered at most, and so many more get a menu
    void setThresholds(Locale language, List<Question> foreign, int answered, int listed) {
        var falling = foreign.stream()
                .map(question -> -ranking.rank(question.text(), language).score())
                .sorted()
                .map(score -> -score)
                .toList();
        byLanguage.put(language, new Thresholds(after(falling, answered), after(falling, answered + listed)));
    }

    /// The score that `count` of them are above.
    private static double after(List<Double> falling, int count) {
        return count < falling.size() ? falling.get(count) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public String name() {
        return ranking.name();
    }

    @Override
    public Reply ask(String text, Locale language) {
        var ranked = ranking.rank(text, language);
        var thresholds = byLanguage.getOrDefault(language, new Thresholds(0, 0));
        if (!ranked.best().isEmpty() && ranked.score() > thresholds.answer()) {
            return new Reply.Answered(ranked.best().getFirst(), ranked.score());
        }
        return ranked.score() > thresholds.list()
                ? new Reply.Listed(ranked.best(), ranked.score())
                : new Reply.Refused(ranked.score());
    }
}
