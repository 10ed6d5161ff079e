package io.glassline.router.knowledge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// [Okapi BM25](https://en.wikipedia.org/wiki/Okapi_BM25) over all phrasings of an answer taken as one text: the
/// words that are shared, by how rare they are. No words are left out: "no" and "how much" are what questions
/// differ by. A search library would want an index on disk or in memory for each of the six trainings of a load.
public final class Bm25 {

    private static final double K1 = 1.2;
    private static final double B = 0.75;

    private final List<Map<String, Integer>> counts;
    private final double[] lengths;
    private final double lengthOnAverage;
    private final Map<String, Integer> texts = new HashMap<>();

    /// @param documents the words of each
    public Bm25(List<List<String>> documents) {
        counts = documents.stream().map(Bm25::counted).toList();
        lengths = documents.stream().mapToDouble(List::size).toArray();
        lengthOnAverage =
                Math.max(1, documents.stream().mapToInt(List::size).average().orElse(1));
        counts.forEach(document -> document.keySet().forEach(word -> texts.merge(word, 1, Integer::sum)));
    }

    /// The score of every document between 0 and 1, where 1 is the best one; all 0 when no word is shared.
    double[] scores(List<String> words) {
        var scores = rawScores(words);
        var best = 0.0;
        for (var score : scores) {
            best = Math.max(best, score);
        }
        for (var document = 0; best > 0 && document < scores.length; document++) {
            scores[document] /= best;
        }
        return scores;
    }

    /// The score of every document: 0 when no word is shared, and the higher, the more that are rare.
    public double[] rawScores(List<String> words) {
        var scores = new double[counts.size()];
        for (var document = 0; document < scores.length; document++) {
            scores[document] = score(words, document);
        }
        return scores;
    }

    private double score(List<String> words, int document) {
        var longer = K1 * (1 - B + B * lengths[document] / lengthOnAverage);
        var score = 0.0;
        for (var word : words) {
            var count = counts.get(document).getOrDefault(word, 0);
            score += rarity(word) * count * (K1 + 1) / (count + longer);
        }
        return score;
    }

    /// The share of the words, weighed by how rare they are, that occur in the document.
    double coverage(List<String> words, int document) {
        var all = 0.0;
        var found = 0.0;
        for (var word : words) {
            all += rarity(word);
            found += counts.get(document).containsKey(word) ? rarity(word) : 0;
        }
        return all == 0 ? 0 : found / all;
    }

    private double rarity(String word) {
        var having = texts.getOrDefault(word, 0);
        return Math.log(1 + (counts.size() - having + 0.5) / (having + 0.5));
    }

    private static Map<String, Integer> counted(List<String> words) {
        var counted = new HashMap<String, Integer>();
        words.forEach(word -> counted.merge(word, 1, Integer::sum));
        return counted;
    }
}
