package io.glassline.channels.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a person wrote in a mail: the text chosen among its forms, and within it what is new.
///
/// What is left out is only left out of the text shown and routed; the mail itself is kept whole.
final class MailText {

    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tr",
            "ul");

    private static final Set<String> UNSEEN = Set.of("head", "script", "style", "title", "template", "noscript");

    private static final Map<String, String> ENTITIES = Pattern.compile(" ")
            .splitAsStream("amp=& lt=< gt=> quot=\" apos=' nbsp=\u00a0 iexcl=¡ iquest=¿ laquo=« raquo=» copy=© reg=® "
                    + "trade=™ deg=° middot=· bull=• hellip=… ndash=– mdash=— lsquo=‘ rsquo=’ sbquo=‚ ldquo=“ rdquo=” "
                    + "bdquo=„ euro=€ pound=£ cent=¢ yen=¥ sect=§ para=¶ times=× divide=÷ frac12=½ frac14=¼ ordm=º "
                    + "ordf=ª aacute=á eacute=é iacute=í oacute=ó uacute=ú ntilde=ñ uuml=ü Aacute=Á Eacute=É Iacute=Í "
                    + "Oacute=Ó Uacute=Ú Ntilde=Ñ Uuml=Ü agrave=à egrave=è igrave=ì ograve=ò ugrave=ù acirc=â ecirc=ê "
                    + "icirc=î ocirc=ô ucirc=û auml=ä euml=ë iuml=ï ouml=ö ccedil=ç Ccedil=Ç Auml=Ä Ouml=Ö szlig=ß "
                    + "atilde=ã otilde=õ aring=å Aring=Å aelig=æ oslash=ø zwnj= zwj= shy=")
            .map(entity -> entity.split("=", 2))
            .collect(Collectors.toUnmodifiableMap(entity -> entity[0], entity -> entity[1]));

    private static final int QUOTED_MAX = 20;
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

    private MailText() {}

    /// All the text of a mail or a part: plain where there is something in it, else what its HTML says.
    static String of(MimePart part) {
        if (isAttachment(part)) {
            return "";
        }
        if (part.type().equals("multipart/alternative")) {
            return alternative(part);
        }
        if (!part.children().isEmpty()) {
            return part.children().stream()
                    .map(MailText::of)
                    .filter(text -> !text.isBlank())
                    .map(String::strip)
                    .collect(Collectors.joining("\n\n"));
        }
        return switch (part.type()) {
            case "text/plain" ->
                part.parameter("content-type", "format")
                                .filter("flowed"::equalsIgnoreCase)
                                .isPresent()
                        ? flowed(part.text(), part.parameter("content-type", "delsp"))
                        : part.text();
            case "text/html" -> fromHtml(part.text());
            default -> "";
        };
    }

    private static String alternative(MimePart part) {
        var plain = part.children().stream()
                .filter(child -> child.type().equals("text/plain"))
                .map(MailText::of)
                .filter(text -> !text.isBlank())
                .findFirst();
        return plain.orElseGet(() -> part.children().stream()
                .map(MailText::of)
                .filter(text -> !text.isBlank())
                .reduce("", (_, richer) -> richer));
    }

    /// What is beside the text, to be opened apart: anything that is not text, or says that it is attached.
    static boolean isAttachment(MimePart part) {
        var attached = part.header("content-disposition")
                .filter(disposition ->
                        disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment"))
                .isPresent();
        var isText = Set.of("text/plain", "text/html").contains(part.type());
        return part.children().isEmpty() && (attached || !isText);
    }

    /// RFC 3676: a line that ends in a space goes on in the next.
    static String flowed(String text, Optional<String> delsp) {
        var joined = new StringBuilder();
        var open = -1; // the quote depth of a line that goes on
        for (var line : text.split("\n", -1)) {
            var depth = 0;
            while (depth < line.length() && line.charAt(depth) == '>') {
                depth++;
            }
            var content = line.substring(depth);
            content = content.startsWith(" ") ? content.substring(1) : content;
            var isSignature = content.equals("-- ");
            if (open >= 0 && (open != depth || isSignature)) {
                joined.append('\n');
                open = -1;
            }
            if (open < 0) {
                joined.append(">".repeat(Math.min(depth, QUOTED_MAX))).append(depth > 0 ? " " : "");
            }
            var goesOn = content.endsWith(" ") && !isSignature;
            var deleted = goesOn && delsp.filter("yes"::equalsIgnoreCase).isPresent();
            joined.append(deleted ? content.substring(0, content.length() - 1) : content);
            open = goesOn ? depth : -1;
            if (!goesOn) {
                joined.append('\n');
            }
        }
        return joined.toString();
    }

    /// The words of a page, with line breaks where blocks end, and `>` before what is quoted.
    static String fromHtml(String html) {
        var lines = new Lines();
        var unseen = "";
        var at = 0;
        while (at < html.length()) {
            var open = html.indexOf('<', at);
            var textEnd = open < 0 ? html.length() : open;
            if (unseen.isEmpty() && textEnd > at) {
                lines.add(entitiesRead(html.substring(at, textEnd)));
            }
            if (open < 0) {
                break;
            }
            if (html.startsWith("<!--", open)) {
                var end = html.indexOf("-->", open + 4);
                at = end < 0 ? html.length() : end + 3;
                continue;
            }
            var looksLikeTag = open + 1 < html.length() && "/!?".indexOf(html.charAt(open + 1)) >= 0
                    || open + 1 < html.length() && Character.isLetter(html.charAt(open + 1));
            if (!looksLikeTag) {
                lines.add(unseen.isEmpty() ? "<" : "");
                at = open + 1;
                continue;
            }
            var close = html.indexOf('>', open);
            if (close < 0) {
                break; // a tag that never ends
            }
            var isEnd = html.charAt(open + 1) == '/';
            var name = tagName(html, open + (isEnd ? 2 : 1), close);
            if (unseen.isEmpty() ? !isEnd && UNSEEN.contains(name) : isEnd && unseen.equals(name)) {
                unseen = isEnd ? "" : name;
            } else if (unseen.isEmpty()) {
                lines.tag(name, isEnd);
            }
            at = close + 1;
        }
        return lines.toString();
    }

    private static String tagName(String html, int from, int to) {
        var end = from;
        while (end < to && Character.isLetterOrDigit(html.charAt(end))) {
            end++;
        }
        return html.substring(from, end).toLowerCase(Locale.ROOT);
    }

    private static String entitiesRead(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        var read = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var end = text.charAt(i) == '&' ? text.indexOf(';', i, Math.min(i + 11, text.length())) : -1;
            var entity = end > i ? entity(text.substring(i + 1, end)) : Optional.<String>empty();
            if (entity.isPresent()) {
                read.append(entity.get());
                i = end;
            } else {
                read.append(text.charAt(i));
            }
        }
        return read.toString();
    }

    private static Optional<String> entity(String name) {
        if (!name.startsWith("#")) {
            return Optional.ofNullable(ENTITIES.get(name));
        }
        try {
            var isHex = name.startsWith("#x") || name.startsWith("#X");
            var code = isHex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
            return Character.isValidCodePoint(code) ? Optional.of(Character.toString(code)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Lines being written from HTML: white space runs together, and blocks begin on a new line.
    private static final class Lines {
        private final StringBuilder done = new StringBuilder();
        private final StringBuilder line = new StringBuilder();
        private int quoted;

        void add(String text) {
            for (var i = 0; i < text.length(); i++) {
                var c = text.charAt(i);
                var isSpace = Character.isWhitespace(c) || c == '\u00a0';
                if (!isSpace) {
                    line.append(c);
                } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            }
        }

        void tag(String name, boolean isEnd) {
            if (name.equals("br")) {
                end(true);
            } else if (BLOCKS.contains(name)) {
                end(false);
                if (name.equals("p") && isEnd || name.startsWith("h") && name.length() == 2) {
                    blank();
                }
                if (name.equals("li") && !isEnd) {
                    line.append("- ");
                }
                if (name.equals("blockquote")) {
                    quoted = Math.clamp(quoted + (isEnd ? -1 : 1), 0, QUOTED_MAX);
                }
            } else if (name.equals("td") || name.equals("th")) {
                add(" ");
            }
        }

        private void end(boolean evenIfEmpty) {
            var text = line.toString().strip();
            line.setLength(0);
            if (!text.isEmpty() || evenIfEmpty) {
                done.append(quoted > 0 ? ">".repeat(quoted) + " " : "")
                        .append(text)
                        .append('\n');
            }
        }

        private void blank() {
            if (!done.isEmpty() && (done.length() < 2 || done.charAt(done.length() - 2) != '\n')) {
                done.append('\n');
            }
        }

        @Override
        public String toString() {
            end(false);
            return done.toString().strip();
        }
    }

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

    /// From a line that says "what follows is the mail I answer", when something stands before it.
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

    /// An attribution with only quoted lines after it; or with an address in it, and no quoted lines at all.
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

    /// A quote on top, with the answer below it.
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
