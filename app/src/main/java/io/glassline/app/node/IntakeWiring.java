package io.glassline.app.node;

import io.glassline.app.work.WebhookBackpressure;
import io.glassline.storage.postgres.PgInboundLog;
import io.glassline.storage.spool.Spool;
import io.glassline.storage.spool.SpooledLanes;
import io.glassline.turn.ReadyLanes;
import java.io.UncheckedIOException;

/// The way in: deliveries are kept, in the record or in the spool. Lanes that were in the spool come to `ready`, and
/// `backpressure` says when what brings work to the processors is to wait for webhooks.
record IntakeWiring(Spool spool, PgInboundLog inbound, ReadyLanes ready, WebhookBackpressure backpressure) {

    /// The inbound log is not among what is to be closed yet: it ends before the turns do, so that nothing new comes in
    /// while they end. See [ConversationWiring].
    static IntakeWiring open(NodeContext node, StorageWiring storage) {
        var ready = new ReadyLanes();
        var spool = node.closing().add(spool(node));
        var inbound = new PgInboundLog(
                storage.database(),
                spool,
                new SpooledLanes(new SpooledLaneHolds(storage.sessions(), spool.name()), ready::add),
                storage.quarantine());
        var backpressure = node.closing().add(new WebhookBackpressure(inbound::longestWait));
        new IntakeMeters(inbound, spool, backpressure).bindTo(node.meters());
        return new IntakeWiring(spool, inbound, ready, backpressure);
    }

    private static Spool spool(NodeContext node) {
        var place = node.deployment().spool();
        try {
            return Spool.open(place.folder(), place.bytesMax(), node.random()::nextLong);
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new CannotStart(e.getMessage() + ". It is set with GLASSLINE_SPOOL.");
        }
    }
}
