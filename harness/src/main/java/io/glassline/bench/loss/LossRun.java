package io.glassline.bench.loss;

import io.glassline.bench.loss.GatewayRecord.Backlog;
import io.glassline.bench.loss.Load.Phase;
import io.glassline.bench.loss.Options.Scenario;
import io.glassline.bench.town.City;
import io.glassline.log.HttpLogSource;
import io.glassline.log.LogVerifier;
import io.glassline.log.LogVerifier.Trust;
import io.glassline.log.Verdict;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// One run from a seed: load, faults, the wait until all is done, and the account.
final class LossRun {

    /// What is said before the clock runs is accounted for as the rest. A cold node takes no more at first.
    private static final int WARM_UP_PER_SECOND_MAX = 100;

    /// How long providers come again with what was not taken, once the load has been offered.
    private static final long ANSWERS_WAIT_MAX_SECONDS = 180;

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /// With no progress for this long, waiting on makes no sense.
    private static final Duration STUCK_AFTER = Duration.ofSeconds(180);

    private final Options options;
    private final Consumer<String> progress;

    LossRun(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /// @param accepted without the warm-up
    /// @param bulletins what staff wrote in bulk
    /// @param toQuiet from the end of the faults and of the load until nothing was left to do
    /// @param refused messages that never got a 200
    record Outcome(
            long seed,
            int offered,
            int accepted,
            int refused,
            int kills,
            int otherFaults,
            int bulletins,
            Histogram latency,
            Histogram whilePostgresAway,
            Map<Integer, Integer> statuses,
            Duration toQuiet,
            boolean isQuiet,
            LossReport account,
            List<String> log) {

        boolean isClean() {
            return account.isClean() && isQuiet && log.isEmpty() && refused == 0;
        }
    }

    Outcome run() throws InterruptedException, SQLException {
        try (var town = Town.start(options);
                var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory())) {
            var doors = new NodeAddresses(town.nodePorts);
            var network = new Network();
            var providers = new ProvidersClient(town.providersUrl());
            var lines = lines(town);
            var slowly = Math.min(options.rate(), WARM_UP_PER_SECOND_MAX);
            var warmUp =
                    script(town, lines, "a", 500_000, slowly, options.warmUp().toSeconds());
            var script = script(town, lines, "b", 0, options.rate(), options.seconds());
            try (var _ = new Balancer(group, town.publicPort, doors, network)) {
                warmUp(group, doors, warmUp);
                var load = new Load(group, doors, network, script);
                var bulletins = new Bulletins(town.insidePort);
                var changes = new RuleChanges(town.insidePorts, options.folder());
                try (var misfortunes = new FaultPlan(options, town, providers, network, load, bulletins, changes)) {
                    progress.accept(town.cpu() + " after the warm-up");
                    load.start();
                    misfortunes.start();
                    var all = load.awaitAnswers((long) options.seconds()
                            + ANSWERS_WAIT_MAX_SECONDS
                            + options.down().toSeconds());
                    misfortunes.awaitEnd();
                    load.stop();
                    progress.accept(load.acknowledged() + " of " + script.said().size() + " accepted"
                            + (all ? "" : ", the rest not within the limit"));
                    progress.accept(town.cpu());
                    return settle(town, providers, warmUp, script, load, misfortunes, bulletins.written(), changes);
                }
            }
        }
    }

    private Questions lines(Town town) {
        var lines = Questions.of(City.read(town.providersUrl(), town.providersPort + 1, town.providersPort + 2));
        return options.scenario() == Scenario.REDIS_WIPE ? lines.onlyFlows() : lines;
    }

    private Script script(Town town, Questions lines, String part, int firstCitizen, int rate, double seconds) {
        var now = Instant.now();
        return Script.write(
                Long.toHexString(now.toEpochMilli()) + part,
                options.seed(),
                lines,
                rate,
                seconds,
                firstCitizen,
                options.citizens(),
                town.publicUrl(),
                now.getEpochSecond());
    }

    private static void warmUp(EventLoopGroup group, NodeAddresses doors, Script script) throws InterruptedException {
        var load = new Load(group, doors, new Network(), script);
        load.start();
        if (!load.awaitAnswers(ANSWERS_WAIT_MAX_SECONDS)) {
            throw new IllegalStateException("the nodes do not take messages even without a fault; see their logs");
        }
        load.stop();
    }

