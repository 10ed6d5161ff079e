package io.glassline.bench.speed;

import io.glassline.bench.speed.Race.Round;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// The same job in what a city would otherwise take, side by side.
@Command(
        name = "peers",
        description = "Signed webhook, durable row, 200: against Apache Camel, Spring, and one transaction a message.",
        mixinStandardHelpOptions = true)
public final class PeersCommand extends Measurement implements Callable<Integer> {

    private static final int CONNECTIONS = 256;

    private static final String ACCEPT = "Glassline";
    private static final String TRANSACTION = "Micronaut, one transaction each";
    private static final String CAMEL = "Camel";
    private static final String MVC = "Spring MVC";

    private static final List<String> STOCK = List.of(CAMEL, MVC);

    private static final double STOCK_FLOOR = 6;
    private static final double STOCK_AMBITION = 10;
    private static final double TRANSACTION_FLOOR = 3;
    private static final double TRANSACTION_AMBITION = 5;

    @Override
    String name() {
        return "peers";
    }

    @Override
    public Integer call() {
        var report = new Report("Peers: the same job in Camel, Spring and plain Micronaut", how());
        try (var servers = Servers.start()) {
            report.line("");
            report.line(Machine.described(servers));
            var contenders = new Contenders(servers, flags());
            try (var accept = contenders.acceptOnly(ACCEPT);
                    var transaction = contenders.peer(TRANSACTION, "peer-micronaut");
                    var camel = contenders.peer(CAMEL, "peer-camel");
                    var mvc = contenders.peer(MVC, "peer-spring")) {
                var race = new Race(servers, CONNECTIONS);
                race.enter(accept, Contenders.posts(SignedPosts.ACCOUNT_PATH));
                race.enter(transaction, Contenders.posts("/transaction"));
                race.enter(camel, Contenders.posts("/channels/lean"));
                race.enter(mvc, Contenders.posts("/channels/mvc"));
                race.run(quick, rounds(), roundLasting());
                tell(report, race);
            }
        }
        report.write(outFile());
        return 0;
    }

    private void tell(Report report, Race race) {
        report.line("");
        report.line(("Closed loop, %d connections, %d rounds of %d s, %s. All prove the same signature over the same"
                        + " form, write at least one row, let a duplicate fall out by the provider's id, and answer 200 when it is"
                        + " committed. Glassline writes two rows (message, audit entry) and keeps the raw call with the batch's,"
                        + " the others write one.")
                .formatted(CONNECTIONS, rounds(), roundLasting().toSeconds(), warmth()));
        race.tell(report, ACCEPT);
        report.line("");
        for (var peer : STOCK) {
            report.target("against " + peer, race.ratio(ACCEPT, peer).median(), STOCK_FLOOR, STOCK_AMBITION);
        }
        report.target(
                "against " + TRANSACTION,
                race.ratio(ACCEPT, TRANSACTION).median(),
                TRANSACTION_FLOOR,
                TRANSACTION_AMBITION);
        var best = STOCK.stream()
                .min(Comparator.comparingDouble(
                        peer -> race.spread(peer, Round::micros).median()))
                .orElseThrow();
        report.targetAtMost(
                "processor time for a message, as a share of the best stock peer's (" + best + ")",
                race.spread(ACCEPT, Round::micros).median()
                        / race.spread(best, Round::micros).median(),
                1 / STOCK_FLOOR,
                1 / 12.0);
    }
}
