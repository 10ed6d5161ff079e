package io.glassline.storage.postgres;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/// What PostgreSQL still has of rows that were replaced or deleted, and of their places in indexes. Nothing reads it,
/// and it lies in the files until it is freed.
final class DeadRows {

    /// The tables that an erasure reaches are those with columns of which no values are sampled (V62).
    private static final String REACHED = """
            select distinct format('%I', c.relname) as "table"
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attstattarget = 0
            order by 1
            """;

    /// All of it, and no lock that a turn would wait for. Few rows are dead, which alone would let indexes be.
    private static final String FREE = "vacuum (index_cleanup on, truncate off) ";

    /// In an index of words each word stays a key for ever, also when no row has it any more: so it is made anew. A
    /// run that was stopped in between left a half-made one.
    private static final List<String> WORDS_ANEW = List.of(
            "drop index concurrently if exists conversation_search_words_ccnew",
            "drop index concurrently if exists conversation_search_words_ccold",
            "reindex index concurrently conversation_search_words");

    /// Two at once would wait for each other. It is not waited for either: who waits holds a snapshot, and that is
    /// waited for, too.
    private static final String ALONE = "select pg_try_advisory_lock(hashtextextended('glassline dead rows', 0))";

    /// As autovacuum does, so that turns have the disk, too.
    private static final String GENTLY = "; set vacuum_cost_delay = '2ms'";

    /// How long one table may take.
    private static final Duration TABLE_MAX = Duration.ofHours(1);

    private DeadRows() {}

    static void free(Database database) {
        try (var connection = database.ownConnection(TABLE_MAX, Database.PLANNED_EACH_TIME + GENTLY);
                var statement = connection.createStatement()) {
            requireAlone(statement);
            for (var table : reached(database)) {
                statement.execute(FREE + table);
            }
            for (var sql : WORDS_ANEW) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("dead rows cannot be freed: " + e.getMessage(), e);
        }
    }

    private static void requireAlone(Statement statement) throws SQLException {
        try (var alone = statement.executeQuery(ALONE)) {
            if (!alone.next() || !alone.getBoolean(1)) {
                throw new IllegalStateException("dead rows are being freed already; to be tried again");
            }
        }
    }

    private static List<String> reached(Database database) {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createQuery(REACHED).mapTo(String.class).list());
    }
}
