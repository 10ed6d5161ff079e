package io.glassline.app.node;

import io.glassline.app.api.ApiTokens;
import io.glassline.app.api.AuditFeed;
import io.glassline.app.feed.CloudEvents;
import io.glassline.app.http.BlockingThreads;
import io.glassline.app.http.Health;
import io.glassline.app.http.Listeners;
import io.glassline.console.BotNotice;
import io.glassline.console.ConsoleSettings;
import io.glassline.console.QueueTitles;
import io.glassline.console.Staff;
import io.glassline.desk.Board;
import io.glassline.desk.ReadyTexts;
import io.glassline.desk.ReplyDrafts;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The two listeners and everything that answers on them.
record HttpWiring(NodeContext node, ApplicationContext context, GracefulShutdown shutdown, LiveCity live) {

    static HttpWiring open(
            NodeContext node,
            CompletableFuture<ApplicationContext> opening,
            StorageWiring storage,
            IntakeWiring intake,
            SendingWiring sending,
            LogWiring log,
            ConnectionsWiring connections,
            PrivacyWiring privacy,
            FeedsWiring feeds,
            ConfigurationWiring configuration) {
        var live = configuration.live();
        new JvmMemoryMetrics().bindTo(node.meters());
        node.closing().add(new JvmGcMetrics()).bindTo(node.meters());
        new ProcessorMetrics().bindTo(node.meters());
        var context = node.closing().add(CloseList.take(opening));
        var dependencies = new DependencyHealth(
                storage.database(),
                storage.redis(),
                intake.inbound(),
                intake.spool(),
                log.sequencer(),
                log.cosigning(),
                sending.faults(),
                connections.memory(),
                () -> live.now().answers().state(),
                configuration.sources()::health,
                configuration.models()::health,
                feeds.deliveries()::health,
                privacy.retention()::isMissed);
        return new HttpWiring(
                node, context, new GracefulShutdown(dependencies, () -> context.getBean(EmbeddedServer.class)), live);
    }

    /// Makes the controllers, of what the parts of the node have for them.
    void begin(List<Part> parts) {
        var deployment = node.deployment();
        parts.forEach(part -> part.offerTo(context));
        context.registerSingleton(Listeners.class, deployment.listeners());
        context.registerSingleton(ApiTokens.class, deployment.apiTokens());
        context.registerSingleton(InstantSource.class, node.clock());
        context.registerSingleton(BlockingThreads.class, new BlockingThreads(node.threads()));
        context.registerSingleton(PrometheusMeterRegistry.class, node.meters());
        context.registerSingleton(Health.class, shutdown);
        context.registerSingleton(Staff.class, deployment.staff());
        context.registerSingleton(BotNotice.class, () -> live.now().answers().notice());
        context.registerSingleton(QueueTitles.class, ConsoleWiring.queueTitles(live));
        var texts = ConsoleWiring.readyTexts(live, node.clock());
        context.registerSingleton(ReadyTexts.class, texts);
        context.registerSingleton(ReplyDrafts.class, new LiveDrafts(live, texts));
        context.registerSingleton(ConsoleSettings.class, ConsoleWiring.settings(node));
        context.start();
        var feed = node.closing()
                .add(new AuditFeed(context.getBean(Board.class), new CloudEvents(deployment.logOrigin())));
        feed.start();
        context.registerSingleton(AuditFeed.class, feed);
    }

    List<EventExecutor> eventLoops() {
        var loops = new ArrayList<EventExecutor>();
        context.getBean(EventLoopGroup.class).forEach(loops::add);
        return loops;
    }

    void listen() {
        try {
            context.getBean(EmbeddedServer.class).start();
        } catch (RuntimeException e) {
            var listeners = node.deployment().listeners();
            throw new CannotStart("cannot listen on ports " + listeners.internet() + " and " + listeners.inside() + ": "
                    + NodeContext.rootMessage(e) + ". Name others with --port and --inside-port.");
        }
        node.closing().add(shutdown);
    }
}
