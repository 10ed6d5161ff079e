package io.glassline.app.node;

import io.glassline.activity.CallLog;
import io.glassline.app.activity.CallWatch;
import io.glassline.storage.postgres.PgCallLog;
import io.micronaut.context.ApplicationContext;

/// What is known of providers' calls to each account.
record ActivityWiring(CallWatch watch, CallLog log) implements Part {

    static ActivityWiring open(NodeContext node, StorageWiring storage, ChannelsWiring channels) {
        var log = new PgCallLog(storage.database());
        var watch = node.closing().add(new CallWatch(channels.channels(), log, node.clock(), node.threads()));
        return new ActivityWiring(watch, log);
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(CallWatch.class, watch);
        controllers.registerSingleton(CallLog.class, log);
    }
}
