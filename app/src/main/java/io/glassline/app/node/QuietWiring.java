package io.glassline.app.node;

import io.glassline.app.work.QuietWorker;
import io.glassline.app.work.TurnWorker;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.turn.QuietSweep;

/// What ends the conversations that nobody goes on with.
record QuietWiring(QuietWorker worker) {

    static QuietWiring open(NodeContext node, StorageWiring storage, ChannelsWiring channels, TurnWorker turns) {
        var sweep = new QuietSweep(
                storage.store(), storage.sessions(), channels.channels(), storage.audit(), node.clock(), turns::ready);
        var clusterLock = new ClusterLock(storage.database());
        return new QuietWiring(node.closing().add(new QuietWorker(sweep, clusterLock, node.meters())));
    }
}
