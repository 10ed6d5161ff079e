package io.glassline.router.knowledge;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A word of a text with its accents, for telling its language: in small letters, "l'eau" as two, words with digits
/// in them left out.
///
/// @param isName whether it stands in the middle of a sentence with a capital, as names do
/// @param isPlain whether it has none but the letters from a to z
record Token(String letters, boolean isName, boolean isPlain) {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final String SENTENCE_ENDS = ".!?:;\n¿¡\"«“(-";

    static List<Token> of(String text) {
        var plain = isAscii(text)
                ? text
                : INVISIBLE
                        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                        .replaceAll("");
        var shouted = plain.equals(plain.toUpperCase(Locale.ROOT));
        var tokens = new ArrayList<Token>();
        var matcher = WORD.matcher(plain);
        while (matcher.find()) {
            var word = matcher.group();
            if (!hasDigit(word)) {
                var isName = !shouted
                        && Character.isUpperCase(word.codePointAt(0))
                        && !beginsSentence(plain, matcher.start());
                tokens.add(new Token(word.toLowerCase(Locale.ROOT), isName, isAscii(word)));
            }
        }
        return tokens;
    }

    private static boolean isAscii(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasDigit(String word) {
        for (var i = 0; i < word.length(); i++) {
            if (Character.isDigit(word.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsSentence(String text, int at) {
        for (var i = at - 1; i >= 0; i--) {
            var sign = text.charAt(i);
            if (SENTENCE_ENDS.indexOf(sign) >= 0) {
                return true;
            }
            if (!Character.isWhitespace(sign)) {
                return false;
            }
        }
        return true;
    }
}
