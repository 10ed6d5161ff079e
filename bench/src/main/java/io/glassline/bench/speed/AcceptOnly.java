package io.glassline.bench.speed;

import io.glassline.app.activity.CallWatch;
import io.glassline.app.api.ApiTokens;
import io.glassline.app.connection.HttpLimits;
import io.glassline.app.connection.ListenerConnections;
import io.glassline.app.http.BlockingThreads;
import io.glassline.app.http.Listeners;
import io.glassline.app.http.PublicUrl;
import io.glassline.app.node.Adapters;
import io.glassline.audit.AuditEntries;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.config.Problem;
import io.glassline.console.ClientAddress;
import io.glassline.console.Staff;
import io.glassline.declared.DeclaredChannels;
import io.glassline.intake.Intake;
import io.glassline.routing.Lookup;
import io.glassline.routing.Router;
import io.glassline.routing.Ruleset;
import io.glassline.routing.Rulesets;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgCallLog;
import io.glassline.storage.postgres.PgConsentLedger;
import io.glassline.storage.postgres.PgConversationStore;
import io.glassline.storage.postgres.PgInboundLog;
import io.glassline.storage.postgres.PgOutbox;
import io.glassline.storage.postgres.PgPhoneLines;
import io.glassline.storage.postgres.PgQuarantine;
import io.glassline.storage.spool.Spool;
import io.glassline.storage.spool.SpoolListener;
import io.glassline.storage.spool.SpooledLanes;
import io.glassline.turn.Calls;
import io.glassline.turn.EndedCalls;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// The gateway's accept path with all it promises, and no more: what is taken is never worked on. The same controller,
/// adapter, log and settings as a node's, wired as there. Arguments: port, JDBC URL, user, password, the
/// folder of its spool; and, where the account's channel is to be a declared one, the folder that declares it.
public final class AcceptOnly {

    private static final int CONNECTIONS = 2; // the inbound log has its own

    private AcceptOnly() {}

    public static void main(String[] arguments) {
        var clock = Clock.systemUTC();
        var random = new SecureRandom();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var database = Database.open(arguments[1], arguments[2], arguments[3], CONNECTIONS);
        var audit = new AuditEntries(() -> {
            var salt = new byte[AuditEntries.SALT_BYTES];
            random.nextBytes(salt);
            return salt;
        });
        var outbox = new PgOutbox(database, audit);
        var accounts = City.read("http://127.0.0.1:1").accounts();
        var channels = arguments.length > 5
                ? declared(accounts, Path.of(arguments[5]), clock)
                : new Channels(accounts, Adapters.all());
        var lines = new PgPhoneLines(database);
        var quarantine = new PgQuarantine(database, audit);
        var inbound = new PgInboundLog(
                database,
                Spool.open(Path.of(arguments[4]), Spool.BYTES_MAX_DEFAULT, random::nextLong),
                new SpooledLanes(SpoolListener.NOBODY, _ -> {}),
                quarantine);
        var intake = new Intake(
                channels, inbound, quarantine, outbox, new PgConsentLedger(database, audit), audit, _ -> {}, threads);
        var watch = new CallWatch(channels, new PgCallLog(database), clock, threads);
        watch.start();
        var context = context(Integer.parseInt(arguments[0]));
        context.registerSingleton(ListenerConnections.class, new ListenerConnections(HttpLimits.ALL_FROM_ONE_CLIENT));
        context.registerSingleton(ClientAddress.class, new ClientAddress(List.of()));
        context.registerSingleton(Listeners.class, new Listeners(Integer.parseInt(arguments[0]), 0));
        context.registerSingleton(ApiTokens.class, new ApiTokens(List.of()));
        context.registerSingleton(InstantSource.class, clock);
        context.registerSingleton(Channels.class, channels);
        context.registerSingleton(Intake.class, intake);
        context.registerSingleton(
                Calls.class,
                new Calls(
                        new PgConversationStore(database),
                        outbox,
                        lines,
                        _ -> Optional.empty(),
                        Rulesets.always(new Ruleset(
                                noRouter(),
                                _ -> new Lookup.Result.Unreachable("none here"),
                                ZoneOffset.UTC,
                                List.of(Locale.ENGLISH))),
                        _ -> CompletableFuture.completedFuture(null),
                        account -> SignedPosts.PUBLIC_URL + "/channels/" + account,
                        clock));
        context.registerSingleton(
                EndedCalls.class, new EndedCalls(lines, new PgConversationStore(database), outbox, audit, clock));
        context.registerSingleton(CallWatch.class, watch);
        context.registerSingleton(PublicUrl.class, new PublicUrl(SignedPosts.PUBLIC_URL));
        context.registerSingleton(BlockingThreads.class, new BlockingThreads(threads));
        context.registerSingleton(PrometheusMeterRegistry.class, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        context.registerSingleton(Staff.class, new Staff(List.of()));
        context.start();
        context.getBean(EmbeddedServer.class).start();
        System.out.println("ready");
    }

    /// The same account on the channel that the folder declares.
    private static Channels declared(List<ChannelAccount> accounts, Path folder, InstantSource clock) {
        var problems = new ArrayList<Problem>();
        var adapter = new DeclaredChannels(clock)
                .read(folder, "twilio-text.yml", problems)
                .orElseThrow(() -> new IllegalStateException(problems.toString()));
        return new Channels(
                accounts.stream()
                        .map(account -> new ChannelAccount(
                                account.id(),
                                adapter.kind(),
                                account.ownAddress(),
                                account.settings(),
                                account.secrets()))
                        .toList(),
                List.of(adapter));
    }

    /// As Gateway has it.
    private static ApplicationContext context(int port) {
        var settings = new HashMap<String, Object>();
        settings.put("micronaut.application.name", "glassline");
        settings.put("micronaut.server.netty.listeners.internet.host", "127.0.0.1");
        settings.put("micronaut.server.netty.listeners.internet.port", port);
        settings.put("micronaut.server.max-request-size", HttpLimits.REQUEST_MAX_BYTES);
        settings.put("micronaut.server.netty.max-initial-line-length", HttpLimits.REQUEST_LINE_MAX_BYTES);
        settings.put("micronaut.server.netty.max-header-size", HttpLimits.HEADERS_MAX_BYTES);
        settings.put("micronaut.server.netty.request-decompression-enabled", false);
        settings.put("micronaut.server.log-handled-exceptions", false);
        return ApplicationContext.builder(settings)
                .banner(false)
                .deduceEnvironment(false)
                .build();
    }

    /// Nothing on an SMS account asks it.
    private static Router noRouter() {
        return (Router) Proxy.newProxyInstance(
                AcceptOnly.class.getClassLoader(), new Class<?>[] {Router.class}, (_, method, _) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
