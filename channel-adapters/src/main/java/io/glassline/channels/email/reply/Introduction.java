package io.glassline.channels.email.reply;

import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Optional;

/// What stands above a quote, or as its first line, and says whose it is.
///
/// @param end the line behind it.
/// @param whose whose words follow.
/// @param said what the writer said on the same line, before it began.
record Introduction(int end, Whose whose, String said) {

    enum Whose {
        /// Ours, quoted with marks, or without them down to the end of the mail.
        OURS,
        /// As OURS where nothing more is said below; else somebody's whom the writer quotes.
        OURS_AT_THE_END,
        /// Somebody else's, or ours passed on: it is why the mail was written.
        KEPT
    }

    /// How many lines of a quote are looked at for who wrote it.
    private static final int INSIDE_MAX_LINES = 12;

    private static final int ORIGINAL_MAX_LINES = 4;

    /// `转发邮件:`
    private static final int FORWARD_MIN_CHARS = 5;

    /// A line that introduces a quote without a date says little more than who wrote it.
    private static final int SHORT_MAX_CHARS = 80;

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>()\\[\\],;:\"@]+@[^\\s<>()\\[\\],;:\"@]+");

    private Introduction(int end, Whose whose) {
        this(end, whose, "");
    }

    /// The introduction that begins on this line, if one does.
    static Optional<Introduction> at(Lines lines, int at, int end, Correspondence mail) {
        var line = lines.bare(at);
        if (line.length() > Lines.INTRODUCTION_MAX_CHARS) {
            return Optional.empty();
        }
        if (isForward(lines, at)) {
            return Optional.of(new Introduction(at, Whose.KEPT));
        }
        var attribution = Attribution.at(lines, at, end);
        if (lines.isTitle(at)) {
            return titled(lines, at, end, mail).or(() -> attribution.flatMap(found -> above(found, lines, end, mail)));
        }
        var block = HeaderBlock.at(lines, at, mail);
        if (block.isPresent()) {
            return block.get().isUs()
                    ? Optional.of(new Introduction(at, mail.forwards() ? Whose.KEPT : Whose.OURS))
                    : block.get().isOther() ? Optional.of(new Introduction(at, Whose.KEPT)) : Optional.empty();
        }
        return attribution.flatMap(found -> above(found, lines, end, mail));
    }

    /// Whose the quote is that begins on this line, by its own first lines: Apple's programs and Mail.ru
    /// put the introduction inside.
    static Optional<Introduction> inside(Lines lines, int at, Correspondence mail) {
        var inner = lines.unquoted(at, INSIDE_MAX_LINES);
        var first = inner.next(0);
        if (first == inner.count()) {
            return Optional.empty();
        }
        if (isForward(inner, first)) {
            return Optional.of(new Introduction(at, Whose.KEPT));
        }
        var start = inner.isTitle(first) && inner.next(first + 1) < inner.count() ? inner.next(first + 1) : first;
        var block = HeaderBlock.at(inner, start, mail);
        if (block.isPresent()) {
            var isUs = block.get().isUs() && !mail.forwards();
            return isUs || block.get().isOther()
                    ? Optional.of(new Introduction(at, isUs ? Whose.OURS : Whose.KEPT))
                    : Optional.empty();
        }
        return Attribution.at(inner, start, inner.count())
                .flatMap(found -> whose(found.text(), mail))
                .map(whose -> new Introduction(at, whose));
    }

    /// "Begin forwarded message:", or the same between dashes.
    static boolean isForward(Lines lines, int at) {
        var line = lines.bare(at);
        return line.length() >= FORWARD_MIN_CHARS
                && (lines.isTitle(at) || Forms.endsWithColon(line) && line.length() <= SHORT_MAX_CHARS)
                && Forms.saysForwarded(line);
    }

    /// A title between dashes counts by what stands below it.
    private static Optional<Introduction> titled(Lines lines, int at, int end, Correspondence mail) {
        var below = lines.next(at + 1);
        if (below >= end) {
            return Optional.empty();
        }
        var block = HeaderBlock.at(lines, below, mail);
        if (block.isPresent()) {
            var isUs = block.get().isUs() && !mail.forwards();
            return isUs || block.get().isOther()
                    ? Optional.of(new Introduction(at, isUs ? Whose.OURS : Whose.KEPT))
                    : original(lines, at, below, end, mail);
        }
        var attribution = Attribution.at(lines, below, end).flatMap(found -> above(found, lines, end, mail));
        return attribution.isPresent()
                ? attribution.map(found -> new Introduction(at, found.whose()))
                : original(lines, at, below, end, mail);
    }

    private static Optional<Introduction> original(Lines lines, int at, int below, int end, Correspondence mail) {
        if (!mail.answers() || mail.forwards() || !Forms.saysOriginal(lines.bare(at))) {
            return Optional.empty();
        }
        for (var i = below; i < Math.min(below + ORIGINAL_MAX_LINES, end); i++) {
            var address = ADDRESS.matcher(lines.bare(i).length() > Lines.INTRODUCTION_MAX_CHARS ? "" : lines.bare(i));
            if (address.find() && !mail.namesUs(lines.bare(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Introduction(at, Whose.OURS));
    }

    private static Optional<Introduction> above(Attribution found, Lines lines, int end, Correspondence mail) {
        var first = lines.next(found.end());
        if (first < end && lines.isQuoted(first)) {
            return whose(found.text(), mail)
                    .map(known -> new Introduction(
                            first, known, found.withoutWhatIsSaid().said()));
        }
        return isOursWithoutMarks(found, mail) && lines.quotedBetween(found.end(), end) == 0
                ? Optional.of(new Introduction(
                        found.end(), Whose.OURS, found.withoutWhatIsSaid().said()))
                : Optional.empty();
    }

    /// Where the quote has no marks, our address must stand in brackets beside a date or a time, or
    /// between dashes, for people write such lines too.
    private static boolean isOursWithoutMarks(Attribution found, Correspondence mail) {
        var line = found.text();
        var isDated = Forms.hasDateOrTime(line);
        return mail.namesUs(line)
                && (isDated && (mail.namesUsInBrackets(line) || found.isBetweenDashes())
                        || mail.answersUs()
                                && (found.isBetweenDashes() || Forms.hasDateAndTime(line) && Forms.saysWrote(line)));
    }

    /// Empty when it is not told.
    private static Optional<Whose> whose(String line, Correspondence mail) {
        var hasAddress = ADDRESS.matcher(line).find();
        var isOurs = mail.namesUs(line);
        var isDated = Forms.hasDateOrTime(line);
        var isWritten = Forms.saysWrote(line);
        if (hasAddress && !isOurs) {
            return isDated || isWritten ? Optional.of(Whose.KEPT) : Optional.empty();
        }
        if (isOurs && (hasAddress || isDated || isWritten)
                || mail.answers() && Forms.hasDateAndTime(line) && (mail.answersUs() || isWritten)) {
            return Optional.of(Whose.OURS);
        }
        return mail.answersUs() && (isDated || isWritten && line.length() <= SHORT_MAX_CHARS)
                ? Optional.of(Whose.OURS_AT_THE_END)
                : Optional.empty();
    }

    static boolean namesAStranger(String line, Correspondence mail) {
        var address = ADDRESS.matcher(line.length() > Lines.INTRODUCTION_MAX_CHARS ? "" : line);
        while (address.find()) {
            var found = address.group().toLowerCase(Locale.ROOT);
            if (!mail.isUs(found) && !found.equals(mail.citizen())) {
                return true;
            }
        }
        return false;
    }
}
