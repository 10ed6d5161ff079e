package io.glassline.bench.loss;

import io.glassline.bench.loss.LossRun.Outcome;
import io.glassline.bench.loss.Options.Fault;
import io.glassline.bench.loss.Options.Scenario;
import io.glassline.bench.town.City;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./glassline bench loss`
@Command(
        name = "loss",
        description = {
            "Loses nothing, doubles nothing, keeps the order? Two nodes on one record, signed webhooks on three channels",
            "at a rate that does not wait, and faults from a seed: nodes killed, PostgreSQL and Redis stopped and emptied,",
            "providers failing, an account's token refused for a time, a bad network, rules changed and rolled back. Then an account of every message from four books: what got a 200, the",
            "record, what the providers sent, and the public log."
        },
        mixinStandardHelpOptions = true)
public final class LossCommand implements Callable<Integer> {

    private static final int SHOWN_MAX = 20;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--seed", defaultValue = "1", description = "one, or several as 1..20 (default: ${DEFAULT-VALUE})")
    String seeds = "1";

    @Option(names = "--rate", defaultValue = "1000", description = "messages offered in a second (${DEFAULT-VALUE})")
    int rate;

    @Option(names = "--seconds", defaultValue = "20", description = "for how long (${DEFAULT-VALUE})")
    double seconds;

    @Option(names = "--citizens", defaultValue = "4000", description = "how many write, at most (${DEFAULT-VALUE})")
    int citizens;

    @Option(names = "--nodes", defaultValue = "2", description = "gateway nodes (${DEFAULT-VALUE})")
    int nodes;

    @Option(names = "--redis", defaultValue = "single", description = "single, or cluster: three masters")
    String redis = "single";

    @Option(
            names = "--faults",
            defaultValue = "kill,postgres,redis,provider,network,token,rules",
            description = "which, or none (${DEFAULT-VALUE})")
    String faults = "";

    @Option(
            names = "--scenario",
            defaultValue = "seeded",
            description =
                    "seeded, postgres-60s, postgres-frozen, redis-wipe, provider-10m or rolling (${DEFAULT-VALUE})")
    String scenario = "seeded";

    @Option(names = "--down", description = "how long a scenario's fault lasts, such as 60s")
    @Nullable
    String down;

    @Option(
            names = "--warm-up",
            description = "how long messages are said before the clock runs (6s; where PostgreSQL is away, 60s)")
    @Nullable
    String warmUp;

    @Option(names = "--quiet", defaultValue = "900s", description = "the limit for finishing all (${DEFAULT-VALUE})")
    String quiet = "900s";

    @Option(
            names = "--fault-tried-every",
            defaultValue = "1s",
            description = "how often an account whose token is refused is tried (${DEFAULT-VALUE}; in production 60s)")
    String faultTriedEvery = "1s";

    @Option(names = "--keep", description = "keep data and logs of runs without a fault too")
    boolean keep;

    @Option(
            names = "--prove",
            arity = "0..1",
            fallbackValue = "all",
            paramLabel = "NAME",
            description = "run builds in which one promise is broken on purpose, or one of them: each must be caught")
    @Nullable
    String prove;

    @Override
    public Integer call() throws Exception {
        var root = City.home().resolve(".glassline/loss");
        Files.createDirectories(root);
        if (prove != null) {
            return new Proof(this::options, root).run(prove) ? 0 : 1;
        }
        System.out.println(machine());
        var accepted = 0L;
        var lost = 0L;
        var duplicated = 0L;
        var outOfOrder = 0L;
        var leftToPeople = 0L;
        var isClean = true;
        for (var seed : seeds()) {
            var options = options(seed, root.resolve("seed-" + seed), List.of());
            delete(options.folder());
            var outcome = new LossRun(options, line -> System.err.println("  " + line)).run();
            LossRun.keep(options, outcome);
            System.out.println(summary(outcome));
            if (outcome.isClean()) {
                if (!keep) {
                    delete(options.folder());
                }
            } else {
                isClean = false;
                complain(outcome, options.folder());
            }
            accepted += outcome.accepted();
            lost += outcome.account().lost().size();
            duplicated += outcome.account().duplicated().size();
            outOfOrder += outcome.account().outOfOrder().size();
            leftToPeople += outcome.account().leftToPeople().size();
        }
        if (leftToPeople > 0) {
            System.out.println(leftToPeople + " answers in doubt left to people, by policy");
        }
        System.out.printf(
                "%d accepted, %d lost, %d duplicated, %d out of order%n", accepted, lost, duplicated, outOfOrder);
        return isClean ? 0 : 1;
    }

    private Options options(long seed, Path folder, List<Path> inFront) {
        var what = Stream.of(Scenario.values())
                .filter(one -> word(one).equals(scenario))
                .findFirst()
                .orElseThrow(() -> wrong("--scenario takes " + words(Scenario.values()) + "; not '" + scenario + "'"));
        if (!redis.equals("single") && !redis.equals("cluster")) {
            throw wrong("--redis takes single or cluster; not '" + redis + "'");
        }
        return new Options(
                seed,
                what,
                rate,
                seconds,
                citizens,
                nodes,
                redis.equals("cluster"),
                faults(),
                duration(warmUp == null ? usualWarmUp(what) : warmUp),
                duration(down == null ? usualDown(what) : down),
                duration(quiet),
                duration(faultTriedEvery),
                inFront,
                folder);
    }

    private static String usualDown(Scenario scenario) {
        return switch (scenario) {
            case POSTGRES_60S -> "60s";
            case POSTGRES_FROZEN -> "30s";
            case PROVIDER_10M -> "600s";
            case SEEDED, REDIS_WIPE, ROLLING -> "0s";
        };
    }

    /// Where it matters how long an answer takes, the nodes are to be as they are after a minute of work.
    private static String usualWarmUp(Scenario scenario) {
        return switch (scenario) {
            case POSTGRES_60S, POSTGRES_FROZEN -> "60s";
            case SEEDED, REDIS_WIPE, PROVIDER_10M, ROLLING -> "6s";
        };
    }

    private Set<Fault> faults() {
        return faults.equals("none")
                ? EnumSet.noneOf(Fault.class)
                : Stream.of(faults.split(",", -1))
                        .map(this::fault)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
    }

    private Fault fault(String name) {
        return Stream.of(Fault.values())
                .filter(one -> word(one).equals(name.strip()))
                .findFirst()
                .orElseThrow(() ->
                        wrong("--faults takes none, or some of " + words(Fault.values()) + "; not '" + name + "'"));
    }

    private Duration duration(String text) {
        try {
            return Duration.parse("PT" + text);
        } catch (DateTimeParseException e) {
            throw wrong("a length of time is such as 60s or 2m; not '" + text + "'");
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private static String words(Enum<?>[] all) {
        return Stream.of(all).map(LossCommand::word).collect(Collectors.joining(", "));
    }

    private List<Long> seeds() {
        if (!seeds.matches("\\d{1,9}(\\.\\.\\d{1,9})?")) {
            throw wrong("--seed takes one, such as 7, or several, such as 1..20; not '" + seeds + "'");
        }
        var bounds = seeds.split("\\.\\.", -1);
        return LongStream.rangeClosed(Long.parseLong(bounds[0]), Long.parseLong(bounds[bounds.length - 1]))
                .boxed()
                .toList();
    }

    static String machine() {
        return "%s, %d cores, Java %s"
                .formatted(
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version());
    }

    static String summary(Outcome outcome) {
        var line = new StringBuilder(
                "seed %-3d %6d offered, %6d accepted, %d kills, %2d other faults, webhook %s, quiet after %.1f s"
                        .formatted(
                                outcome.seed(),
                                outcome.offered(),
                                outcome.accepted(),
                                outcome.kills(),
                                outcome.otherFaults(),
                                latency(outcome.latency()),
                                outcome.toQuiet().toMillis() / 1e3));
        if (outcome.whilePostgresAway().getTotalCount() > 0) {
            line.append("%n         while PostgreSQL was away: %d accepted, webhook %s"
                    .formatted(outcome.whilePostgresAway().getTotalCount(), latency(outcome.whilePostgresAway())));
        }
        if (outcome.bulletins() > 0) {
            line.append("%n         written in bulk meanwhile: %d".formatted(outcome.bulletins()));
        }
        line.append(statuses(outcome));
        return line.toString();
    }

    private static String statuses(Outcome outcome) {
        return outcome.statuses().entrySet().stream()
                .map(entry -> switch (entry.getKey()) {
                    case -1 -> entry.getValue() + " connections refused or broken";
                    case 0 -> entry.getValue() + " without an answer in time";
                    default -> entry.getValue() + " × " + entry.getKey();
                })
                .collect(Collectors.joining(", ", "\n         answers: ", ""));
    }

    private static String latency(Histogram latency) {
        return "p50 %.1f p99 %.1f max %.1f ms"
                .formatted(
                        latency.getValueAtPercentile(50) / 1e3,
                        latency.getValueAtPercentile(99) / 1e3,
                        latency.getMaxValue() / 1e3);
    }

    private static void complain(Outcome outcome, Path folder) {
        var told = LossRun.told(outcome);
        told.stream().limit(SHOWN_MAX).forEach(line -> System.out.println("  " + line));
        if (told.size() > SHOWN_MAX) {
            System.out.println("  and " + (told.size() - SHOWN_MAX) + " more");
        }
        if (!outcome.isQuiet()) {
            System.out.println("  the gateway did not finish within the limit");
        }
        if (outcome.refused() > 0) {
            System.out.println("  " + outcome.refused() + " messages never got a 200");
        }
        System.out.println("  data, logs, faults.log and account.txt are in " + folder);
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            var all = new ArrayList<Path>();
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(all::add);
            }
            for (var file : all) {
                Files.delete(file);
            }
        }
    }
}
