package io.glassline.app.node;

import io.glassline.app.work.Loop;
import io.glassline.audit.GatewayEvent;
import io.glassline.console.Changes;
import io.glassline.log.LogSigner;
import io.glassline.router.CityRouter;
import io.glassline.storage.log.FileLogMark;
import io.glassline.storage.log.LogFiles;
import io.glassline.storage.log.LogKey;
import io.glassline.storage.log.LogMark;
import io.glassline.storage.log.Sequencer;
import io.glassline.storage.redis.RedisLogMark;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The public log, and who hears that it has grown.
record LogWiring(LogFiles files, Sequencer sequencer, Loop sequencing, ChangeNotifier changes) implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(LogWiring.class);
    private static final Duration SEQUENCE_EVERY = Duration.ofMillis(400);

    static LogWiring open(NodeContext node, StorageWiring storage) {
        var deployment = node.deployment();
        var signer = new LogSigner(
                deployment.logOrigin(),
                LogKey.readOrCreate(deployment.keys().resolve("log-signing-key"), node.random()));
        var marks = List.<LogMark>of(
                new FileLogMark(deployment.spool().folder(), signer.verifierKey()),
                new RedisLogMark(storage.redis(), signer.verifierKey()));
        var sequencer = new Sequencer(storage.database(), signer, marks, node.clock());
        var files = new LogFiles(storage.database(), signer.verifierKey());
        var closing = node.closing();
        return new LogWiring(
                files,
                sequencer,
                closing.add(new Loop("sequencer", SEQUENCE_EVERY, () -> sequencer.step() >= Sequencer.ENTRIES_MAX)),
                closing.add(new ChangeNotifier(storage.board(), node.threads())));
    }

    /// Puts on the record by which rules and words this node decides from now on.
    static void recordActivation(CityRouter router, StorageWiring storage, InstantSource clock) {
        var activation =
                new GatewayEvent.ConfigurationActivation(router.rulesVersion(), router.botVersion(), clock.instant());
        storage.record().write(storage.audit().of(activation));
        LOG.debug("this node decides by the rules {} and the bot {}", router.rulesVersion(), router.botVersion());
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(LogFiles.class, files);
        controllers.registerSingleton(Changes.class, changes);
    }

    void begin() {
        sequencing.start();
        changes.start();
    }
}
