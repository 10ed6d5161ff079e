package io.glassline.router.desk;

import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.OptionalInt;

/// Looks for words, each of which may be only begun, as they are while someone types. Where a word stands says how much
/// it tells: in a title more than in how residents ask, there more than in the text. Pure.
public record WordSearch(List<String> words) {

    /// What is begun by so few letters is no other form of a word.
    private static final int STEM_MIN_CHARS = 4;

    /// Endings such as "-s" and "-ed".
    private static final int ENDING_MAX_CHARS = 2;

    public static WordSearch of(String typed) {
        return new WordSearch(NormalizedText.of(typed).words());
    }

    /// How well it fits; empty where a word is nowhere.
    public OptionalInt score(NormalizedText title, NormalizedText asked, NormalizedText text) {
        var sum = 0;
        for (var word : words) {
            var best = Math.max(4 * fit(word, title), Math.max(2 * fit(word, asked), fit(word, text)));
            if (best == 0) {
                return OptionalInt.empty();
            }
            sum += best;
        }
        return OptionalInt.of(sum);
    }

    /// 2 where the word stands there, 1 where it is begun or stands in another form, 0 where it is not.
    private static int fit(String word, NormalizedText text) {
        var best = 0;
        for (var other : text.words()) {
            if (other.equals(word)) {
                return 2;
            }
            if (other.startsWith(word) || isAnotherForm(word, other)) {
                best = 1;
            }
        }
        return best;
    }

    private static boolean isAnotherForm(String word, String other) {
        return other.length() >= STEM_MIN_CHARS
                && word.startsWith(other)
                && word.length() - other.length() <= ENDING_MAX_CHARS;
    }
}
