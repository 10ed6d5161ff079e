package io.glassline.app.node;

import io.glassline.app.api.CitizenExports;
import io.glassline.app.receipt.RecordExport;
import io.glassline.app.receipt.RecordFiles;
import io.glassline.app.retention.PublicSchedules;
import io.glassline.app.retention.PublishedNow;
import io.glassline.app.work.LockedWorker;
import io.glassline.audit.Actor;
import io.glassline.console.CitizenArchive;
import io.glassline.message.Address;
import io.glassline.privacy.ErasureWork;
import io.glassline.privacy.Erasures;
import io.glassline.privacy.PrivacyBoard;
import io.glassline.retention.RetentionWork;
import io.glassline.router.city.CityConfig;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgCitizenRecords;
import io.glassline.storage.postgres.PgPrivacyBoard;
import io.glassline.storage.postgres.PgRetention;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// One citizen's record: given out, and erased; and what is older than the city's schedules say.
record PrivacyWiring(
        Erasures erasures,
        CitizenExports exports,
        LockedWorker worker,
        RetentionWork retention,
        LockedWorker retentionWorker,
        PublishedNow published,
        PrivacyBoard board)
        implements Part {

    static PrivacyWiring open(
            NodeContext node, StorageWiring storage, LogWiring log, MediaWiring media, LiveCity live) {
        var work = new ErasureWork(storage.erasures(), storage.sessions(), media.files(), node.clock());
        var retention = new RetentionWork(
                new PgRetention(storage.database(), storage.audit(), media.files(), UUID::randomUUID),
                () -> live.now().city().retention(),
                () -> live.now().city().zone(),
                node.clock());
        new RetentionMeters(retention).bindTo(node.meters());
        return new PrivacyWiring(
                storage.erasures(),
                new RecordExport(new PgCitizenRecords(storage.database(), storage.audit()), log.files()),
                node.closing().add(new LockedWorker("erasures", work::step, new ClusterLock(storage.database()))),
                retention,
                node.closing().add(new LockedWorker("retention", retention::step, new ClusterLock(storage.database()))),
                () -> published(live.now().city()),
                new PgPrivacyBoard(storage.database()));
    }

    private byte[] archive(Collection<Address> addresses, Actor by, Instant now) throws IOException {
        return RecordFiles.zip(
                addresses.stream().map(address -> exports.of(address, by, now)).toList());
    }

    private static PublicSchedules published(CityConfig city) {
        var titles = new HashMap<String, Map<String, String>>();
        city.queues()
                .all()
                .forEach(queue -> titles.put(queue.id().name(), queue.title().byLanguage()));
        return new PublicSchedules(city.name(), city.retention(), titles);
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Erasures.class, erasures);
        controllers.registerSingleton(CitizenExports.class, exports);
        controllers.registerSingleton(RetentionWork.class, retention);
        controllers.registerSingleton(PrivacyBoard.class, board);
        controllers.registerSingleton(CitizenArchive.class, this::archive);
        controllers.registerSingleton(PublishedNow.class, published);
    }
}
