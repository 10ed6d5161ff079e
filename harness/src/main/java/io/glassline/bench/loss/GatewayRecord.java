package io.glassline.bench.loss;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The gateway's record, read over a connection of the harness's own and by statements that the gateway does not
/// share.
final class GatewayRecord {

    private static final Duration STATEMENT_WAIT_MAX = Duration.ofSeconds(60);
    private static final int FETCH_ROWS = 5_000;

    private final String jdbcUrl;
    private final String user;
    private final String password;

    GatewayRecord(String jdbcUrl, String user, String password) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
    }

    /// How much is still to be done.
    record Backlog(long inbound, long unfinished, long unsent, long unlogged) {

        boolean isDone(long accepted) {
            return inbound >= accepted && unfinished == 0 && unsent == 0 && unlogged == 0;
        }

        @Override
        public String toString() {
            return "%d in the record, %d without their turn, %d not sent, %d not on the log"
                    .formatted(inbound, unfinished, unsent, unlogged);
        }
    }

    record InboundRow(
            UUID id,
            String account,
            String providerId,
            long seq,
            boolean isFinished,
            @Nullable String failure) {}

    record DecisionRow(UUID about, long id, String outcome) {}

    record AnswerRow(UUID id, UUID answers, UUID conversation, int position) {}

    record OutboxRow(
            UUID message,
            long seq,
            String account,
            String address,
            boolean isSettled,
            boolean isDead,
            @Nullable String note) {}

    record PartRow(
            UUID message,
            int number,
            String account,
            String text,
            String delivery,
            @Nullable Instant handedOverAt,
            @Nullable String providerId,
            @Nullable String code) {

        /// It was given to the provider, and nobody ever said whether it got there.
        boolean isInDoubt() {
            return handedOverAt != null && code == null;
        }
    }

    /// Everything that the account needs.
    record Everything(
            List<InboundRow> inbound,
            List<DecisionRow> decisions,
            List<AnswerRow> answers,
            List<OutboxRow> outbox,
            List<PartRow> parts,
            Map<String, Map<UUID, Integer>> loggedByKind,
            Map<UUID, String> stateByInbound,
            long entries) {}

    Backlog backlog() throws SQLException {
        try (var connection = open();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select (select count(*) from inbound),
                               (select count(*) from inbound where finished_at is null),
                               (select count(*) from outbox where settled_at is null),
                               (select coalesce(sum(entries), 0) from log_waiting)
                        """)) {
            row.next();
            return new Backlog(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        }
    }

    Everything read() throws SQLException {
        try (var connection = open()) {
            connection.setAutoCommit(false); // so that the driver streams
            connection.setReadOnly(true);
            var logged = new HashMap<String, Map<UUID, Integer>>();
            each(
                    connection,
                    """
                    select e.kind, e.message_id
                    from audit_entry e, log_index_of(e.id)
                    where e.kind in ('message.received', 'message.decided', 'message.written')
                      and e.message_id is not null
                    """,
                    row -> logged.computeIfAbsent(row.getString(1), _ -> new HashMap<>())
                            .merge(uuid(row, 2), 1, Integer::sum));
            var states = new HashMap<UUID, String>();
            each(connection, """
                    select m.id, c.state from message m join conversation c on c.id = m.conversation_id
                    where m.author = 'citizen'
                    """, row -> states.put(uuid(row, 1), row.getString(2)));
            return new Everything(
                    all(
                            connection,
                            "select id, account, provider_id, seq, finished_at is not null, failure from inbound",
                            row -> new InboundRow(
                                    uuid(row, 1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getLong(4),
                                    row.getBoolean(5),
                                    row.getString(6))),
                    all(
                            connection,
                            "select about, id, outcome from decision",
                            row -> new DecisionRow(uuid(row, 1), row.getLong(2), row.getString(3))),
                    all(
                            connection,
                            "select id, answers, conversation_id, position from message where answers is not null",
                            row -> new AnswerRow(uuid(row, 1), uuid(row, 2), uuid(row, 3), row.getInt(4))),
                    all(
                            connection,
                            "select message_id, seq, account, address, settled_at is not null, dead, note from outbox",
                            row -> new OutboxRow(
                                    uuid(row, 1),
                                    row.getLong(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getBoolean(5),
                                    row.getBoolean(6),
                                    row.getString(7))),
                    all(
                            connection,
                            "select message_id, number, account, text, delivery, handed_over_at, provider_id, code"
                                    + " from part",
                            row -> new PartRow(
                                    uuid(row, 1),
                                    row.getInt(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    instant(row, 6),
                                    row.getString(7),
                                    row.getString(8))),
                    logged,
                    states,
                    all(connection, "select count(*) from audit_entry", row -> row.getLong(1))
                            .getFirst());
        }
    }

    /// By which version of the configuration messages were decided.
    List<RuleChanges.Use> uses() throws SQLException {
        try (var connection = open()) {
            return all(
                    connection,
                    """
                    select decision ->> 'rulesVersion', count(*), min(at), max(at) from decision group by 1
                    """,
                    row -> new RuleChanges.Use(
                            row.getString(1),
                            row.getLong(2),
                            row.getTimestamp(3).toInstant(),
                            row.getTimestamp(4).toInstant()));
        }
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private interface Taking {
        void row(ResultSet row) throws SQLException;
    }

    private static <T> List<T> all(Connection connection, String sql, Reading<T> reading) throws SQLException {
        var all = new ArrayList<T>();
        each(connection, sql, row -> all.add(reading.of(row)));
        return all;
    }

    private static void each(Connection connection, String sql, Taking taking) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_ROWS);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    taking.row(rows);
                }
            }
        }
    }

    private static UUID uuid(ResultSet row, int column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private Connection open() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("socketTimeout", Long.toString(STATEMENT_WAIT_MAX.toSeconds()));
        return DriverManager.getConnection(jdbcUrl, properties);
    }
}
