package io.glassline.app.draft;

import io.glassline.app.draft.HtmlPage.Nature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Reads the HTML of a page.
final class HtmlReader {

    /// A page with less text of its own than this, and scripts, is made by them.
    private static final int OWN_TEXT_CHARS_MIN = 200;

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([^\\s\";]+)");

    private HtmlReader() {}

    /// @param contentType as the server says; its charset goes before the page's own word, a byte
    ///     order mark before both
    /// @param otherwise the language of a page that names none
    static HtmlPage read(URI at, String contentType, byte[] body, String otherwise) {
        var page = parsed(at, contentType, body);
        var hasScripts = !page.select("script[src], script:not([type*=json])").isEmpty();
        var asksForPassword = MainContent.asksForPassword(page);
        var translations = translations(page);
        var links = links(page);
        var canonical = page.select("link[rel=canonical][href]").stream()
                .limit(1)
                .flatMap(link -> uri(link.absUrl("href")).stream())
                .findFirst();
        var htmlLanguage = PartWalk.tag(page.select("html").attr("lang"));
        var main = MainContent.of(page);
        var parts = PartWalk.parts(main, htmlLanguage.isEmpty() ? otherwise : htmlLanguage);
        return new HtmlPage(
                at, nature(parts, main, hasScripts, asksForPassword), parts, translations, links, canonical);
    }

    private static Document parsed(URI at, String contentType, byte[] body) {
        try {
            return Jsoup.parse(new ByteArrayInputStream(body), charset(contentType), at.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }

    /// A charset that nobody knows is as none: the page may name a better one.
    private static @Nullable String charset(String contentType) {
        var named = CHARSET.matcher(contentType);
        try {
            return named.find() && Charset.isSupported(named.group(1)) ? named.group(1) : null;
        } catch (IllegalCharsetNameException e) {
            return null;
        }
    }

    private static Nature nature(List<PagePart> parts, Element main, boolean hasScripts, boolean asksForPassword) {
        if (asksForPassword && parts.stream().noneMatch(PagePart::isQuestion)) {
            return Nature.ASKS_FOR_LOGIN;
        }
        if (!parts.isEmpty()) {
            return Nature.READ;
        }
        return hasScripts && main.text().length() < OWN_TEXT_CHARS_MIN ? Nature.MADE_BY_SCRIPTS : Nature.WITHOUT_PARTS;
    }

    private static Map<String, URI> translations(Document page) {
        var found = new TreeMap<String, URI>();
        for (var link : page.select("link[rel=alternate][hreflang][href], a[hreflang][href]")) {
            var language = link.attr("hreflang").toLowerCase(Locale.ROOT);
            if (!language.equals("x-default")) {
                uri(link.absUrl("href")).ifPresent(uri -> found.putIfAbsent(PartWalk.tag(language), uri));
            }
        }
        return found;
    }

    private static List<URI> links(Document page) {
        return page.select("a[href]:not([rel~=nofollow]), link[rel=alternate][hreflang]").stream()
                .flatMap(link -> uri(link.absUrl("href")).stream())
                .distinct()
                .toList();
    }

    /// As one page has it: without a fragment and without what only counts visitors; empty for what
    /// is no page.
    static Optional<URI> uri(String text) {
        try {
            var uri = new URI(text.strip().replace(" ", "%20").replaceFirst("#.*", "")).normalize();
            if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
                return Optional.empty();
            }
            var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            var query = Stream.ofNullable(uri.getRawQuery())
                    .flatMap(all -> Stream.of(all.split("&")))
                    .filter(one -> !one.isEmpty() && !one.matches("(?i)(utm_[a-z]+|fbclid|gclid)=.*"))
                    .reduce((one, next) -> one + "&" + next);
            return Optional.of(new URI(uri.getScheme() + "://" + uri.getRawAuthority() + path
                    + query.map(rest -> "?" + rest).orElse("")));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
