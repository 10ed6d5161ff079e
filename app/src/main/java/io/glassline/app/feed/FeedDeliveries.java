package io.glassline.app.feed;

import io.glassline.app.work.LockedWorker;
import io.glassline.desk.Board;
import io.glassline.feed.CityFeeds;
import io.glassline.feed.Feed;
import io.glassline.feed.FeedMessage;
import io.glassline.feed.FeedReceiver;
import io.glassline.feed.FeedState;
import io.glassline.feed.FeedWork;
import io.glassline.feed.Feeds;
import io.glassline.storage.postgres.ClusterLock;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers the city's feeds, each by a worker of its own, so that a receiver that is slow or away holds up no other.
/// Of all nodes one delivers a feed. A feed that was changed ends, and goes on as it is now where it was.
public final class FeedDeliveries implements CityFeeds, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedDeliveries.class);

    private final Feeds feeds;
    private final Board record;
    private final String source;
    private final ClusterLock clusterLock;
    private final FeedMeters meters;
    private final InstantSource clock;
    private final DoubleSupplier chance;

    /// Guarded by this.
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();

    /// Guarded by this.
    private boolean isStarted;

    private record Delivery(Feed feed, FeedReceiver receiver, LockedWorker worker) {

        /// What it is giving it may finish; a call takes its time.
        Thread end() {
            return Thread.ofVirtual().name("feed-ends").start(() -> {
                worker.close();
                receiver.close();
            });
        }
    }

    /// @param source names this log in each message; its origin
    /// @param chance from 0 to 1
    public FeedDeliveries(
            Feeds feeds,
            Board record,
            String source,
            ClusterLock clusterLock,
            FeedMeters meters,
            InstantSource clock,
            DoubleSupplier chance) {
        this.feeds = feeds;
        this.record = record;
        this.source = source;
        this.clusterLock = clusterLock;
        this.meters = meters;
        this.clock = clock;
        this.chance = chance;
    }

    public synchronized void start() {
        isStarted = true;
        deliveries.values().forEach(delivery -> delivery.worker().start());
    }

    /// Delivers these from now on, and no others.
    public synchronized void keep(List<Feed> city) {
        for (var delivery : List.copyOf(deliveries.values())) {
            if (!city.contains(delivery.feed())) {
                deliveries.remove(delivery.feed().name());
                delivery.end();
            }
        }
        for (var feed : city) {
            if (!deliveries.containsKey(feed.name())) {
                var delivery = delivery(feed);
                deliveries.put(feed.name(), delivery);
                if (isStarted) {
                    delivery.worker().start();
                }
            }
        }
        meters.keep(city.stream().map(Feed::name).toList());
    }

    private Delivery delivery(Feed feed) {
        var receiver = receiver(feed);
        var work = new FeedWork(
                feed.name(),
                feeds,
                record,
                new EntryFormat(feed, source),
                new Counted(feed.name(), receiver, meters),
                clock,
                chance);
        return new Delivery(feed, receiver, new LockedWorker("feed " + feed.name(), work::step, clusterLock));
    }

    private FeedReceiver receiver(Feed feed) {
        return switch (feed.target()) {
            case Feed.Webhook webhook -> new WebhookReceiver(webhook, clock);
            case Feed.Kafka kafka -> new KafkaReceiver(kafka);
        };
    }

    @Override
    public synchronized List<Feed> now() {
        return deliveries.values().stream().map(Delivery::feed).toList();
    }

    /// How each feed is, by name, as `/health` tells it.
    public Map<String, String> health() {
        var now = now();
        if (now.isEmpty()) {
            return Map.of();
        }
        var told = feeds.all().stream().collect(Collectors.toMap(FeedState::feed, FeedState::told));
        var health = new LinkedHashMap<String, String>();
        now.forEach(feed -> health.put(feed.name(), told.getOrDefault(feed.name(), "NOT BEGUN YET")));
        return health;
    }

    /// All at the same time, and returns when all have ended.
    @Override
    public synchronized void close() {
        var ending = deliveries.values().stream().map(Delivery::end).toList();
        deliveries.clear();
        try {
            for (var each : ending) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A receiver whose answers are counted, and whose refusals are written down.
    private record Counted(String feed, FeedReceiver receiver, FeedMeters meters) implements FeedReceiver {

        @Override
        public int messagesMax() {
            return receiver.messagesMax();
        }

        @Override
        public Given give(List<FeedMessage> messages) {
            var given = receiver.give(messages);
            meters.given(feed, given);
            given.refusal().ifPresent(refusal -> LOG.info("feed {} takes nothing: {}", feed, refusal.because()));
            return given;
        }

        @Override
        public void close() {
            receiver.close();
        }
    }
}
