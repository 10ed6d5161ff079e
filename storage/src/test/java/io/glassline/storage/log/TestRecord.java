package io.glassline.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.embedded.EmbeddedServers;
import io.glassline.log.Checkpoint;
import io.glassline.log.LogSigner;
import io.glassline.log.LogVerifier;
import io.glassline.log.Proofs;
import io.glassline.log.SignedNote;
import io.glassline.log.Verdict;
import io.glassline.storage.postgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;

/// A record in a real PostgreSQL, which is started once for all tests and emptied for each.
final class TestRecord {

    static final LogSigner SIGNER =
            new LogSigner("audit.city.example/log1", "0123456789abcdef0123456789abcdef".getBytes(UTF_8));

    static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    static final String CHANGE_A_TILE =
            "update log_tile set hashes = set_byte(hashes, 9, 255 - get_byte(hashes, 9)) where ";

    private static final Database STARTED = start();

    final Database database = STARTED;

    TestRecord() {
        run("truncate audit_entry, log_waiting, log_run, log_tile, log_checkpoint restart identity");
        run("update log_tree set size = 0");
    }

    private static Database start() {
        try {
            var folder = Files.createTempDirectory("glassline-log-test");
            var servers = EmbeddedServers.start(folder);
            var database = Database.open(servers.jdbcUrl(), servers.user(), servers.password(), 8);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                database.close();
                servers.close();
                delete(folder);
            }));
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Sequencer sequencer() {
        return new Sequencer(database, SIGNER, List.of(), InstantSource.fixed(NOW));
    }

    /// What it signs is not handed out before witnesses have cosigned.
    Sequencer sequencerThatAwaitsWitnesses() {
        return new Sequencer(database, SIGNER, List.of(), true, Instant::now);
    }

    /// A node that loses its power after the entries are committed and before the checkpoint is.
    Sequencer sequencerThatDiesBeforeItSigns() {
        return new Sequencer(database, SIGNER, List.of(), () -> {
            throw new PowerCut();
        });
    }

    static final class PowerCut extends RuntimeException {}

    LogFiles files() {
        return new LogFiles(database, SIGNER.verifierKey());
    }

    /// A transaction of someone else, on a connection of its own.
    Handle begin() {
        return database.jdbi().open().begin();
    }

    /// Writes `count` entries, of which each says its number, from `first` on.
    void write(int first, int count) {
        database.jdbi().useHandle(handle -> write(handle, first, count));
    }

    static void write(Handle handle, int first, int count) {
        var leaves =
                IntStream.range(first, first + count).mapToObj(TestRecord::leaf).toArray(byte[][]::new);
        Argument array = (position, statement, _) ->
                statement.setArray(position, statement.getConnection().createArrayOf("bytea", leaves));
        handle.createUpdate("""
                        insert into audit_entry (kind, at, leaf)
                        select 'message.received', now(), leaf
                        from unnest(:leaves) with ordinality as l (leaf, n) order by n
                        """).bind("leaves", array).execute();
    }

    static byte[] leaf(int number) {
        return ("{\"actor\":\"system\",\"at\":\"2026-03-02T08:00:00Z\",\"bot\":\"b\",\"channel\":\"sms\",\"conversation\":\""
                        + new UUID(0, number) + "\",\"kind\":\"message.decided\",\"outcome\":\""
                        + "q".repeat(number % 17)
                        + "\",\"position\":" + number + ",\"rule\":\"r\",\"rules\":\"1\",\"v\":1}")
                .getBytes(UTF_8);
    }

    /// All leaves in the order of the log.
    List<String> sequenced() {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        select convert_from(e.leaf, 'UTF8')
                        from log_entries(0, 1000000) l join audit_entry e on e.id = l.entry_id order by l.log_index
                        """).mapTo(String.class).list());
    }

    List<Long> indexes() {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("select log_index from log_entries(0, 1000000) order by log_index")
                                .mapTo(Long.class)
                                .list());
    }

    /// Every checkpoint that was ever published, as it was.
    List<byte[]> checkpoints() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select note from log_checkpoint order by size")
                        .mapTo(byte[].class)
                        .list());
    }

    byte[] checkpoint() {
        return files().get("checkpoint").orElseThrow().bytes();
    }

    long publishedSize() {
        return Checkpoint.parse(SignedNote.parse(checkpoint()).text()).size();
    }

    void run(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    /// What anyone finds who checks all of the log from outside.
    Verdict verify() {
        return verify(LogVerifier.Trust.ON_FIRST_SIGHT);
    }

    Verdict verify(LogVerifier.Trust trust) {
        return verify(files(), trust);
    }

    static Verdict verify(LogFiles files, LogVerifier.Trust trust) {
        return new LogVerifier(files.source()).verify(trust);
    }

    /// The root of the first `size` entries, in base64.
    String root(long size) {
        return database.jdbi()
                .withHandle(handle ->
                        new Proofs(size, new StoredTiles(handle)).root().base64());
    }
}
