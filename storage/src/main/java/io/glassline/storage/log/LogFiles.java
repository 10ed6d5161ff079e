package io.glassline.storage.log;

import io.glassline.log.Checkpoint;
import io.glassline.log.EntryBundle;
import io.glassline.log.LogSource;
import io.glassline.log.Proofs;
import io.glassline.log.SignedNote;
import io.glassline.log.TilePath;
import io.glassline.log.TlogProof;
import io.glassline.log.TreeShape;
import io.glassline.log.VerifierKey;
import io.glassline.message.Message;
import io.glassline.storage.postgres.Database;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/// The files of the public log, as [tlog-tiles](https://c2sp.org/tlog-tiles) names them: `checkpoint`,
/// `tile/<level>/<index>[.p/<width>]`, `tile/entries/<index>[.p/<width>]`, and beside these `vkey`, the key to
/// check the checkpoint with.
///
/// Only what the last checkpoint covers is handed out; of that, also every narrower beginning of a tile, so that
/// whoever still has an older checkpoint finds its tiles. Any node serves what any node has sequenced. Safe to call
/// from any thread.
public final class LogFiles {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String BYTES = "application/octet-stream";

    private final Database database;
    private final VerifierKey key;

    /// The size of the largest checkpoint seen here. What it covers stays published, and needs no further asking.
    private final AtomicLong seenSize = new AtomicLong();

    public LogFiles(Database database, VerifierKey key) {
        this.database = database;
        this.key = key;
    }

    /// @param path without a leading slash; it has one spelling
    /// @return empty when the log has no such file, or not yet
    /// @throws IllegalStateException when the log has it and the database has lost it; says which table
    public Optional<LogFile> get(String path) {
        return switch (path) {
            case "checkpoint" ->
                database.jdbi().withHandle(LogFiles::checkpoint).map(note -> new LogFile(note, TEXT, false));
            case "vkey" -> Optional.of(new LogFile((key + "\n").getBytes(StandardCharsets.UTF_8), TEXT, false));
            default ->
                TilePath.parse(path).filter(this::isPublished).map(tile -> new LogFile(content(tile), BYTES, true));
        };
    }

    /// The same files, for a verifier that runs beside them.
    public LogSource source() {
        return (path, bytesMax) -> {
            var found = get(path).map(LogFile::bytes);
            if (found.isEmpty()) {
                return new LogSource.Fetched.Missing("there is no " + path);
            }
            return found.get().length > bytesMax
                    ? new LogSource.Fetched.TooLong(bytesMax)
                    : new LogSource.Fetched.Found(found.get());
        };
    }

    /// That entry `index` is in the log of the last checkpoint, as a `.tlog-proof` file. It proves nothing until it
    /// is checked together with the entry.
    ///
    /// @return empty when no checkpoint covers that entry yet
    /// @throws IllegalStateException when the stored tiles prove nothing
    public Optional<byte[]> proof(long index) {
        return proof(index, Optional.empty());
    }

    /// As [#proof(long)], with `extra` in the file for whoever reads it. Nothing proves what is in that.
    public Optional<byte[]> proof(long index, Optional<byte[]> extra) {
        return database.jdbi()
                .withHandle(handle -> checkpoint(handle)
                        .map(SignedNote::parse)
                        .flatMap(note -> proof(index, extra, note, new StoredTiles(handle)))
                        .map(TlogProof::bytes));
    }

    /// As [#proof(long)], of several entries under one checkpoint; those that it does not cover yet are left out.
    public Map<Long, TlogProof> proofs(Collection<Long> indexes) {
        return database.jdbi().withHandle(handle -> {
            var proofs = new HashMap<Long, TlogProof>();
            checkpoint(handle).map(SignedNote::parse).ifPresent(note -> {
                var tiles = new StoredTiles(handle);
                indexes.forEach(index ->
                        proof(index, Optional.empty(), note, tiles).ifPresent(proof -> proofs.put(index, proof)));
            });
            return proofs;
        });
    }

