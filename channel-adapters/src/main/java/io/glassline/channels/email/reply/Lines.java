package io.glassline.channels.email.reply;

import com.google.re2j.Pattern;
import java.util.List;

/// A text as lines, each looked at as often as needed and read once: what follows a line is counted beforehand, so that
/// no text costs more than its size.
final class Lines {

    /// Longer lines are people's, and introduce nothing.
    static final int INTRODUCTION_MAX_CHARS = 500;

    private static final Pattern RULE = Pattern.compile("[-_=*—–~\\s]{3,}");
    private static final Pattern TITLE = Pattern.compile("[-_=*—–]{2,}\\s*[^-_=*—–\\s].{0,60}?\\s*[-_=*—–]{2,}:?");

    private final List<String> raw;
    private final String[] bare;
    private final int[] saidFrom;
    private final int[] quotedFrom;

    private Lines(List<String> raw) {
        this.raw = raw;
        this.bare = new String[raw.size()];
        this.saidFrom = new int[raw.size() + 1];
        this.quotedFrom = new int[raw.size() + 1];
        for (var i = raw.size() - 1; i >= 0; i--) {
            bare[i] = bare(raw.get(i));
            var said = !bare[i].isEmpty() && !isQuoted(i);
            saidFrom[i] = saidFrom[i + 1] + (said ? 1 : 0);
            quotedFrom[i] = quotedFrom[i + 1] + (isQuoted(i) ? 1 : 0);
        }
    }

    static Lines of(String text) {
        return new Lines(List.of(text.split("\n", -1)));
    }

    /// A line as it is compared: without marks of direction, with digits as ASCII and blanks as blanks.
    private static String bare(String line) {
        if (line.length() > INTRODUCTION_MAX_CHARS) {
            return line.strip();
        }
        var bare = new StringBuilder(line.length());
        line.codePoints().forEach(c -> {
            var type = Character.getType(c);
            if (type == Character.DECIMAL_DIGIT_NUMBER) {
                bare.append(Character.digit(c, 10));
            } else if (type == Character.SPACE_SEPARATOR) {
                bare.append(' ');
            } else if (type != Character.FORMAT) {
                bare.appendCodePoint(c);
            }
        });
        return bare.toString().strip();
    }

    int count() {
        return raw.size();
    }

    String bare(int at) {
        return bare[at];
    }

    boolean isBlank(int at) {
        return bare[at].isEmpty();
    }

    boolean isQuoted(int at) {
        return bare[at].startsWith(">") || bare[at].startsWith("|>");
    }

    /// A line that only separates: `_____`, or a title between dashes.
    boolean isSeparator(int at) {
        return bare[at].length() <= INTRODUCTION_MAX_CHARS && (RULE.matches(bare[at]) || isTitle(at));
    }

    /// `-----Original Message-----`, in whatever language.
    boolean isTitle(int at) {
        return bare[at].length() <= INTRODUCTION_MAX_CHARS && TITLE.matches(bare[at]);
    }

    /// The first line that is not blank, from `at` on; the count of lines when there is none.
    int next(int at) {
        var next = at;
        while (next < raw.size() && isBlank(next)) {
            next++;
        }
        return next;
    }

    /// How many lines between the two are neither blank nor quoted.
    int saidBetween(int from, int to) {
        return from >= to ? 0 : saidFrom[from] - saidFrom[to];
    }

    int quotedBetween(int from, int to) {
        return from >= to ? 0 : quotedFrom[from] - quotedFrom[to];
    }

    String text(int from, int to) {
        return String.join("\n", raw.subList(from, Math.max(from, to))).strip();
    }
}
