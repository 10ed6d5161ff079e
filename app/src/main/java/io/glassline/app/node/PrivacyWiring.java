package io.glassline.app.node;

import io.glassline.app.api.CitizenExports;
import io.glassline.app.receipt.RecordExport;
import io.glassline.app.work.LockedWorker;
import io.glassline.privacy.ErasureWork;
import io.glassline.privacy.Erasures;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgCitizenRecords;
import io.micronaut.context.ApplicationContext;

/// One citizen's record: given out, and erased.
record PrivacyWiring(Erasures erasures, CitizenExports exports, LockedWorker worker) implements Part {

    static PrivacyWiring open(NodeContext node, StorageWiring storage, LogWiring log, MediaWiring media) {
        var work = new ErasureWork(storage.erasures(), storage.sessions(), media.files(), node.clock());
        return new PrivacyWiring(
                storage.erasures(),
                new RecordExport(new PgCitizenRecords(storage.database(), storage.audit()), log.files()),
                node.closing().add(new LockedWorker("erasures", work::step, new ClusterLock(storage.database()))));
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Erasures.class, erasures);
        controllers.registerSingleton(CitizenExports.class, exports);
    }
}
