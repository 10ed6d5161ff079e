package io.glassline.bench.speed;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// How near the accept path comes to what the machine and the framework allow.
@Command(
        name = "ceiling",
        description = "The accept path against a bare server, a bare framework, and the plain group commit.",
        mixinStandardHelpOptions = true)
public final class CeilingCommand extends Measurement implements Callable<Integer> {

    private static final int CONNECTIONS = 256;

    private static final String NETTY = "bare Netty";
    private static final String MICRONAUT = "bare Micronaut";
    private static final String GROUPED = "plain group commit";
    private static final String ACCEPT = "Glassline, accept alone";
    private static final String NODE = "Glassline, whole node";

    private static final double SHARE_FLOOR = 0.30;
    private static final double SHARE_AMBITION = 0.45;
    private static final double P99_MILLIS_MAX = 100;
    private static final double P99_MILLIS_AMBITION = 50;

    @Override
    String name() {
        return "ceiling";
    }

    @Override
    public Integer call() {
        var report = new Report("Ceiling: the accept path against what is possible", how());
        try (var servers = Servers.start();
                var standIn = ProviderStandIn.start()) {
            report.line("");
            report.line(Machine.described(servers));
            var contenders = new Contenders(servers, flags());
            try (var netty = contenders.bareNetty(NETTY);
                    var micronaut = contenders.peer(MICRONAUT, "peer-micronaut");
                    var grouped = contenders.peer(GROUPED, "peer-micronaut");
                    var accept = contenders.acceptOnly(ACCEPT);
                    var node = contenders.node(NODE, servers.database("node"), standIn.url())) {
                var race = new Race(servers, CONNECTIONS);
                race.enter(netty, Contenders.endlessPosts("/"));
                race.enter(micronaut, Contenders.endlessPosts("/bare"));
                race.enter(grouped, Contenders.posts("/grouped"));
                race.enter(accept, Contenders.posts(SignedPosts.ACCOUNT_PATH));
                race.enter(node, Contenders.postsOfHelp());
                race.run(quick, rounds(), roundLasting());
                tell(report, race);
                atHalfOfCapacity(report, servers, race, accept);
            }
        }
        report.write(outFile());
        return 0;
    }

    private void tell(Report report, Race race) {
        report.line("");
        report.line(("Closed loop, %d connections, %d rounds of %d s, %s. A message is a signed"
                        + " Twilio form; it is answered when it is committed. *Accept alone* does everything the gateway"
                        + " does before its 200 (proof, reading, deterministic id, raw call, message and audit entry in"
                        + " one statement) and nothing after. The *whole node* runs turns, sends and the log meanwhile,"
                        + " and falls behind with them, as a node in a flood does.")
                .formatted(CONNECTIONS, rounds(), roundLasting().toSeconds(), warmth()));
        race.tell(report, MICRONAUT);
        report.line("");
        report.target(
                "accept alone as a share of bare Micronaut",
                race.ratio(ACCEPT, MICRONAUT).median(),
                SHARE_FLOOR,
                SHARE_AMBITION);
        report.line("- accept alone as a share of the plain group commit: "
                + race.ratio(ACCEPT, GROUPED).in("%.2f"));
    }

    private void atHalfOfCapacity(Report report, Servers servers, Race race, Contender accept) {
        var perSecond = (int) (race.perSecond(ACCEPT) / 2);
        var lasting = Duration.ofSeconds(quick ? 5 : 30);
        var posts = race.posts(ACCEPT);
        posts.sign((int) (perSecond * (lasting.toSeconds() + 1)));
        servers.rest();
        accept.release();
        try (var load = new Load(accept.address(), CONNECTIONS, posts)) {
            var measured = load.open(perSecond, lasting);
            report.line("");
            report.line(
                    "Open loop at half of that, %d/s for %d s, accept alone: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, %d failed."
                            .formatted(
                                    perSecond,
                                    lasting.toSeconds(),
                                    measured.millis(50),
                                    measured.millis(99),
                                    measured.millis(99.9),
                                    measured.failed()));
            report.line("");
            report.targetAtMost(
                    "webhook p99 at half of capacity, ms", measured.millis(99), P99_MILLIS_MAX, P99_MILLIS_AMBITION);
        }
    }
}
