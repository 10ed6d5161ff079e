package io.glassline.channels.email;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The words of an HTML page.
final class HtmlText {

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

    private HtmlText() {}

    /// The words of a page, with line breaks where blocks end, and `>` before what is quoted.
    static String of(String html) {
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
}
