package io.glassline.app.command.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.command.Shell;
import io.glassline.app.command.rules.Refused;
import io.glassline.app.node.Deployment.DatabaseAddress;
import io.glassline.log.LogVerifier;
import io.glassline.log.Verdict;
import io.glassline.log.VerifierKey;
import io.glassline.message.Address;
import io.glassline.privacy.Erasures.Asked;
import io.glassline.storage.backup.BackupFile;
import io.glassline.storage.backup.BackupKey;
import io.glassline.storage.backup.DamagedBackup;
import io.glassline.storage.backup.Manifest;
import io.glassline.storage.log.LogFiles;
import io.glassline.storage.log.LogHold;
import io.glassline.storage.log.LogState;
import io.glassline.storage.log.LogState.Compared;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.EmptyDatabase;
import io.glassline.storage.postgres.ErasedConversations;
import io.glassline.storage.postgres.PgErasures;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Puts a backup back, into a database and a folder in which nothing is. Nothing is written before all of the file was
/// read and is whole. Afterwards the log is verified, and held until a person decides that it goes on.
final class Restore {

    static final String SCHEMA = "database/schema/";
    static final String ROWS = "database/rows/";

    private static final int CONNECTIONS_MAX = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DatabaseAddress database;
    private final Path into;
    private final InstantSource clock;
    private final PrintStream progress;

    /// @param into the folder in which `keys`, `spool`, `media`, `config` and what else there was will lie
    /// @param progress is told, a line for each step
    Restore(DatabaseAddress database, Path into, InstantSource clock, PrintStream progress) {
        this.database = database;
        this.into = into;
        this.clock = clock;
        this.progress = progress;
    }

    /// How the log is that was put back.
    ///
    /// - `size`: how many entries it has.
    /// - `missing`: how many entries are missing of those that somebody has seen.
    /// - `faults`: what does not hold of it, in sentences.
    record Log(String origin, long size, String root, long missing, List<String> faults) {}

    /// - `files`: in the folder.
    /// - `erasedAgain`: how many erasures were asked for again; `held`: how many a hold refuses.
    record Restored(Manifest manifest, long rows, long files, Log log, int erasedAgain, int held) {}

    /// @param seen checkpoints that were published after the backup, as far as anyone has them
    /// @param erased the list that `erasures` writes
    /// @throws Refused where the file, the database or the folder is not to be used; nothing was written then
    Restored from(Path file, BackupKey key, List<Path> seen, Optional<Path> erased) {
        var backup = checked(file, key);
        var manifest = backup.manifest();
        progress.printf(
                "%s is whole: %,d parts, begun %s on %s%n",
                file, manifest.parts().size(), manifest.begun(), manifest.node());
        var notes = seen.stream().map(Restore::read).toList();
        var erasedIds = erased.map(Restore::erasedIn).orElse(List.of());
        var staged = into.resolveSibling(into.getFileName() + ".restoring");
        requireFree(staged);
        try (var empty = EmptyDatabase.open(database.jdbcUrl(), database.user(), database.password())) {
            var filling = new Filling(manifest, staged, empty);
            folder(staged);
            backup.parts(filling::part);
            filling.finish();
            progress.printf(
                    "database: %,d rows of %,d tables%n",
                    filling.rows, manifest.tables().size());
            var restored = settle(manifest, filling, notes, erasedIds);
            delete(staged.resolve("database"));
            Files.deleteIfExists(into);
            Files.move(staged, into);
            progress.printf("folder: %,d files in %s%n", filling.files, into);
            return restored;
        } catch (SQLException | IOException e) {
            throw new Refused("The backup was not put back: " + e.getMessage() + System.lineSeparator()
                    + "Make the database anew, and delete " + staged + ", before you try again.");
        } catch (IllegalStateException e) {
            throw new Refused("The database " + database + " is not used: " + e.getMessage());
        }
    }

