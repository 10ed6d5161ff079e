package io.glassline.app.node;

import io.glassline.console.ClientAddress;
import io.glassline.desk.AccessLog;
import io.glassline.desk.EndedSessions;
import io.glassline.desk.ReadingLog;
import io.glassline.storage.postgres.PgEndedSessions;
import io.micronaut.context.ApplicationContext;

/// What is kept of those who work here: that they came, what they read, and which of their sessions are over.
record StaffWiring(ReadingLog readings, AccessLog accesses, EndedSessions ended, ClientAddress clientAddress)
        implements Part {

    static StaffWiring open(NodeContext node, StorageWiring storage) {
        return new StaffWiring(
                new ReadingLog(storage.audit(), storage.record()::write, node.clock()),
                new AccessLog(storage.audit(), storage.record()::write, node.clock()),
                new PgEndedSessions(storage.database(), node.clock()),
                new ClientAddress(node.deployment().trustedProxies()));
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(ReadingLog.class, readings);
        controllers.registerSingleton(AccessLog.class, accesses);
        controllers.registerSingleton(EndedSessions.class, ended);
        controllers.registerSingleton(ClientAddress.class, clientAddress);
    }
}
