package io.glassline.app.draft;

import io.glassline.answer.SourcePassage;
import io.glassline.answer.SourceReader;
import io.glassline.files.fetch.PageFetcher;
import io.glassline.files.fetch.PageHosts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the source page of an answer as an import would: behind the guard of the network, as the site's `robots.txt`
/// wants it, without scripts. Only the host that the answer names is called.
public final class SourcePages implements SourceReader {

    private static final Crawl.Limits ONE_PAGE = new Crawl.Limits(1, Duration.ofSeconds(60));

    /// Shorter words are in any text.
    private static final int WORD_LETTERS_MIN = 4;

    private final Set<URI> inside;
    private final InstantSource clock;
    private final Crawl.Pause pause;

    /// @param inside origins that may be inside the city's network
    public SourcePages(Set<URI> inside, InstantSource clock, Crawl.Pause pause) {
        this.inside = Set.copyOf(inside);
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Look look(URI source, String language, String text, Optional<String> heading) {
        if (source.getHost() == null) {
            return new Look.NotRead("it names no host");
        }
        var hosts = new PageHosts(Set.of(source.getHost().toLowerCase(Locale.ROOT)), inside);
        try (var fetcher = new PageFetcher(hosts)) {
            var site = new Crawl(new ListedPages(hosts, fetcher), language, ONE_PAGE, clock, pause).from(source);
            return site.pages().stream()
                    .findFirst()
                    .map(page -> passage(page.parts(), language, text, heading))
                    .orElseGet(() -> new Look.NotRead(site.told().stream()
                            .findFirst()
                            .map(Crawl.Told::says)
                            .orElse("nothing was found there")));
        } catch (IOException e) {
            return new Look.NotRead("it could not be got: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Look.NotRead("this node ends");
        }
    }

    /// What stands under the heading of before, or else what has most of the answer's words.
    static Look passage(List<PagePart> parts, String language, String text, Optional<String> heading) {
        var known = parts.stream()
                .filter(part -> heading.filter(part.heading()::equals).isPresent())
                .findFirst();
        if (known.isPresent()) {
            return found(known.get());
        }
        var words = words(text);
        return parts.stream()
                .filter(part -> part.language().equals(language) && shared(part, words) > 0)
                .max(Comparator.comparing((PagePart part) -> shared(part, words)))
                .map(SourcePages::found)
                .orElseGet(() -> new Look.NotRead("nothing on it is in words of the answer"));
    }

    private static Look found(PagePart part) {
        return new Look.Found(new SourcePassage(part.heading(), part.text()));
    }

    private static long shared(PagePart part, Set<String> words) {
        return words(part.heading() + " " + part.text()).stream()
                .filter(words::contains)
                .count();
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() >= WORD_LETTERS_MIN)
                .collect(Collectors.toSet());
    }
}
