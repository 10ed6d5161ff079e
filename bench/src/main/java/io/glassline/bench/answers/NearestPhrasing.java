package io.glassline.bench.answers;

import io.glassline.router.knowledge.Embedder;
import io.glassline.router.knowledge.Knowledge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The language model alone: the cosine of the closest phrasing. In every language, though it has learnt English only.
final class NearestPhrasing implements Ranking {

    private final Embedder embedder;
    private final Map<Locale, List<Placed>> byLanguage = new HashMap<>();

    private record Placed(String answer, float[] point) {}

    NearestPhrasing(Knowledge knowledge, List<Locale> languages, Embedder embedder) {
        this.embedder = embedder;
        for (var language : languages) {
            byLanguage.put(
                    language,
                    knowledge.answers().parallelStream()
                            .flatMap(answer -> answer.phrasings(language).stream()
                                    .map(phrasing -> new Placed(answer.id(), atLengthOne(embedder.embed(phrasing)))))
                            .toList());
        }
    }

    @Override
    public String name() {
        return "the bare model";
    }

    @Override
    public Ranked rank(String text, Locale language) {
        var point = atLengthOne(embedder.embed(text));
        var closest = new HashMap<String, Double>();
        for (var placed : byLanguage.getOrDefault(language, List.of())) {
            closest.merge(placed.answer(), product(point, placed.point()), Math::max);
        }
        var best = new ArrayList<>(closest.entrySet());
        best.sort(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()));
        return new Ranked(
                best.stream().limit(BEST_MAX).map(Map.Entry::getKey).toList(),
                best.isEmpty() ? 0 : best.getFirst().getValue());
    }

    private static float[] atLengthOne(float[] point) {
        var length = (float) Math.sqrt(product(point, point));
        var scaled = new float[point.length];
        for (var i = 0; i < scaled.length; i++) {
            scaled[i] = point[i] / length;
        }
        return scaled;
    }

    private static double product(float[] one, float[] other) {
        var sum = 0.0;
        for (var i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
