package io.glassline.channels.email.reply;

import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Optional;

/// What stands above a quote and says whose it is.
///
/// @param end the line behind it.
/// @param whose whose words follow.
record Introduction(int end, Whose whose) {

    enum Whose {
        /// Ours, quoted with marks, or without them down to the end of the mail.
        OURS,
        /// Somebody else's, or ours passed on: it is why the mail was written.
        KEPT
    }

    /// Programs break "On … wrote:" over up to four lines.
    private static final int LINES_MAX = 4;

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>()\\[\\],;:\"@]+@[^\\s<>()\\[\\],;:\"@]+");

    /// The introduction that begins on this line, if one does.
    static Optional<Introduction> at(Lines lines, int at, int end, Correspondence mail) {
        var line = lines.bare(at);
        if (line.length() > Lines.INTRODUCTION_MAX_CHARS) {
            return Optional.empty();
        }
        if (isForward(lines, at)) {
            return Optional.of(new Introduction(at, Whose.KEPT));
        }
        if (lines.isTitle(at)) {
            return titled(lines, at, end, mail);
        }
        var block = HeaderBlock.at(lines, at, mail);
        if (block.isPresent()) {
            return block.get().isUs()
                    ? Optional.of(new Introduction(at, mail.forwards() ? Whose.KEPT : Whose.OURS))
                    : block.get().isOther() ? Optional.of(new Introduction(at, Whose.KEPT)) : Optional.empty();
        }
        return attribution(lines, at, end, mail);
    }

    /// "Begin forwarded message:", or the same between dashes.
    private static boolean isForward(Lines lines, int at) {
        return Forms.saysForwarded(lines.bare(at))
                && (lines.isTitle(at)
                        || Forms.endsWithColon(lines.bare(at)) && lines.bare(at).length() <= 80);
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
        var attribution = attribution(lines, below, end, mail);
        return attribution.isPresent()
                ? attribution.map(found -> new Introduction(at, found.whose()))
                : original(lines, at, below, end, mail);
    }

    private static Optional<Introduction> original(Lines lines, int at, int below, int end, Correspondence mail) {
        if (!mail.answers() || mail.forwards() || !Forms.saysOriginal(lines.bare(at))) {
            return Optional.empty();
        }
        for (var i = below; i < Math.min(below + LINES_MAX, end); i++) {
            var address = ADDRESS.matcher(lines.bare(i).length() > Lines.INTRODUCTION_MAX_CHARS ? "" : lines.bare(i));
            if (address.find() && !lines.bare(i).toLowerCase(Locale.ROOT).contains(mail.us())) {
                return Optional.empty();
            }
        }
        return Optional.of(new Introduction(at, Whose.OURS));
    }

    /// "On Monday at 9:14, City <help@city.example> wrote:", in any language: it ends in a colon, and a
    /// quote follows. Where the quote has no marks, our address must stand in brackets beside a date or a
    /// time, for people write such lines too.
    private static Optional<Introduction> attribution(Lines lines, int at, int end, Correspondence mail) {
        var whole = new StringBuilder();
        for (var i = at; i < Math.min(at + LINES_MAX, end) && !lines.isBlank(i) && !lines.isQuoted(i); i++) {
            if (whole.length() + lines.bare(i).length() > Lines.INTRODUCTION_MAX_CHARS) {
                return Optional.empty();
            }
            whole.append(whole.isEmpty() ? "" : " ").append(lines.bare(i));
            if (Forms.endsWithColon(lines.bare(i))) {
                return attributed(lines, whole.toString(), i + 1, end, mail);
            }
        }
        return Optional.empty();
    }

    private static Optional<Introduction> attributed(
            Lines lines, String line, int behind, int end, Correspondence mail) {
        var first = lines.next(behind);
        var isMarked = first < end && lines.isQuoted(first);
        var address = ADDRESS.matcher(line);
        var hasAddress = address.find();
        var isOurs = mail.namesUs(line);
        if (hasAddress && !isOurs) {
            return isMarked && Forms.hasDateOrTime(line)
                    ? Optional.of(new Introduction(behind, Whose.KEPT))
                    : Optional.empty();
        }
        if (isMarked) {
            var isTold = isOurs && (hasAddress || Forms.hasDateOrTime(line) || Forms.saysWrote(line))
                    || mail.answers()
                            && (Forms.hasDateOrTime(line)
                                    || mail.answersUs() && Forms.saysWrote(line) && line.length() <= 80);
            return isTold ? Optional.of(new Introduction(first, Whose.OURS)) : Optional.empty();
        }
        var isBare = isOurs
                && Forms.hasDateOrTime(line)
                && (mail.namesUsInBrackets(line)
                        || mail.answers() && Forms.hasDateAndTime(line) && Forms.saysWrote(line))
                && lines.quotedBetween(behind, end) == 0;
        return isBare ? Optional.of(new Introduction(behind, Whose.OURS)) : Optional.empty();
    }
}
