package io.glassline.app.node;

import io.glassline.app.work.LockedWorker;
import io.glassline.app.work.Loop;
import io.glassline.audit.GatewayEvent;
import io.glassline.console.Changes;
import io.glassline.log.LogPolicy;
import io.glassline.log.LogSigner;
import io.glassline.log.Malformed;
import io.glassline.log.WitnessClient;
import io.glassline.router.CityRouter;
import io.glassline.storage.log.Cosigning;
import io.glassline.storage.log.FileLogMark;
import io.glassline.storage.log.LogFiles;
import io.glassline.storage.log.LogKey;
import io.glassline.storage.log.LogMark;
import io.glassline.storage.log.Sequencer;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.redis.RedisLogMark;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The public log, and who hears that it has grown.
record LogWiring(
        LogFiles files,
        Sequencer sequencer,
        Loop sequencing,
        Optional<Cosigning> cosigning,
        List<LockedWorker> witnesses,
        ChangeNotifier changes)
        implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(LogWiring.class);
    private static final Duration SEQUENCE_EVERY = Duration.ofMillis(400);
    private static final Duration WITNESS_ANSWERS_WITHIN = Duration.ofSeconds(5);

    /// In the keys folder, beside the log's key: whose cosignatures a checkpoint needs before it is published. May be
    /// left out; then it needs none.
    private static final String POLICY_FILE = "log-policy";

    static LogWiring open(NodeContext node, StorageWiring storage) {
        var deployment = node.deployment();
        var signer = new LogSigner(
                deployment.logOrigin(),
                LogKey.readOrCreate(deployment.keys().resolve("log-signing-key"), node.random()));
        var marks = List.<LogMark>of(
                new FileLogMark(deployment.spool().folder(), signer.verifierKey()),
                new RedisLogMark(storage.redis(), signer.verifierKey()));
        var closing = node.closing();
        var cosigning = policy(deployment.keys().resolve(POLICY_FILE))
                .map(policy -> new Cosigning(
                        storage.database(),
                        signer.verifierKey(),
                        policy,
                        closing.add(new WitnessClient(WITNESS_ANSWERS_WITHIN))));
        var sequencer = new Sequencer(storage.database(), signer, marks, cosigning.isPresent(), node.clock());
        var files = new LogFiles(storage.database(), signer.verifierKey());
        var witnesses = cosigning.stream()
                .map(work ->
                        closing.add(new LockedWorker("witnesses", work::step, new ClusterLock(storage.database()))))
                .toList();
        return new LogWiring(
                files,
                sequencer,
                closing.add(new Loop("sequencer", SEQUENCE_EVERY, () -> sequencer.step() >= Sequencer.ENTRIES_MAX)),
                cosigning,
                witnesses,
                closing.add(new ChangeNotifier(storage.board(), node.threads())));
    }

    private static Optional<LogPolicy> policy(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LogPolicy.parse(Files.readString(file)));
        } catch (IOException | Malformed e) {
            throw new IllegalStateException("the policy of the log's witnesses, " + file + ": " + e.getMessage(), e);
        }
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
        witnesses.forEach(LockedWorker::start);
        changes.start();
    }
}
