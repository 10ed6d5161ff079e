package io.glassline.channels;

import io.glassline.message.Message;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Words crossing the edge: made fit to be kept on the way in, cut to what a channel carries on the way out.
public final class Wording {

    /// Providers' ids are shorter by far; a mail's is whatever its sender wrote.
    public static final int IDENTIFIER_MAX_CHARS = 512;

    private static final char REPLACEMENT = '\uFFFD';

    private Wording() {}

    /// The text with a replacement character for what no database keeps: NUL, and halves of surrogate pairs.
    public static String legible(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        var legible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> legible.appendCodePoint(c == 0 || isHalf(c) ? REPLACEMENT : c));
        return legible.toString();
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /// An id in a form that can be a key: itself, or its hash when it is longer than any honest one.
    public static String identifier(String id) {
        return id.length() <= IDENTIFIER_MAX_CHARS ? legible(id) : hash(id.getBytes(StandardCharsets.UTF_8));
    }

    /// The name of something that its sender gave none: the hash of its bytes.
    public static String hash(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /// The text and, below it, the offers as numbered lines, for a channel without buttons: `1 Report a problem`.
    public static String numbered(String text, List<Message.Offer> offers) {
        var lines = new StringBuilder(text);
        for (var i = 0; i < offers.size(); i++) {
            lines.append(lines.isEmpty() ? "" : "\n")
                    .append(i + 1)
                    .append(' ')
                    .append(offers.get(i).label());
        }
        return lines.toString();
    }

    /// The text in pieces of at most `maxChars`, each ending where a reader would pause: after a paragraph,
    /// else a line, else a sentence, else a word. Only a word longer than a piece is cut, and never inside what
    /// a reader takes for one character: a letter with its marks, an emoji of several.
    public static List<String> parts(String text, int maxChars) {
        var parts = new ArrayList<String>();
        var rest = text;
        while (rest.length() > maxChars) {
            var end = pause(rest, maxChars);
            var part = rest.substring(0, end).stripTrailing();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            rest = rest.substring(end).stripLeading();
        }
        if (!rest.isEmpty() || parts.isEmpty()) {
            parts.add(rest);
        }
        return parts;
    }

    private static int pause(String text, int maxChars) {
        var atLeast = maxChars / 2;
        var paragraph = text.lastIndexOf("\n\n", maxChars);
        if (paragraph >= atLeast) {
            return paragraph;
        }
        var line = text.lastIndexOf('\n', maxChars);
        if (line >= atLeast) {
            return line;
        }
        for (var end = maxChars; end >= atLeast && end > 0; end--) {
            if (Character.isWhitespace(text.charAt(end)) && ".!?…".indexOf(text.charAt(end - 1)) >= 0) {
                return end;
            }
        }
        for (var end = maxChars; end > 0; end--) {
            if (Character.isWhitespace(text.charAt(end))) {
                return end;
            }
        }
        return wholeCharacters(text, maxChars);
    }

    /// The beginning of a label that is too long, with an ellipsis, in at most `maxChars`.
    public static String begun(String label, int maxChars) {
        return label.length() <= maxChars
                ? label
                : label.substring(0, wholeCharacters(label, maxChars - 1)).stripTrailing() + "…";
    }

    /// The end of the last character that fits into `maxChars` of a longer text. Of a single character that
    /// does not fit, its code points are kept whole.
    private static int wholeCharacters(String text, int maxChars) {
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text.substring(0, Math.min(text.length(), maxChars + 2))); // it reads all that it is given
        var end = characters.isBoundary(maxChars) ? maxChars : characters.preceding(maxChars);
        if (end > 0) {
            return end;
        }
        return Character.isLowSurrogate(text.charAt(maxChars)) && maxChars > 1 ? maxChars - 1 : maxChars;
    }
}