    private Outcome settle(
            Town town,
            ProvidersClient providers,
            Script warmUp,
            Script script,
            Load load,
            FaultPlan misfortunes,
            List<String> bulletins,
            RuleChanges changes)
            throws InterruptedException, SQLException {
        var record = new GatewayRecord(town.servers.jdbcUrl(), town.servers.user(), town.servers.password());
        var began = System.nanoTime();
        var isQuiet = awaitQuiet(record, load.acknowledged() + warmUp.said().size());
        var toQuiet = Duration.ofNanos(System.nanoTime() - began);
        progress.accept(town.cpu());
        var everything = record.read();
        var citizens = Stream.concat(warmUp.citizens().stream(), script.citizens().stream())
                .toList();
        var ledger = providers.ledger();
        var account = LossReport.of(citizens, everything, ledger)
                .and(Bulletins.account(bulletins, everything, ledger))
                .and(changes.account(record.uses()));
        if (options.scenario() == Scenario.PROVIDER_10M && bulletins.isEmpty()) {
            account = account.and(LossReport.lost("bulk: staff could write to nobody; see faults.log"));
        }
        return new Outcome(
                options.seed(),
                script.said().size(),
                load.acknowledged(),
                script.said().size() - load.acknowledged(),
                misfortunes.kills(),
                misfortunes.others(),
                bulletins.size(),
                load.latency(Phase.WHOLE),
                load.latency(Phase.POSTGRES_AWAY),
                new TreeMap<>(load.statuses()),
                toQuiet,
                isQuiet,
                account,
                verify(town, everything.entries()));
    }

    /// Waits until everything is done, twice in a row, as long as it gets on.
    private boolean awaitQuiet(GatewayRecord record, int accepted) throws InterruptedException {
        var until = System.nanoTime() + options.quiet().toNanos();
        var lastProgress = System.nanoTime();
        var lastTold = 0L;
        var last = new Backlog(-1, -1, -1, -1);
        var quietTimes = 0;
        while (System.nanoTime() < until && System.nanoTime() - lastProgress < STUCK_AFTER.toNanos()) {
            try {
                var now = record.backlog();
                if (!now.equals(last)) {
                    lastProgress = System.nanoTime();
                }
                last = now;
                quietTimes = now.isDone(accepted) ? quietTimes + 1 : 0;
                if (quietTimes == 3) {
                    return true;
                }
                if (System.nanoTime() - lastTold > 10_000_000_000L) {
                    lastTold = System.nanoTime();
                    progress.accept(now.toString());
                }
            } catch (SQLException e) {
                progress.accept("the record cannot be read: " + e.getMessage());
            }
            Thread.sleep(LOOK_EVERY);
        }
        progress.accept("not quiet: " + last);
        return false;
    }

    /// What is wrong with the public log, as anybody can see it.
    private static List<String> verify(Town town, long entries) {
        var faults = new ArrayList<String>();
        try (var source = new HttpLogSource(URI.create("http://localhost:" + town.nodePorts.getFirst() + "/log"))) {
            switch (new LogVerifier(source).verify(Trust.ON_FIRST_SIGHT)) {
                case Verdict.Holds holds -> {
                    if (holds.size() < entries) {
                        faults.add("the log has " + holds.size() + " entries, the record " + entries);
                    }
                }
                case Verdict.Broken broken -> broken.faults().forEach(fault -> faults.add("log: " + fault.what()));
            }
        }
        return faults;
    }

    /// Everything that went wrong, one on a line.
    static List<String> told(Outcome outcome) {
        var told = new ArrayList<String>();
        outcome.account().lost().forEach(one -> told.add("lost: " + one));
        outcome.account().duplicated().forEach(one -> told.add("duplicated: " + one));
        outcome.account().outOfOrder().forEach(one -> told.add("out of order: " + one));
        outcome.log().forEach(one -> told.add("log: " + one));
        outcome.account().leftToPeople().forEach(one -> told.add("left to people: " + one));
        return told;
    }

    /// Writes what went wrong beside the logs.
    static void keep(Options options, Outcome outcome) {
        try {
            Files.write(options.folder().resolve("account.txt"), told(outcome));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
