package io.glassline.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.embedded.EmbeddedServers;
import io.glassline.log.LogVerifier;
import io.glassline.log.Verdict;
import io.glassline.storage.postgres.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database comes back to a moment by a base backup and the archived write-ahead log, as
/// docs/operations/backup.md says; and its log, which has signed more since, stands still.
class PointInTimeTest {

    @TempDir
    Path folder;

    private EmbeddedServers second;

    @AfterEach
    void stop() {
        if (second != null) {
            second.close();
        }
    }

    @Test
    void theDatabaseIsAsItWasAtThatMoment() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var archive = Files.createDirectory(folder.resolve("wal"));
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rwxrwxrwx"));
        var copy = folder.resolve("second");
        var mark = new FileLogMark(folder.resolve("marks"), TestRecord.SIGNER.verifierKey());
        String moment;
        try (var first = EmbeddedServers.start(folder.resolve("first"))) {
            archivesInto(first, archive);
            try (var database = open(first)) {
                write(database, 0, 300, mark);
                baseBackup(database, folder.resolve("first"), copy);
                write(database, 300, 50, mark);
                moment = database.jdbi()
                        .withHandle(handle -> handle.createQuery("select clock_timestamp()::text")
                                .mapTo(String.class)
                                .one());
                Thread.sleep(50);
                write(database, 350, 20, mark);
                database.jdbi().useHandle(handle -> handle.execute("delete from log_tile"));
                awaitArchived(database, archive);
            }
        }

        recoverTo(copy, archive, moment);

        second = EmbeddedServers.start(copy);
        awaitPromoted(second);
        try (var database = open(second)) {
            var files = new LogFiles(database, TestRecord.SIGNER.verifierKey());
            assertThat(files.published().orElseThrow().size()).isEqualTo(350);
            assertThat(new LogVerifier(files.source()).verify(LogVerifier.Trust.in(TestRecord.SIGNER.verifierKey())))
                    .isInstanceOf(Verdict.Holds.class);
            assertThatThrownBy(() -> sequencer(database, mark).step()).hasMessageContaining("signed for are gone");
        }
    }

    private static void archivesInto(EmbeddedServers servers, Path archive) {
        try (var database = open(servers)) {
            database.jdbi().useHandle(handle -> {
                handle.execute("alter system set archive_mode = on");
                handle.execute("alter system set archive_command = "
                        + "'test ! -f %1$s/%%f && cp %%p %1$s/%%f.new && mv %1$s/%%f.new %1$s/%%f'".formatted(archive));
            });
        }
        servers.stopPostgres();
        servers.startPostgres();
    }

    private static Database open(EmbeddedServers servers) {
        return Database.open(servers.jdbcUrl(), servers.user(), servers.password(), 2);
    }

    private static Sequencer sequencer(Database database, LogMark mark) {
        return new Sequencer(database, TestRecord.SIGNER, List.of(mark), InstantSource.fixed(TestRecord.NOW));
    }

    private static void write(Database database, int first, int count, LogMark mark) {
        database.jdbi().useHandle(handle -> TestRecord.write(handle, first, count));
        sequencer(database, mark).step();
    }

    /// What pg_basebackup does, which is not among the embedded programs.
    private static void baseBackup(Database database, Path from, Path to) throws Exception {
        try (Handle session = database.jdbi().open()) {
            session.execute("select pg_backup_start('weekly', true)");
            Files.createDirectories(to.resolve("postgresql"));
            run(
                    "cp",
                    "-a",
                    from.resolve("postgresql/data").toString(),
                    to.resolve("postgresql").toString());
            Files.copy(from.resolve("password"), to.resolve("password"));
            var label = session.createQuery("select labelfile from pg_backup_stop()")
                    .mapTo(String.class)
                    .one();
            Files.writeString(to.resolve("postgresql/data/backup_label"), label);
        }
    }

    private static void recoverTo(Path copy, Path archive, String moment) throws Exception {
        var data = copy.resolve("postgresql/data");
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        run("find", data.resolve("pg_wal").toString(), "-type", "f", "-delete");
        Files.writeString(data.resolve("postgresql.auto.conf"), """
                restore_command = 'cp %s/%%f %%p'
                recovery_target_time = '%s'
                recovery_target_action = 'promote'
                """.formatted(archive, moment));
        Files.createFile(data.resolve("recovery.signal"));
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    /// Everything until now.
    private static void awaitArchived(Database database, Path archive) throws InterruptedException {
        var segment = database.jdbi().withHandle(handle -> {
            var current = handle.createQuery("select pg_walfile_name(pg_current_wal_insert_lsn())")
                    .mapTo(String.class)
                    .one();
            handle.execute("select pg_switch_wal()");
            return current;
        });
        await(() -> Files.exists(archive.resolve(segment)));
    }

    private static void awaitPromoted(EmbeddedServers servers) throws InterruptedException {
        await(() -> {
            try (var connection = java.sql.DriverManager.getConnection(
                            servers.jdbcUrl(), servers.user(), servers.password());
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("select not pg_is_in_recovery()")) {
                row.next();
                return row.getBoolean(1);
            } catch (java.sql.SQLException e) {
                return false;
            }
        });
    }

    private static void await(java.util.function.BooleanSupplier holds) throws InterruptedException {
        var until = System.nanoTime() + java.time.Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within a minute").isLessThan(until);
            Thread.sleep(50);
        }
    }
}
