package io.glassline.channels.email.reply;

import io.glassline.channels.email.mime.Deadline;
import io.glassline.channels.email.mime.HtmlText;
import io.glassline.channels.email.reply.Introduction.Whose;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is new in a mail: the words of its writer, without what quotes us and without the signature.
///
/// Only a quote of ours is cut: found by our address or our name in whatever language, then by the forms of
/// mail programs in the languages that [Forms] knows. What is passed on stays, for it is why the mail was
/// sent; a quote in a first mail stays; answers written between the lines stay with the lines. In doubt all
/// stays. Each part of a mail is looked at by itself, so that a signature in one does not end the next.
public final class NewWords {

    /// Below a mark of [HtmlText#QUOTE_BEGINS], how many lines are looked at for somebody else's address.
    private static final int BEGIN_MAX_LINES = 8;

    private NewWords() {}

    /// @param parts the texts of a mail, in order.
    /// @return the new words; all of the text when nothing in it is new.
    public static String of(List<String> parts, Correspondence mail) {
        var kept = joined(parts.stream().map(part -> ofPart(part, mail)));
        return kept.isEmpty()
                ? joined(parts.stream()
                        .map(part -> part.replace(String.valueOf(HtmlText.QUOTE_BEGINS), "")
                                .strip()))
                : kept;
    }

    private static String joined(Stream<String> texts) {
        return texts.filter(text -> !text.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    private static String ofPart(String part, Correspondence mail) {
        var lines = Lines.of(part);
        var end = Signature.start(lines, lines.count());
        var said = false;
        for (var at = lines.next(0); at < lines.count(); at = lines.next(at + 1)) {
            Deadline.check();
            var found = introduction(lines, at, Math.max(at, end), said, mail);
            if (found.isPresent() && found.get().whose() == Whose.KEPT) {
                return lines.text(0, lines.count());
            }
            if (found.isPresent()
                    && (at < end || lines.isQuoted(at))
                    && (found.get().whose() == Whose.OURS
                            || lines.saidBetween(found.get().end(), end) == 0)) {
                return withoutQuote(lines, at, found.get(), Math.max(at, end), said, mail);
            }
            if (lines.isQuoted(at)) {
                at = lines.behindQuote(at, lines.count()) - 1;
            } else {
                said |= !lines.isSeparator(at);
            }
        }
        return withoutEnd(lines, 0, end);
    }

    private static Optional<Introduction> introduction(
            Lines lines, int at, int end, boolean said, Correspondence mail) {
        if (lines.isQuoted(at)) {
            var inside = Introduction.inside(lines, at, mail);
            return inside.isPresent() ? inside : unattributed(lines, at, said, mail);
        }
        var above = Introduction.at(lines, at, end, mail);
        return above.isPresent() || !said ? above : begun(lines, at, mail);
    }

    /// In an answer to a mail of ours, quoted lines are that mail, where no line above says otherwise.
    private static Optional<Introduction> unattributed(Lines lines, int at, boolean said, Correspondence mail) {
        var above = at;
        while (above > 0 && lines.isBlank(above - 1)) {
            above--;
        }
        var isIntroduced = above > 0 && Forms.endsWithColon(lines.bare(above - 1));
        return mail.answersUs() && !mail.forwards() && !isIntroduced
                ? Optional.of(new Introduction(at, said ? Whose.OURS_AT_THE_END : Whose.OURS, ""))
                : Optional.empty();
    }

    /// In an answer to a mail of ours, what the page says to be a quote is that mail, where nobody else
    /// is named in it.
    private static Optional<Introduction> begun(Lines lines, int at, Correspondence mail) {
        if (!lines.beginsQuote(at) || !mail.answersUs() || mail.forwards()) {
            return Optional.empty();
        }
        var quote = at;
        for (var i = at; i < Math.min(at + BEGIN_MAX_LINES, lines.count()); i++) {
            if (Introduction.isForward(lines, i) || Introduction.namesAStranger(lines.bare(i), mail)) {
                return Optional.empty();
            }
            if (quote == at && lines.isQuoted(i)) {
                quote = i;
            }
        }
        return Optional.of(new Introduction(quote, Whose.OURS, ""));
    }

    private static String withoutQuote(
            Lines lines, int at, Introduction found, int end, boolean said, Correspondence mail) {
        var before = said ? withoutEnd(lines, 0, separatorsAbove(lines, at)) : "";
        var above =
                Stream.of(before, found.said()).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
        var first = lines.next(found.end());
        if (first >= lines.count() || !lines.isQuoted(first)) {
            var passedOn = passedOn(lines, first, mail);
            return joined(Stream.of(above, lines.text(passedOn, lines.count())));
        }
        if (lines.saidBetween(first, end) == 0) {
            return above;
        }
        var behind = lines.behindQuote(first, end);
        if (lines.quotedBetween(behind, end) == 0) {
            return joined(Stream.of(above, withoutEnd(lines, behind, end)));
        }
        var last = end;
        while (last > behind && (lines.isBlank(last - 1) || lines.isQuoted(last - 1))) {
            last--;
        }
        return withoutEnd(lines, said ? 0 : behind, last);
    }

    /// Below a quote of ours without marks, where somebody else's mail begins: it is there to be read.
    private static int passedOn(Lines lines, int from, Correspondence mail) {
        for (var at = from; at < lines.count(); at = lines.next(at + 1)) {
            if (Introduction.isForward(lines, at) && lines.isTitle(at)
                    || HeaderBlock.at(lines, at, mail)
                            .filter(block -> block.isOther() && !block.isWriter())
                            .isPresent()) {
                return at;
            }
        }
        return lines.count();
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
        var end = Math.max(from, Signature.start(lines, to));
        while (end > from
                && (lines.isBlank(end - 1)
                        || lines.isSeparator(end - 1) && !lines.isTitle(end - 1)
                        || Signature.isOfAProgram(lines.bare(end - 1)))) {
            end--;
        }
        return lines.text(from, end);
    }
}
