package io.glassline.app.command.backup;

import io.glassline.app.command.Environment.Kept;
import io.glassline.app.command.rules.Refused;
import io.glassline.log.LogSigner;
import io.glassline.storage.backup.BackupKey;
import io.glassline.storage.backup.BackupWriter;
import io.glassline.storage.backup.Manifest;
import io.glassline.storage.log.LogKey;
import io.glassline.storage.log.LogState;
import io.glassline.storage.postgres.DatabaseSnapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Takes a backup of a city while its gateway runs.
///
/// The order of the parts is what keeps the promise. What was acknowledged before the backup began lies on the disk in
/// the spool or is committed; it leaves the spool only when it is committed. So the spool is copied first and the
/// database is looked at afterwards: what had left the spool by then is in the database, and what is in both is known
/// again by its id. The log's mark lies beside the spool and so comes before the database, which contains it. Files
/// come last, for a row that names one is committed after the file is there.
final class Backup {

    private static final String LOG_KEY = "log-signing-key";

    private final Kept kept;
    private final List<String> variables;
    private final InstantSource clock;
    private final SecureRandom chance = new SecureRandom();
    private final PrintStream progress;

    /// @param variables the names of those that are set
    /// @param progress is told, a line for each kind of part
    Backup(Kept kept, List<String> variables, InstantSource clock, PrintStream progress) {
        this.kept = kept;
        this.variables = variables;
        this.clock = clock;
        this.progress = progress;
    }

    /// - `bytes`: of the file.
    record Taken(Manifest manifest, long bytes) {}

    /// @throws Refused where something of the city cannot be read, or the file cannot be written
    Taken into(Path file, BackupKey key) {
        try (var backup = BackupWriter.to(file, key, chance)) {
            var begun = clock.instant();
            folder(backup, "spool", kept.spool(), Backup::isOfTheSpool);
            var log = logKey();
            folder(backup, "keys", kept.keys(), name -> !name.endsWith(".new"));
            folder(backup, "config", kept.config(), _ -> true);
            folder(backup, "plugins", kept.plugins(), _ -> true);
            if (kept.staffPasswords().isPresent()) {
                var passwords = kept.staffPasswords().get();
                backup.part("staff-passwords", out -> Files.copy(passwords, out));
            }
            var address = kept.database();
            try (var snapshot = DatabaseSnapshot.take(address.jdbcUrl(), address.user(), address.password())) {
                var taken = clock.instant();
                var tables = database(backup, snapshot);
                var sequences = snapshot.sequences();
                var state = LogState.in(snapshot.handle());
                folder(backup, "media", kept.media(), name -> !name.startsWith("incoming/"));
                var manifest = new Manifest(
                        Manifest.FORM,
                        begun.toString(),
                        taken.toString(),
                        node(),
                        new Manifest.Log(
                                log,
                                state.size(),
                                state.root().base64(),
                                state.checkpoint()
                                        .map(note -> new String(note, StandardCharsets.UTF_8))
                                        .orElse("")),
                        snapshot.schemaVersion(),
                        tables,
                        sequences,
                        variables,
                        backup.parts());
                return new Taken(manifest, backup.finish(manifest));
            }
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new Refused(file + " is there already; it is not replaced.");
        } catch (IOException e) {
            throw new Refused("The backup was not taken: " + e.getClass().getSimpleName() + ", " + e.getMessage());
        } catch (SQLException | IllegalStateException e) {
            throw new Refused(
                    "The backup was not taken, because of the database " + kept.database() + ": " + e.getMessage());
        }
    }

    /// All that is in it but what tells only who has it open.
    private static boolean isOfTheSpool(String name) {
        return !name.equals("lock") && !name.endsWith(".new");
    }

    /// @return the key to check the log with
    private String logKey() {
        var file = kept.keys().resolve(LOG_KEY);
        if (Files.notExists(file)) {
            throw new Refused("There is no " + file + ". Is GLASSLINE_KEYS the folder of the log's key?");
        }
        return new LogSigner(kept.logOrigin(), LogKey.readOrCreate(file, chance))
                .verifierKey()
                .toString();
    }

    private Map<String, Manifest.Table> database(BackupWriter backup, DatabaseSnapshot snapshot)
            throws IOException, SQLException {
        for (var name : snapshot.schemaFiles()) {
            try (var file = snapshot.schemaFile(name)) {
                backup.part(Restore.SCHEMA + name, file::transferTo);
            }
        }
        var tables = new LinkedHashMap<String, Manifest.Table>();
        var rows = 0L;
        for (var table : snapshot.tables()) {
            var copied = new long[1];
            backup.part(Restore.ROWS + table, out -> {
                try {
                    copied[0] = snapshot.copy(table, out);
                } catch (SQLException e) {
                    throw new IOException("table " + table + ": " + e.getMessage(), e);
                }
            });
            tables.put(table, new Manifest.Table(snapshot.columns(table), copied[0]));
            rows += copied[0];
        }
        progress.printf("database: %,d rows of %,d tables%n", rows, tables.size());
        return tables;
    }

    /// What is deleted meanwhile is passed over: it came into the database, or is erased.
    private void folder(BackupWriter backup, String name, Path folder, Predicate<String> taken) throws IOException {
        if (!Files.isDirectory(folder)) {
            progress.printf("%s: there is no %s%n", name, folder);
            return;
        }
        var files = 0;
        for (var file : filesIn(folder)) {
            var below = folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            if (taken.test(below)) {
                var in = opened(file);
                if (in.isPresent()) {
                    try (var content = in.get()) {
                        backup.part(name + "/" + below, content::transferTo);
                    }
                    files++;
                }
            }
        }
        progress.printf("%s: %,d files%n", name, files);
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var walked = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return walked.filter(Files::isRegularFile).sorted().toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Optional<java.io.InputStream> opened(Path file) throws IOException {
        try {
            return Optional.of(Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String node() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
