package io.glassline.log;

import io.glassline.log.Fault.Kind;
import io.glassline.log.LogSource.Fetched;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// One walk through all of the tree that a checkpoint promises.
///
/// Each tile is read twice over: `stored` is what it says, `below` is the same row recomputed from the entries.
/// Where the two differ, the hash above the tile, or at the right edge the signed root, tells which was changed.
/// Where a file is missing, the other row stands in for it, so that one fault does not look like many.
final class TreeWalk {

    /// Files read at the same time.
    private static final int READERS = 8;

    private static final int KINDS_MAX = 200;

    private final Checkpoint promised;
    private final LogSource source;
    private final TreeShape shape;
    private final ExecutorService readers;
    private final AtomicInteger found = new AtomicInteger();

    TreeWalk(Checkpoint promised, LogSource source) {
        this.promised = promised;
        this.source = source;
        this.shape = new TreeShape(promised.size());
        this.readers = Executors.newFixedThreadPool(READERS, Thread.ofVirtual().factory());
    }

    record Seen(List<Fault> faults, boolean stopped, SortedMap<String, Long> entriesByKind) {}

    /// The tree is the partial tiles at its right edge, the highest level on the left, each with full tiles below
    /// all of its hashes.
    Seen walk() {
        try (readers) {
            var edge = new ArrayList<Row>();
            for (var level = shape.levels() - 1; level >= 0; level--) {
                var width = shape.partialWidthAt(level);
                if (width > 0) {
                    edge.add(row(new TilePath.Hashes(level, shape.fullTilesAt(level), width)));
                }
            }
            return settled(edge);
        }
    }

    // What is wrong with a partial tile can be told only when all of the edge is known, by the signed root.
    private Seen settled(List<Row> edge) {
        var below = rootOf(edge, Row::below);
        var stored = rootOf(edge, Row::stored);
        var blame = blame(below, stored, Optional.of(promised.root()));
        var faults = new ArrayList<Fault>();
        var kinds = new TreeMap<String, Long>();
        for (var row : edge) {
            faults.addAll(row.faults);
            faults.addAll(settled(row, blame));
            add(row.entriesByKind, kinds);
        }
        var wrongRoot = blame == Blame.UNKNOWN && below.isPresent() && !isEnough();
        if (wrongRoot) {
            faults.add(fault(
                    Kind.CONTRADICTION,
                    "checkpoint",
                    "checkpoint: its root %s is not that of the %,d entries, which is %s"
                            .formatted(
                                    promised.root().base64(),
                                    promised.size(),
                                    below.get().base64())));
        }
        var shown = faults.subList(0, Math.min(faults.size(), LogVerifier.FAULTS_MAX));
        return new Seen(List.copyOf(shown), isEnough(), kinds);
    }

    private static Optional<Hash> rootOf(List<Row> edge, Function<Row, Optional<byte[]>> which) {
        var rows = edge.stream().map(which).flatMap(Optional::stream).toList();
        return rows.size() == edge.size() ? Optional.of(Appender.root(rows.reversed())) : Optional.empty();
    }

    /// A tile as it is stored and as it should be.
    ///
    /// @param stored empty when the tile could not be read
    /// @param below recomputed, with what is stored where that was impossible; empty when that is missing, too
    /// @param faults of everything below, and of reading the tile
    private record Row(
            TilePath.Hashes tile,
            Optional<byte[]> stored,
            Optional<byte[]> below,
            List<Contradiction> contradictions,
            List<Fault> faults,
            SortedMap<String, Long> entriesByKind) {}

    /// One hash that is not what it should be.
    ///
    /// @param otherPath the file below that it should be the hash of
    private record Contradiction(String otherPath, String other, String what) {}

    /// A full tile with everything below it: one hash of the level above, where that can be said.
    private record Subtree(Optional<Hash> root, List<Fault> faults, SortedMap<String, Long> entriesByKind) {}

