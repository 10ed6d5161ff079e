package io.glassline.bench.speed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// This build against another one, by turns in one run: whether a change brought anything. Two runs do not tell, for
/// the machine is not the same in both.
@Command(
        name = "against",
        description = "This build against that of another checkout: accept alone, and whole turns.",
        mixinStandardHelpOptions = true)
public final class AgainstCommand extends Measurement implements Callable<Integer> {

    private static final int CONNECTIONS = 256;
    private static final String THIS = "this build";
    private static final String OTHER = "the other";

    @Parameters(paramLabel = "CHECKOUT", description = "where the other is, built by ./glassline bench there")
    Path checkout = Path.of("");

    @Override
    String name() {
        return "against " + checkout.getFileName();
    }

    @Override
    public Integer call() throws InterruptedException {
        var report = new Report("This build against another", how());
        try (var servers = Servers.start();
                var standIn = ProviderStandIn.start()) {
            report.line("");
            report.line(Machine.described(servers));
            var ours = new Contenders(servers, flags());
            var theirs = ours.builtIn(checkout);
            accept(report, servers, ours, theirs);
            turns(report, servers, standIn, ours, theirs);
        }
        report.write(outFile());
        return 0;
    }

    private void accept(Report report, Servers servers, Contenders ours, Contenders theirs) {
        try (var other = theirs.acceptOnly(OTHER, servers.database("accept_other"));
                var here = ours.acceptOnly(THIS, servers.database("accept_this"))) {
            var race = new Race(servers, CONNECTIONS);
            race.enter(other, Contenders.posts(SignedPosts.ACCOUNT_PATH));
            race.enter(here, Contenders.posts(SignedPosts.ACCOUNT_PATH));
            race.run(quick, rounds(), roundLasting());
            report.line("");
            report.line("Accept alone, closed loop, %d connections, %d rounds of %d s, %s."
                    .formatted(CONNECTIONS, rounds(), roundLasting().toSeconds(), warmth()));
            race.tell(report, OTHER);
        }
    }

    private record Side(Contender node, SignedPosts posts, List<Flood> floods) {}

    private void turns(Report report, Servers servers, ProviderStandIn standIn, Contenders ours, Contenders theirs)
            throws InterruptedException {
        try (var other = node(theirs, OTHER, 1, servers, standIn);
                var here = node(ours, THIS, 2, servers, standIn)) {
            var sides = List.of(side(other), side(here));
            sides.forEach(side -> side.node.hold());
            for (var side : sides) {
                side.node.release();
                warmByTurns(servers, side.node, side.posts, standIn, Flood.WARM_PER_SECOND);
                side.node.hold();
            }
            for (var round = 1; round <= rounds(); round++) {
                for (var side : sides) {
                    side.floods.add(flood(servers, standIn, side));
                    Report.progress("round %d of %d: %s %.0f turns/s"
                            .formatted(
                                    round,
                                    rounds(),
                                    side.node.name(),
                                    side.floods.getLast().turnsPerSecond()));
                }
            }
            tell(report, sides);
        }
    }

    private static Contender node(
            Contenders contenders, String name, int redisDatabase, Servers servers, ProviderStandIn standIn) {
        return contenders.node(
                name + ", node",
                servers.database("node_" + redisDatabase),
                servers.redisUrl() + "/" + redisDatabase,
                standIn.url());
    }

    private static Side side(Contender node) {
        return new Side(node, Contenders.scriptedPosts(), new ArrayList<>());
    }

    private Flood flood(Servers servers, ProviderStandIn standIn, Side side) throws InterruptedException {
        servers.rest();
        side.node.release();
        var flood = Flood.of(servers, List.of(side.node), side.posts, standIn, messages());
        side.node.hold();
        return flood;
    }

    private void tell(Report report, List<Side> sides) {
        report.line("");
        report.line("Whole turns, floods of %d messages, %d connections, %d rounds by turns, %s."
                .formatted(messages(), Flood.CONNECTIONS, rounds(), warmth()));
        report.columns("", "turns/s, median (min to max)", "CPU node µs", "CPU PostgreSQL µs", "answers missing");
        for (var side : sides) {
            report.row(
                    side.node.name(),
                    Spread.of(side.floods, Flood::turnsPerSecond).in("%.0f"),
                    "%.0f".formatted(Spread.of(side.floods, Flood::nodeMicros).median()),
                    "%.0f"
                            .formatted(Spread.of(side.floods, Flood::postgresMicros)
                                    .median()),
                    Long.toString(side.floods.stream().mapToLong(Flood::missing).sum()));
        }
        var ratios = IntStream.range(0, rounds())
                .mapToObj(n -> sides.getLast().floods.get(n).turnsPerSecond()
                        / sides.getFirst().floods.get(n).turnsPerSecond())
                .toList();
        report.line("");
        report.line("- turns/s, this build as a share of the other: "
                + Spread.of(ratios).in("%.2f"));
    }
}
