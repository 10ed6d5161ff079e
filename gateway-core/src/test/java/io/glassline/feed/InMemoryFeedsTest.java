package io.glassline.feed;

import java.util.List;

class InMemoryFeedsTest extends FeedsContract {

    private final InMemoryFeeds feeds = new InMemoryFeeds(() -> 7);

    @Override
    protected Feeds feeds() {
        return feeds;
    }

    @Override
    protected List<String> recorded() {
        return feeds.recorded;
    }
}