    private enum Blame {
        TILE,
        BELOW,
        UNKNOWN
    }

    private Subtree subtree(TilePath.Hashes tile, Optional<Hash> above) {
        if (isEnough()) {
            return new Subtree(Optional.empty(), List.of(), new TreeMap<>());
        }
        var row = row(tile);
        var below = row.below.map(hashes -> Hash.ofPerfectRow(hashes, 0, TilePath.FULL_WIDTH));
        var stored = row.stored.map(hashes -> Hash.ofPerfectRow(hashes, 0, TilePath.FULL_WIDTH));
        var blame = blame(below, stored, above);
        var faults = new ArrayList<>(row.faults);
        faults.addAll(settled(row, blame));
        return new Subtree(blame == Blame.BELOW ? stored : below, faults, row.entriesByKind);
    }

    private static Blame blame(Optional<Hash> below, Optional<Hash> stored, Optional<Hash> above) {
        if (above.isEmpty()) {
            return Blame.UNKNOWN;
        }
        return above.equals(below) ? Blame.TILE : above.equals(stored) ? Blame.BELOW : Blame.UNKNOWN;
    }

    private List<Fault> settled(Row row, Blame blame) {
        var tile = row.tile.toString();
        var faults = new ArrayList<Fault>();
        for (var contradiction : row.contradictions) {
            faults.add(
                    switch (blame) {
                        case TILE ->
                            fault(
                                    Kind.CONTRADICTION,
                                    tile,
                                    contradiction.what + "; what stands above agrees with " + contradiction.other
                                            + ", so " + tile + " was changed");
                        case BELOW ->
                            fault(
                                    Kind.CONTRADICTION,
                                    contradiction.otherPath,
                                    contradiction.what + "; what stands above agrees with " + tile + ", so "
                                            + contradiction.other + " was changed");
                        case UNKNOWN -> fault(Kind.CONTRADICTION, tile, contradiction.what);
                    });
        }
        return faults;
    }

    private Row row(TilePath.Hashes tile) {
        var faults = new ArrayList<Fault>();
        Optional<byte[]> stored = switch (tile(source, tile)) {
            case Read.Good(var hashes) -> Optional.of(hashes);
            case Read.Bad(var fault) -> {
                found.incrementAndGet();
                faults.add(fault);
                yield Optional.empty();
            }
        };
        return tile.level() == 0 ? rowOverEntries(tile, stored, faults) : rowOverTiles(tile, stored, faults);
    }

    private Row rowOverTiles(TilePath.Hashes tile, Optional<byte[]> stored, List<Fault> faults) {
        var children = new ArrayList<Callable<Subtree>>();
        for (var i = 0; i < tile.width(); i++) {
            var child = child(tile, i);
            var position = i;
            children.add(() -> subtree(child, stored.map(hashes -> hash(hashes, position))));
        }
        var below = new Recomputed(tile.width(), stored);
        var contradictions = new ArrayList<Contradiction>();
        var kinds = new TreeMap<String, Long>();
        var position = 0;
        for (var subtree : tile.level() == 1 ? together(children) : oneByOne(children)) {
            faults.addAll(subtree.faults);
            add(subtree.entriesByKind, kinds);
            if (subtree.root.isPresent() && !below.isAsStored(position, subtree.root.get())) {
                var child = child(tile, position);
                contradictions.add(new Contradiction(
                        child.toString(),
                        child.toString(),
                        "%s hash %d is not the root of %s".formatted(tile, position, child)));
            }
            position++;
        }
        return new Row(tile, stored, below.hashes(), contradictions, faults, kinds);
    }

    private static TilePath.Hashes child(TilePath.Hashes tile, int position) {
        return new TilePath.Hashes(
                tile.level() - 1, tile.index() * TilePath.FULL_WIDTH + position, TilePath.FULL_WIDTH);
    }

