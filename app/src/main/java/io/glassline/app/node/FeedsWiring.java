package io.glassline.app.node;

import io.glassline.app.feed.FeedDeliveries;
import io.glassline.app.feed.FeedMeters;
import io.glassline.feed.CityFeeds;
import io.glassline.feed.Feeds;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgFeeds;
import io.micronaut.context.ApplicationContext;

/// The record, sent on to other systems of the city.
record FeedsWiring(Feeds feeds, FeedDeliveries deliveries) implements Part {

    static FeedsWiring open(NodeContext node, StorageWiring storage, LiveCity live) {
        var feeds = new PgFeeds(storage.database(), storage.audit());
        var deliveries = node.closing()
                .add(new FeedDeliveries(
                        feeds,
                        storage.board(),
                        node.deployment().logOrigin(),
                        new ClusterLock(storage.database()),
                        new FeedMeters(feeds, storage.board(), node.meters()),
                        node.clock(),
                        node.random()::nextDouble));
        var isDelivered = node.deployment().configuration().feeds();
        live.follow(version -> deliveries.keep(
                version.city().feeds().stream().filter(isDelivered).toList()));
        return new FeedsWiring(feeds, deliveries);
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Feeds.class, feeds);
        controllers.registerSingleton(CityFeeds.class, deliveries);
    }
}
