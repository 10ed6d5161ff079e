package io.glassline.bench.days;

import io.glassline.bench.town.City;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./glassline bench town`
@Command(
        name = "town",
        description = {
            "Days of a simulated town on all channels: questions, signals, stickers, photos, STOP in all ways, groups, short",
            "codes, mail of people and machines, calls, expired tokens, floods, forgeries and attacks, from a seed and in",
            "simulated time. At the end an account of every item: answered, with a person, or a reason of a closed list."
        },
        mixinStandardHelpOptions = true)
public final class TownCommand implements Callable<Integer> {

    /// A Monday, the same for each run. Later than the machine's own time, and before 2038: Telegram's library reads
    /// times as 32 bits.
    static final Instant MONDAY = Instant.parse("2034-03-06T05:00:00Z");

    private static final int SHOWN_MAX = 40;

    @Option(names = "--seed", defaultValue = "1", description = "what happens, and when (${DEFAULT-VALUE})")
    long seed;

    @Option(names = "--days", defaultValue = "2", description = "of the town's time (${DEFAULT-VALUE})")
    int days;

    @Option(
            names = "--items",
            defaultValue = "500",
            description = "on each day, beside one of each kind (${DEFAULT-VALUE})")
    int items;

    @Override
    public Integer call() throws Exception {
        var folder = City.home().resolve(".glassline/town/seed-" + seed);
        delete(folder);
        Files.createDirectories(folder);
        var options = new DaysRun.Options(seed, MONDAY, Duration.ofDays(days), items * days, 2 * days, folder);
        var report = new DaysReport(new DaysRun(options, line -> System.err.println("  " + line)).run());
        report.lines().forEach(System.out::println);
        report.faults().stream()
                .limit(SHOWN_MAX)
                .forEach(one -> System.out.println(
                        "  FAULT: " + one.item() + "\n         " + one.verdict().where()));
        if (report.faults().isEmpty()) {
            delete(folder);
            return 0;
        }
        System.out.println("  the record is in " + folder);
        return 1;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
