package io.glassline.storage.log;

import java.util.Optional;

/// The last checkpoint that was signed, kept outside of the database that the log is in: a database that is put back to
/// an earlier state would else sign a second history.
public interface LogMark {

    /// @return the signed note; empty when there is none, or when the place cannot be asked now.
    /// @throws IllegalStateException when there is one that cannot be read; the message says what to do.
    Optional<byte[]> read();

    /// Keeps the note in place of a smaller one. It is kept when this returns; a place that may be away and is not
    /// the only one may leave it.
    ///
    /// @param size of the tree that the note is about.
    /// @throws IllegalStateException when it cannot be kept, and the note must not be published.
    void keep(long size, byte[] note);
}
