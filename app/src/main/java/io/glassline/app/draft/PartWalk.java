package io.glassline.app.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// Walks the main content of a page in its order and makes a part of each heading, each box that
/// opens and each question of a list of definitions.
final class PartWalk {

    /// What is shorter is a caption, a date, a lone link.
    static final int TEXT_CHARS_MIN = 25;

    private static final int HEADING_CHARS_MAX = 200;

    /// A list of definitions whose longest text is shorter is a table of facts (telephone, hours).
    private static final int DEFINITION_CHARS_MIN = 60;

    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

    private final String pageLanguage;
    private final List<PagePart> parts = new ArrayList<>();
    private Section open;

    private PartWalk(String pageLanguage) {
        this.pageLanguage = pageLanguage;
        this.open = new Section("", "", pageLanguage);
    }

    /// @param pageLanguage of what stands in no element with a language of its own
    static List<PagePart> parts(Element main, String pageLanguage) {
        var walk = new PartWalk(pageLanguage);
        walk.children(main);
        walk.close();
        return List.copyOf(walk.parts);
    }

    private static final class Section {

        private final String form;
        private final String heading;
        private final String language;
        private final StringBuilder text = new StringBuilder();

        Section(String form, String heading, String language) {
            this.form = form;
            this.heading = heading;
            this.language = language;
        }
    }

    private void children(Element element) {
        for (var child : element.childNodes()) {
            node(child);
        }
    }

    private void node(Node node) {
        if (node instanceof TextNode text) {
            open.text.append(text.getWholeText().replaceAll("\\s+", " "));
        } else if (node instanceof Element element) {
            element(element);
        }
    }

    private void element(Element element) {
        var tag = element.normalName();
        if (HEADINGS.contains(tag) || opensPanel(element)) {
            begin(HEADINGS.contains(tag) ? tag : "button", element);
            return;
        }
        switch (tag) {
            case "details" -> details(element);
            case "dl" -> definitions(element);
            case "table" -> lines(rows(element));
            case "ul", "ol" -> lines(items(element));
            case "br" -> open.text.append('\n');
            case "a" -> open.text.append(link(element));
            case "img" -> {}
            default -> {
                if (element.isBlock()) {
                    open.text.append("\n\n");
                    children(element);
                    open.text.append("\n\n");
                } else {
                    children(element);
                }
            }
        }
    }

    private static boolean opensPanel(Element element) {
        return element.normalName().equals("button") && element.hasAttr("aria-controls");
    }

    private void begin(String form, Element heading) {
        close();
        open = new Section(form, plain(heading), language(heading));
    }

    private void close() {
        var text = tidy(open.text.toString());
        if (!open.heading.isBlank() && open.heading.length() <= HEADING_CHARS_MAX && text.length() >= TEXT_CHARS_MIN) {
            parts.add(new PagePart(open.form, open.heading, text, open.language));
        }
    }

    /// A box that opens stands within a section, which goes on behind it.
    private void details(Element element) {
        var around = open;
        var summary = element.selectFirst("> summary");
        open = new Section(
                "details", summary == null ? "" : plain(summary), language(summary == null ? element : summary));
        for (var child : element.childNodes()) {
            if (child != summary) {
                node(child);
            }
        }
        close();
        open = around;
    }

    private void definitions(Element list) {
        var around = open;
        var texts = list.select("dd");
        var ofQuestions = texts.stream().anyMatch(text -> text.text().length() >= DEFINITION_CHARS_MIN)
                || list.select("dt").stream().anyMatch(term -> plain(term).endsWith("?"));
        if (!ofQuestions) {
            lines(facts(list));
            return;
        }
        var inList = false;
        for (var child : list.select("dt, dd")) {
            if (child.normalName().equals("dt")) {
                if (inList) {
                    close();
                }
                open = new Section("dt", plain(child), language(child));
                inList = true;
            } else {
                open.text.append("\n\n");
                children(child);
            }
        }
        if (inList) {
            close();
        }
        open = around;
    }

    private static List<String> facts(Element list) {
        var lines = new ArrayList<String>();
        var term = "";
        for (var child : list.select("dt, dd")) {
            if (child.normalName().equals("dt")) {
                term = plain(child);
            } else {
                lines.add("- " + (term.isEmpty() ? "" : term.replaceFirst(":$", "") + ": ") + inline(child));
            }
        }
        return lines;
    }

    private static List<String> items(Element list) {
        return list.select("li").stream()
                .map(item -> {
                    var own = item.clone();
                    own.select("ul, ol").remove(); // their items have lines of their own
                    return inline(own);
                })
                .filter(text -> !text.isBlank())
                .map(text -> "- " + text)
                .toList();
    }

    /// A row a line, each value behind the name of its column, so that it can be read without the
    /// table.
    private static List<String> rows(Element table) {
        var names = table.select("thead th").stream().map(PartWalk::plain).toList();
        var rows = table.select("tr");
        if (names.isEmpty() && !rows.isEmpty() && rows.getFirst().select("td").isEmpty()) {
            names = rows.getFirst().select("th").stream().map(PartWalk::plain).toList();
        }
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var values = row.select("th, td").stream().map(PartWalk::inline).toList();
            if (row.select("td").isEmpty()) {
                continue;
            }
            var line = new ArrayList<String>();
            for (var i = 0; i < values.size(); i++) {
                var name = i > 0 && i < names.size() && values.size() == names.size() ? names.get(i) + ": " : "";
                if (!values.get(i).isBlank()) {
                    line.add(name + values.get(i));
                }
            }
            lines.add("- " + String.join(", ", line));
        }
        return lines;
    }

    private void lines(List<String> lines) {
        if (!lines.isEmpty()) {
            open.text.append("\n\n").append(String.join("\n", lines)).append("\n\n");
        }
    }

    /// An answer is read where nothing can be clicked, so where a link leads is written out.
    private static String link(Element link) {
        var says = link.text().strip();
        var to = link.absUrl("href");
        if (!to.startsWith("http") || link.attr("href").startsWith("#") || says.isEmpty()) {
            return says;
        }
        return to.contains(says) ? to : says + " (" + to + ")";
    }

    private static String inline(Element element) {
        var copy = element.clone();
        copy.select("a[href]").forEach(link -> link.text(link(link)));
        return copy.text().strip();
    }

    private static String plain(Element element) {
        return element.text().strip();
    }

    private String language(Element element) {
        for (var at = element; at != null && !at.normalName().equals("html"); at = at.parent()) {
            if (!at.attr("lang").isBlank()) {
                return tag(at.attr("lang"));
            }
        }
        return pageLanguage;
    }

    /// `en-US` is `en` here: an answer is for all who read the language.
    static String tag(String lang) {
        return lang.strip().toLowerCase(Locale.ROOT).replaceFirst("[-_].*", "");
    }

    /// Paragraphs with an empty line between; no line that a file of the knowledge would take for
    /// something else.
    private static String tidy(String text) {
        return List.of(text.replace('\u00a0', ' ').split("\n\\s*\n")).stream()
                .map(paragraph -> paragraph
                        .lines()
                        .map(line -> line.replaceAll("[ \t]+", " ").strip())
                        .map(line -> line.replaceFirst("^#+ *", "").replaceFirst("^-{3,}$", ""))
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining("\n")))
                .filter(paragraph -> !paragraph.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }
}
