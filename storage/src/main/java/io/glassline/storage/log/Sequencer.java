package io.glassline.storage.log;

import io.glassline.log.Appender;
import io.glassline.log.Checkpoint;
import io.glassline.log.EntryBundle;
import io.glassline.log.Hash;
import io.glassline.log.LogSigner;
import io.glassline.log.Malformed;
import io.glassline.log.Proofs;
import io.glassline.log.SignedNote;
import io.glassline.log.Tile;
import io.glassline.storage.postgres.BinaryArray;
import io.glassline.storage.postgres.Database;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Gives audit entries their place in the public log, makes the tree grow over them, and signs it.
///
/// It is stepped: [#step()] takes what waits and returns. Every node has a sequencer and steps it; PostgreSQL lets
/// one of them work at a time, and another takes over at once when that one dies.
///
/// What is true at every moment, whoever is killed when:
/// - An entry gets one index, once, and indexes have no gaps. Entries, tiles and the size of the tree change in one
///   transaction.
/// - What is signed is durable before. The checkpoint comes after that transaction, and what the tree grew by in
///   between is signed by the next step, here or elsewhere.
/// - No two checkpoints contradict each other. Before each signature the tree is read back, and has to be the one
///   that was made, and to contain the one that was signed last. If not, [#step()] throws and the last checkpoint
///   stands. What was signed last is also kept outside of the database ([LogMark]), before anyone can read it: a
///   database that is put back, or a standby that lags and takes over, is behind its mark and is not signed. One
///   that was restored from a backup is held ([LogHold]) until a person has decided.
public final class Sequencer {

    /// With how many entries a step is content. It takes what waits by the run, so it may take 999 more.
    public static final int ENTRIES_MAX = 5_000;

    /// The PostgreSQL advisory lock that a step holds until its transaction ends: "glasslog", as a number.
    static final long LOCK = 0x676c_6173_736c_6f67L;

    private final Database database;
    private final LogSigner signer;
    private final List<LogMark> marks;
    private final boolean awaitsWitnesses;
    private final InstantSource clock;
    private volatile Optional<String> refusal = Optional.empty();

    /// The tree as it was when we last saw it. Good for as long as the database still is at that size.
    private Optional<Appender> kept = Optional.empty();

    /// The last checkpoint that was signed here.
    private Optional<Checkpoint> signed = Optional.empty();

    /// @param marks where the last checkpoint is kept besides.
    public Sequencer(Database database, LogSigner signer, List<LogMark> marks, InstantSource clock) {
        this(database, signer, marks, false, clock);
    }

    /// @param awaitsWitnesses whether what is signed is published only when witnesses have cosigned ([Cosigning])
    public Sequencer(
            Database database, LogSigner signer, List<LogMark> marks, boolean awaitsWitnesses, InstantSource clock) {
        this.database = database;
        this.signer = signer;
        this.marks = List.copyOf(marks);
        this.awaitsWitnesses = awaitsWitnesses;
        this.clock = clock;
    }

    /// Sequences the oldest entries that wait, and publishes a checkpoint if the last one does not cover all of the
    /// tree. The first step of a new log publishes the empty tree.
    ///
    /// @return how many entries got their index: [#ENTRIES_MAX] or more when more may be waiting, 0 when there are
    ///     none, or another node is at it
    /// @throws IllegalStateException when what is stored contradicts what was signed; nothing is signed until that
    ///     is put right
    public synchronized int step() {
        try {
            var entries = sequenceAndSign();
            refusal = Optional.empty();
            return entries;
        } catch (IllegalStateException e) {
            refusal = Optional.ofNullable(e.getMessage());
            throw e;
        }
    }

    /// Why the log stands still, if what is stored contradicts what was signed; else empty.
    public Optional<String> refusal() {
        return refusal;
    }

    private int sequenceAndSign() {
        var taken = database.jdbi().inTransaction(this::grow);
        if (taken.isEmpty()) {
            return 0;
        }
        var step = taken.get();
        kept = Optional.of(step.tree);
        if (!isCovered(step.tree, step.published)) {
            signed = Optional.of(publish(step.tree, step.published));
        }
        return step.entries;
    }

