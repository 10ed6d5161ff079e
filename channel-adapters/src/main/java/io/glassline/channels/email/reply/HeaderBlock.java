package io.glassline.channels.email.reply;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The headers of a mail written out above it, as Outlook and most phones do: `From: … / Sent: … / To: …
/// / Subject: …` in any language. At least three labelled lines in a row, the sender's first or behind
/// the date.
///
/// People fill in forms that look like it (`From: 12 Elm`, `To: 14 Oak`, `Date: March 3`). So a block
/// without an address counts only with a sender, a subject, and a line that holds both a date and a time.
///
/// @param isUs whether the mail below is one of ours.
/// @param isOther whether it is somebody else's, by an address that is there to be read.
/// @param isWriter whether that is the address of the mail's own writer.
record HeaderBlock(boolean isUs, boolean isOther, boolean isWriter) {

    private static final int LINES_MAX = 9;
    private static final int LABELS_MIN = 3;

    private static final Pattern LABELLED =
            Pattern.compile("[>|\\s]*\\*{0,2}([\\pL][\\pL\\pM .'’-]{0,30}?)\\s?\\*{0,2}\\s?[:：]\\*{0,2}(\\s.*|<.*|)");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>()\\[\\],;:\"@]+@[^\\s<>()\\[\\],;:\"@]+");

    /// `From: City`, with the label in lower case.
    record Labelled(String label, String value) {}

    static Optional<HeaderBlock> at(Lines lines, int at, Correspondence mail) {
        if (lines.bare(at).length() > Lines.INTRODUCTION_MAX_CHARS
                || lines.bare(at).indexOf(':') < 0 && lines.bare(at).indexOf('：') < 0) {
            return Optional.empty();
        }
        var found = labelled(lines, at);
        var known = found.stream().filter(line -> Forms.isLabel(line.label())).count();
        if (found.size() < 2 || !Forms.isLabel(found.getFirst().label()) && startsBelow(found)) {
            return Optional.empty(); // the writer's own words stand above the block
        }
        var sender = sender(found);
        var address = address(sender.value());
        var isOurs = address.isPresent() && mail.isUs(address.get());
        if (isOurs && known >= 2 && Forms.isFrom(sender.label())) {
            return Optional.of(new HeaderBlock(true, false, false));
        }
        if (found.size() < LABELS_MIN) {
            return Optional.empty();
        }
        var addresses = found.stream()
                .filter(line -> ADDRESS.matcher(line.value()).find())
                .count();
        if (address.isPresent()) {
            return known >= 2 || addresses >= 2 || isOurs
                    ? Optional.of(new HeaderBlock(isOurs, !isOurs, address.get().equals(mail.citizen())))
                    : Optional.empty();
        }
        if (!Forms.isFrom(sender.label()) || known < LABELS_MIN || !isDated(found)) {
            return Optional.empty(); // a form that the writer filled in
        }
        var isUs = mail.namesUs(sender.value())
                || found.stream().anyMatch(line -> mail.holdsToken().test(line.value()))
                || mail.answersUs() && !namesStrangers(found, mail);
        return Optional.of(new HeaderBlock(isUs, false, false));
    }

    private static List<Labelled> labelled(Lines lines, int at) {
        var found = new ArrayList<Labelled>();
        var blanks = 0;
        for (var i = at; i < Math.min(at + LINES_MAX, lines.count()) && blanks < 2; i++) {
            if (lines.isBlank(i) || lines.bare(i).equals(">")) {
                blanks++;
                continue;
            }
            var line = lines.labelled(i, HeaderBlock::labelled);
            if (line.isPresent()) {
                if (blanks > 0 && found.size() >= LABELS_MIN) {
                    break; // the mail itself has begun
                }
                found.add(line.get());
                blanks = 0;
            } else if (found.isEmpty() || blanks > 0) {
                break;
            } else if (lines.bare(i).startsWith("<")) {
                var above = found.removeLast(); // programs break a line before an address
                found.add(new Labelled(above.label(), above.value() + " " + lines.bare(i)));
            }
        }
        return found;
    }

    private static Optional<Labelled> labelled(String line) {
        if (line.length() > Lines.INTRODUCTION_MAX_CHARS) {
            return Optional.empty();
        }
        var labelled = LABELLED.matcher(line);
        return labelled.matches()
                ? Optional.of(new Labelled(
                        labelled.group(1).strip().toLowerCase(Locale.ROOT),
                        labelled.group(2).strip()))
                : Optional.empty();
    }

    /// A line that happens to have a colon, right above `From: …`.
    private static boolean startsBelow(List<Labelled> found) {
        return found.stream().skip(1).anyMatch(line -> Forms.isFrom(line.label()));
    }

    /// The first line, or the second where the first is known to be the date.
    private static Labelled sender(List<Labelled> found) {
        var first = found.getFirst();
        return !Forms.isFrom(first.label())
                        && Forms.isLabel(first.label())
                        && !Forms.isTo(found.get(1).label())
                ? found.get(1)
                : first;
    }

    private static boolean isDated(List<Labelled> found) {
        return found.stream().anyMatch(line -> Forms.hasDateAndTime(line.value()))
                && found.stream().anyMatch(line -> Forms.isSubject(line.label()));
    }

    private static boolean namesStrangers(List<Labelled> found, Correspondence mail) {
        return found.stream()
                .flatMap(line -> address(line.value()).stream())
                .anyMatch(address -> !mail.isUs(address) && !address.equals(mail.citizen()));
    }

    private static Optional<String> address(String value) {
        var found = ADDRESS.matcher(value);
        return found.find()
                ? Optional.of(found.group().toLowerCase(Locale.ROOT).replaceFirst("^mailto:", ""))
                : Optional.empty();
    }
}
