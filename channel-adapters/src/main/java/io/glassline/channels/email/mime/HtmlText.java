package io.glassline.channels.email.mime;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/// The words of an HTML page, as a reader of the page sees them: blocks and rows become lines, items of a
/// list begin with `-` or their number, quoted lines begin with `>`, and a link keeps its address where
/// its words do not say it.
///
/// jsoup reads the page as a browser does, whatever is broken in it. The page is cut at
/// [#HTML_MAX_CHARS], and then ends in `…`; its nesting is cut at [#DEPTH_MAX], and no step calls itself
/// for what is nested, so that no page costs more than its size.
public final class HtmlText implements NodeVisitor {

    /// Stands at the start of a line where a mail program says that a quote begins. Nobody sees it.
    public static final char QUOTE_BEGINS = '\ufff9';

    static final int HTML_MAX_CHARS = 1_000_000;

    private static final int DEPTH_MAX = 256;
    private static final int QUOTED_MAX = 20;

    /// Longer addresses are for counting who follows a link, and nobody reads them.
    private static final int LINK_MAX_CHARS = 500;

    private static final int CLASSES_MAX = 10;

    private static final Set<String> UNSEEN = Set.of("head", "script", "style", "title", "template", "noscript");

    private static final Set<String> BLOCKS =
            words("address article aside blockquote caption center dd details dir div dl dt fieldset figcaption figure"
                    + " footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table"
                    + " tr ul");

    private static final Set<String> WITH_A_LINE_BELOW = words("p h1 h2 h3 h4 h5 h6 hr");
    private static final Set<String> WITH_A_LINE_ABOVE = words("h1 h2 h3 h4 h5 h6 hr");

    /// What mail programs put around a quote, by class or id, with or without what a web mailer puts
    /// before it. Answers are also written in there, between the lines that are quoted.
    private static final Pattern BEGINS_QUOTE = Pattern.compile(
            "(?:x_|m_-?\\d+|ydp[0-9a-z]{1,20})?(?:gmail_quote|gmail_attr|moz-cite-prefix"
                    + "|OutlookMessageHeader|appendonsend|divRplyFwdMsg|reply-intro|zmail_extra_hr|zmail_extra|protonmail_quote|tutanota_quote|mcntreply|isReplyContent|replySplit|stopSpelling)");

    /// Around the whole of a quote and nothing else.
    private static final Pattern IS_QUOTE = Pattern.compile(
            "(?:x_|m_-?\\d+|ydp[0-9a-z]{1,20})?(?:yahoo_quoted(?:_\\d+)?"
                    + "|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|OLK_SRC_BODY_SECTION)");

    private final StringBuilder done = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private final Deque<StringBuilder> links = new ArrayDeque<>();
    private final Deque<Integer> numbers = new ArrayDeque<>();
    private final Set<String> addresses = new HashSet<>();
    private boolean beginsQuote;
    private int unseen;
    private int quoted;
    private int preformatted;

    private HtmlText() {}

    public static String of(String html) {
        return withQuotesMarked(html).replace(String.valueOf(QUOTE_BEGINS), "");
    }

    /// The same, with [#QUOTE_BEGINS] where a mail program says that a quote begins.
    public static String withQuotesMarked(String html) {
        var page = html.length() <= HTML_MAX_CHARS ? html : html.substring(0, HTML_MAX_CHARS);
        var text = new HtmlText();
        Parser.htmlParser()
                .setMaxDepth(DEPTH_MAX)
                .parseInput(new Watched(page), "")
                .traverse(text);
        text.endLine(false);
        return text.done.toString().strip() + (page.length() < html.length() ? "…" : "");
    }

    @Override
    public void head(Node node, int depth) {
        Deadline.check();
        if (node instanceof TextNode words && unseen == 0) {
            write(words.getWholeText());
        } else if (node instanceof Element element) {
            unseen += isUnseen(element) ? 1 : 0;
            if (unseen == 0) {
                open(element);
            }
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            if (unseen == 0) {
                close(element);
            }
            unseen -= isUnseen(element) ? 1 : 0;
        }
    }

    /// Newsletters hide a first line that only a list of mails is to show.
    private static boolean isUnseen(Element element) {
        return UNSEEN.contains(element.normalName())
                || element.attr("style")
                        .toLowerCase(Locale.ROOT)
                        .replace(" ", "")
                        .contains("display:none");
    }