    /// @param tree as it stands now
    /// @param published the last checkpoint there is
    private record Step(int entries, Appender tree, Optional<Checkpoint> published) {}

    private Optional<Step> grow(Handle handle) {
        if (!isOurTurn(handle)) {
            return Optional.empty();
        }
        LogHold.on(signer.verifierKey(), handle).ifPresent(hold -> {
            throw held(hold);
        });
        beDurable(handle);
        var size = size(handle);
        var published = published(handle);
        var tree = tree(handle, size, published);
        var leaves = sequence(handle, size);
        if (leaves.isEmpty()) {
            return Optional.of(new Step(0, tree, published));
        }
        var grown = tree.appendLeaves(leaves);
        store(handle, grown.tiles());
        moveOn(handle, size, grown.size());
        return Optional.of(new Step(leaves.size(), grown.after(), published));
    }

    // By itself and first: each later statement then sees all that the holder before us has committed.
    private static boolean isOurTurn(Handle handle) {
        return handle.createQuery("select pg_try_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapTo(Boolean.class)
                .one();
    }

    private IllegalStateException held(LogHold hold) {
        return new IllegalStateException(
                "the log of %s is held since %s: %s. Nothing is signed until somebody decides: see docs/operations/restore.md"
                        .formatted(signer.origin(), hold.heldAt(), hold.because()));
    }

    // A checkpoint that has been served cannot be taken back, so what it covers may not be lost by a crash, also in a
    // database that otherwise does not wait for its disk or its standby.
    private static void beDurable(Handle handle) {
        handle.execute("""
                select set_config('synchronous_commit', 'on', true)
                where current_setting('synchronous_commit') in ('off', 'local')
                """);
    }

    private static long size(Handle handle) {
        return handle.createQuery("select size from log_tree").mapTo(Long.class).one();
    }

    private Optional<Checkpoint> published(Handle handle) {
        return handle.createQuery("select size, note from log_checkpoint order by size desc limit 1")
                .map((row, _) -> opened(row.getLong("size"), row.getBytes("note")))
                .findOne();
    }

    private Checkpoint opened(long size, byte[] note) {
        try {
            return switch (Checkpoint.open(SignedNote.parse(note), signer.verifierKey(), List.of())) {
                case Checkpoint.Opening.Opened(var checkpoint, var _) when checkpoint.size() == size -> checkpoint;
                case Checkpoint.Opening.Opened(var checkpoint, var _) ->
                    throw notOurs(size, "it is of size %,d".formatted(checkpoint.size()));
                case Checkpoint.Opening.Refused(var because) -> throw notOurs(size, because);
            };
        } catch (Malformed e) {
            throw notOurs(size, String.valueOf(e.getMessage()));
        }
    }

    private IllegalStateException notOurs(long size, String because) {
        return new IllegalStateException(
                ("table log_checkpoint, size %,d: the last checkpoint cannot be built on: %s. The log is not continued"
                                + " with key %s: put back the log's own key file and name, or the row if it was changed")
                        .formatted(size, because, signer.verifierKey()));
    }

    private Appender tree(Handle handle, long size, Optional<Checkpoint> published) {
        if (kept.isPresent() && kept.get().size() == size) {
            return kept.get();
        }
        var tiles = new StoredTiles(handle);
        var tree = Appender.resume(size, tiles);
        Stream.concat(published.stream(), signed.stream())
                .distinct()
                .forEach(earlier -> requireGrown(earlier, tree, tiles));
        marks.forEach(mark -> mark.read().ifPresent(note -> requireGrown(marked(mark, note), tree, tiles)));
        return tree;
    }

    private Checkpoint marked(LogMark mark, byte[] note) {
        try {
            return switch (Checkpoint.open(SignedNote.parse(note), signer.verifierKey(), List.of())) {
                case Checkpoint.Opening.Opened(var checkpoint, var _) -> checkpoint;
                case Checkpoint.Opening.Refused(var because) -> throw notAMark(mark, because);
            };
        } catch (Malformed e) {
            throw notAMark(mark, String.valueOf(e.getMessage()));
        }
    }

    private static IllegalStateException notAMark(LogMark mark, String because) {
        return new IllegalStateException(
                "the log's mark (%s) is not one that was signed here: %s. Only if the last checkpoint in the database is known to be the last that was published, delete it"
                        .formatted(mark, because));
    }

    /// Indexes the oldest entries that wait, from `size` on.
    ///
    /// Ids are given before transactions commit, so an entry may turn up behind one with a higher id: it gets the
    /// next index. Nobody else writes to what is locked here, so an erasure is not waited for.
    ///
    /// @return their leaf hashes, in the order of their indexes; the leaves themselves stay where they are
    private static List<Hash> sequence(Handle handle, long size) {
        var runs = Run.joined(takeWaiting(handle), size);
        if (runs.isEmpty()) {
            return List.of();
        }
        var leaves = new ArrayList<Hash>();
        for (var entry : place(handle, runs)) {
            requireFits(entry);
            if (entry.logIndex != size + leaves.size()) {
                throw missing(size + leaves.size());
            }
            leaves.add(entry.leaf);
        }
        var next = runs.getLast().nextIndex();
        if (size + leaves.size() != next) {
            throw missing(size + leaves.size());
        }
        return leaves;
    }

    private static IllegalStateException missing(long index) {
        return new IllegalStateException(
                "table audit_entry: the entry that index %,d is for is not there; it was deleted, and is to be restored"
                        .formatted(index));
    }

    /// Entries whose ids and places both follow each other.
    ///
    /// @param firstIndex the place of the first.
    /// @param firstEntry the id of the first.
    private record Run(long firstIndex, long firstEntry, long entries) {

        long nextIndex() {
            return firstIndex + entries;
        }

        /// As few runs as hold the same, in the order of their ids, with places from `size` on.
        static List<Run> joined(List<Run> waiting, long size) {
            var runs = new ArrayList<Run>();
            var next = size;
            for (var one : waiting) {
                var last = runs.isEmpty() ? null : runs.getLast();
                if (last != null && last.firstEntry + last.entries == one.firstEntry) {
                    runs.set(runs.size() - 1, new Run(last.firstIndex, last.firstEntry, last.entries + one.entries));
                } else {
                    runs.add(new Run(next, one.firstEntry, one.entries));
                }
                next += one.entries;
            }
            return runs;
        }
    }

    /// @return without places, by id
    private static List<Run> takeWaiting(Handle handle) {
        return handle.createQuery("""
                        with oldest as (
                            select first_entry, entries from log_waiting order by first_entry limit :max
                        ), counted as (
                            select first_entry, sum(entries) over (order by first_entry) - entries as before from oldest
                        ), taken as (
                            delete from log_waiting
                            where first_entry = any (array(select first_entry from counted where before < :max))
                            returning first_entry, entries
                        )
                        select first_entry, entries from taken order by first_entry
                        """)
                .bind("max", ENTRIES_MAX)
                .map((row, _) -> new Run(0, row.getLong("first_entry"), row.getLong("entries")))
                .list();
    }

    private static List<Placed> place(Handle handle, List<Run> runs) {
        return handle.createQuery("""
                        with placed as (
                            insert into log_run (first_index, first_entry, entries)
                            select * from unnest(:indexes, :firsts, :entries)
                            returning first_index, first_entry, entries
                        )
                        select e.id, p.first_index + e.id - p.first_entry as log_index,
                               octet_length(e.leaf) as leaf_bytes, sha256(decode('00', 'hex') || e.leaf) as hash
                        from placed p
                        join audit_entry e on e.id >= p.first_entry and e.id < p.first_entry + p.entries
                        order by log_index
                        """)
                .bind("indexes", BinaryArray.of(Long.class, runs, Run::firstIndex))
                .bind("firsts", BinaryArray.of(Long.class, runs, Run::firstEntry))
                .bind("entries", BinaryArray.of(Long.class, runs, Run::entries))
                .map((row, _) -> new Placed(
                        row.getLong("id"),
                        row.getLong("log_index"),
                        row.getInt("leaf_bytes"),
                        new Hash(row.getBytes("hash"))))
                .list();
    }

    private record Placed(long id, long logIndex, int leafBytes, Hash leaf) {}

    // No bundle can hold a longer one, and an index once given cannot be taken back.
    private static void requireFits(Placed entry) {
        if (entry.leafBytes > EntryBundle.ENTRY_BYTES_MAX) {
            throw new IllegalStateException(
                    "table audit_entry, id %d: its leaf has %,d bytes, and an entry of the log has at most %,d"
                            .formatted(entry.id, entry.leafBytes, EntryBundle.ENTRY_BYTES_MAX));
        }
    }

    private static void store(Handle handle, List<Tile> tiles) {
        handle.createUpdate("""
                        insert into log_tile (level, index, hashes)
                        select * from unnest(:levels, :indexes, :hashes)
                        on conflict (level, index) do update set hashes = excluded.hashes
                        """)
                .bind("levels", BinaryArray.of(Integer.class, tiles, Tile::level))
                .bind("indexes", BinaryArray.of(Long.class, tiles, Tile::index))
                .bind("hashes", BinaryArray.of(byte[].class, tiles, Tile::hashes))
                .execute();
    }

    private static void moveOn(Handle handle, long size, long next) {
        var moved = handle.createUpdate("update log_tree set size = :next where size = :size")
                .bind("next", next)
                .bind("size", size)
                .execute();
        if (moved != 1) {
            throw new IllegalStateException(
                    "table log_tree: it is no longer at size %,d, though we hold the lock %d".formatted(size, LOCK));
        }
    }

    private static boolean isCovered(Appender tree, Optional<Checkpoint> published) {
        return published.filter(last -> last.size() >= tree.size()).isPresent();
    }

    // Without the lock: another node may sign the same tree, and then it is the same signature, or already a larger
    // one, and then that stands.
    private Checkpoint publish(Appender tree, Optional<Checkpoint> published) {
        var checkpoint = tree.checkpoint(signer.origin());
        var note = signer.sign(checkpoint).bytes();
        database.jdbi().useTransaction(handle -> {
            beDurable(handle);
            requireGrown(published.orElse(emptyLog()), tree, new StoredTiles(handle));
            marks.forEach(mark -> mark.keep(checkpoint.size(), note)); // before anyone can read it
            handle.createUpdate("""
                            insert into log_checkpoint (size, note, signed_at, published)
                            select :size, :note, :now, :published
                            where not exists (select 1 from log_checkpoint where size >= :size)
                            on conflict (size) do nothing
                            """)
                    .bind("size", checkpoint.size())
                    .bind("note", note)
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .bind("published", !awaitsWitnesses)
                    .execute();
        });
        return checkpoint;
    }

    private Checkpoint emptyLog() {
        return Appender.empty().checkpoint(signer.origin());
    }

    /// That the stored tiles are those of `tree`, and that `tree` has all that `earlier` promised.
    private static void requireGrown(Checkpoint earlier, Appender tree, StoredTiles tiles) {
        if (earlier.size() > tree.size()) {
            throw contradiction(earlier, tree, "entries that were signed for are gone");
        }
        var proofs = new Proofs(tree.size(), tiles);
        if (!proofs.root().equals(tree.root())) {
            throw contradiction(earlier, tree, "the tiles in table log_tile are not those that were written");
        }
        if (!proofs.consistencyFrom(earlier.size()).proves(earlier.root(), tree.root())) {
            throw contradiction(earlier, tree, "the tiles in table log_tile do not contain what was signed for");
        }
    }

    private static IllegalStateException contradiction(Checkpoint earlier, Appender tree, String because) {
        return new IllegalStateException(
                ("the log of %s had %,d entries with root %s when it was last signed, and now stands at %,d with root"
                                + " %s: %s. Nothing is signed until the database is as it was: see"
                                + " docs/operations/restore.md")
                        .formatted(
                                earlier.origin(),
                                earlier.size(),
                                earlier.root().base64(),
                                tree.size(),
                                tree.root().base64(),
                                because));
    }
}
