package io.glassline.app.node;

import io.glassline.app.work.LockedWorker;
import io.glassline.app.work.TurnWorker;
import io.glassline.rating.Ratings;
import io.glassline.satisfaction.RatingQuestion;
import io.glassline.satisfaction.RatingWork;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgRatings;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Optional;

/// What asks citizens how satisfied they were.
record RatingsWiring(LockedWorker worker, Ratings ratings) implements Part {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    static RatingsWiring open(
            NodeContext node, StorageWiring storage, ChannelsWiring channels, LiveCity live, TurnWorker turns) {
        var ratings = new PgRatings(storage.database());
        var work = new RatingWork(
                ratings,
                () -> question(live.now()),
                () -> live.now().city().zone(),
                storage.store(),
                storage.sessions(),
                channels.channels(),
                storage.ledger(),
                storage.links(),
                storage.audit(),
                node.clock(),
                turns::ready);
        return new RatingsWiring(
                node.closing()
                        .add(new LockedWorker(
                                "asking for ratings",
                                LOOK_EVERY,
                                () -> work.step() == RatingWork.CONVERSATIONS_MAX,
                                new ClusterLock(storage.database()))),
                ratings);
    }

    private static Optional<RatingQuestion> question(CityVersion version) {
        return version.city()
                .ratings()
                .map(ratings -> new RatingQuestion(
                        ratings.after(),
                        ratings.channels(),
                        ratings.quietHours(),
                        ratings.question()::in,
                        version.router()::listButton));
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Ratings.class, ratings);
    }
}
