package io.glassline.app.draft;

import io.glassline.files.fetch.PageAnswer;
import io.glassline.files.fetch.PageFetcher;
import io.glassline.files.fetch.PageHosts;
import java.net.URI;

/// The pages of the hosts that were listed.
public record ListedPages(PageHosts hosts, PageFetcher fetcher) implements Crawl.Pages {

    @Override
    public boolean isListed(URI uri) {
        return hosts.refusal(uri).isEmpty();
    }

    @Override
    public PageAnswer get(URI uri) {
        return fetcher.get(uri);
    }
}
