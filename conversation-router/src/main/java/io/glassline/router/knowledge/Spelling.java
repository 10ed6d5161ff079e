package io.glassline.router.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Puts mistyped words right, towards the words of the knowledge only: "garbadge" becomes "garbage". A word that is
/// known, or too short to be sure of, stays.
final class Spelling {

    private static final int LONG_WORD = 8;

    private final Map<String, Integer> ours; // how often each word occurs in the phrasings
    private final Set<String> known;
    private final int lettersMin;

    /// @param phrasings whose words to correct towards
    /// @param known words that are right as they are
    /// @param lettersMin shorter words stay; higher where `known` is far from the whole language
    Spelling(List<String> phrasings, Set<String> known, int lettersMin) {
        this.ours = new TreeMap<>();
        phrasings.forEach(phrasing -> Words.of(phrasing).forEach(word -> ours.merge(word, 1, Integer::sum)));
        this.known = known;
        this.lettersMin = lettersMin;
    }

    /// `text` as it is when nothing in it needs correcting, otherwise its words with the corrected ones in place.
    String corrected(String text) {
        var words = Words.of(text);
        var corrected = words.stream().map(this::nearest).toList();
        return corrected.equals(words) ? text : String.join(" ", corrected);
    }

    private String nearest(String word) {
        if (word.length() < lettersMin || ours.containsKey(word) || known.contains(word) || !isLetters(word)) {
            return word;
        }
        var allowed = word.length() < LONG_WORD ? 1 : 2;
        var best = word;
        var bestDistance = allowed + 1;
        var bestCount = 0;
        for (var candidate : ours.entrySet()) {
            var letters = candidate.getKey();
            if (letters.length() < lettersMin
                    || letters.charAt(0) != word.charAt(0)
                    || Math.abs(letters.length() - word.length()) > allowed) {
                continue;
            }
            var distance = distance(word, letters);
            if (distance < bestDistance || distance == bestDistance && candidate.getValue() > bestCount) {
                best = letters;
                bestDistance = distance;
                bestCount = candidate.getValue();
            }
        }
        return bestDistance <= allowed ? best : word;
    }

    private static boolean isLetters(String word) {
        return word.chars().allMatch(Character::isLetter);
    }

    /// Damerau's distance: letters put in, left out, changed, or swapped with their neighbour.
    static int distance(String from, String to) {
        var rows = new int[from.length() + 1][to.length() + 1];
        for (var i = 0; i <= from.length(); i++) {
            for (var j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                var same = from.charAt(i - 1) == to.charAt(j - 1);
                var best = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
                best = Math.min(best, rows[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    best = Math.min(best, rows[i - 2][j - 2] + 1);
                }
                rows[i][j] = best;
            }
        }
        return rows[from.length()][to.length()];
    }
}
