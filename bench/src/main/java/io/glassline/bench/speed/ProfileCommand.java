package io.glassline.bench.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Where the time goes, by Java's flight recorder and PostgreSQL's own statistics.
@Command(
        name = "profile",
        description = "Where the processor time and the memory go, under load.",
        mixinStandardHelpOptions = true)
public final class ProfileCommand extends Measurement implements Callable<Integer> {

    private static final int CONNECTIONS = 256;

    @Option(names = "--node", description = "a whole node with its turns, and not the accept path alone")
    boolean node;

    @Option(names = "--keep", paramLabel = "FILE", description = "keep the flight recording there")
    Path keep = Path.of("/tmp/glassline-bench.jfr");

    @Override
    String name() {
        return "profile" + (node ? " --node" : "");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var report = new Report("Profile of " + (node ? "a whole node" : "the accept path"), how());
        try (var servers = Servers.start();
                var standIn = ProviderStandIn.start()) {
            report.line("");
            report.line(Machine.described(servers));
            var flags = new ArrayList<>(flags());
            flags.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"));
            var contenders = new Contenders(servers, flags);
            var posts = node ? Contenders.postsOfHelp() : Contenders.posts(SignedPosts.ACCOUNT_PATH);
            try (var contender = node
                    ? contenders.node("node", servers.database("node"), standIn.url())
                    : contenders.acceptOnly("accept")) {
                warmByRequests(contender, node ? 16 : CONNECTIONS, posts);
                measure(report, servers, contender, posts, standIn);
            }
        }
        report.write(outFile());
        return 0;
    }

    private void measure(
            Report report, Servers servers, Contender contender, SignedPosts posts, ProviderStandIn standIn)
            throws IOException, InterruptedException {
        var lasting = Duration.ofSeconds(quick ? 8 : 20);
        posts.sign((int) (30_000 * lasting.toSeconds()));
        jcmd(contender, "JFR.start", "name=bench", "settings=profile", "jdk.VirtualThreadPinned#threshold=1ms");
        var from = Instant.now();
        try (var load = new Load(contender.address(), node ? 16 : CONNECTIONS, posts)) {
            var serverBefore = contender.micros();
            var postgresBefore = servers.postgresMicros();
            var takenBefore = standIn.taken();
            var measured = load.closed(lasting);
            var serverMicros = (double) (contender.micros() - serverBefore) / measured.answered();
            var postgresMicros = (double) (servers.postgresMicros() - postgresBefore) / measured.answered();
            var turns = standIn.taken() - takenBefore;
            jcmd(contender, "JFR.dump", "name=bench", "filename=" + keep);
            report.line("");
            report.line(
                    "%d messages in %.0f s (%.0f/s), %d sends taken meanwhile; CPU for a message: server %.0f µs, PostgreSQL %.0f µs"
                            .formatted(
                                    measured.answered(),
                                    measured.seconds(),
                                    measured.perSecond(),
                                    turns,
                                    serverMicros,
                                    postgresMicros));
            Profile.of(keep, from.toEpochMilli() * 1000).tell(report, measured.answered());
        }
    }

    private static void jcmd(Contender contender, String... what) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(contender.pid())));
        command.addAll(List.of(what));
        var process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
