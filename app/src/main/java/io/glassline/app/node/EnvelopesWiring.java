package io.glassline.app.node;

import io.glassline.app.work.Loop;
import io.glassline.intake.Intake;
import io.glassline.intake.Redrive;
import io.glassline.intake.Rereading;
import io.glassline.storage.postgres.PgEnvelopes;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;

/// What is kept of the providers' calls for a time, and read again.
record EnvelopesWiring(Redrive redrive, Rereading rereading, Loop forgetting) implements Part {

    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    /// Envelopes forgotten by one statement: each holds its rows for a few milliseconds.
    private static final int FORGET_AT_ONCE_MAX = 2_000;

    static EnvelopesWiring open(NodeContext node, StorageWiring storage, ChannelsWiring channels, Intake intake) {
        var envelopes = new PgEnvelopes(storage.database());
        return new EnvelopesWiring(
                new Redrive(intake, storage.quarantine(), channels.channels(), node.clock()),
                new Rereading(envelopes, intake),
                node.closing().add(new Loop("envelopes", FORGET_EVERY, () -> forget(envelopes, node))));
    }

    private static boolean forget(PgEnvelopes envelopes, NodeContext node) {
        var before = node.clock().instant().minus(node.deployment().envelopesKept());
        return envelopes.forget(before, FORGET_AT_ONCE_MAX) > 0;
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Redrive.class, redrive);
        controllers.registerSingleton(Rereading.class, rereading);
    }

    void begin() {
        forgetting.start();
    }
}
