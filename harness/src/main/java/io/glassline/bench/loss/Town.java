package io.glassline.bench.loss;

import io.glassline.bench.town.NodeSetting;
import io.glassline.bench.town.Ports;
import io.glassline.bench.town.TownProcess;
import io.glassline.demo.DemoCity;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.storage.postgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The processes of one run. The load and the public port are the harness's own.
final class Town implements AutoCloseable {

    /// A node lives for seconds here, between two kills: what the second compiler would win in the long run it costs
    /// meanwhile, on a machine that all processes of the town share.
    private static final List<String> NODE_JVM = List.of("-XX:+UseSerialGC", "-Xmx512m", "-XX:TieredStopAtLevel=1");
    private static final List<String> PROVIDERS_JVM =
            List.of("-XX:+UseSerialGC", "-Xmx768m", "-XX:TieredStopAtLevel=1");
    private static final int PORTS_FIXED = 4;
    private static final int PORTS_OF_A_NODE = 2; // outside and inside

    final int publicPort;
    final int providersPort;
    final EmbeddedServers servers;
    final TownProcess providers;
    final List<TownProcess> nodes = new ArrayList<>();
    final List<Integer> nodePorts = new ArrayList<>();

    /// Where the API of the first node is.
    final int insidePort;

    final List<Integer> insidePorts = new ArrayList<>();

    private Town(EmbeddedServers servers, int firstPort, Options options) {
        this.servers = servers;
        this.publicPort = firstPort;
        this.insidePort = firstPort + PORTS_FIXED + 1;
        this.providersPort = firstPort + 1; // and the two after it, for mail
        this.providers = TownProcess.providers(
                providersPort, publicUrl(), options.seed(), PROVIDERS_JVM, log(options, "providers"));
        for (var number = 1; number <= options.nodes(); number++) {
            var port = firstPort + PORTS_FIXED + PORTS_OF_A_NODE * (number - 1);
            var name = "node-" + number;
            var setting = new NodeSetting(
                    port,
                    port + 1,
                    publicUrl(),
                    providersUrl(),
                    providersPort + 1,
                    providersPort + 2,
                    servers.jdbcUrl(),
                    servers.user(),
                    servers.password(),
                    servers.redisUrl(),
                    options.folder().resolve(name),
                    options.folder().resolve("keys"),
                    options.faultTriedEvery(),
                    Duration.ZERO);
            nodePorts.add(port);
            insidePorts.add(port + 1);
            nodes.add(TownProcess.node(name, setting, NODE_JVM, options.inFront(), log(options, name)));
        }
    }

    private static Path log(Options options, String name) {
        return options.folder().resolve("logs").resolve(name + ".log");
    }

    /// Starts everything and waits until the nodes take messages.
    static Town start(Options options) {
        shareUnpackedPrograms(options.folder());
        var servers = options.redisCluster()
                ? EmbeddedServers.startWithRedisCluster(options.folder())
                : EmbeddedServers.start(options.folder());
        var town = new Town(servers, Ports.inARow(PORTS_FIXED + PORTS_OF_A_NODE * options.nodes()), options);
        try {
            town.providers.launch();
            try (var database = Database.open(servers.jdbcUrl(), servers.user(), servers.password(), 1)) {
                DemoCity.fill(database);
            }
            town.providers.awaitReady();
            town.nodes.getFirst().launch();
            town.nodes.getFirst().awaitReady(); // it makes the keys
            town.nodes.stream().skip(1).forEach(TownProcess::launch);
            town.nodes.forEach(TownProcess::awaitReady);
            return town;
        } catch (RuntimeException e) {
            town.close();
            throw e;
        }
    }

    /// The servers' programs are unpacked once for all runs beside each other, and not once for each.
    private static void shareUnpackedPrograms(Path folder) {
        try {
            Files.createDirectories(folder);
            var shared = folder.toAbsolutePath().resolveSibling("programs");
            Files.createDirectories(shared);
            var own = folder.resolve("bin");
            if (!Files.exists(own)) {
                Files.createSymbolicLink(own, shared);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String publicUrl() {
        return "http://localhost:" + publicPort;
    }

    String providersUrl() {
        return "http://localhost:" + providersPort;
    }

    /// How much CPU each process has used since it was last started, in words.
    String cpu() {
        var said = new StringBuilder("CPU s: harness " + seconds(ProcessHandle.current()));
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains("postgres"))
                .findFirst()
                .ifPresent(postgres -> said.append(", PostgreSQL ")
                        .append(seconds(postgres)
                                + postgres.descendants()
                                        .mapToLong(Town::seconds)
                                        .sum()));
        said.append(", providers ").append(seconds(providers));
        nodes.forEach(node -> said.append(", ").append(node.name()).append(' ').append(seconds(node)));
        return said.toString();
    }

    private static long seconds(TownProcess process) {
        return ProcessHandle.of(process.pid()).map(Town::seconds).orElse(0L);
    }

    private static long seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toSeconds).orElse(0L);
    }

    @Override
    public void close() {
        nodes.parallelStream().forEach(TownProcess::close);
        providers.close();
        servers.close();
    }
}
