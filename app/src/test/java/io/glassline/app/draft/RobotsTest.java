package io.glassline.app.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// By the examples of RFC 9309 and by files as cities have them.
class RobotsTest {

    private static final Robots CITY = Robots.read("""
            # Made by the site's builder
            Sitemap: https://city.example/sitemap.xml
            User-agent: OtherBot
            User-agent: *
            Disallow: /search
            Disallow: /*?print=
            Disallow: /*.pdf$
            Disallow: /inside/
            Allow: /inside/open
            Disallow: /same
            Allow: /same
            Crawl-delay: 2.5

            User-agent: BadBot
            Disallow: /
            """);

    @ParameterizedTest
    @CsvSource({
        "/, true",
        "/search, false",
        "/searching, false",
        "/waste?print=1, false",
        "/waste?page=1, true",
        "/form.pdf, false",
        "/form.pdf.pdf, false",
        "/form.pdf/online, true",
        "/inside/, false",
        "/inside/open, true",
        "/inside/open/day, true",
        "/same, true"
    })
    void theLongestRuleThatFitsDecides(String path, boolean allowed) {
        assertThat(CITY.allows(URI.create("https://city.example" + path))).isEqualTo(allowed);
    }

    @Test
    void theWaitAskedForIsKeptUpToALimit() {
        assertThat(CITY.delay()).contains(Duration.ofMillis(2_500));
        assertThat(Robots.read("User-agent: *\nCrawl-delay: 86400").delay()).contains(Robots.DELAY_MAX);
        assertThat(Robots.read("User-agent: *\nCrawl-delay: soon").delay()).isEmpty();
    }

    @Test
    void aGroupThatNamesUsGoesBeforeTheOneForAll() {
        var named = Robots.read("""
                User-agent: *
                Disallow: /
                User-agent: Glassline/1.0
                Disallow: /private
                """);
        assertThat(named.allows(URI.create("https://city.example/waste"))).isTrue();
        assertThat(named.allows(URI.create("https://city.example/private"))).isFalse();
    }

    @Test
    void aSiteWithoutRulesIsOpenAndOneThatCannotSayIsClosed() {
        var page = URI.create("https://city.example/waste");
        assertThat(Robots.none().allows(page)).isTrue();
        assertThat(Robots.read("<!doctype html><p>Not found</p>").allows(page)).isTrue();
        assertThat(Robots.read("User-agent: *\nDisallow:").allows(page)).isTrue();
        assertThat(Robots.closed().allows(page)).isFalse();
    }
}
