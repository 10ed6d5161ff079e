package io.glassline.app.draft;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// What of a page is its own: without the frame that every page of the site has, without banners,
/// without what is hidden and stays so. Takes the document apart.
final class MainContent {

    private static final String FRAME =
            "script, style, template, svg, iframe, nav, footer, aside, dialog, [role=navigation],"
                    + " [role=banner], [role=contentinfo], [role=search], [role=dialog], [role=alertdialog], body > header";

    private static final String MAIN = "main, [role=main]";
    private static final String LIKE_MAIN = "article, #content, #main, #main-content, .main-content, .content";

    private static final String LEFT_OUT =
            "form, select, noscript, button:not([aria-controls]):not(h1 *, h2 *, h3 *, h4 *)";

    /// Ids and classes of what is laid over a page or leads around in it.
    private static final Pattern BESIDE =
            Pattern.compile("(?i).*(cookie|consent|gdpr|breadcrumb|skip-?link|share-|social|newsletter|popup|modal).*");

    private static final Pattern NOT_SHOWN = Pattern.compile("(?i).*(display:\\s*none|visibility:\\s*hidden).*");

    private MainContent() {}

    /// Whether the page itself asks for a password, and not a box in its frame that every page has.
    static boolean asksForPassword(Document page) {
        return page.select("input[type=password]").stream()
                .anyMatch(field -> field.closest("nav, header, footer, dialog, [role=dialog]") == null);
    }

    static Element of(Document page) {
        page.select(FRAME).remove();
        removeBeside(page);
        var main = chosen(page);
        main.select(LEFT_OUT).remove();
        return main;
    }

    private static void removeBeside(Document page) {
        var opened = opened(page);
        for (var element : page.body().select("[id], [class], [hidden], [style], [aria-hidden=true]")) {
            if (element == page.body()
                    || element.tagName().equals("main")
                    || !element.select("main").isEmpty()) {
                continue;
            }
            if (BESIDE.matcher(element.id() + " " + element.className()).matches()
                    || isHidden(element) && !opened.contains(element.id())) {
                element.remove();
            }
        }
    }

    /// What a click opens is hidden, and is content: the panels of an accordion.
    private static Set<String> opened(Document page) {
        var ids = new HashSet<String>();
        page.select("[aria-controls]").forEach(opener -> ids.add(opener.attr("aria-controls")));
        page.select("[data-target^=#], [data-bs-target^=#]").forEach(opener -> {
            ids.add(opener.attr("data-target").replaceFirst("^#", ""));
            ids.add(opener.attr("data-bs-target").replaceFirst("^#", ""));
        });
        ids.remove("");
        return ids;
    }

    private static boolean isHidden(Element element) {
        return element.hasAttr("hidden")
                || element.attr("aria-hidden").equals("true")
                || NOT_SHOWN.matcher(element.attr("style")).matches();
    }

    /// The element that says it is the main one; else the first of those that look like it that has
    /// most of the page's text.
    private static Element chosen(Document page) {
        var main = page.selectFirst(MAIN);
        if (main != null) {
            return main;
        }
        var whole = page.body().text().length();
        return page.select(LIKE_MAIN).stream()
                .filter(element -> element.text().length() * 2 > whole)
                .findFirst()
                .orElse(page.body());
    }
}
