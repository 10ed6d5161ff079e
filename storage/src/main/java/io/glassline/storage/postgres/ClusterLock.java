package io.glassline.storage.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that one node does at a time: numbering the log, reading a mailbox, healing differences.
///
/// A node holds a piece of work by a lock on a connection of its own, which PostgreSQL takes back when the
/// connection ends, for whatever reason. So holding it makes double work rare and not impossible: a node that was
/// cut off may go on for a moment. Whatever must never happen twice is guarded where it is written, too.
public final class ClusterLock {

    /// How soon the work of a node that vanished (its machine without power, its cable out) is free: PostgreSQL asks
    /// for a sign of life after [#SILENT_ASKED_AFTER], and twice more before it gives the connection up. A node
    /// that was killed is missed at once: its connection ends with it.
    public static final Duration VANISHED_FREE_AFTER = Duration.ofSeconds(15);

    /// How soon the work of a node that stands still (stopped, paused, swapping) is free. A step may take as long.
    public static final Duration STANDSTILL_FREE_AFTER = Duration.ofSeconds(60);

    private static final Duration SILENT_ASKED_AFTER = Duration.ofSeconds(5);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(ClusterLock.class);

    private final Database database;
    private final Duration standstillFreeAfter;

    public ClusterLock(Database database) {
        this(database, STANDSTILL_FREE_AFTER);
    }

    ClusterLock(Database database, Duration standstillFreeAfter) {
        this.database = database;
        this.standstillFreeAfter = standstillFreeAfter;
    }

    /// Takes the work called `work`.
    ///
    /// @return empty when another holds it, or PostgreSQL cannot be reached to ask.
    public Optional<Ownership> tryHold(String work) {
        try {
            var connection = database.ownConnection(SILENCE_MAX, Database.PLANNED_EACH_TIME);
            if (lock(connection, work)) {
                freeSoon(connection);
                return Optional.of(new Ownership(work, connection));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            LOG.debug("cannot ask who does {}: {}", work, e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean lock(Connection connection, String work) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
            statement.setString(1, "work " + work);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// PostgreSQL by itself would wait two hours for a node that is gone.
    private void freeSoon(Connection connection) throws SQLException {
        var askedAgainAfter = VANISHED_FREE_AFTER.minus(SILENT_ASKED_AFTER).dividedBy(2);
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    set tcp_keepalives_idle = %d;
                    set tcp_keepalives_interval = %d;
                    set tcp_keepalives_count = 2;
                    set idle_session_timeout = %d
                    """.formatted(
                    SILENT_ASKED_AFTER.toSeconds(), askedAgainAfter.toSeconds(), standstillFreeAfter.toMillis()));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// A piece of work that is ours until it is closed or the connection breaks. For one thread.
    public static final class Ownership implements AutoCloseable {

        private final String work;
        private final Connection connection;

        private Ownership(String work, Connection connection) {
            this.work = work;
            this.connection = connection;
        }

        /// Asks PostgreSQL. Once false, it stays so: take the work again.
        public boolean isStillOurs() {
            try {
                return connection.isValid((int) SILENCE_MAX.toSeconds());
            } catch (SQLException e) {
                return false;
            }
        }

        /// Gives the work back.
        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("closing the connection that held {} failed: {}", work, e.getMessage());
            }
        }
    }
}
