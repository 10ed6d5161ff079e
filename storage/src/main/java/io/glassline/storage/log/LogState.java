package io.glassline.storage.log;

import io.glassline.log.Checkpoint;
import io.glassline.log.Hash;
import io.glassline.log.Malformed;
import io.glassline.log.Proofs;
import io.glassline.log.SignedNote;
import io.glassline.log.VerifierKey;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// How far the log in a database is.
///
/// - `size`: how many entries have their place.
/// - `checkpoint`: the last note that was signed, which may be about fewer.
public record LogState(long size, Hash root, Optional<byte[]> checkpoint) {

    public static LogState in(Handle handle) {
        var size = handle.createQuery("select size from log_tree")
                .mapTo(Long.class)
                .one();
        return new LogState(
                size,
                new Proofs(size, new StoredTiles(handle)).root(),
                handle.createQuery("select note from log_checkpoint order by size desc limit 1")
                        .mapTo(byte[].class)
                        .findOne());
    }

    /// How what stands in a database compares with a checkpoint that somebody has seen.
    public sealed interface Compared {

        /// It has all that the checkpoint promised.
        record Contained(Checkpoint seen) implements Compared {}

        /// The entries from [LogState#size] until just before the checkpoint's size are missing.
        record Behind(Checkpoint seen) implements Compared {}

        /// It is another past than the one that was seen, or no checkpoint of this log.
        record Contradicted(String because) implements Compared {}
    }

    public Compared compare(byte[] note, VerifierKey log, Handle handle) {
        try {
            return switch (Checkpoint.open(SignedNote.parse(note), log, List.of())) {
                case Checkpoint.Opening.Refused(var because) -> new Compared.Contradicted(because);
                case Checkpoint.Opening.Opened(var seen, var _) -> compare(seen, handle);
            };
        } catch (Malformed e) {
            return new Compared.Contradicted(String.valueOf(e.getMessage()));
        }
    }

    private Compared compare(Checkpoint seen, Handle handle) {
        if (seen.size() > size) {
            return new Compared.Behind(seen);
        }
        return new Proofs(size, new StoredTiles(handle))
                        .consistencyFrom(seen.size())
                        .proves(seen.root(), root)
                ? new Compared.Contained(seen)
                : new Compared.Contradicted("its %,d entries are others than those here".formatted(seen.size()));
    }
}
