package io.glassline.bench.speed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What a node needs that has nothing to do, and how soon it is there.
@Command(
        name = "idle",
        description = "Memory and time to start, with 1, 1,000 and 100,000 open conversations.",
        mixinStandardHelpOptions = true)
public final class IdleCommand extends Measurement implements Callable<Integer> {

    private static final List<Integer> OPEN = List.of(1, 1_000, 100_000);
    private static final long SETTLE_MILLIS = 5_000;

    private static final double MEMORY_FLOOR = 350;
    private static final double MEMORY_AMBITION = 200;
    private static final double START_FLOOR = 4;
    private static final double START_AMBITION = 2;

    @Option(names = "--open", split = ",", description = "open conversations (default: 1,1000,100000)")
    List<Integer> open = OPEN;

    @Override
    String name() {
        return "idle";
    }

    @Override
    public Integer call() throws InterruptedException {
        var report = new Report("Idle: memory and start", how());
        try (var servers = Servers.start();
                var standIn = ProviderStandIn.start()) {
            report.line("");
            report.line(Machine.described(servers));
            report.line("");
            report.line("`serve` as the launcher starts it, PostgreSQL and Redis running already; from the process'"
                    + " start to its word that it serves; memory " + SETTLE_MILLIS / 1000 + " s after that. The first"
                    + " start of each kind is not counted: it fills the knowledge's training cache.");
            report.columns("open conversations", "AOT cache", "s to ready", "RSS MiB");
            var contenders = new Contenders(servers, flags());
            var worst = new double[] {0, 0}; // seconds and MiB, of the rows as the launcher starts a node
            for (var count : open) {
                var url = servers.database("idle_" + count);
                Pattern.write(contenders, url, standIn, 1, 1);
                var growing = new Growing(servers, url, count * 20L);
                growing.copies(count - 1L, 1);
                measure(report, servers, url, count, worst);
            }
            report.line("");
            report.targetAtMost("seconds to ready, with the cache", worst[0], START_FLOOR, START_AMBITION);
            report.targetAtMost("RSS, MiB, with the cache", worst[1], MEMORY_FLOOR, MEMORY_AMBITION);
        }
        report.write(outFile());
        return 0;
    }

    private void measure(Report report, Servers servers, String url, int count, double[] worst)
            throws InterruptedException {
        var seconds = Map.of(true, new ArrayList<Double>(), false, new ArrayList<Double>());
        var memory = Map.of(true, new ArrayList<Double>(), false, new ArrayList<Double>());
        for (var round = 0; round <= rounds(); round++) {
            for (var cached : List.of(true, false)) {
                if (cached && !Files.exists(cache())) {
                    continue;
                }
                try (var node = start(servers, url, cached)) {
                    Thread.sleep(SETTLE_MILLIS);
                    if (round > 0) {
                        seconds.getOrDefault(cached, new ArrayList<>()).add(node.secondsToReady());
                        memory.getOrDefault(cached, new ArrayList<>()).add(ProcessorTime.residentMebibytes(node.pid()));
                    }
                }
            }
        }
        for (var cached : List.of(true, false)) {
            var took = seconds.getOrDefault(cached, new ArrayList<>());
            var held = memory.getOrDefault(cached, new ArrayList<>());
            if (!took.isEmpty()) {
                report.row(
                        "%,d".formatted(count),
                        cached ? "yes" : "no",
                        Spread.of(took).in("%.1f"),
                        Spread.of(held).in("%.0f"));
            }
            if (cached && !took.isEmpty()) {
                worst[0] = Math.max(worst[0], Spread.of(took).median());
                worst[1] = Math.max(worst[1], Spread.of(held).median());
            }
        }
    }

    /// Where the launcher keeps what it trained: see `glassline`.
    private static Path cache() {
        return Contender.home().resolve("app/target/glassline.aot");
    }

    private Contender start(Servers servers, String url, boolean cached) {
        var flags = new ArrayList<String>();
        flags.add("--enable-native-access=ALL-UNNAMED");
        flags.add("--sun-misc-unsafe-memory-access=allow");
        flags.addAll(List.of(jvm.strip().split("\\s+")));
        flags.addAll(List.of("-Xms64m", "-Xmx768m", "-XX:TrimNativeHeapInterval=5000"));
        if (cached) {
            flags.add("-XX:AOTCache=" + cache());
        }
        var jar = Contender.home().resolve("app/target/glassline.jar");
        return Contender.serve(
                flags,
                jar + ":" + jar.resolveSibling("lib") + "/*",
                servers.folder(),
                Map.of(
                        "GLASSLINE_DB_URL", url,
                        "GLASSLINE_DB_USER", servers.user(),
                        "GLASSLINE_DB_PASSWORD", servers.password(),
                        "GLASSLINE_REDIS_URL", servers.redisUrl(),
                        "GLASSLINE_SPOOL", servers.folder().resolve("spool").toString()));
    }
}