    // Level-0 tiles and their bundles are nearly all there is to read.
    private List<Subtree> together(List<Callable<Subtree>> subtrees) {
        try {
            var seen = new ArrayList<Subtree>();
            for (var future : readers.invokeAll(subtrees)) {
                seen.add(future.get());
            }
            return seen;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while verifying " + promised.origin(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("verifying " + promised.origin() + " broke down", e.getCause());
        }
    }

    private static List<Subtree> oneByOne(List<Callable<Subtree>> subtrees) {
        var seen = new ArrayList<Subtree>();
        for (var subtree : subtrees) {
            try {
                seen.add(subtree.call());
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError("walking throws nothing checked", e);
            }
        }
        return seen;
    }

    private Row rowOverEntries(TilePath.Hashes tile, Optional<byte[]> stored, List<Fault> faults) {
        var path = new TilePath.Entries(tile.index(), tile.width());
        var below = new Recomputed(tile.width(), stored);
        var contradictions = new ArrayList<Contradiction>();
        var kinds = new TreeMap<String, Long>();
        var bundle = bundle(path);
        bundle.fault.ifPresent(faults::add);
        for (var i = 0; i < bundle.entries.size(); i++) {
            var entry = bundle.entries.get(i);
            var place =
                    "entry %d (%s, byte %,d)".formatted(path.index() * TilePath.FULL_WIDTH + i, path, entry.begin());
            if (below.isAsStored(i, entry.leafHash())) {
                switch (CanonicalEntry.read(entry.copy())) {
                    case CanonicalEntry.Reading.Canonical(var fields) -> {
                        switch (LeafForm.check(fields)) {
                            case LeafForm.Checked.Fits(var kind) -> add(kind, 1, kinds);
                            case LeafForm.Checked.Not(var because) ->
                                faults.add(fault(
                                        Kind.MALFORMED,
                                        path.toString(),
                                        "%s: is not of a published form: %s".formatted(place, because)));
                        }
                    }
                    case CanonicalEntry.Reading.Not(var because, var at) ->
                        faults.add(fault(
                                Kind.MALFORMED,
                                path.toString(),
                                "%s: is not canonical JSON: %s, at byte %,d of the entry"
                                        .formatted(place, because, at)));
                }
                continue;
            }
            contradictions.add(new Contradiction(
                    path.toString(), "the entry", "%s: leaf hash is not the one in %s".formatted(place, tile)));
            // A bundle that breaks off has a wrong length somewhere, most likely here: what follows is not entries.
            if (bundle.fault.isPresent() || contradictions.size() == LogVerifier.FAULTS_MAX) {
                break;
            }
        }
        return new Row(tile, stored, below.hashes(), contradictions, faults, kinds);
    }

    /// A row being recomputed.
    private static final class Recomputed {

        private final byte[] row;
        private final boolean[] known;
        private final Optional<byte[]> stored;

        Recomputed(int width, Optional<byte[]> stored) {
            this.row = stored.map(byte[]::clone).orElseGet(() -> new byte[width * Hash.BYTES]);
            this.known = new boolean[width];
            this.stored = stored;
        }

        /// Notes the hash at `position`.
        ///
        /// @return false if another is stored there
        boolean isAsStored(int position, Hash hash) {
            known[position] = true;
            System.arraycopy(hash.bytes(), 0, row, position * Hash.BYTES, Hash.BYTES);
            return stored.isEmpty() || hash(stored.get(), position).equals(hash);
        }

        Optional<byte[]> hashes() {
            for (var one : known) {
                if (!one && stored.isEmpty()) {
                    return Optional.empty();
                }
            }
            return Optional.of(row);
        }
    }

    private static Hash hash(byte[] hashes, int position) {
        return new Hash(Arrays.copyOfRange(hashes, position * Hash.BYTES, (position + 1) * Hash.BYTES));
    }

    private record Bundle(List<EntryBundle.Slice> entries, Optional<Fault> fault) {}

