package io.glassline.place;

import io.glassline.spelling.EditDistance;
import java.util.List;

/// How a street's name was mistyped.
///
/// What is taken for the name without asking back is narrower than what is offered: the shorter a name, the
/// likelier a slip makes another name of it.
enum Slips {
    /// It is the name.
    NONE,
    /// A slip of the fingers, and hardly anything else.
    SMALL,
    /// It may be the name.
    LARGE,
    /// It is another word.
    OTHER;

    private static final int SHORT_LETTERS_MAX = 3;
    private static final int MIDDLE_LETTERS_MAX = 4;
    private static final int LONG_LETTERS_MIN = 8;
    private static final int LONGEST_LETTERS_MIN = 12;

    private static final List<String> KEYS = List.of("qwertyuiop", "asdfghjkl", "zxcvbnm");

    /// What became of `name` in `said`, both in plain letters without blanks.
    static Slips of(String said, String name) {
        if (said.equals(name)) {
            return NONE;
        }
        if (hasDigit(said) || hasDigit(name)) {
            return OTHER;
        }
        var distance = EditDistance.between(said, name);
        var letters = Math.min(said.length(), name.length());
        if (distance > (letters <= MIDDLE_LETTERS_MAX ? 1 : letters >= LONGEST_LETTERS_MIN ? 3 : 2)) {
            return OTHER;
        }
        var isFirstRight = said.charAt(0) == name.charAt(0);
        if (distance > 1 && !isFirstRight && letters < LONG_LETTERS_MIN) {
            return OTHER;
        }
        if (distance == 1) {
            return isSmall(said, name, isFirstRight) ? SMALL : LARGE;
        }
        return isFirstRight && distance == 2 && letters >= LONG_LETTERS_MIN ? SMALL : LARGE;
    }

    private static boolean isSmall(String said, String name, boolean isFirstRight) {
        if (isSwap(said, name) || said.length() != name.length() && once(said).equals(once(name))) {
            return true;
        }
        if (name.length() <= SHORT_LETTERS_MAX) {
            return false;
        }
        if (name.length() > MIDDLE_LETTERS_MAX) {
            return isFirstRight || name.length() >= LONG_LETTERS_MIN;
        }
        return isFirstRight && (said.length() != name.length() || isNeighbourOrVowel(said, name));
    }

    private static boolean isSwap(String said, String name) {
        if (said.length() != name.length()) {
            return false;
        }
        var at = firstDifference(said, name);
        return at + 1 < name.length()
                && said.charAt(at) == name.charAt(at + 1)
                && said.charAt(at + 1) == name.charAt(at)
                && said.substring(at + 2).equals(name.substring(at + 2));
    }

    private static boolean isNeighbourOrVowel(String said, String name) {
        var at = firstDifference(said, name);
        var one = said.charAt(at);
        var other = name.charAt(at);
        return isVowel(one) && isVowel(other) || areNeighbours(one, other);
    }

    private static int firstDifference(String said, String name) {
        var at = 0;
        while (said.charAt(at) == name.charAt(at)) {
            at++;
        }
        return at;
    }

    private static boolean areNeighbours(char one, char other) {
        for (var row = 0; row < KEYS.size(); row++) {
            var at = KEYS.get(row).indexOf(one);
            if (at >= 0) {
                for (var near = Math.max(0, row - 1); near < Math.min(KEYS.size(), row + 2); near++) {
                    var there = KEYS.get(near).indexOf(other);
                    if (there >= 0 && Math.abs(there - at) <= 1) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isVowel(char letter) {
        return "aeiou".indexOf(letter) >= 0;
    }

    /// With each run of a letter as one: a letter that was struck twice, or once too few.
    private static String once(String word) {
        return word.replaceAll("(.)\\1+", "$1");
    }

    private static boolean hasDigit(String word) {
        return word.chars().anyMatch(Character::isDigit);
    }
}
