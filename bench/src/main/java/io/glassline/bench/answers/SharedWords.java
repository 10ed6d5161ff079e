package io.glassline.bench.answers;

import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Bm25;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.knowledge.Words;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// BM25 over the phrasings of each answer.
final class SharedWords implements Ranking {

    private final List<Answer> answers;
    private final Map<Locale, Bm25> byLanguage = new HashMap<>();

    SharedWords(Knowledge knowledge, List<Locale> languages) {
        this.answers = knowledge.answers();
        for (var language : languages) {
            byLanguage.put(
                    language,
                    new Bm25(answers.stream()
                            .map(answer -> answer.phrasings(language).stream()
                                    .flatMap(phrasing -> Words.of(phrasing).stream())
                                    .toList())
                            .toList()));
        }
    }

    @Override
    public String name() {
        return "BM25";
    }

    @Override
    public Ranked rank(String text, Locale language) {
        var bm25 = byLanguage.get(language);
        if (bm25 == null) {
            return new Ranked(List.of(), 0);
        }
        var scores = bm25.rawScores(Words.of(text));
        var best = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer number) -> scores[number])
                        .reversed())
                .limit(BEST_MAX)
                .toList();
        return new Ranked(best.stream().map(number -> answers.get(number).id()).toList(), scores[best.getFirst()]);
    }
}
