package io.glassline.bench.loss;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// The harness, proved: of each build in which one promise is broken on purpose it must say so.
final class Proof {

    /// How an ordinary run is set up.
    interface Setup {
        Options of(long seed, Path folder, List<Path> inFront);
    }

    private static final int RATE = 400;
    private static final double SECONDS = 8;
    private static final Duration QUIET_WITHIN = Duration.ofSeconds(60);

    private final Setup setup;
    private final Path root;

    Proof(Setup setup, Path root) {
        this.setup = setup;
        this.root = root;
    }

    /// @param which one of them, or `all`
    /// @return whether every break was caught.
    boolean run(String which) throws IOException, InterruptedException, SQLException {
        var all = true;
        var chosen = BrokenBuild.all().stream()
                .filter(broken -> which.equals("all") || broken.name().equals(which))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("there is no broken build " + which);
        }
        for (var broken : chosen) {
            var folder = root.resolve("broken-" + broken.name());
            LossCommand.delete(folder);
            Files.createDirectories(folder);
            var classes = broken.compile(folder.resolve("classes"));
            var options = setup.of(broken.seed(), folder, List.of(classes))
                    .with(broken.faults(), RATE, SECONDS, QUIET_WITHIN);
            var outcome = new LossRun(options, line -> System.err.println("  " + line)).run();
            LossRun.keep(options, outcome);
            var told = LossRun.told(outcome);
            var caught = !outcome.account().isClean();
            all &= caught;
            System.out.printf(
                    "%-18s %s: %d accepted, %d lost, %d duplicated, %d out of order%n",
                    broken.name(),
                    caught ? "caught" : "NOT CAUGHT",
                    outcome.accepted(),
                    outcome.account().lost().size(),
                    outcome.account().duplicated().size(),
                    outcome.account().outOfOrder().size());
            told.stream().limit(3).forEach(line -> System.out.println("  " + line));
        }
        return all;
    }
}
