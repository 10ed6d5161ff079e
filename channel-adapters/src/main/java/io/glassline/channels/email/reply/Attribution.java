package io.glassline.channels.email.reply;

import com.google.re2j.Pattern;
import java.util.Optional;

/// "On Monday at 9:14, City <help@city.example> wrote:", in any language: one to four lines that end in a
/// colon, stand between dashes (Zoho, Android), or end with an address right above a quote.
///
/// Lines of the writer's own that stand right above it are no part of it: it begins as late as it can and
/// still hold the date, the time and the address that it holds.
///
/// @param end the line behind it.
/// @param text all of it on one line.
/// @param said what the writer said on its first line, before it began; empty until it is looked for.
record Attribution(int end, String text, String said) {

    /// Programs break it over up to four lines; some leave an empty one between.
    private static final int LINES_MAX = 4;

    private static final Pattern DASHED = Pattern.compile("[-–—]{2,}.*[^-–—\\s].*[-–—]{2,}:?");

    /// The quote goes on behind the colon: "… City<help@city.example> wrote:   Which number is it?"
    private static final Pattern GOES_ON =
            Pattern.compile("(.*[<(\\[][^\\s<>()\\[\\]]+@[^\\s<>()\\[\\]]+[>)\\]][^:：]{0,40}[:：])\\s+\\S.*");

    private static final Pattern ADDRESS_LAST = Pattern.compile(".*<[^\\s<>@]+@[^\\s<>@]+>");

    private static final Pattern SENTENCE_END = Pattern.compile(".*(\\pL{4,}\\.|[!?…。！？])");

    private static final Pattern SENTENCE = Pattern.compile("(.*(?:\\pL{4,}\\.|[!?…]))\\s+\\p{Lu}|(.*[。！？])\\s*\\S");

    /// How a program's line begins, behind words on the same line.
    private static final Pattern OPENER = Pattern.compile(
            "[\\s-](?:On|At|Am|Le|El|Il|Em|Op|Den|På|Dne|Dnia|W dniu|Dana|Pada|Vào)\\s(?:\\pL{2,12}[.,]*\\s){0,3}\\d");

    /// The attribution that begins on this line, if one does.
    static Optional<Attribution> at(Lines lines, int at, int end) {
        var whole = joined(lines, at, end);
        if (whole.isPresent() && whole.get().end > at + 1) {
            if (SENTENCE_END.matches(lines.bare(at))) {
                return Optional.empty();
            }
            for (var later = at + 1; later < whole.get().end; later++) {
                var rest = joined(lines, later, end);
                if (rest.isPresent() && rest.get().isAllOf(whole.get())) {
                    return Optional.empty(); // it begins there
                }
            }
        }
        return whole;
    }

    private boolean isAllOf(Attribution longer) {
        return end == longer.end
                && Forms.hasTime(text) == Forms.hasTime(longer.text)
                && Forms.hasDate(text) == Forms.hasDate(longer.text)
                && text.indexOf('@') >= 0 == longer.text.indexOf('@') >= 0;
    }

    private static Optional<Attribution> joined(Lines lines, int at, int end) {
        var whole = new StringBuilder();
        var count = 0;
        for (var i = at; i < end && count < LINES_MAX && i < at + 2 * LINES_MAX; i++) {
            var isOpen = count(whole, '<') > count(whole, '>');
            if (lines.isBlank(i) && i > at && opensAddress(lines, i, end)) {
                continue;
            }
            if ((lines.isBlank(i) || lines.isQuoted(i)) && !isOpen) {
                return Optional.empty();
            }
            var line = lines.bare(i);
            if (whole.length() + line.length() > Lines.INTRODUCTION_MAX_CHARS) {
                return Optional.empty();
            }
            whole.append(whole.isEmpty() || isOpen && line.startsWith(">") ? "" : " ")
                    .append(line);
            count += line.isEmpty() ? 0 : 1;
            if (isEnd(lines, line, whole, i)) {
                return Optional.of(new Attribution(i + 1, whole.toString(), ""));
            }
            var goesOn = GOES_ON.matcher(whole);
            if (goesOn.matches() && Forms.hasDateOrTime(goesOn.group(1))) {
                return Optional.of(new Attribution(i + 1, goesOn.group(1), ""));
            }
        }
        return Optional.empty();
    }

    private static long count(StringBuilder text, char c) {
        return text.chars().filter(other -> other == c).count();
    }

    private static boolean opensAddress(Lines lines, int blank, int end) {
        var next = lines.next(blank);
        return next < end
                && lines.bare(next).startsWith("<")
                && !lines.bare(next).startsWith("<http");
    }

    private static boolean isEnd(Lines lines, String line, StringBuilder whole, int at) {
        if (Forms.endsWithColon(line) || DASHED.matches(whole.toString())) {
            return true;
        }
        var next = lines.next(at + 1);
        return whole.indexOf("<") == whole.lastIndexOf("<")
                && ADDRESS_LAST.matches(whole.toString())
                && Forms.hasDateOrTime(whole.toString())
                && next < lines.count()
                && lines.isQuoted(next);
    }

    /// Words that stand on the same line are the writer's.
    Attribution withoutWhatIsSaid() {
        var date = Forms.firstDateOrTime(text);
        var address = text.indexOf('@');
        var before =
                text.substring(0, Math.min(date < 0 ? text.length() : date, address < 0 ? text.length() : address));
        var opener = OPENER.matcher(text);
        if (opener.find() && opener.start() > 0 && opener.start() < before.length()) {
            return split(opener.start() + 1);
        }
        var sentence = SENTENCE.matcher(before);
        return sentence.lookingAt() ? split(sentence.group(1) == null ? sentence.end(2) : sentence.end(1)) : this;
    }

    private Attribution split(int at) {
        return new Attribution(
                end,
                text.substring(at).strip(),
                text.substring(0, at).replaceFirst("[-\\s]+$", "").strip());
    }

    boolean isBetweenDashes() {
        return DASHED.matches(text);
    }
}
