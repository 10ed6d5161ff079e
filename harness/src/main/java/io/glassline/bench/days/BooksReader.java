package io.glassline.bench.days;

import io.glassline.bench.days.Books.DecisionRow;
import io.glassline.bench.days.Books.InboundRow;
import io.glassline.bench.days.Books.PlaceRow;
import io.glassline.bench.days.Books.SendRow;
import io.glassline.embedded.EmbeddedServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Reads the gateway's record over a connection of its own and by statements that the gateway does not share.
public final class BooksReader implements AutoCloseable {

    private final Connection connection;

    public BooksReader(EmbeddedServers servers) throws SQLException {
        this.connection = DriverManager.getConnection(servers.jdbcUrl(), servers.user(), servers.password());
    }

    /// How much is to be done at once: turns, and sends that are due or under way.
    ///
    /// @param until what is due before
    /// @param stopped accounts of which nothing goes out just now
    public int undone(Instant until, Set<String> stopped) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select (select count(*) from inbound where finished_at is null and not signal
                          and (retry_at is null or retry_at <= ?))
                     + (select count(*) from outbox where settled_at is null and channel <> 'voice'
                          and (leased or due_at <= ? and account <> all(?)))
                """)) {
            statement.setTimestamp(1, Timestamp.from(until));
            statement.setTimestamp(2, Timestamp.from(until));
            statement.setArray(3, connection.createArrayOf("text", stopped.toArray()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /// Whether all is done, whenever it is due.
    boolean isAllDone() throws SQLException {
        return undone(Instant.parse("9999-01-01T00:00:00Z"), Set.of()) == 0;
    }

    public boolean hasMail(String messageId, String from) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select count(*) from inbound where btrim(mail_id, '<>') = btrim(?, '<>') and address = ?
                """)) {
            statement.setString(1, messageId);
            statement.setString(2, from);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) > 0;
            }
        }
    }

    public Books read() throws SQLException {
        var decisions = new HashMap<UUID, DecisionRow>();
        each("""
                select about, outcome, decision->>'rule', decision->>'words' from decision
                order by id
                """, row -> decisions.put(uuid(row, 1), new DecisionRow(row.getString(2), text(row, 3), text(row, 4))));
        var answers = new HashMap<UUID, List<UUID>>();
        each(
                "select answers, id from message where answers is not null",
                row -> answers.computeIfAbsent(uuid(row, 1), _ -> new ArrayList<>())
                        .add(uuid(row, 2)));
        var sends = new HashMap<UUID, SendRow>();
        each(
                "select message_id, settled_at is not null, dead, dead and left_at is null, note from outbox",
                row -> sends.put(
                        uuid(row, 1),
                        new SendRow(row.getBoolean(2), row.getBoolean(3), row.getBoolean(4), row.getString(5))));
        var places = new HashMap<UUID, PlaceRow>();
        each("""
                select m.id, c.state, c.queue from message m join conversation c on c.id = m.conversation_id
                where m.author = 'citizen'
                """, row -> places.put(uuid(row, 1), new PlaceRow(row.getString(2), row.getString(3))));
        var inbound = new ArrayList<InboundRow>();
        each(
                """
                select id, account, address, provider_id, mail_id, signal, finished_at is not null, failure from inbound
                """,
                row -> inbound.add(new InboundRow(
                        uuid(row, 1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        row.getString(8))));
        var quarantined = new ArrayList<String>();
        each(
                "select encode(substring(body from 1 for 1000000), 'escape') from quarantine where settled_at is null",
                row -> quarantined.add(row.getString(1)));
        return new Books(inbound, decisions, answers, sends, places, quarantined);
    }

    private static String text(ResultSet row, int column) throws SQLException {
        var text = row.getString(column);
        return text == null ? "" : text;
    }

    private static UUID uuid(ResultSet row, int column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private interface Taking {
        void row(ResultSet row) throws SQLException;
    }

    private void each(String sql, Taking taking) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                taking.row(rows);
            }
        }
    }

    /// How many of each outcome, to be shown when a run is stuck.
    public Map<String, Integer> waiting() throws SQLException {
        var waiting = new HashMap<String, Integer>();
        each("""
                select account || ', ' || coalesce(note, 'never taken up'), count(*) from outbox where settled_at is null group by 1
                """, row -> waiting.put(row.getString(1), row.getInt(2)));
        return waiting;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
