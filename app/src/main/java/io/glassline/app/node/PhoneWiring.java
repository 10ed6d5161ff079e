package io.glassline.app.node;

import io.glassline.app.http.LineSockets;
import io.glassline.app.work.Loop;
import io.glassline.app.work.TurnWorker;
import io.glassline.storage.postgres.PgPhoneLines;
import io.glassline.turn.Calls;
import io.glassline.turn.EndedCalls;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;

/// Phone calls, and what becomes of those that are over.
record PhoneWiring(Calls calls, EndedCalls endedCalls, LineSockets sockets, Loop settling) implements Part {

    private static final Duration SETTLE_EVERY = Duration.ofSeconds(10);

    static PhoneWiring open(
            NodeContext node, StorageWiring storage, ChannelsWiring channels, LiveCity live, TurnWorker turns) {
        var lines = new PgPhoneLines(storage.database());
        var calls = new Calls(
                storage.store(),
                storage.outbox(),
                lines,
                storage.board()::placeInQueue,
                live,
                turns::run,
                channels.publicUrl()::ofAccount,
                node.clock());
        var ended = new EndedCalls(lines, storage.store(), storage.outbox(), storage.audit(), node.clock());
        var settling = node.closing().add(new Loop("ended-calls", SETTLE_EVERY, ended::settleAll));
        return new PhoneWiring(calls, ended, new LineSockets(), settling);
    }

    void begin() {
        settling.start();
    }

    /// Callers go on elsewhere before this node ends.
    void letGoFirst(NodeContext node) {
        node.closing().add(sockets);
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Calls.class, calls);
        controllers.registerSingleton(EndedCalls.class, endedCalls);
        controllers.registerSingleton(LineSockets.class, sockets);
    }
}
