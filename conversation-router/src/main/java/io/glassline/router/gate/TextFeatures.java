package io.glassline.router.gate;

import java.util.Arrays;
import java.util.List;

/// What a text is made of, as a sparse vector of length one: its words, pairs of words (beside each other, or with one
/// between), its first and last word, and the runs of three to five letters in each word. Runs are what a word that is
/// mistyped still shares with the right one.
///
/// @param at the numbers of the features, ascending, each below [#SIZE]
/// @param values how much each counts, above 0
record TextFeatures(int[] at, float[] values) {

    /// How many features there can be: what they are is hashed to a number.
    static final int SIZE = 1 << 17;

    private static final int RUN_LETTERS_MIN = 3;
    private static final int RUN_LETTERS_MAX = 5;

    private static final float OF_WORD = 1f;
    private static final float OF_PAIR = 0.8f;
    private static final float OF_PAIR_APART = 0.6f;
    private static final float OF_RUN = 0.45f;

    private static final String EDGE = "^";

    /// @param words of a [io.glassline.router.words.NormalizedText]
    static TextFeatures of(List<String> words) {
        var collector = new Collector();
        var before = EDGE;
        var beforeThat = EDGE;
        for (var word : words) {
            collector.add(hash('w', word, ""), OF_WORD);
            collector.add(hash('b', before, word), OF_PAIR);
            if (!beforeThat.equals(EDGE)) {
                collector.add(hash('s', beforeThat, word), OF_PAIR_APART);
            }
            collector.addRuns("_" + word + "_");
            beforeThat = before;
            before = word;
        }
        collector.add(hash('b', before, EDGE), OF_PAIR);
        return collector.atLengthOne();
    }

    private static int hash(char kind, String first, String second) {
        return spread((kind * 31 + first.hashCode()) * 31 + second.hashCode());
    }

    private static int spread(int hash) {
        var mixed = (hash ^ hash >>> 15) * 0x2c1b3c6d;
        return (mixed ^ mixed >>> 12) & SIZE - 1;
    }

    /// Features as they are met, some of them more than once.
    private static final class Collector {

        /// The feature's number above, what it counts below: so they can be sorted as they are.
        private long[] met = new long[256];
        private int count;

        void add(int feature, float value) {
            if (count == met.length) {
                met = Arrays.copyOf(met, 2 * count);
            }
            met[count++] = (long) feature << Integer.SIZE | Float.floatToIntBits(value);
        }

        void addRuns(String word) {
            for (var length = RUN_LETTERS_MIN; length <= RUN_LETTERS_MAX; length++) {
                for (var from = 0; from + length <= word.length(); from++) {
                    var hash = (int) 'c';
                    for (var i = from; i < from + length; i++) {
                        hash = 31 * hash + word.charAt(i);
                    }
                    add(spread(hash), OF_RUN);
                }
            }
        }

        /// Each feature once, with the most that it counts.
        TextFeatures atLengthOne() {
            Arrays.sort(met, 0, count);
            var at = new int[count];
            var values = new float[count];
            var kept = 0;
            var squares = 0.0;
            for (var i = 0; i < count; i++) {
                var feature = (int) (met[i] >>> Integer.SIZE);
                var isLast = i + 1 == count || (int) (met[i + 1] >>> Integer.SIZE) != feature;
                if (isLast) { // the bits of a float above 0 sort as it does
                    at[kept] = feature;
                    values[kept] = Float.intBitsToFloat((int) met[i]);
                    squares += values[kept] * values[kept];
                    kept++;
                }
            }
            var length = (float) Math.sqrt(squares);
            for (var i = 0; i < kept; i++) {
                values[i] /= length;
            }
            return new TextFeatures(Arrays.copyOf(at, kept), Arrays.copyOf(values, kept));
        }
    }
}
