package io.glassline.app.figure;

import io.glassline.app.page.PageTexts;
import io.glassline.app.page.PublicPage;
import io.glassline.console.Assets;
import io.glassline.log.PublishedFigures;
import io.glassline.log.PublishedFigures.Line;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The page of the city's figures: tables, each with its chart in it. No script, and every chart has its size, so that
/// nothing moves while it loads.
record PublicFiguresPage(PageTexts texts, String city, Assets assets, PublishedFigures figures) {

    static final PageTexts.InEach TEXTS = PageTexts.beside(PublicFiguresPage.class);

    private static final List<String> GROUPED = List.of("channel", "topic", "language");

    String html() {
        return new PublicPage(texts, city, assets, "").html("""
                %s
                <section aria-labelledby="files"><h2 id="files">%s</h2><p>%s</p>
                <ul><li><a href="/figures/releases">%s</a></li><li><a href="/figures/dictionary.json">%s</a></li>
                <li><a href="/figures/published.csv">CSV</a></li><li><a href="/figures/published.json">JSON</a></li></ul></section>""".formatted(
                        figures.lines().isEmpty() ? "<p>" + texts.say("nothing") + "</p>" : tables(),
                        texts.say("files"),
                        texts.say("files-say"),
                        texts.say("releases"),
                        texts.say("dictionary")));
    }

    private String tables() {
        var grouped = GROUPED.stream()
                .map(by -> bars(by, texts.say(by), texts.say(by)))
                .collect(Collectors.joining());
        return all() + bars("day", texts.say("days"), texts.say("day")) + grouped;
    }

    /// Each figure beside that of the period before.
    private String all() {
        var before = figures.lines().stream()
                .filter(line -> line.period().equals("before") && line.by().equals("all"))
                .collect(Collectors.toMap(Line::figure, Line::number));
        var rows = figures.lines().stream()
                .filter(line -> line.period().equals("now") && line.by().equals("all"))
                .map(line ->
                        "<tr><th scope=\"row\">%s</th><td class=\"num\">%s</td><td class=\"num muted\">%s</td></tr>"
                                .formatted(
                                        texts.say(line.figure()),
                                        shown(line.number()),
                                        shown(before.getOrDefault(line.figure(), "0"))))
                .collect(Collectors.joining("\n"));
        return "<table class=\"bars\"><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>\n%s\n</tbody></table>\n"
                .formatted(texts.say("figure"), texts.say("now"), texts.say("before"), rows);
    }

    /// Conversations by one thing: a bar, and the number behind it.
    private String bars(String by, String title, String first) {
        Map<String, Long> counts = figures.lines().stream()
                .filter(line -> line.period().equals("now") && line.by().equals(by))
                .filter(line -> line.figure().equals("conversations"))
                .collect(Collectors.toMap(Line::value, line -> Long.parseLong(line.number())));
        var order = new LinkedHashSet<String>();
        figures.lines().stream().map(Line::value).filter(counts::containsKey).forEach(order::add);
        var most = Math.max(1, counts.values().stream().mapToLong(n -> n).max().orElse(1));
        var rows = order.stream()
                .map(value ->
                        "<tr><th scope=\"row\">%s</th><td class=\"bar-cell\">%s</td><td class=\"num\">%d</td></tr>"
                                .formatted(
                                        PublicPage.escaped(value),
                                        bar(100 * counts.getOrDefault(value, 0L) / most),
                                        counts.getOrDefault(value, 0L)))
                .collect(Collectors.joining("\n"));
        return "<section class=\"card\" aria-labelledby=\"by-%s\"><h2 id=\"by-%s\">%s</h2><table class=\"bars\"><thead class=\"unseen\"><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>\n%s\n</tbody></table></section>\n"
                .formatted(by, by, title, first, texts.say("chart"), texts.say("conversations"), rows);
    }

    private static String bar(long percent) {
        return """
                <svg width="100%%" height="14" aria-hidden="true" focusable="false">\
                <rect class="bar-track" width="100%%" height="14" rx="3"/>\
                <rect class="bar-fill" width="%d%%" height="14" rx="3"/></svg>\
                """.formatted(percent);
    }

    private String shown(String number) {
        return number.equals("none") ? texts.say("none") : number;
    }
}
