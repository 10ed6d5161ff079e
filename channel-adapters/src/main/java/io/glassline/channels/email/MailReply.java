package io.glassline.channels.email;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What is new in a mail: its text without what it quotes and without the signature.
final class MailReply {

    private static final int SIGNATURE_LINES_MAX = 15;
    private static final int LINES_LOOKED_AT_MAX = 2000;

    private static final Pattern ORIGINAL_MESSAGE = Pattern.compile(
            "-{2,}\\s*(original message|mensaje original|urspr.ngliche nachricht|message d'origine)\\s*-{2,}",
            Pattern.CASE_INSENSITIVE);

    /// `On Mon, 2 Mar 2026 at 09:14, City <help@city.example> wrote:` on one line, in the languages we have met. An
    /// address, a time or a year must be in it: people write "On Monday he wrote:" too.
    private static final Pattern ATTRIBUTION =
            Pattern.compile("(On|El|Em|Le) [^\\n]{0,300}(@|\\d[:.h]\\d\\d|\\b20\\d\\d\\b)[^\\n]{0,300}"
                    + "(wrote|escribió|escreveu|a écrit) ?:");

    private static final Pattern FROM_LINE = Pattern.compile("\\*?(From|De|Von):\\*? .*", Pattern.CASE_INSENSITIVE);

    private static final Pattern SENT_LINE =
            Pattern.compile("\\*?(Sent|Date|Enviado|Enviado el|Fecha|Gesendet):\\*? .*", Pattern.CASE_INSENSITIVE);

    private static final Pattern TO_LINE =
            Pattern.compile("\\*?(To|Para|An|Subject|Asunto|Betreff):\\*? .*", Pattern.CASE_INSENSITIVE);

    private static final Pattern SENT_FROM = Pattern.compile(
            "(Sent from my|Sent from Yahoo Mail|Enviado desde mi|Get Outlook for|Obtener Outlook para) ?.{0,60}");

    private MailReply() {}

    /// What is new in a mail: without what it quotes and without the signature, where these are plain to see. When
    /// nothing would be left, all of it.
    static String withoutQuotes(String text) {
        var lines = new ArrayList<>(attributionsJoined(text.split("\n", -1)));
        cutQuotedReply(lines);
        dropQuotedEnd(lines);
        dropQuotedStart(lines);
        dropSignature(lines);
        var kept = String.join("\n", lines).strip();
        return kept.isEmpty() ? text.strip() : kept;
    }

    /// Mail programs break "On … wrote:" over two or three lines.
    private static List<String> attributionsJoined(String[] lines) {
        var joined = new ArrayList<String>();
        for (var i = 0; i < lines.length; i++) {
            var line = lines[i].strip();
            var starts = line.startsWith("On ") || line.startsWith("El ");
            var whole = line;
            var last = i;
            while (starts
                    && last < Math.min(i + 2, lines.length - 1)
                    && !lines[last + 1].isBlank()
                    && !ATTRIBUTION.matcher(whole).matches()) {
                last++;
                whole += " " + lines[last].strip();
            }
            if (last > i && ATTRIBUTION.matcher(whole).matches()) {
                joined.add(whole);
                i = last;
            } else {
                joined.add(lines[i].stripTrailing().equals("--") ? "-- " : lines[i]);
            }
        }
        return joined;
    }

    /// Cuts the mail at the line that introduces the mail it answers, when something stands above that line.
    private static void cutQuotedReply(List<String> lines) {
        var said = false;
        for (var i = 0; i < Math.min(lines.size(), LINES_LOOKED_AT_MAX); i++) {
            var line = lines.get(i).strip();
            if (said
                    && (ORIGINAL_MESSAGE.matcher(line).matches()
                            || isHeaderBlock(lines, i)
                            || isAttributed(lines, i))) {
                lines.subList(i, lines.size()).clear();
                return;
            }
            said |= !line.isEmpty() && !line.startsWith(">") && !line.matches("_{10,}");
        }
    }

    private static boolean isHeaderBlock(List<String> lines, int at) {
        if (!FROM_LINE.matcher(lines.get(at).strip()).matches()) {
            return false;
        }
        var next = lines.subList(at + 1, Math.min(at + 5, lines.size()));
        return next.stream().anyMatch(line -> SENT_LINE.matcher(line.strip()).matches())
                && next.stream().anyMatch(line -> TO_LINE.matcher(line.strip()).matches());
    }

    /// Whether the line attributes all that follows: only quoted lines follow, or the line holds an address and no
    /// quoted line follows.
    private static boolean isAttributed(List<String> lines, int at) {
        var line = lines.get(at).strip();
        if (!ATTRIBUTION.matcher(line).matches()) {
            return false;
        }
        var rest = lines.subList(at + 1, lines.size()).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        return rest.stream().allMatch(text -> text.startsWith(">"))
                || line.contains("@") && rest.stream().noneMatch(text -> text.startsWith(">"));
    }

    private static void dropQuotedEnd(List<String> lines) {
        var end = lines.size();
        while (end > 0 && (lines.get(end - 1).isBlank() || lines.get(end - 1).startsWith(">"))) {
            end--;
        }
        lines.subList(end, lines.size()).clear();
    }

    /// Drops a quote that stands above the answer.
    private static void dropQuotedStart(List<String> lines) {
        var start = 0;
        var quoted = false;
        while (start < lines.size()
                && (lines.get(start).startsWith(">") || !quoted && isIntroduction(lines.get(start)))) {
            quoted |= lines.get(start).startsWith(">");
            start++;
        }
        if (quoted) {
            lines.subList(0, start).clear();
        }
    }

    private static boolean isIntroduction(String line) {
        return line.isBlank() || ATTRIBUTION.matcher(line.strip()).matches();
    }

    private static void dropSignature(List<String> lines) {
        for (var i = lines.size() - 1; i > 0 && i >= lines.size() - 1 - SIGNATURE_LINES_MAX; i--) {
            if (lines.get(i).equals("-- ")) {
                lines.subList(i, lines.size()).clear();
                break;
            }
        }
        while (!lines.isEmpty()
                && (lines.getLast().isBlank()
                        || lines.getLast().strip().matches("_{10,}")
                        || SENT_FROM.matcher(lines.getLast().strip()).matches())) {
            lines.removeLast();
        }
    }
}
