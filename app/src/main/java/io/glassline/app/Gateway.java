package io.glassline.app;

import io.glassline.app.http.ApiTokens;
import io.glassline.app.http.AuditFeed;
import io.glassline.app.http.Blocking;
import io.glassline.app.http.Health;
import io.glassline.app.http.Listeners;
import io.glassline.app.http.PublicUrl;
import io.glassline.app.send.GuardedSender;
import io.glassline.app.work.DeliveryWorker;
import io.glassline.app.work.Loop;
import io.glassline.app.work.MailboxWorker;
import io.glassline.app.work.TurnWorker;
import io.glassline.audit.Stamp;
import io.glassline.channel.Channels;
import io.glassline.channel.PullChannel;
import io.glassline.channel.Secret;
import io.glassline.console.Changes;
import io.glassline.console.ConsoleSettings;
import io.glassline.console.QueueTitles;
import io.glassline.console.Staff;
import io.glassline.conversation.QueueId;
import io.glassline.desk.Board;
import io.glassline.desk.Desk;
import io.glassline.intake.Intake;
import io.glassline.log.LogSigner;
import io.glassline.outbox.DeadLetters;
import io.glassline.outbox.Deliverer;
import io.glassline.outbox.RetrySchedule;
import io.glassline.router.Answers;
import io.glassline.router.CityRouter;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Languages;
import io.glassline.router.knowledge.Match;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.storage.log.LogFiles;
import io.glassline.storage.log.LogKey;
import io.glassline.storage.log.Sequencer;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.LookupSql;
import io.glassline.storage.postgres.OneNode;
import io.glassline.storage.postgres.PgAuditWriter;
import io.glassline.storage.postgres.PgBoard;
import io.glassline.storage.postgres.PgConsentLedger;
import io.glassline.storage.postgres.PgConversationStore;
import io.glassline.storage.postgres.PgDeadLetters;
import io.glassline.storage.postgres.PgInboundLog;
import io.glassline.storage.postgres.PgOutbox;
import io.glassline.storage.postgres.PgPullCursors;
import io.glassline.storage.postgres.SqlLookups;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisSessions;
import io.glassline.turn.Calls;
import io.glassline.turn.Turns;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running node: everything put together, started in the order in which it is needed and ended in the other.
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /// Above this the server hangs up while the body is still coming. What is too large for a webhook and below it
    /// is read to its end and refused in words: see WebhookController.
    private static final int REQUEST_MAX_BYTES = 4 << 20;

    private static final int DATABASE_CONNECTIONS_MAX = 24;
    private static final Duration SEQUENCE_EVERY = Duration.ofMillis(400);

    private final Deque<AutoCloseable> toClose;

    private Gateway(Deque<AutoCloseable> toClose) {
        this.toClose = toClose;
    }

    /// Starts a node and returns when it takes messages.
    ///
    /// @throws CannotStart when a port is taken or the database cannot be reached; nothing is left running then.
    public static Gateway start(CityConfig city, Deployment deployment) {
        var toClose = new ArrayDeque<AutoCloseable>();
        var gateway = new Gateway(toClose);
        try {
            new Start(city, deployment, toClose).run();
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    /// Ends in the order opposite to starting: first nothing new comes in, then what is under way is finished, then
    /// the connections are closed.
    @Override
    public void close() {
        while (!toClose.isEmpty()) {
            var next = toClose.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.atWarn()
                        .setCause(e)
                        .log("{} could not be closed cleanly", next.getClass().getSimpleName());
            }
        }
    }

    private static final class Start {

        private final CityConfig city;
        private final Deployment deployment;
        private final Deque<AutoCloseable> toClose;
        private final InstantSource clock = Clock.systemUTC();
        private final SecureRandom random = new SecureRandom();
        private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

        Start(CityConfig city, Deployment deployment, Deque<AutoCloseable> toClose) {
            this.city = city;
            this.deployment = deployment;
            this.toClose = toClose;
        }

        void run() {
            var answers = CompletableFuture.supplyAsync(() -> answers(city, deployment));
            var threads = closing(Executors.newVirtualThreadPerTaskExecutor());
            var publicUrl = new PublicUrl(deployment.publicUrl());
            var stamp = new Stamp(this::salt);

            var database = closing(database());
            var redis = closing(Redis.open(deployment.redisUrl()));
            var store = closing(new PgConversationStore(database));
            var sessions = closing(new RedisSessions(redis, clock));
            var outbox = new PgOutbox(database, stamp);
            var ledger = closing(new PgConsentLedger(database, stamp));
            var board = new PgBoard(database);
            var record = new PgAuditWriter(database);
            var inbound = closing(new PgInboundLog(database));

            var adapters = Adapters.all();
            adapters.stream()
                    .filter(AutoCloseable.class::isInstance)
                    .map(AutoCloseable.class::cast)
                    .forEach(this::closing);
            var channels = new Channels(city.accounts(), adapters);
            var router = new CityRouter(city, answers.join(), languages(city));
            var lookups = new SqlLookups(
                    database,
                    city.lookups().values().stream()
                            .map(lookup -> new LookupSql(lookup.name(), lookup.sql(), lookup.timeLimit()))
                            .toList());
            var turns = new Turns(
                    store,
                    sessions,
                    ledger,
                    router,
                    lookups,
                    channels,
                    stamp,
                    clock,
                    city.zone(),
                    city.firstLanguage(),
                    UUID::randomUUID);
            var desk = new Desk(
                    store,
                    sessions,
                    board,
                    channels,
                    city.phrases(),
                    city.queues().ids(),
                    stamp,
                    record,
                    clock,
                    UUID::randomUUID);

            var sender = new GuardedSender(channels, publicUrl, meters);
            var deliverer = new Deliverer(outbox, ledger, sender, RetrySchedule.DEFAULT, clock, random::nextDouble);
            var delivery = closing(new DeliveryWorker(deliverer, channels.pushAccountIds(), threads));
            var turnWorker = closing(new TurnWorker(turns, store, clock, delivery::wake, threads));
            var intake = new Intake(inbound, outbox, ledger, stamp, turnWorker::ready, threads);
            var calls = new Calls(store, outbox, router, turnWorker::run, clock, city.firstLanguage());

            var signer = new LogSigner(
                    deployment.logOrigin(),
                    LogKey.readOrCreate(deployment.keys().resolve("log-signing-key"), random));
            var sequencer = new Sequencer(database, signer, clock);
            var logFiles = new LogFiles(database, signer.verifierKey());
            var sequencing =
                    closing(new Loop("sequencer", SEQUENCE_EVERY, () -> sequencer.step() == Sequencer.ENTRIES_MAX));
            var bell = closing(new Bell(board, threads));

            record.write(stamp.system(
                    "configuration.activated",
                    Map.of("rules", router.rulesVersion(), "bot", router.botVersion()),
                    clock.instant()));

            bindMeters();
            var context = closing(context());
            context.registerSingleton(DeadLetters.class, new PgDeadLetters(database, stamp));
            beans(context, channels, intake, calls, publicUrl, threads, desk, board, logFiles, bell, database, redis);
            delivery.start();
            turnWorker.start();
            sequencing.start();
            bell.start();
            closing(listen(context)::stop);
            Thread.ofPlatform().name("first-question").daemon().start(() -> askSomething(answers.join()));
            startMailboxes(channels, intake, new PgPullCursors(database), new OneNode(database));
        }

        private Database database() {
            var address = deployment.database();
            try {
                return Database.open(address.jdbcUrl(), address.user(), address.password(), DATABASE_CONNECTIONS_MAX);
            } catch (RuntimeException e) {
                throw new CannotStart("cannot open the database " + address + ": " + rootMessage(e)
                        + ". Is PostgreSQL running, and are GLASSLINE_DB_URL, _USER and _PASSWORD right?");
            }
        }

        private static Answers answers(CityConfig city, Deployment deployment) {
            var retrieval = new Retrieval(
                    city.knowledge(), new NotebookFolder(deployment.keys().resolveSibling("notebook")));
            return new Answers() {
                @Override
                public Match match(String text, Locale language) {
                    return retrieval.match(text, language);
                }

                @Override
                public String version() {
                    return retrieval.version();
                }
            };
        }

        /// The language model is loaded by the first text that needs it. No citizen is to wait for that.
        private static void askSomething(Answers answers) {
            try {
                answers.match("Where can I find the mayor?", Locale.ENGLISH);
            } catch (RuntimeException | LinkageError e) {
                LOG.atError().setCause(e).log("questions in English go to people: {}", e.getMessage());
            }
        }

        private static java.util.function.Function<String, java.util.Optional<Locale>> languages(CityConfig city) {
            return new Languages(city.languages())::detect;
        }

        private byte[] salt() {
            var salt = new byte[Stamp.SALT_BYTES];
            random.nextBytes(salt);
            return salt;
        }

        private void bindMeters() {
            new JvmMemoryMetrics().bindTo(meters);
            closing(gcMeters());
            new ProcessorMetrics().bindTo(meters);
        }

        private JvmGcMetrics gcMeters() {
            var gc = new JvmGcMetrics();
            gc.bindTo(meters);
            return gc;
        }

        private ApplicationContext context() {
            var settings = new HashMap<String, Object>();
            settings.put("micronaut.application.name", "glassline");
            listener(settings, "internet", deployment.listeners().internet());
            listener(settings, "inside", deployment.listeners().inside());
            settings.put("micronaut.server.max-request-size", REQUEST_MAX_BYTES);
            settings.put("micronaut.server.netty.max-initial-line-length", 16_384);
            settings.put("micronaut.server.log-handled-exceptions", false);
            return ApplicationContext.builder(settings)
                    .banner(false)
                    .deduceEnvironment(false)
                    .build();
        }

        private void listener(Map<String, Object> settings, String name, int port) {
            var prefix = "micronaut.server.netty.listeners." + name;
            settings.put(prefix + ".host", deployment.bindAddress());
            settings.put(prefix + ".port", port);
        }

        private void beans(
                ApplicationContext context,
                Channels channels,
                Intake intake,
                Calls calls,
                PublicUrl publicUrl,
                ExecutorService threads,
                Desk desk,
                Board board,
                LogFiles logFiles,
                Bell bell,
                Database database,
                Redis redis) {
            var blocking = new Blocking(threads);
            context.registerSingleton(Listeners.class, deployment.listeners());
            context.registerSingleton(ApiTokens.class, deployment.apiTokens());
            context.registerSingleton(InstantSource.class, clock);
            context.registerSingleton(Channels.class, channels);
            context.registerSingleton(Intake.class, intake);
            context.registerSingleton(Calls.class, calls);
            context.registerSingleton(PublicUrl.class, publicUrl);
            context.registerSingleton(Blocking.class, blocking);
            context.registerSingleton(PrometheusMeterRegistry.class, meters);
            context.registerSingleton(Desk.class, desk);
            context.registerSingleton(Board.class, board);
            context.registerSingleton(LogFiles.class, logFiles);
            context.registerSingleton(Health.class, new Dependencies(database, redis));
            context.registerSingleton(Staff.class, deployment.staff());
            context.registerSingleton(Changes.class, bell);
            context.registerSingleton(QueueTitles.class, queueTitles());
            context.registerSingleton(ConsoleSettings.class, consoleSettings());
            context.start();
            context.registerSingleton(
                    AuditFeed.class,
                    new AuditFeed(board, context.getBean(JsonMapper.class), blocking, deployment.logOrigin()));
        }

        private QueueTitles queueTitles() {
            var titles = new LinkedHashMap<QueueId, String>();
            city.queues()
                    .all()
                    .forEach(queue ->
                            titles.put(queue.id(), asHeading(queue.title().in(city.firstLanguage()))));
            return new QueueTitles(titles);
        }

        /// A queue is titled as it stands in a sentence, "the Water Department"; in a list it begins it.
        private static String asHeading(String title) {
            return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
        }

        private ConsoleSettings consoleSettings() {
            return new ConsoleSettings(
                    city.name(),
                    city.zone(),
                    URI.create(deployment.publicUrl()),
                    new Secret(java.util.HexFormat.of()
                            .formatHex(LogKey.readOrCreate(deployment.keys().resolve("session-key"), random))),
                    deployment.consoleOverTls());
        }

        private EmbeddedServer listen(ApplicationContext context) {
            try {
                return context.getBean(EmbeddedServer.class).start();
            } catch (RuntimeException e) {
                throw new CannotStart(
                        "cannot listen on ports " + deployment.listeners().internet() + " and "
                                + deployment.listeners().inside() + ": " + rootMessage(e)
                                + ". Name others with --port and --inside-port.");
            }
        }

        private void startMailboxes(Channels channels, Intake intake, PgPullCursors cursors, OneNode oneNode) {
            for (var account : channels.accounts()) {
                var adapter = channels.adapter(account);
                if (adapter instanceof PullChannel mailbox) {
                    var worker = closing(new MailboxWorker(account, adapter, mailbox, intake, cursors, oneNode));
                    meters.gauge(
                            "glassline.work.held",
                            List.of(Tag.of("work", "mailbox " + account.id())),
                            worker,
                            w -> w.isHeld() ? 1 : 0);
                    worker.start();
                }
            }
        }

        private <C extends AutoCloseable> C closing(C opened) {
            toClose.push(opened);
            return opened;
        }

        private static String rootMessage(Throwable e) {
            var cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return String.valueOf(cause.getMessage());
        }
    }
}
