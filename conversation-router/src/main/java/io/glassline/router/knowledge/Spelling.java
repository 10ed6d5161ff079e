package io.glassline.router.knowledge;

import io.glassline.spelling.EditDistance;
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
            var distance = EditDistance.between(word, letters);
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
}
