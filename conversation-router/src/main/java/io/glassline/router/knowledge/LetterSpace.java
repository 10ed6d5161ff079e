package io.glassline.router.knowledge;

import io.glassline.router.knowledge.ConfidenceModel.Expected;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Texts by their words and by runs of three to five letters within words, weighed by how rare they are (tf-idf).
/// For languages without a model in the process: endings, accents and typing errors change only some of the runs.
final class LetterSpace implements Space {

    private static final int RUN_MIN = 3;
    private static final int RUN_MAX = 5;

    /// Words say more than the runs of letters they are made of, of which there are many.
    private static final double WORD_WEIGHT = 3;

    /// As found with several knowledges of two cities in Spanish, of two to eighteen phrasings an answer.
    private static final ExpectedConfidence EXPECTED =
            new ExpectedConfidence(new Expected(0.2, 1.5, 1, 0.4, 1.4), new Expected(0.5, 2.5, 1.2, 0, 1));

    private final Map<String, Integer> places = new HashMap<>();
    private final List<Double> rarities = new ArrayList<>();
    private final double rarestOfAll;

    /// A space that knows what occurs in `texts`.
    LetterSpace(Collection<String> texts) {
        var occurrences = new TreeMap<String, Integer>();
        for (var text : texts) {
            new HashSet<>(marks(text)).forEach(mark -> occurrences.merge(mark, 1, Integer::sum));
        }
        occurrences.forEach((mark, count) -> {
            places.put(mark, rarities.size());
            rarities.add(rarity(count, texts.size()));
        });
        rarestOfAll = rarity(0, texts.size());
    }

    private static double rarity(int count, int texts) {
        return Math.log((1.0 + texts) / (1.0 + count)) + 1;
    }

    /// What the space does not know takes its share of the length all the same: a text that is mostly foreign must
    /// not look like the one word in it that is not.
    @Override
    public Point place(String text) {
        var counts = new TreeMap<Integer, Double>();
        var foreign = 0.0;
        for (var mark : marks(text)) {
            var weight = mark.startsWith(" ") ? WORD_WEIGHT : 1;
            var place = places.get(mark);
            if (place == null) {
                foreign += Math.pow(weight * rarestOfAll, 2);
            } else {
                counts.merge(place, weight, Double::sum);
            }
        }
        var at = new int[counts.size()];
        var values = new float[counts.size()];
        var i = 0;
        for (var entry : counts.entrySet()) {
            at[i] = entry.getKey();
            values[i++] = (float) ((1 + Math.log(entry.getValue())) * rarities.get(entry.getKey()));
        }
        var length = Math.sqrt(Math.pow(Point.length(values), 2) + foreign);
        return new Point(at, values).scaled(1 / Math.max(length, 1e-9));
    }

    @Override
    public int dimensions() {
        return rarities.size();
    }

    @Override
    public ExpectedConfidence expected() {
        return EXPECTED;
    }

    /// Each word with a space before it, and the runs of letters of the word between two spaces.
    private static List<String> marks(String text) {
        var marks = new ArrayList<String>();
        for (var word : Words.of(text)) {
            marks.add(" " + word);
            var padded = "_" + word + "_";
            for (var run = RUN_MIN; run <= RUN_MAX; run++) {
                for (var from = 0; from + run <= padded.length(); from++) {
                    marks.add(padded.substring(from, from + run));
                }
            }
        }
        return marks;
    }
}