    private static BackupFile checked(Path file, BackupKey key) {
        try {
            return BackupFile.checked(file, key);
        } catch (DamagedBackup e) {
            throw new Refused("Nothing was restored from " + file + ": " + e.getMessage() + ".");
        } catch (IOException e) {
            throw new Refused("Nothing was restored, for " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refused("Nothing was restored, for " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static List<UUID> erasedIn(Path file) {
        try {
            var ids = new ArrayList<UUID>();
            for (var line : Files.readAllLines(file)) {
                JSON.readTree(line).path("ids").forEach(id -> ids.add(UUID.fromString(id.asText())));
            }
            return ids;
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused("Nothing was restored, for " + file + " is no list that `erasures` wrote.");
        }
    }

    private void requireFree(Path staged) {
        if (Files.exists(staged)) {
            throw new Refused("Nothing was restored, for " + staged + " is there, from a restore that was not finished."
                    + " Delete it, and make the database anew.");
        }
        try {
            if (Files.isDirectory(into)) {
                try (var in = Files.list(into)) {
                    if (in.findAny().isEmpty()) {
                        return;
                    }
                }
            } else if (Files.notExists(into)) {
                return;
            }
        } catch (IOException e) {
            throw new Refused("Nothing was restored, for " + into + " cannot be looked at: " + e.getMessage());
        }
        throw new Refused("Nothing was restored, for " + into + " is not empty.");
    }

    /// Takes the parts as they come.
    private static final class Filling {

        private final Manifest manifest;
        private final Path staged;
        private final EmptyDatabase database;
        private boolean isMade;
        private final HashSet<String> filled = new HashSet<>();
        private long rows;
        private long files;

        Filling(Manifest manifest, Path staged, EmptyDatabase database) {
            this.manifest = manifest;
            this.staged = staged;
            this.database = database;
        }

        void part(String name, InputStream content) throws IOException {
            if (name.startsWith(ROWS)) {
                table(name.substring(ROWS.length()), content);
                return;
            }
            var file = staged.resolve(name);
            folder(file.resolveSibling(""));
            Files.copy(content, file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            if (!name.startsWith(SCHEMA)) {
                files++;
            }
        }

        private void table(String name, InputStream content) throws IOException {
            var table = manifest.tables().get(name);
            if (table == null) {
                throw new IOException("its manifest says nothing of the table " + name);
            }
            try {
                if (!isMade) {
                    database.make(staged.resolve(SCHEMA));
                    isMade = true;
                }
                var copied = database.copy(name, table.columns(), content);
                if (copied != table.rows()) {
                    throw new IOException(
                            "table %s got %,d rows, and its manifest says %,d".formatted(name, copied, table.rows()));
                }
                filled.add(name);
                rows += copied;
            } catch (SQLException e) {
                throw new IOException("table " + name + ": " + e.getMessage(), e);
            }
        }

        void finish() throws IOException, SQLException {
            if (!filled.equals(manifest.tables().keySet())) {
                throw new IOException("not all tables of its manifest are in it");
            }
            database.finish(manifest.sequences());
        }
    }

    /// What is done in the database once it is filled: it is held, verified, and who was erased since is erased again.
    private Restored settle(Manifest manifest, Filling filling, List<byte[]> seen, List<UUID> erased) {
        try (var open = Database.open(database.jdbcUrl(), database.user(), database.password(), CONNECTIONS_MAX)) {
            var key = VerifierKey.parse(manifest.log().key());
            var log = hold(open, key, manifest, seen);
            progress.printf("log: %,d entries, root %s%n", log.size(), log.root());
            var again = 0;
            var held = 0;
            var erasures = new PgErasures(open, Shell.entries(), UUID::randomUUID);
            for (Address address : new ErasedConversations(open).addresses(erased)) {
                switch (erasures.ask(
                        address,
                        "It was erased before the database was put back to " + manifest.snapshot() + ".",
                        Shell.actor(),
                        clock.instant())) {
                    case Asked.Begun _ -> again++;
                    case Asked.Held _ -> held++;
                }
            }
            return new Restored(manifest, filling.rows, filling.files, log, again, held);
        }
    }

    private Log hold(Database open, VerifierKey key, Manifest manifest, List<byte[]> seen) {
        var faults = new ArrayList<String>();
        var state = open.jdbi().withHandle(LogState::in);
        if (state.size() != manifest.log().size()
                || !state.root().base64().equals(manifest.log().root())) {
            faults.add("The log is not the one of the manifest, which has %,d entries with root %s."
                    .formatted(manifest.log().size(), manifest.log().root()));
        }
        var files = new LogFiles(open, key);
        if (files.published().isPresent()
                && new LogVerifier(files.source()).verify(LogVerifier.Trust.in(key)) instanceof Verdict.Broken broken) {
            broken.faults().forEach(fault -> faults.add(fault.what()));
        }
        var missing = 0L;
        var largest = Optional.<byte[]>empty();
        for (var note : seen) {
            switch (open.jdbi().withHandle(handle -> state.compare(note, key, handle))) {
                case Compared.Contained _ -> {}
                case Compared.Behind(var checkpoint) -> {
                    if (checkpoint.size() - state.size() > missing) {
                        missing = checkpoint.size() - state.size();
                        largest = Optional.of(note);
                    }
                }
                case Compared.Contradicted(var because) ->
                    faults.add("A checkpoint that was seen is not of this log: " + because + ".");
            }
        }
        var because = missing == 0
                ? "its database was put back to %s, and more may have been published since"
                        .formatted(manifest.snapshot())
                : "its database was put back to %s, and the entries %,d to %,d, which were published, are missing"
                        .formatted(manifest.snapshot(), state.size(), state.size() + missing - 1);
        var hold = new LogHold(key, clock.instant(), because, largest);
        open.jdbi().useHandle(hold::set);
        return new Log(key.name(), state.size(), state.root().base64(), missing, List.copyOf(faults));
    }

    private static void folder(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (var walked = Files.walk(folder)) {
            for (var file : walked.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
