package io.glassline.app.feed;

import io.glassline.desk.Board;
import io.glassline.feed.FeedReceiver.Given;
import io.glassline.feed.FeedState;
import io.glassline.feed.Feeds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// How far feeds are behind the record, which are parked, and what their receivers took and refused of this node.
public final class FeedMeters {

    private static final String FEED = "feed";

    private final Feeds feeds;
    private final Board record;
    private final MeterRegistry meters;
    private final MultiGauge behind;
    private final MultiGauge parked;

    public FeedMeters(Feeds feeds, Board record, MeterRegistry meters) {
        this.feeds = feeds;
        this.record = record;
        this.meters = meters;
        this.behind = MultiGauge.builder("glassline_feed_behind_entries")
                .description("how many entries of the record a feed has not looked at yet")
                .register(meters);
        this.parked = MultiGauge.builder("glassline_feed_parked")
                .description("1 while a feed is parked: nothing is delivered until an operator says so")
                .register(meters);
    }

    void keep(List<String> names) {
        behind.register(rows(names, state -> record.auditSize() - state.next()), true);
        parked.register(rows(names, state -> state.parkedAt().isPresent() ? 1 : 0), true);
    }

    private List<Row<?>> rows(List<String> names, ToDoubleFunction<FeedState> figure) {
        return names.stream()
                .<Row<?>>map(name -> Row.of(Tags.of(FEED, name), () -> figure(name, figure)))
                .toList();
    }

    private double figure(String name, ToDoubleFunction<FeedState> figure) {
        return feeds.all().stream()
                .filter(state -> state.feed().equals(name))
                .mapToDouble(figure)
                .findFirst()
                .orElse(0);
    }

    void given(String feed, Given given) {
        meters.counter("glassline_feed_given", FEED, feed, "outcome", "taken").increment(given.count());
        given.refusal()
                .ifPresent(_ -> meters.counter("glassline_feed_given", FEED, feed, "outcome", "refused")
                        .increment());
    }
}
