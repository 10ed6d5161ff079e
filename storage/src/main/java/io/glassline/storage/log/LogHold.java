package io.glassline.storage.log;

import io.glassline.log.VerifierKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// That a log is not signed with a key until a person has decided: its database was put back from a backup, and more
/// may have been signed since. It lies in the database, so that it holds for every node.
///
/// - `because`: a sentence.
/// - `seen`: the largest checkpoint of this log that is known to have been published; the signed note.
public record LogHold(VerifierKey log, Instant heldAt, String because, Optional<byte[]> seen) {

    public static Optional<LogHold> on(VerifierKey log, Handle handle) {
        return handle.createQuery("select held_at, because, seen from log_hold where log = :log")
                .bind("log", log.toString())
                .map((row, _) -> hold(log, row))
                .findOne();
    }

    private static LogHold hold(VerifierKey log, ResultSet row) throws SQLException {
        return new LogHold(
                log,
                row.getTimestamp("held_at").toInstant(),
                row.getString("because"),
                Optional.ofNullable(row.getBytes("seen")));
    }

    /// Holds the log, in place of an earlier hold.
    public void set(Handle handle) {
        handle.createUpdate("""
                        insert into log_hold (log, held_at, because, seen) values (:log, :heldAt, :because, :seen)
                        on conflict (log) do update
                        set held_at = excluded.held_at, because = excluded.because, seen = excluded.seen
                        """)
                .bind("log", log.toString())
                .bind("heldAt", heldAt.atOffset(ZoneOffset.UTC))
                .bind("because", because)
                .bind("seen", seen.orElse(null))
                .execute();
    }

    /// @return whether there was one
    public static boolean lift(VerifierKey log, Handle handle) {
        return handle.createUpdate("delete from log_hold where log = :log")
                        .bind("log", log.toString())
                        .execute()
                > 0;
    }
}