    private void open(Element element) {
        var name = element.normalName();
        if (BLOCKS.contains(name)) {
            endLine(false);
        }
        if (WITH_A_LINE_ABOVE.contains(name)) {
            emptyLine();
        }
        if (isQuote(element)) {
            endLine(false);
            quoted++;
        } else if (beginsQuote(element)) {
            endLine(false);
            beginsQuote = true;
        }
        switch (name) {
            case "br" -> endLine(true);
            case "td", "th" -> write(" ");
            case "ol" -> numbers.push(1);
            case "ul" -> numbers.push(0);
            case "li" -> line.append(mark());
            case "a" -> links.push(new StringBuilder());
            case "img" -> write(element.hasAttr("data-emoji") ? element.attr("alt") : ""); // Gmail's pictures of emoji
            case "pre" -> preformatted++;
            default -> {}
        }
    }

    private static boolean isQuote(Element element) {
        return element.normalName().equals("blockquote") || isNamed(element, IS_QUOTE);
    }

    private static boolean beginsQuote(Element element) {
        return isNamed(element, BEGINS_QUOTE) || element.attr("data-marker").equals("__DIVIDER__");
    }

    private static boolean isNamed(Element element, Pattern names) {
        return names.matches(element.id())
                || element.hasAttr("class")
                        && element.classNames().stream().limit(CLASSES_MAX).anyMatch(names::matches);
    }

    private String mark() {
        var number = numbers.isEmpty() ? 0 : numbers.pop();
        numbers.push(number == 0 ? 0 : number + 1);
        return number == 0 ? "- " : number + ". ";
    }

    private void close(Element element) {
        var name = element.normalName();
        if (BLOCKS.contains(name)) {
            endLine(false);
        }
        if (WITH_A_LINE_BELOW.contains(name)) {
            emptyLine();
        }
        if (isQuote(element)) {
            endLine(false);
            quoted--;
        }
        switch (name) {
            case "td", "th" -> write(" ");
            case "ol", "ul" -> numbers.pop();
            case "a" -> endLink(element.attr("href"), links.pop().toString());
            case "pre" -> preformatted--;
            default -> {}
        }
    }

    /// Adds words to the line. White space runs together, except that a preformatted line ends where it
    /// ends.
    private void write(String text) {
        if (!links.isEmpty()) {
            links.peek().append(text);
        }
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\n' && preformatted > 0) {
                endLine(true);
            } else if (Character.isWhitespace(c) || c == '\u00a0') {
                if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            } else if (!isInvisible(c)) {
                line.append(c);
            }
        }
    }

    /// Soft hyphens and zero-width spaces only say where a line may break.
    private static boolean isInvisible(char c) {
        return c == '\u00ad' || c == '\u200b' || c == '\ufeff';
    }

    private void endLine(boolean evenIfEmpty) {
        var text = line.toString().strip();
        line.setLength(0);
        if (!text.isEmpty() || evenIfEmpty) {
            done.append(beginsQuote && !text.isEmpty() ? String.valueOf(QUOTE_BEGINS) : "")
                    .append(quoted > 0 ? ">".repeat(Math.min(quoted, QUOTED_MAX)) + " " : "")
                    .append(text)
                    .append('\n');
            beginsQuote &= text.isEmpty();
        }
    }

    private void emptyLine() {
        if (!done.isEmpty() && (done.length() < 2 || done.charAt(done.length() - 2) != '\n')) {
            done.append('\n');
        }
    }

    /// A link around a picture has no words, and stays out as the picture does.
    private void endLink(String href, String words) {
        if (words.isBlank()) {
            return;
        }
        address(href)
                .filter(address -> !bare(words).contains(bare(address)))
                .filter(addresses::add)
                .ifPresent(address -> line.append(line.isEmpty() || line.charAt(line.length() - 1) == ' ' ? "<" : " <")
                        .append(address)
                        .append('>'));
    }

    /// The address that a reader could use: of a page, a mailbox or a phone.
    private static Optional<String> address(String href) {
        var link = href.replaceAll("[\\s\\p{Cntrl}]", "");
        var scheme = link.substring(0, Math.max(link.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
        var address = switch (scheme) {
            case "http", "https" -> link;
            case "mailto" -> link.substring("mailto:".length()).replaceFirst("\\?.*", "");
            case "tel" -> link.substring("tel:".length());
            default -> "";
        };
        return Optional.of(address).filter(text -> !text.isEmpty() && text.length() <= LINK_MAX_CHARS);
    }

    /// What two ways of writing one address have in common.
    private static String bare(String address) {
        return address.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\u00a0()-]", "")
                .replaceFirst("^https?://(www\\.)?", "")
                .replaceFirst("/$", "");
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }

    /// The page as jsoup reads it, some thousand characters at a time.
    private static final class Watched extends StringReader {

        Watched(String page) {
            super(page);
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            Deadline.check();
            return super.read(into, offset, length);
        }
    }
}
