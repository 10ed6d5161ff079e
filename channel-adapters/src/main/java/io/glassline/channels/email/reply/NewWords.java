package io.glassline.channels.email.reply;

import io.glassline.channels.email.mime.Deadline;
import java.util.List;
import java.util.stream.Collectors;

/// What is new in a mail: the words of its writer, without what quotes us and without the signature.
///
/// Only a quote of ours is cut: found by our address or our name in whatever language, then by the forms of
/// mail programs in the languages that [Forms] knows. What is passed on stays, for it is why the mail was
/// sent; a quote in a first mail stays; answers written between the lines stay with the lines. In doubt all
/// stays. Each part of a mail is looked at by itself, so that a signature in one does not end the next.
public final class NewWords {

    private static final int SIGNATURE_LINES_MAX = 15;

    private NewWords() {}

    /// @param parts the texts of a mail, in order.
    /// @return the new words; all of the text when nothing in it is new.
    public static String of(List<String> parts, Correspondence mail) {
        var kept = parts.stream()
                .map(part -> ofPart(part, mail))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n\n"));
        return kept.isEmpty()
                ? parts.stream()
                        .map(String::strip)
                        .collect(Collectors.joining("\n\n"))
                        .strip()
                : kept;
    }

    private static String ofPart(String part, Correspondence mail) {
        var lines = Lines.of(part);
        var end = signature(lines, lines.count());
        var said = false;
        for (var at = lines.next(0); at < lines.count(); at = lines.next(at + 1)) {
            Deadline.check();
            if (lines.isQuoted(at)) {
                if (!said && mail.answersUs() && lines.saidBetween(at, end) == 0) {
                    return ""; // our mail and nothing else, as a part of its own
                }
                continue;
            }
            var introduction = Introduction.at(lines, at, Math.max(at, end), mail);
            if (introduction.isPresent() && introduction.get().whose() == Introduction.Whose.KEPT) {
                return lines.text(0, lines.count());
            }
            if (at < end && introduction.isPresent()) {
                return withoutQuote(lines, at, introduction.get().end(), end, said);
            }
            said |= !lines.isSeparator(at);
        }
        return withoutEnd(lines, 0, quotedEnd(lines, end, said, mail));
    }

    private static String withoutQuote(Lines lines, int at, int quote, int end, boolean said) {
        var isToTheEnd = lines.saidBetween(quote, end) == 0 || !lines.isQuoted(lines.next(quote));
        if (isToTheEnd) {
            return said ? withoutEnd(lines, 0, separatorsAbove(lines, at)) : "";
        }
        return said ? withoutEnd(lines, 0, end) : withoutEnd(lines, behind(lines, quote, end), end);
    }

    /// Where the answer begins that stands below a quote.
    private static int behind(Lines lines, int quote, int end) {
        var behind = quote;
        while (behind < end && (lines.isQuoted(behind) || lines.isBlank(behind))) {
            behind++;
        }
        return behind;
    }

    /// In an answer to a mail of ours, quoted lines at its very end are that mail, where nothing above says otherwise.
    private static int quotedEnd(Lines lines, int end, boolean said, Correspondence mail) {
        var above = end;
        while (above > 0 && (lines.isBlank(above - 1) || lines.isQuoted(above - 1))) {
            above--;
        }
        var isOurs = said
                && mail.answersUs()
                && !mail.forwards()
                && above > 0
                && !Forms.endsWithColon(lines.bare(above - 1))
                && lines.quotedBetween(0, above) == 0;
        return isOurs ? above : end;
    }

    private static int separatorsAbove(Lines lines, int at) {
        var above = at;
        while (above > 0 && (lines.isBlank(above - 1) || lines.isSeparator(above - 1))) {
            above--;
        }
        return above;
    }

    /// The text without a signature and without what phones write below it.
    private static String withoutEnd(Lines lines, int from, int to) {
        var end = signature(lines, to);
        while (end > from
                && (lines.isBlank(end - 1)
                        || lines.isSeparator(end - 1) && !lines.isTitle(end - 1)
                        || Forms.isSentFrom(lines.bare(end - 1)))) {
            end--;
        }
        return lines.text(from, end);
    }

    /// Where the signature begins, below two dashes (RFC 3676); `end` when there is none.
    private static int signature(Lines lines, int end) {
        for (var at = end - 1; at > 0 && at >= end - 1 - SIGNATURE_LINES_MAX; at--) {
            if (lines.bare(at).equals("--")) {
                return at;
            }
        }
        return end;
    }
}
