package io.glassline.app.draft;

import io.glassline.files.fetch.PageAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Goes through a website from one page on, page by page, as the site's `robots.txt` wants it, and
/// reads what is there. Which hosts may be called is for whatever gets the pages.
public final class Crawl {

    /// Between two pages of a site that asks for nothing else.
    static final Duration DELAY = Duration.ofMillis(500);

    static final int REDIRECTS_MAX = 5;

    private static final Set<String> FILES = Set.of(
            "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "jpg", "jpeg", "png", "gif", "svg", "webp",
            "mp3", "mp4", "ics", "csv", "xml", "json", "css", "js");

    /// Where pages come from, behind the guard of the network.
    public interface Pages {

        /// Whether a link to it is followed. Every site links to hosts that are not listed, which
        /// is no news.
        boolean isListed(URI uri);

        PageAnswer get(URI uri);
    }

    /// Waits.
    public interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    /// @param pagesMax how many pages are called at most
    /// @param timeMax after which no further page is called
    public record Limits(int pagesMax, Duration timeMax) {}

    /// @param pages in the order they were read
    /// @param told what was not read, and why
    public record Site(List<HtmlPage> pages, List<Told> told) {}

    public record Told(URI page, String says) {

        static Told tooLarge(URI page, long bytesMax) {
            return new Told(page, "it is larger than %d MB".formatted(bytesMax >> 20));
        }
    }

    private final Pages pages;
    private final String language;
    private final Limits limits;
    private final InstantSource clock;
    private final Pause pause;

    private final Map<String, Robots> robots = new HashMap<>();
    private final Set<URI> seen = new HashSet<>();
    private final ArrayDeque<URI> next = new ArrayDeque<>();
    private final List<HtmlPage> read = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private int called;

    /// @param language of pages that name none
    public Crawl(Pages pages, String language, Limits limits, InstantSource clock, Pause pause) {
        this.pages = pages;
        this.language = language;
        this.limits = limits;
        this.clock = clock;
        this.pause = pause;
    }

    /// To be called once.
    public Site from(URI first) throws InterruptedException {
        var until = clock.instant().plus(limits.timeMax());
        HtmlReader.uri(first.toString()).ifPresent(this::note);
        while (!next.isEmpty()) {
            if (isOver(until)) {
                break;
            }
            visit(next.remove());
        }
        return new Site(List.copyOf(read), List.copyOf(told));
    }

    private boolean isOver(Instant until) {
        var left = next.size();
        if (called >= limits.pagesMax()) {
            told.add(new Told(
                    next.element(), "and %d more: not read, for %d pages are the limit".formatted(left - 1, called)));
            return true;
        }
        if (clock.instant().isAfter(until)) {
            told.add(new Told(
                    next.element(),
                    "and %d more: not read, for %d s are the limit"
                            .formatted(left - 1, limits.timeMax().toSeconds())));
            return true;
        }
        return false;
    }

    private void note(URI uri) {
        var name = uri.getRawPath().replaceFirst(".*/", "");
        var ending = name.contains(".") ? name.replaceFirst(".*\\.", "").toLowerCase(Locale.ROOT) : "";
        if (!FILES.contains(ending) && seen.add(uri)) {
            next.add(uri);
        }
    }

    private void visit(URI first) throws InterruptedException {
        var uri = first;
        for (var redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
            var site = robots(uri);
            if (!site.allows(uri)) {
                told.add(new Told(uri, "its robots.txt asks us not to"));
                return;
            }
            if (called > 0 && pages.isListed(uri)) {
                pause.of(site.delay().orElse(DELAY));
            }
            called++;
            switch (pages.get(uri)) {
                case PageAnswer.Page(var at, var type, var body) -> {
                    page(at, type, body);
                    return;
                }
                case PageAnswer.Moved(var to) -> {
                    var target = HtmlReader.uri(to.toString());
                    if (target.isEmpty()) {
                        told.add(new Told(first, "it leads to what is no web page"));
                        return;
                    }
                    if (!target.get().equals(uri) && !seen.add(target.get())) {
                        return; // where it leads is read for itself
                    }
                    uri = target.get();
                }
                case PageAnswer.NoPage(var status) -> {
                    told.add(new Told(
                            uri,
                            status == 401 || status == 403
                                    ? "it asks for a login (" + status + ")"
                                    : "the site answered " + status));
                    return;
                }
                case PageAnswer.NotCalled(var because) -> {
                    called--;
                    told.add(new Told(uri, "not called: " + because));
                    return;
                }
                case PageAnswer.TooLarge(var bytes) -> {
                    told.add(Told.tooLarge(uri, bytes));
                    return;
                }
                case PageAnswer.Failed(var because) -> {
                    told.add(new Told(uri, "it could not be got: " + because));
                    return;
                }
            }
        }
        told.add(new Told(first, "it leads on more than %d times".formatted(REDIRECTS_MAX)));
    }

    private void page(URI at, String type, byte[] body) {
        if (!type.isEmpty() && !type.matches("(?is)\\s*(text/html|application/xhtml\\+xml|text/plain)\\b.*")) {
            told.add(new Told(at, "it is no page but " + type.replaceFirst(";.*", "")));
            return;
        }
        var page = HtmlReader.read(at, type, body, language);
        page.canonical().ifPresent(seen::add);
        page.nature().why().ifPresentOrElse(why -> told.add(new Told(at, why)), () -> read.add(page));
        page.links().stream().filter(pages::isListed).forEach(this::note);
    }

    /// Of the site of `uri`, asked for once. What the site cannot give now closes it (RFC 9309,
    /// 2.3.1.4).
    private Robots robots(URI uri) {
        var site = uri.getScheme() + "://" + uri.getRawAuthority();
        var known = robots.get(site);
        if (known == null) {
            known = asked(URI.create(site + "/robots.txt"), 0);
            robots.put(site, known);
        }
        return known;
    }

    private Robots asked(URI file, int redirects) {
        return switch (pages.get(file)) {
            case PageAnswer.Page(var _, var _, var body) -> Robots.read(new String(body, StandardCharsets.UTF_8));
            case PageAnswer.Moved(var to) -> redirects < REDIRECTS_MAX ? asked(to, redirects + 1) : Robots.none();
            case PageAnswer.NoPage(var status) -> status < 500 ? Robots.none() : Robots.closed();
            // The page itself is refused for the same reason, which is told there.
            case PageAnswer.NotCalled _ -> Robots.none();
            case PageAnswer.TooLarge _, PageAnswer.Failed _ -> Robots.closed();
        };
    }
}