    private Bundle bundle(TilePath.Entries path) {
        var file = file(source, path, EntryBundle.BYTES_MAX);
        if (file.bytes.isEmpty()) {
            return new Bundle(List.of(), Optional.of(fault(file.kind, path.toString(), path + ": " + file.because)));
        }
        var parsed = EntryBundle.parse(file.bytes.get(), file.width);
        var entries = parsed.entries();
        var wrong = parsed.fault();
        if (wrong.isEmpty() && entries.size() < file.width) {
            wrong = Optional.of(
                    "has %,d entries, and the checkpoint promises %,d".formatted(entries.size(), file.width));
        }
        return new Bundle(
                entries.subList(0, Math.min(entries.size(), path.width())),
                wrong.map(what -> fault(Kind.MALFORMED, path.toString(), path + ": " + what)));
    }

    sealed interface Read {

        record Good(byte[] hashes) implements Read {}

        record Bad(Fault fault) implements Read {}
    }

    /// Reads a tile, and only its right number of hashes.
    static Read tile(LogSource source, TilePath.Hashes path) {
        var file = file(source, path, Tile.FULL_BYTES);
        if (file.bytes.isEmpty()) {
            return new Read.Bad(new Fault(file.kind, path.toString(), path + ": " + file.because));
        }
        var bytes = file.bytes.get();
        if (bytes.length != file.width * Hash.BYTES) {
            return new Read.Bad(new Fault(
                    Kind.MALFORMED,
                    path.toString(),
                    "%s: has %,d bytes, and %,d hashes are %,d"
                            .formatted(path, bytes.length, file.width, file.width * Hash.BYTES)));
        }
        return new Read.Good(Arrays.copyOf(bytes, path.width() * Hash.BYTES));
    }

    /// @param width of the file that was read, which is full where a partial one is no longer there
    /// @param kind of fault, when it could not be read
    private record File(Optional<byte[]> bytes, int width, Kind kind, String because) {

        static File read(byte[] bytes, int width) {
            return new File(Optional.of(bytes), width, Kind.UNAVAILABLE, "");
        }

        static File unread(Kind kind, String because) {
            return new File(Optional.empty(), 0, kind, because);
        }
    }

    // A log may drop a partial file once the full one exists, which begins with the same.
    private static File file(LogSource source, TilePath path, int bytesMax) {
        var fetched = source.fetch(path.toString(), bytesMax);
        if (fetched instanceof Fetched.Missing && !path.isFull()) {
            var full = path.withWidth(TilePath.FULL_WIDTH);
            if (source.fetch(full.toString(), bytesMax) instanceof Fetched.Found(var bytes)) {
                return File.read(bytes, TilePath.FULL_WIDTH);
            }
        }
        return switch (fetched) {
            case Fetched.Found(var bytes) -> File.read(bytes, path.width());
            case Fetched.Missing(var because) -> File.unread(Kind.UNAVAILABLE, because);
            case Fetched.TooLong(var max) -> File.unread(Kind.MALFORMED, "has more than %,d bytes".formatted(max));
            case Fetched.Failed(var because) -> File.unread(Kind.UNAVAILABLE, because);
        };
    }

    private Fault fault(Kind kind, String path, String what) {
        found.incrementAndGet();
        return new Fault(kind, path, what);
    }

    private boolean isEnough() {
        return found.get() >= LogVerifier.FAULTS_MAX;
    }

    private static void add(SortedMap<String, Long> some, SortedMap<String, Long> kinds) {
        some.forEach((kind, count) -> add(kind, count, kinds));
    }

    // The names come from the log: however many it makes up, only so many are kept.
    private static void add(String kind, long count, SortedMap<String, Long> kinds) {
        kinds.merge(kinds.size() < KINDS_MAX || kinds.containsKey(kind) ? kind : "further kinds", count, Long::sum);
    }
}
