package io.glassline.app.node;

import io.glassline.app.api.ApiRole;
import io.glassline.app.api.ApiToken;
import io.glassline.app.api.ApiTokens;
import io.glassline.app.api.AuditFeed;
import io.glassline.app.connection.HttpLimits;
import io.glassline.app.connection.ListenerConnections;
import io.glassline.app.connection.MemoryPressure;
import io.glassline.app.http.BlockingThreads;
import io.glassline.app.http.Health;
import io.glassline.app.http.Listeners;
import io.glassline.app.http.PublicUrl;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.channel.Secret;
import io.glassline.console.ClientAddress;
import io.glassline.console.Staff;
import io.glassline.conversation.Samples;
import io.glassline.desk.Board;
import io.glassline.intake.InMemoryQuarantine;
import io.glassline.intake.Intake;
import io.glassline.message.ChannelKind;
import io.glassline.turn.Calls;
import io.glassline.turn.City;
import io.glassline.turn.EndedCalls;
import io.glassline.turn.InMemoryPhoneLines;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

/// A node's HTTP server with its settings and limits, its accept path with the true adapters, and a record in memory.
final class ServerInMemory implements AutoCloseable {

    static final String SMS_TOKEN = "auth-token-of-this-test";
    static final String META_SECRET = "app-secret-of-this-test";
    static final String API_SECRET = "api-secret-of-this-test";
    static final String PUBLIC_URL = "https://talk.city.example";

    private static final long ENTRIES = 1_000_000;

    final int port = freePort();
    final int insidePort = freePort();
    final City city = new City();
    private final InMemoryPhoneLines lines = new InMemoryPhoneLines(city.record);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ApplicationContext context;
    private final AuditFeed feed;

    ServerInMemory(HttpLimits limits) {
        var listeners = new Listeners(port, insidePort);
        var channels = new Channels(List.of(sms(), whatsApp()), Adapters.all());
        var connections = new ListenerConnections(limits);
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        connections.bindTo(meters);
        var memory = new MemoryPressure();
        memory.bindTo(meters);
        context = ServerSettings.context(deployment(listeners, limits));
        context.registerSingleton(ListenerConnections.class, connections);
        context.registerSingleton(ClientAddress.class, new ClientAddress(List.of()));
        context.registerSingleton(Listeners.class, listeners);
        context.registerSingleton(
                ApiTokens.class,
                new ApiTokens(List.of(new ApiToken("test", ApiRole.READER, new Secret(API_SECRET), Optional.empty()))));
        context.registerSingleton(InstantSource.class, Clock.systemUTC());
        context.registerSingleton(Channels.class, channels);
        context.registerSingleton(Intake.class, intake(channels));
        context.registerSingleton(Calls.class, calls());
        context.registerSingleton(
                EndedCalls.class,
                new EndedCalls(lines, city.ports.store(), city.ports.outbox(), Samples.AUDIT, city.clock));
        context.registerSingleton(PublicUrl.class, new PublicUrl(PUBLIC_URL));
        context.registerSingleton(BlockingThreads.class, new BlockingThreads(threads));
        context.registerSingleton(PrometheusMeterRegistry.class, meters);
        context.registerSingleton(Staff.class, new Staff(List.of()));
        context.registerSingleton(
                Health.class,
                () -> new Health.Report(true, Map.of("memory", memory.state().name())));
        context.registerSingleton(Board.class, board());
        context.start();
        feed = new AuditFeed(context.getBean(Board.class), context.getBean(JsonMapper.class), "test.example/log");
        feed.start();
        context.registerSingleton(AuditFeed.class, feed);
        context.getBean(EmbeddedServer.class).start();
    }

    private static ChannelAccount sms() {
        return new ChannelAccount(
                "city-sms",
                new ChannelKind("sms"),
                "+15550100",
                Map.of("account-sid", "ACdemo00000000000000000000000000"),
                Map.of("auth-token", new Secret(SMS_TOKEN)));
    }

    private static ChannelAccount whatsApp() {
        return new ChannelAccount(
                "city-whatsapp",
                new ChannelKind("whatsapp"),
                "100000000000001",
                Map.of(),
                Map.of(
                        "app-secret", new Secret(META_SECRET),
                        "access-token", new Secret("access-token-of-this-test"),
                        "verify-token", new Secret("verify-token-of-this-test")));
    }

    private static Deployment deployment(Listeners listeners, HttpLimits limits) {
        return new Deployment(
                listeners,
                Deployment.BindAddresses.both("127.0.0.1"),
                List.of(),
                PUBLIC_URL,
                new Deployment.DatabaseAddress("", "", ""),
                "",
                Path.of("keys"),
                new Deployment.SpoolPlace(Path.of("spool"), 1),
                Deployment.ENVELOPES_KEPT_DEFAULT,
                "test.example/log",
                new ApiTokens(List.of()),
                new Staff(List.of()),
                false,
                limits,
                new Deployment.Configuration(_ -> Optional.empty(), false));
    }

    private Intake intake(Channels channels) {
        return new Intake(
                channels,
                city.ports.inbound(),
                new InMemoryQuarantine(Samples.AUDIT, city.record.entries::add),
                city.ports.outbox(),
                city.ports.ledger(),
                Samples.AUDIT,
                _ -> {},
                threads);
    }

    private Calls calls() {
        return new Calls(
                city.ports.store(),
                city.ports.outbox(),
                lines,
                _ -> Optional.empty(),
                city.rulesets,
                _ -> CompletableFuture.completedFuture(null),
                city.clock);
    }

    /// A record of very many entries, for the feed.
    private static Board board() {
        return (Board) Proxy.newProxyInstance(
                Board.class.getClassLoader(),
                new Class<?>[] {Board.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "auditSize" -> ENTRIES;
                    case "audit" ->
                        LongStream.range((long) arguments[0] + 1, ENTRIES)
                                .limit((int) arguments[1])
                                .mapToObj(index -> new Board.AuditLine(
                                        index, "test", Instant.EPOCH, "{}", Optional.of("\"" + "x".repeat(999) + "\"")))
                                .toList();
                    case "toString" -> "a long record";
                    case "hashCode" -> 1;
                    case "equals" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        feed.close();
        threads.shutdownNow();
    }
}
