package io.glassline.app.command.backup;

import io.glassline.app.command.ConfigOption;
import io.glassline.app.command.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Takes a backup while the gateway runs.
@Command(
        name = "backup",
        description = "Takes one sealed file of all a city has: database, spool, keys, files, configuration.",
        footer = {
            "",
            "It reads the variables of `serve`, and GLASSLINE_BACKUP_KEY, the key it is sealed with: 32 bytes in base64,",
            "as `openssl rand -base64 32` makes them. Keep that key where no backup is: without it none can be read.",
            "Secrets that are variables are not in it. Exit code 0 when it is whole and on the disk, else 1.",
            "See docs/operations/backup.md."
        },
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'glassline-'yyyyMMdd'T'HHmmss'Z.glbackup'")
            .withZone(ZoneOffset.UTC);

    @Parameters(paramLabel = "FILE|DIR", description = "a file that is not there, or a folder it is to lie in")
    Path to = Path.of("");

    @Mixin
    ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        var report = Report.begin();
        var clock = InstantSource.system();
        var kept = Report.told(environment -> environment.kept(config.folder()));
        var key = Report.told(Environment::backupKey);
        var begun = clock.instant();
        var file = Files.isDirectory(to) ? to.resolve(NAME.format(begun)) : to;
        var taken = new Backup(kept, Environment.names(), clock, System.err).into(file, key);
        var manifest = taken.manifest();
        report.with("file", file.toString())
                .with("bytes", taken.bytes())
                .with("millis", Duration.between(begun, clock.instant()).toMillis())
                .with("begun", manifest.begun())
                .with("snapshot", manifest.snapshot())
                .with("parts", manifest.parts().size())
                .with("tables", manifest.tables().size())
                .with(
                        "rows",
                        manifest.tables().values().stream()
                                .mapToLong(table -> table.rows())
                                .sum())
                .with("logSize", manifest.log().size())
                .with("logRoot", manifest.log().root())
                .print();
        return 0;
    }
}
