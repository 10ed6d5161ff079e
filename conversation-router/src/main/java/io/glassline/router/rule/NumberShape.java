package io.glassline.router.rule;

import java.util.Locale;

/// How a number of the city's looks, such as `PRM-2026-0117`: its letters, and about as many digits. Signs and spaces
/// make no difference, for people write `prm20260117` and a phone hears "P R M 2026 0117".
public record NumberShape(String example) {

    /// So many digits may be left out: people drop zeros.
    private static final int DIGITS_MISSING_MAX = 3;

    public static final int LETTERS_MIN = 2;
    public static final int DIGITS_MIN = 4;

    public String letters() {
        return example.chars()
                .filter(Character::isLetter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toLowerCase(Locale.ROOT);
    }

    public int digits() {
        return (int) example.chars().filter(Character::isDigit).count();
    }

    /// @param text in small letters, with single spaces
    boolean isIn(String text) {
        var letters = letters();
        for (var at = 0; at < text.length(); at++) {
            if (at == 0 || text.charAt(at - 1) == ' ') {
                var after = afterLetters(text, at, letters);
                if (after > 0 && hasDigits(text, after)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Where the text goes on after `letters`, of which each may stand by itself; -1 where they are not.
    private static int afterLetters(String text, int from, String letters) {
        var at = from;
        for (var i = 0; i < letters.length(); i++) {
            if (i > 0 && at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            if (at >= text.length() || text.charAt(at) != letters.charAt(i)) {
                return -1;
            }
            at++;
        }
        return at;
    }

    /// Enough digits from `from` on, up to the end of a word.
    private boolean hasDigits(String text, int from) {
        var count = 0;
        for (var at = from; at < text.length() && count < digits(); at++) {
            if (Character.isDigit(text.charAt(at))) {
                count++;
            } else if (text.charAt(at) != ' ') {
                return false;
            }
            var isEnd = at + 1 == text.length() || text.charAt(at + 1) == ' ';
            if (isEnd && count >= digits() - DIGITS_MISSING_MAX) {
                return true;
            }
        }
        return false;
    }
}
