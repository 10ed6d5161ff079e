package io.glassline.router.knowledge;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which script a text is written in, where it is not the Latin one, and which language a script stands for.
///
/// Signs of other scripts that stand in faces and fancy letters, "¯\_(ツ)_/¯", are no words: a letter alone counts
/// for nothing, nor does a word of two scripts.
final class Scripts {

    /// The languages of scripts that have but one in a city of today, or one that all who read the script read.
    private static final Map<UnicodeScript, String> LANGUAGE_OF = Map.ofEntries(
            Map.entry(UnicodeScript.HAN, "zh"),
            Map.entry(UnicodeScript.HIRAGANA, "ja"),
            Map.entry(UnicodeScript.HANGUL, "ko"),
            Map.entry(UnicodeScript.BENGALI, "bn"),
            Map.entry(UnicodeScript.GURMUKHI, "pa"),
            Map.entry(UnicodeScript.GUJARATI, "gu"),
            Map.entry(UnicodeScript.TAMIL, "ta"),
            Map.entry(UnicodeScript.TELUGU, "te"),
            Map.entry(UnicodeScript.KANNADA, "kn"),
            Map.entry(UnicodeScript.MALAYALAM, "ml"),
            Map.entry(UnicodeScript.SINHALA, "si"),
            Map.entry(UnicodeScript.THAI, "th"),
            Map.entry(UnicodeScript.LAO, "lo"),
            Map.entry(UnicodeScript.KHMER, "km"),
            Map.entry(UnicodeScript.MYANMAR, "my"),
            Map.entry(UnicodeScript.GREEK, "el"),
            Map.entry(UnicodeScript.ARMENIAN, "hy"),
            Map.entry(UnicodeScript.GEORGIAN, "ka"));

    /// Signs of Tigrinya that Amharic does not write, and of Yiddish that Hebrew does not.
    private static final String TIGRINYA = "\u1250\u1251\u1253\u1255\u1256\u1258\u12a3\u12b8\u12ba\u12bb\u12bd\u12be";

    private static final String YIDDISH = "\u05f0\u05f1\u05f2\ufb1d\ufb2e\ufb2f\ufb1f";

    private static final int LETTERS_MIN = 2;

    private Scripts() {}

    /// The script that at least half of the text is in, by what a letter of it says; empty for the Latin one.
    static Optional<UnicodeScript> of(List<Token> tokens) {
        var letters = new EnumMap<UnicodeScript, Integer>(UnicodeScript.class);
        var latin = 0;
        for (var token : tokens) {
            if (token.isPlain()) {
                latin += token.letters().length();
                continue;
            }
            var script = scriptOf(token.letters());
            var length = token.letters().codePointCount(0, token.letters().length());
            if (script.filter(s -> s != UnicodeScript.LATIN).isEmpty()) {
                latin += length;
            } else if (length >= LETTERS_MIN) {
                letters.merge(script.get(), length, Integer::sum);
            }
        }
        var most = letters.entrySet().stream().max(Map.Entry.comparingByValue());
        var half = latin;
        return most.filter(script -> script.getValue() * weight(script.getKey()) >= half)
                .map(Map.Entry::getKey)
                .map(script -> script == UnicodeScript.HAN && isJapanese(tokens) ? UnicodeScript.HIRAGANA : script);
    }

    /// How many Latin letters say as much as one of this script.
    private static int weight(UnicodeScript script) {
        return switch (script) {
            case HAN -> 3;
            case HANGUL, ETHIOPIC -> 2;
            default -> 1;
        };
    }

    /// Chinese shop signs borrow a の; two kana are Japanese.
    private static boolean isJapanese(List<Token> tokens) {
        return tokens.stream()
                        .flatMapToInt(token -> token.letters().codePoints())
                        .filter(Scripts::isKana)
                        .count()
                >= LETTERS_MIN;
    }

    private static boolean isKana(int letter) {
        var script = UnicodeScript.of(letter);
        return script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
    }

    /// The one script of a word; empty when it has several. Japanese mixes its own, and counts as Chinese letters.
    private static Optional<UnicodeScript> scriptOf(String word) {
        var scripts = EnumSet.noneOf(UnicodeScript.class);
        word.codePoints()
                .mapToObj(letter -> isKana(letter) ? UnicodeScript.HAN : UnicodeScript.of(letter))
                .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .forEach(scripts::add);
        return scripts.size() == 1 ? Optional.of(scripts.iterator().next()) : Optional.empty();
    }

    /// The tags of all languages that a script of their own tells.
    static Stream<String> languages() {
        return Stream.concat(LANGUAGE_OF.values().stream(), Stream.of("am", "ti", "he", "yi", "ps", "ku"));
    }

    /// The tag of the language that `script` stands for in this text; empty where several share it.
    static Optional<String> language(UnicodeScript script, String text) {
        return switch (script) {
            case ETHIOPIC -> hasAny(text, TIGRINYA) ? Optional.of("ti") : Optional.of("am");
            case HEBREW -> hasAny(text, YIDDISH) ? Optional.of("yi") : Optional.of("he");
            default -> Optional.ofNullable(LANGUAGE_OF.get(script));
        };
    }

    static boolean hasAny(String text, String letters) {
        return text.chars().anyMatch(letter -> letters.indexOf(letter) >= 0);
    }
}
