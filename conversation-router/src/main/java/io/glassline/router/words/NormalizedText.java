package io.glassline.router.words;

import com.google.re2j.Pattern;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/// What a citizen said, as it is compared: lower case, without accents, apostrophes or signs, single spaces.
/// "¡Alto!" and "alto" are the same, because on a telephone they are.
///
/// Only the first [#LENGTH_MAX_CHARS] characters are looked at, and every pattern is RE2, or nothing but a class of
/// characters: nothing a citizen can write makes a decision slow.
public record NormalizedText(String text, List<String> words) {

    public static final int LENGTH_MAX_CHARS = 2_000;

    /// Below are the Latin letters, those of phonetics and signs that stand beside letters.
    private static final int OTHER_SCRIPTS_FROM = 0x370;

    public static final NormalizedText NOTHING = new NormalizedText("", List.of());

    private static final java.util.regex.Pattern MARKS =
            java.util.regex.Pattern.compile("[\\p{M}\\p{Cf}'\u2019\u02bc`\u00b4]++");
    private static final java.util.regex.Pattern SIGNS = java.util.regex.Pattern.compile("[^\\p{L}\\p{N}]++");
    private static final Pattern POLITE = Pattern.compile("^((hi|hello|hey|ok|okay|please|pls|plz|hola|por favor) )+"
            + "|( (please|pls|plz|thanks|thank you|now|right now|por favor|porfavor|gracias|ya|ahora))+$");

    public NormalizedText {
        words = List.copyOf(words);
    }

    public static NormalizedText of(String raw) {
        var start = raw.length() > LENGTH_MAX_CHARS ? raw.substring(0, LENGTH_MAX_CHARS) : raw;
        var apart = Normalizer.normalize(start, Normalizer.Form.NFKD);
        var plain = MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
        return ofPlain(SIGNS.matcher(plain).replaceAll(" ").strip());
    }

    private static NormalizedText ofPlain(String text) {
        return text.isEmpty() ? NOTHING : new NormalizedText(text, List.of(text.split(" ")));
    }

    /// Whether a letter of it is of another script than the Latin one.
    public boolean isInAnotherScript() {
        return text.chars().anyMatch(sign -> sign >= OTHER_SCRIPTS_FROM);
    }

    public boolean isNothing() {
        return words.isEmpty();
    }

    /// The ways in which the whole of it may stand for one keyword: as it is, without words of courtesy around it
    /// ("stop please"), said several times ("stop stop"), or spelled ("s t o p").
    public List<String> asKeyword() {
        var polite = POLITE.matcher(text).replaceAll("");
        if (words.size() > 1 && words.stream().distinct().count() == 1) {
            return List.of(text, words.getFirst());
        }
        if (words.size() > 2 && words.stream().allMatch(word -> word.length() == 1)) {
            return List.of(text, String.join("", words));
        }
        return polite.equals(text) || polite.isEmpty() ? List.of(text) : List.of(text, polite);
    }

    /// It with every place where one of `spans` occurs blanked out.
    public NormalizedText without(List<SearchPattern> spans) {
        var left = text;
        for (var span : spans) {
            left = span.isIn(left) ? span.compiled().matcher(left).replaceAll(" / ") : left;
        }
        return left.equals(text) ? this : new NormalizedText(left, words);
    }
}