    /// The last checkpoint; empty before the first.
    public Optional<Checkpoint> published() {
        return database.jdbi()
                .withHandle(LogFiles::checkpoint)
                .map(SignedNote::parse)
                .map(note -> Checkpoint.parse(note.text()));
    }

    /// What anyone reads of the entries from `first` until just before `end`, as far as the last checkpoint covers
    /// them.
    public List<byte[]> leaves(long first, long end) {
        var published = Math.min(end, publishedSize());
        return first >= published
                ? List.of()
                : database.jdbi().withHandle(handle -> leaves(handle, Math.max(0, first), published, "the page"));
    }

    /// The key to check checkpoints with.
    public VerifierKey key() {
        return key;
    }

    /// The index of a message's own entry, the one with the commitment to its words; empty until it has one.
    public Optional<Long> indexOf(Message.Id message) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select l.log_index
                                from (
                                    select entry_id from inbound where id = :message
                                    union all
                                    select id from audit_entry where message_id = :message and kind = 'message.written'
                                ) own, log_index_of(own.entry_id) l
                                order by own.entry_id
                                limit 1
                                """)
                        .bind("message", message.value())
                        .mapTo(Long.class)
                        .findOne());
    }

    private static Optional<TlogProof> proof(long index, Optional<byte[]> extra, SignedNote note, StoredTiles tiles) {
        var checkpoint = Checkpoint.parse(note.text());
        if (index < 0 || index >= checkpoint.size()) {
            return Optional.empty();
        }
        var inclusion = new Proofs(checkpoint.size(), tiles).inclusion(index);
        if (!inclusion.proves(checkpoint.root())) {
            throw new IllegalStateException(
                    ("tables log_tile and log_checkpoint contradict each other on entry %,d of %,d; no proof can be"
                                    + " given. Verify the log: that names what was changed")
                            .formatted(index, checkpoint.size()));
        }
        return Optional.of(new TlogProof(extra, index, inclusion.path(), note));
    }

    private static Optional<byte[]> checkpoint(Handle handle) {
        return handle.createQuery("select note from log_checkpoint where published order by size desc limit 1")
                .mapTo(byte[].class)
                .findOne();
    }

    private boolean isPublished(TilePath tile) {
        return new TreeShape(seenSize.get()).has(tile) || new TreeShape(publishedSize()).has(tile);
    }

    private long publishedSize() {
        long size = database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select coalesce(max(size), 0) from log_checkpoint where published")
                        .mapTo(Long.class)
                        .one());
        return seenSize.accumulateAndGet(size, Math::max);
    }

    private byte[] content(TilePath tile) {
        return database.jdbi().withHandle(handle -> switch (tile) {
            case TilePath.Hashes(var level, var index, var width) -> new StoredTiles(handle).read(level, index, width);
            case TilePath.Entries entries -> bundle(handle, entries);
        });
    }

    private static byte[] bundle(Handle handle, TilePath.Entries bundle) {
        var first = bundle.index() * TilePath.FULL_WIDTH;
        return EntryBundle.encode(leaves(handle, first, first + bundle.width(), bundle.toString()));
    }

    /// @param of what they are read for
    /// @throws IllegalStateException where some are not there
    private static List<byte[]> leaves(Handle handle, long first, long end, String of) {
        var leaves = handle.createQuery("""
                        select e.leaf
                        from log_entries(:first, :end) l join audit_entry e on e.id = l.entry_id
                        order by l.log_index
                        """)
                .bind("first", first)
                .bind("end", end)
                .mapTo(byte[].class)
                .list();
        if (leaves.size() < end - first) {
            throw new IllegalStateException(
                    "table audit_entry has %,d of the %,d entries of %s; the others were lost, and are to be restored"
                            .formatted(leaves.size(), end - first, of));
        }
        return leaves;
    }
}
