package io.glassline.app.node;

import io.glassline.app.work.LockedWorker;
import io.glassline.conversation.QueueId;
import io.glassline.figure.ReleaseWork;
import io.glassline.figure.Releases;
import io.glassline.figure.Topics;
import io.glassline.figure.desk.DeskFigures;
import io.glassline.router.knowledge.Answer;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgDealings;
import io.glassline.storage.postgres.PgReleases;
import io.micronaut.context.ApplicationContext;
import java.util.Optional;

/// The figures that everyone gets, made once a day, on one node; and those of the desk.
record FiguresWiring(Releases releases, DeskFigures desk, LockedWorker worker) implements Part {

    static FiguresWiring open(NodeContext node, StorageWiring storage, LiveCity live) {
        var releases = new PgReleases(storage.database(), storage.audit());
        var work =
                new ReleaseWork(releases, topics(live), () -> live.now().city().zone(), node.clock());
        var worker = new LockedWorker("releases of figures", work::step, new ClusterLock(storage.database()));
        var desk = new DeskFigures(
                new PgDealings(storage.database()),
                topics(live),
                () -> live.now().city().queues().policies(),
                () -> live.now().city().zone(),
                node.clock());
        return new FiguresWiring(releases, desk, node.closing().add(worker));
    }

    static Topics topics(LiveCity live) {
        return new Topics() {
            @Override
            public Optional<String> ofAnswer(String with) {
                return live.now().city().knowledge().find(with).map(Answer::topic);
            }

            @Override
            public Optional<String> ofQueue(QueueId queue) {
                return live.now()
                        .city()
                        .queues()
                        .find(queue)
                        .filter(known -> known.topics().size() == 1)
                        .map(known -> known.topics().iterator().next());
            }
        };
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Releases.class, releases);
        controllers.registerSingleton(DeskFigures.class, desk);
    }
}
