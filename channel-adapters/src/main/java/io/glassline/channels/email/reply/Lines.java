package io.glassline.channels.email.reply;

import com.google.re2j.Pattern;
import io.glassline.channels.email.mime.HtmlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A text as lines, each looked at as often as needed and read once: what follows a line is counted
/// beforehand, so that no text costs more than its size.
final class Lines {

    /// Longer lines are people's, and introduce nothing.
    static final int INTRODUCTION_MAX_CHARS = 500;

    private static final Pattern RULE = Pattern.compile("[-_=*—–~\\s]{3,}");
    private static final Pattern TITLE = Pattern.compile("[-_=*—–]{2,}\\s*[^-_=*—–\\s].{0,60}?\\s*[-_=*—–]{2,}:?");
    private static final Pattern LINK = Pattern.compile("<https?://[^\\s<>]{1,400}>\\.?|[^\\s<>()@]{1,400}[>)]");

    private final List<String> raw;
    private final String[] bare;
    private final boolean[] quoted;
    private final Map<Integer, Optional<HeaderBlock.Labelled>> labelled = new HashMap<>();
    private final int[] saidFrom;
    private final int[] quotedFrom;

    private Lines(List<String> raw) {
        this.raw = raw;
        this.bare = new String[raw.size()];
        this.quoted = new boolean[raw.size()];
        this.saidFrom = new int[raw.size() + 1];
        this.quotedFrom = new int[raw.size() + 1];
        for (var i = raw.size() - 1; i >= 0; i--) {
            bare[i] = bare(raw.get(i));
            quoted[i] = bare[i].startsWith(">") || bare[i].startsWith("|>");
        }
        for (var i = 1; i + 1 < raw.size(); i++) {
            quoted[i] |= isLinkBrokenOff(i);
        }
        for (var i = raw.size() - 1; i >= 0; i--) {
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

    /// The line as a header, read once however many blocks it may stand in.
    Optional<HeaderBlock.Labelled> labelled(int at, Function<String, Optional<HeaderBlock.Labelled>> read) {
        return labelled.computeIfAbsent(at, n -> read.apply(bare[n]));
    }

    boolean isBlank(int at) {
        return bare[at].isEmpty();
    }

    boolean isQuoted(int at) {
        return quoted[at];
    }

    /// Some programs break a long link in a quote over lines, and forget the mark on the second.
    private boolean isLinkBrokenOff(int at) {
        if (!quoted[at - 1] || !quoted[at + 1] || bare[at].isEmpty() || bare[at].length() > INTRODUCTION_MAX_CHARS) {
            return false;
        }
        var last = bare[at - 1].substring(bare[at - 1].lastIndexOf(' ') + 1);
        var isOpen = last.contains("http") && !last.endsWith(">") && !last.endsWith(")");
        return LINK.matches(bare[at]) && (isOpen || bare[at].startsWith("<http"));
    }

    /// Whether a page says that its program put a quote from here on.
    boolean beginsQuote(int at) {
        return raw.get(at).indexOf(HtmlText.QUOTE_BEGINS) >= 0;
    }

    /// Behind the quoted lines that begin here: the first line that is said, or `end`.
    int behindQuote(int at, int end) {
        var behind = at;
        while (behind < end && (quoted[behind] || isBlank(behind))) {
            behind++;
        }
        return behind;
    }

    /// The start of a quote, without one level of its marks.
    Lines unquoted(int at, int linesMax) {
        var inner = new ArrayList<String>();
        for (var i = at; i < Math.min(at + linesMax, raw.size()) && (quoted[i] || isBlank(i)); i++) {
            var line = bare[i].startsWith("|>") ? bare[i].substring(1) : bare[i];
            inner.add(line.startsWith(">") ? line.substring(1) : line);
        }
        return new Lines(inner);
    }

    /// A line that only separates: `_____`, or a title between dashes.
    boolean isSeparator(int at) {
        return bare[at].length() <= INTRODUCTION_MAX_CHARS && (RULE.matches(bare[at]) || isTitle(at));
    }

    /// `-----Original Message-----`, in whatever language.
    boolean isTitle(int at) {
        return bare[at].length() <= INTRODUCTION_MAX_CHARS && TITLE.matches(bare[at]);
    }

    /// Two dashes and a blank (RFC 3676).
    boolean isSignatureMark(int at) {
        return raw.get(at).equals("-- ");
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
        return String.join("\n", raw.subList(from, Math.max(from, to)))
                .replace(String.valueOf(HtmlText.QUOTE_BEGINS), "")
                .strip();
    }
}
