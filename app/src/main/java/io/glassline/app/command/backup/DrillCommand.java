package io.glassline.app.command.backup;

import io.glassline.app.command.Environment;
import io.glassline.app.command.rules.Refused;
import io.glassline.app.node.Deployment.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts a backup back into a database and a folder that are thrown away afterwards.
@Command(
        name = "drill",
        description = "Tries whether a backup can be put back: restores it to the side, verifies it, and cleans up.",
        footer = {
            "",
            "It makes a database of its own on that server, and a folder of its own, compares them with what the backup",
            "says it has, verifies the log, and deletes both. Key: GLASSLINE_BACKUP_KEY. User and password of the server:",
            "GLASSLINE_DB_USER and GLASSLINE_DB_PASSWORD, or in the URL; the user has to be allowed to make databases.",
            "Exit code 0 when it would be whole, else 1."
        },
        mixinStandardHelpOptions = true)
public final class DrillCommand implements Callable<Integer> {

    private static final int BROKEN = 1;

    @Parameters(paramLabel = "FILE", description = "the backup")
    Path file = Path.of("");

    @Option(
            names = "--on",
            required = true,
            paramLabel = "URL",
            description = "a PostgreSQL to try it on, such as jdbc:postgresql://localhost:5432/postgres; better not the"
                    + " one that serves")
    String server = "";

    @Override
    public Integer call() {
        var report = Report.begin();
        var clock = InstantSource.system();
        var key = Report.told(Environment::backupKey);
        var problems = new ArrayList<String>();
        var on = Environment.system(problems).database(server);
        if (!problems.isEmpty()) {
            throw new Refused("--on: only PostgreSQL will do, such as jdbc:postgresql://localhost:5432/postgres");
        }
        var begun = clock.instant();
        var name = "glassline_drill_" + ProcessHandle.current().pid();
        var scratch = scratchFolder();
        run(on, "create database " + name);
        try {
            var there = new DatabaseAddress(
                    on.jdbcUrl().replaceFirst("(://[^/]+/)[^?]*", "$1" + name), on.user(), on.password());
            var restored = new Restore(there, scratch.resolve("city"), clock, System.err)
                    .from(file, key, List.of(), Optional.empty());
            report.with("file", file.toString())
                    .with("millis", Duration.between(begun, clock.instant()).toMillis())
                    .with(restored)
                    .print();
            restored.log().faults().forEach(System.err::println);
            return restored.log().faults().isEmpty() ? 0 : BROKEN;
        } finally {
            run(on, "drop database " + name + " with (force)");
            delete(scratch);
        }
    }

    private static Path scratchFolder() {
        try {
            return Files.createTempDirectory("glassline-drill");
        } catch (IOException e) {
            throw new Refused("There is no room for a folder to try it in: " + e.getMessage());
        }
    }

    private static void delete(Path scratch) {
        try {
            Restore.delete(scratch);
        } catch (IOException e) {
            System.err.println(scratch + " could not be deleted: delete it, there are keys in it. " + e.getMessage());
        }
    }

    private static void run(DatabaseAddress on, String sql) {
        try (var connection = DriverManager.getConnection(on.jdbcUrl(), on.user(), on.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new Refused("On " + on + ", \"" + sql + "\" failed: " + e.getMessage());
        }
    }
}
