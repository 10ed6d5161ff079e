package io.glassline.bench.attacks;

import io.glassline.bench.loss.ProvidersClient;
import io.glassline.bench.town.NodeSetting;
import io.glassline.bench.town.Ports;
import io.glassline.bench.town.TownProcess;
import io.glassline.demo.DemoCity;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.simulator.StandIns;
import io.glassline.simulator.provider.Settings;
import io.glassline.storage.postgres.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// One node in a process of its own with little memory, which ends when that is not enough; its servers, its
/// mailbox, and the providers' stand-ins.
final class AttackTown implements AutoCloseable {

    /// Of the heap half of what `./glassline serve` gives.
    private static final List<String> NODE_JVM =
            List.of("-XX:+UseSerialGC", "-Xmx384m", "-XX:MaxDirectMemorySize=256m", "-XX:+ExitOnOutOfMemoryError");

    private static final Duration FAULT_TRIED_EVERY = Duration.ofMinutes(1);

    /// Nobody is to wait here for a stranger's time to be over.
    private static final Duration STRANGERS_WITHIN = Duration.ofSeconds(2);

    private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(30);
    private static final int PORTS = 6;
    private static final int MESSAGES_KEPT = 100_000;

    /// The outside world, quick.
    private static final Settings.Pace PACE =
            new Settings.Pace(Duration.ofMillis(5), 0.01, 0, 0.02, Duration.ofMillis(100));

    final EmbeddedServers servers;
    final TownProcess node;
    final int port;
    final int insidePort;
    final ProvidersClient providers;
    final RawMailbox mailbox;
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private AttackTown(Path folder, long seed) {
        this.port = Ports.inARow(PORTS);
        this.insidePort = port + 1;
        var publicUrl = "http://localhost:" + port;
        this.servers = closing(EmbeddedServers.start(folder));
        var standIns = closing(StandIns.start(new Settings(
                        port + 2,
                        port + 3,
                        port + 4,
                        URI.create(publicUrl),
                        Optional.empty(),
                        InstantSource.system(),
                        seed)
                .with(PACE)
                .with(Settings.Limits.NONE)
                .keeping(MESSAGES_KEPT)));
        this.mailbox = closing(RawMailbox.open(folder.resolve("mailbox"), port + 5));
        this.providers = new ProvidersClient(standIns.url());
        try (var database = Database.open(servers.jdbcUrl(), servers.user(), servers.password(), 1)) {
            DemoCity.fill(database);
        }
        var setting = new NodeSetting(
                port,
                insidePort,
                publicUrl,
                standIns.url(),
                port + 3,
                port + 5,
                servers.jdbcUrl(),
                servers.user(),
                servers.password(),
                servers.redisUrl(),
                folder.resolve("node"),
                folder.resolve("keys"),
                FAULT_TRIED_EVERY,
                STRANGERS_WITHIN);
        this.node = closing(TownProcess.node("node", setting, NODE_JVM, List.of(), folder.resolve("node.log")));
        node.launch();
        node.awaitReady();
    }

    static AttackTown start(Path folder, long seed) {
        return new AttackTown(folder, seed);
    }

    private <T extends AutoCloseable> T closing(T one) {
        closing.push(one);
        return one;
    }

    /// What `/health` says; empty when it says nothing.
    String health() {
        return inside("/health");
    }

    /// Whether that says that all of the node is.
    static boolean isUp(String health) {
        return health.contains("\"status\":\"UP\"") && !health.matches("(?s).*\"(DOWN|SHORT|OUT)\".*");
    }

    /// A figure of `/metrics`, all of this name added up.
    double figure(String name) {
        return inside("/metrics")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// How many threads of the machine the node has, or 0 where the machine does not tell.
    long threads() {
        try (var tasks = Files.list(Path.of("/proc", Long.toString(node.pid()), "task"))) {
            return tasks.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private String inside(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + insidePort + path))
                .timeout(ANSWER_WAIT_MAX)
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                System.err.println("could not be closed: " + e);
            }
        }
    }
}
