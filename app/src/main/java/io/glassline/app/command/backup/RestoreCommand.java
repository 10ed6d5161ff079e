package io.glassline.app.command.backup;

import io.glassline.app.command.Environment;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts a backup back.
@Command(
        name = "restore",
        description = "Puts a backup back into an empty database and a folder, and verifies the log.",
        footer = {
            "",
            "The database is the one of GLASSLINE_DB_URL and has to be empty; the key is GLASSLINE_BACKUP_KEY. Nothing is",
            "written before all of the file was read and is whole. In DIR lie keys, spool, media, config, plugins and",
            "staff-passwords afterwards: name them by GLASSLINE_KEYS and the others. The log is held until somebody",
            "decides: ./glassline log-goes-on. See docs/operations/backup.md.",
            "Exit code 0 when all is there and the log holds, 1 when it is refused or the log does not hold, 3 when entries",
            "of the log that somebody has seen are missing."
        },
        mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {

    private static final int BROKEN = 1;
    private static final int MISSING = 3;

    @Parameters(paramLabel = "FILE", description = "the backup")
    Path file = Path.of("");

    @Option(names = "--into", required = true, paramLabel = "DIR", description = "a folder that is not there, or empty")
    Path into = Path.of("");

    @Option(
            names = "--seen",
            paramLabel = "FILE",
            description =
                    "a checkpoint that was published later: a node's log-mark-*, a witness's, or what verify --keep"
                            + " has kept; repeatable")
    List<Path> seen = new ArrayList<>();

    @Option(
            names = "--erased",
            paramLabel = "FILE",
            description = "the list that `erasures` wrote last: who is on it is erased again")
    @Nullable
    Path erased;

    @Override
    public Integer call() {
        var report = Report.begin();
        var database = Report.told(Environment::databaseAlone);
        var key = Report.told(Environment::backupKey);
        var restored = new Restore(database, into.toAbsolutePath(), InstantSource.system(), System.err)
                .from(file, key, seen, Optional.ofNullable(erased));
        report.with("folder", into.toString()).with(restored).print();
        restored.log().faults().forEach(System.err::println);
        if (!restored.log().faults().isEmpty()) {
            return BROKEN;
        }
        System.err.println("The log is held. Decide whether it goes on: ./glassline log-goes-on --help");
        if (restored.log().missing() > 0) {
            System.err.printf(
                    "%,d entries that were published are missing: docs/operations/restore.md says how it goes on.%n",
                    restored.log().missing());
            return MISSING;
        }
        return 0;
    }
}
