package io.glassline.app;

import io.glassline.app.api.AccountReconciliation;
import io.glassline.app.api.ApiTokens;
import io.glassline.app.api.AuditFeed;
import io.glassline.app.http.BlockingThreads;
import io.glassline.audit.GatewayEvent;
import io.glassline.app.http.Health;
import io.glassline.app.http.Listeners;
import io.glassline.app.http.PublicUrl;
import io.glassline.app.send.GuardedSender;
import io.glassline.app.send.OutboxMeters;
import io.glassline.app.work.DeliveryWorker;
import io.glassline.app.work.Loop;
import io.glassline.app.work.MailboxWorker;
import io.glassline.app.work.ReconcileWorker;
import io.glassline.app.work.TurnWorker;
import io.glassline.app.work.WebhooksWait;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.GatewayEvent;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.Channels;
import io.glassline.channel.ListingChannel;
import io.glassline.channel.PullChannel;
import io.glassline.channel.Secret;
import io.glassline.channel.SendPolicy;
import io.glassline.console.Changes;
import io.glassline.console.ConsoleSettings;
import io.glassline.console.QueueTitles;
import io.glassline.console.Staff;
import io.glassline.conversation.QueueId;
import io.glassline.desk.Board;
import io.glassline.desk.Desk;
import io.glassline.desk.ReadingLog;
import io.glassline.intake.Envelopes;
import io.glassline.intake.Intake;
import io.glassline.intake.Quarantine;
import io.glassline.intake.Reconcile;
import io.glassline.intake.Redrive;
import io.glassline.intake.Rereading;
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
import io.glassline.storage.postgres.PgEnvelopes;
import io.glassline.storage.postgres.PgInboundLog;
import io.glassline.storage.postgres.PgOnRecord;
import io.glassline.storage.postgres.PgOutbox;
import io.glassline.storage.postgres.PgPullCursors;
import io.glassline.storage.postgres.PgQuarantine;
import io.glassline.storage.postgres.SqlLookups;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisSessions;
import io.glassline.storage.redis.RedisThrottle;
import io.glassline.storage.spool.Spool;
import io.glassline.storage.spool.SpooledLanes;
import io.glassline.turn.Calls;
import io.glassline.turn.ReadyLanes;
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
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running node: everything put together, started in the order in which it is needed and ended in the other.
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /// Above this the server hangs up while the body is still coming. What is too large for a webhook and below it
    /// is read to its end and refused in words: see WebhookController.
    private static final int REQUEST_MAX_BYTES = 4 << 20;

    private static final int DATABASE_CONNECTIONS_MAX = 24;
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    /// Envelopes forgotten by one statement: each holds its rows for a few milliseconds.
    private static final int FORGET_AT_ONCE_MAX = 2_000;

    private static final Duration MODEL_LOADING_MAX = Duration.ofSeconds(10);
    private static final Duration SEQUENCE_EVERY = Duration.ofMillis(400);

    /// How long work on our own threads may take to end once everything it is done for has been closed.
    private static final Duration THREADS_WAIT_MAX = Duration.ofSeconds(5);

    private final Deque<AutoCloseable> toClose;
    private @Nullable Draining draining;

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
            gateway.draining = new Start(city, deployment, toClose).run();
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    /// Says that this node is not ready, and goes on working for `grace`: as long as those in front of it need to see
    /// that. To be closed afterwards.
    public void drain(Duration grace) throws InterruptedException {
        if (draining != null) {
            draining.begin();
            Thread.sleep(grace);
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

        Draining run() {
            var answers = CompletableFuture.supplyAsync(() -> answers(city, deployment));
            var threads = Executors.newVirtualThreadPerTaskExecutor();
            closing(() -> end(threads));
            var publicUrl = new PublicUrl(deployment.publicUrl());
            var audit = new AuditEntries(this::salt);

            var redisOpening = meanwhile(this::redis);
            var contextStarting = meanwhile(this::context);
            var database = closing(database());
            var redis = taken(redisOpening);
            var store = closing(new PgConversationStore(database));
            var sessions = closing(new RedisSessions(redis, clock));
            var outbox = closing(new PgOutbox(database, audit));
            var ledger = closing(new PgConsentLedger(database, audit));
            var board = new PgBoard(database);
            var record = new PgAuditWriter(database);
            var quarantine = new PgQuarantine(database, audit);

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
                    audit,
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
                    audit,
                    record,
                    clock,
                    UUID::randomUUID);

            var throttle = new RedisThrottle(
                    redis,
                    account -> channels.sendPolicy(account)
                            .map(SendPolicy::partsPerSecond)
                            .orElse(SendPolicy.PARTS_PER_SECOND_MAX));
            var sender = new GuardedSender(
                    channels,
                    publicUrl,
                    throttle,
                    account -> threads.execute(() -> outbox.hurry(account, clock.instant())),
                    threads,
                    clock,
                    meters);
            var deliverer =
                    new Deliverer(outbox, ledger, sender, throttle, RetrySchedule.DEFAULT, clock, random::nextDouble);
            var outboxMeters = new OutboxMeters(outbox, clock, meters);
            var metering = closing(new Loop("outbox meters", OutboxMeters.LOOK_EVERY, outboxMeters::step));
            var readyLanes = new ReadyLanes();
            var spool = closing(spool());
            var inbound = new PgInboundLog(
                    database,
                    spool,
                    new SpooledLanes(new HeldLanes(sessions, spool.name()), readyLanes::add),
                    quarantine);
            var webhooksWait = closing(new WebhooksWait(inbound::longestWait));
            var delivery =
                    closing(new DeliveryWorker(deliverer, channels.pushAccountIds(), clock, threads, webhooksWait));
            var turnWorker = closing(new TurnWorker(
                    turns::run,
                    store::lanesUnfinished,
                    readyLanes,
                    clock,
                    delivery::wake,
                    threads,
                    inbound::othersMayBeDraining,
                    webhooksWait));
            closing(inbound); // ends before the turns do: first nothing new comes in
            var intake = new Intake(inbound, quarantine, outbox, ledger, audit, turnWorker::ready, threads);
            var calls = new Calls(store, outbox, router, turnWorker::run, clock, city.firstLanguage());

            var signer = new LogSigner(
                    deployment.logOrigin(),
                    LogKey.readOrCreate(deployment.keys().resolve("log-signing-key"), random));
            var sequencer = new Sequencer(database, signer, clock);
            var logFiles = new LogFiles(database, signer.verifierKey());
            var sequencing =
                    closing(new Loop("sequencer", SEQUENCE_EVERY, () -> sequencer.step() >= Sequencer.ENTRIES_MAX));
            var bell = closing(new Bell(board, threads));

            record.write(audit.of(new GatewayEvent.ConfigurationActivation(
                    router.rulesVersion(), router.botVersion(), clock.instant())));

            var oneNode = new OneNode(database);
            var reconcile = new Reconcile(new PgOnRecord(database), intake, outbox, audit, record::write, clock);
            var reconcilers = reconcilers(channels, reconcile, oneNode);

            bindMeters();
            new AcceptMeters(inbound, spool, webhooksWait).bindTo(meters);
            var envelopes = new PgEnvelopes(database);
            var forgetting = closing(new Loop("envelopes", FORGET_EVERY, () -> forgetsEnvelopes(envelopes)));
            var context = closing(taken(contextStarting));
            context.registerSingleton(Quarantine.class, quarantine);
            context.registerSingleton(Redrive.class, new Redrive(intake, quarantine, channels, clock));
            context.registerSingleton(ReadingLog.class, new ReadingLog(audit, record::write, clock));
            context.registerSingleton(Rereading.class, new Rereading(envelopes, intake));
            context.registerSingleton(DeadLetters.class, new PgDeadLetters(database, audit));
            context.registerSingleton(AccountReconciliation.class, (accountId, from, to, by) -> {
                var worker = reconcilers.get(accountId);
                return worker == null ? Optional.empty() : Optional.of(worker.between(from, to, by));
            });
            var draining = new Draining(
                    new Dependencies(database, redis, inbound, spool), () -> context.getBean(EmbeddedServer.class));
            beans(context, channels, intake, calls, publicUrl, threads, desk, board, logFiles, bell, draining);
            delivery.start();
            metering.start();
            webhooksWait.watch(eventLoops(context));
            turnWorker.start();
            sequencing.start();
            bell.start();
            askSomething(answers.join());
            forgetting.start();
            startMailboxes(channels, intake, new PgPullCursors(database), oneNode);
            reconcilers.values().forEach(ReconcileWorker::start);
            listen(context);
            closing(draining);
            return draining;
        }

        /// Opens something while this thread goes on; it is closed even if this thread never takes it. Not on a
        /// virtual thread: two that wait for a class to be made ready hold both carriers of a small machine.
        private <C extends AutoCloseable> CompletableFuture<C> meanwhile(Supplier<C> opening) {
            var opened = CompletableFuture.supplyAsync(
                    opening, task -> Thread.ofPlatform().name("starting").start(task));
            closing(() -> {
                if (!opened.isCompletedExceptionally()) {
                    opened.join().close();
                }
            });
            return opened;
        }

        /// @throws RuntimeException what opening it threw.
        private static <C> C taken(CompletableFuture<C> opened) {
            try {
                return opened.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }

        private static List<EventExecutor> eventLoops(ApplicationContext context) {
            var loops = new ArrayList<EventExecutor>();
            context.getBean(EventLoopGroup.class).forEach(loops::add);
            return loops;
        }

        private static void end(ExecutorService threads) throws InterruptedException {
            threads.shutdown();
            if (!threads.awaitTermination(THREADS_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
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

        private Redis redis() {
            try {
                return Redis.open(deployment.redisUrl());
            } catch (IllegalArgumentException e) {
                throw new CannotStart("GLASSLINE_REDIS_URL is " + e.getMessage());
            }
        }

        private boolean forgetsEnvelopes(Envelopes envelopes) {
            return envelopes.forget(clock.instant().minus(deployment.envelopesKept()), FORGET_AT_ONCE_MAX) > 0;
        }

        private Spool spool() {
            var place = deployment.spool();
            try {
                return Spool.open(place.folder(), place.bytesMax(), random::nextLong);
            } catch (IllegalStateException | UncheckedIOException e) {
                throw new CannotStart(e.getMessage() + ". It is set with GLASSLINE_SPOOL.");
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

        /// The language model is loaded by the first text that needs it. No citizen is to wait for that. An end that
        /// comes meanwhile waits for it: the model's native code does not survive the process being taken away.
        private void askSomething(Answers answers) {
            var asking = Thread.ofPlatform().name("first-question").daemon().start(() -> {
                try {
                    answers.match("Where can I find the mayor?", Locale.ENGLISH);
                    System.gc(); // most of what starting took is needed no more, and is given back
                } catch (RuntimeException | LinkageError e) {
                    LOG.atError().setCause(e).log("questions in English go to people: {}", e.getMessage());
                }
            });
            closing(() -> asking.join(MODEL_LOADING_MAX));
        }

        private static java.util.function.Function<String, java.util.Optional<Locale>> languages(CityConfig city) {
            return new Languages(city.languages())::detect;
        }

        private byte[] salt() {
            var salt = new byte[AuditEntries.SALT_BYTES];
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
                Health health) {
            var blocking = new BlockingThreads(threads);
            context.registerSingleton(Listeners.class, deployment.listeners());
            context.registerSingleton(ApiTokens.class, deployment.apiTokens());
            context.registerSingleton(InstantSource.class, clock);
            context.registerSingleton(Channels.class, channels);
            context.registerSingleton(Intake.class, intake);
            context.registerSingleton(Calls.class, calls);
            context.registerSingleton(PublicUrl.class, publicUrl);
            context.registerSingleton(BlockingThreads.class, blocking);
            context.registerSingleton(PrometheusMeterRegistry.class, meters);
            context.registerSingleton(Desk.class, desk);
            context.registerSingleton(Board.class, board);
            context.registerSingleton(LogFiles.class, logFiles);
            context.registerSingleton(Health.class, health);
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

        private void listen(ApplicationContext context) {
            try {
                context.getBean(EmbeddedServer.class).start();
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

        private Map<String, ReconcileWorker<?>> reconcilers(Channels channels, Reconcile reconcile, OneNode oneNode) {
            var workers = new LinkedHashMap<String, ReconcileWorker<?>>();
            for (var account : channels.accounts()) {
                reconciler(account, channels.adapter(account), reconcile, oneNode)
                        .ifPresent(worker -> workers.put(account.id(), closing(worker)));
            }
            return workers;
        }

        @SuppressWarnings("unchecked") // it is both, which only a type variable can say
        private <A extends ChannelAdapter & ListingChannel> Optional<ReconcileWorker<?>> reconciler(
                ChannelAccount account, ChannelAdapter adapter, Reconcile reconcile, OneNode oneNode) {
            return adapter instanceof ListingChannel
                    ? Optional.of(new ReconcileWorker<>(account, (A) adapter, reconcile, oneNode, meters))
                    : Optional.empty();
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
