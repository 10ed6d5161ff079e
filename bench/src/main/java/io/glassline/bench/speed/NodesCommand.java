package io.glassline.bench.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Two nodes over one record against one of them, each with the same bounded share of a core: what a second node
/// brings where PostgreSQL, the load and the stand-in have processor time left.
@Command(
        name = "nodes",
        description = "Two nodes against one on the same work, each with a share of a core; needs root.",
        mixinStandardHelpOptions = true)
public final class NodesCommand extends Measurement implements Callable<Integer> {

    private static final double FLOOR = 1.7;
    private static final double AMBITION = 1.9;

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            defaultValue = "25",
            description = "of one core, for each node (default: ${DEFAULT-VALUE})")
    int share = 25;

    @Override
    String name() {
        return "nodes --share " + share;
    }

    @Override
    public Integer call() throws InterruptedException {
        var report = new Report("Two nodes against one, whole turns", how());
        try (var servers = Servers.start();
                var standIn = ProviderStandIn.start()) {
            report.line("");
            report.line(Machine.described(servers));
            var contenders = new Contenders(servers, flags());
            var posts = Contenders.scriptedPosts();
            var database = servers.database("nodes");
            try (var first = contenders.node("node-1", database, standIn.url());
                    var second = contenders.node("node-2", database, standIn.url())) {
                warm(servers, List.of(first, second), posts, standIn);
                try (var _ = ProcessorShare.of(first.pid(), share);
                        var _ = ProcessorShare.of(second.pid(), share)) {
                    measure(report, servers, first, second, posts, standIn);
                }
            }
        }
        report.write(outFile());
        return 0;
    }

    private void warm(Servers servers, List<Contender> nodes, SignedPosts posts, ProviderStandIn standIn)
            throws InterruptedException {
        for (var node : nodes) {
            warmByTurns(servers, node, posts, standIn, Flood.WARM_PER_SECOND);
        }
    }

    private void measure(
            Report report,
            Servers servers,
            Contender first,
            Contender second,
            SignedPosts posts,
            ProviderStandIn standIn)
            throws InterruptedException {
        var messages = share * (quick ? 20 : 80);
        var one = new ArrayList<Double>();
        var two = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        var missing = 0L;
        for (var round = 1; round <= rounds(); round++) {
            servers.checkpoint();
            second.hold();
            var alone = Flood.of(servers, List.of(first), posts, standIn, messages);
            second.release();
            servers.checkpoint();
            var together = Flood.of(servers, List.of(first, second), posts, standIn, 2 * messages);
            one.add(alone.turnsPerSecond());
            two.add(together.turnsPerSecond());
            ratios.add(together.turnsPerSecond() / alone.turnsPerSecond());
            missing += alone.missing() + together.missing();
            Report.progress("round %d of %d: one %.0f/s, two %.0f/s"
                    .formatted(round, rounds(), alone.turnsPerSecond(), together.turnsPerSecond()));
        }
        report.line("");
        report.line(
                ("Each node has %d %% of one core. Flood of %d messages to one and twice as many to two, %d connections in"
                                + " all, %d rounds, %s; from the first webhook to the last send taken.")
                        .formatted(share, messages, Flood.CONNECTIONS, rounds(), warmth()));
        report.columns("", "median (min to max)");
        report.row("turns/s, one node", Spread.of(one).in("%.0f"));
        report.row("turns/s, two nodes", Spread.of(two).in("%.0f"));
        report.row("two against one", Spread.of(ratios).in("%.2f"));
        report.row("answers that did not come", Long.toString(missing));
        report.line("");
        report.target("two nodes against one", Spread.of(ratios).median(), FLOOR, AMBITION);
    }
}
