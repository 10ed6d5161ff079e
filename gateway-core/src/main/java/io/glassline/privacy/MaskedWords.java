package io.glassline.privacy;

import java.util.regex.Pattern;

/// What a citizen wrote, for those who need not know who did: addresses, links, handles and every number
/// are masked, and what follows a name's usual words is. Names that stand anywhere else are not recognised.
public final class MaskedWords {

    /// Longer examples are cut.
    static final int SHOWN_CHARS = 140;

    /// No more of a text is looked at.
    private static final int READ_CHARS = 1_000;

    private static final String MASK = "•••";

    private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+|(?:https?://|www\\.)\\S+|@\\w+");
    private static final Pattern NUMBER = Pattern.compile("[+#]?\\w*\\d[\\w.:/-]*(?:[ ]\\d[\\d.:/-]*)*");
    private static final Pattern NAMED = Pattern.compile("\\b((?iU:my name is|i am called|name:|mi nombre es|me llamo))"
            + "\\s+\\p{L}[\\p{L}'’.-]*(?:\\s+\\p{Lu}[\\p{L}'’.-]*)*");

    private MaskedWords() {}

    public static String of(String words) {
        return of(words, SHOWN_CHARS);
    }

    /// @param shownMax so many characters of it are shown
    public static String of(String words, int shownMax) {
        var plain = words.substring(0, Math.min(words.length(), READ_CHARS))
                .replaceAll("\\s+", " ")
                .strip();
        var masked = ADDRESS.matcher(plain).replaceAll(MASK);
        masked = NAMED.matcher(masked).replaceAll("$1 " + MASK);
        masked = NUMBER.matcher(masked).replaceAll(MASK);
        return masked.codePointCount(0, masked.length()) <= shownMax
                ? masked
                : masked.substring(0, masked.offsetByCodePoints(0, shownMax)) + "…";
    }
}
