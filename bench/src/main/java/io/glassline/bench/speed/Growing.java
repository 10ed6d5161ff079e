package io.glassline.bench.speed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A record that grows fast and keeps the shape of a real one: what a real node wrote of some real messages is copied
/// over and over, each copy with ids, addresses and times of its own, in the order of time.
///
/// It asks the database which columns there are, so that it outlives a migration.
final class Growing {

    /// Those that grow with every message.
    static final List<String> TABLES = List.of(
            "envelope_batch", "inbound", "conversation", "message", "decision", "outbox", "part", "audit_entry");

    /// Of so many rows together, each time.
    private static final int ROWS_AT_ONCE = 300_000;

    /// How long ago the first copy is.
    private static final int DAYS = 360;

    private final Servers servers;
    private final String jdbcUrl;
    private final long rowsOfACopy;
    private final long copiesMax;
    private long copies;

    /// Takes what is in the database now for the pattern.
    ///
    /// @param rowsMax how large it is to become; the times of the copies are spread for that.
    Growing(Servers servers, String jdbcUrl, long rowsMax) {
        this.servers = servers;
        this.jdbcUrl = jdbcUrl;
        TABLES.forEach(table ->
                servers.execute(jdbcUrl, "create table pattern_%s as select * from %s".formatted(table, table)));
        this.rowsOfACopy = rows();
        this.copiesMax = Math.max(1, rowsMax / rowsOfACopy);
    }

    /// Rows in all the tables together.
    long rows() {
        return TABLES.stream()
                .mapToLong(table -> servers.count(jdbcUrl, "select count(*) from " + table))
                .sum();
    }

    /// @param openEvery of so many conversations one is open, and the others are closed.
    void to(long rows, int openEvery) {
        copies(rows / rowsOfACopy, openEvery);
    }

    void copies(long wanted, int openEvery) {
        while (copies < wanted) {
            var last = Math.min(wanted, copies + 1 + ROWS_AT_ONCE / rowsOfACopy);
            copy(copies + 1, last, openEvery);
            copies = last;
        }
        TABLES.forEach(table -> servers.execute(jdbcUrl, "vacuum analyze " + table));
        servers.checkpoint();
    }

    private void copy(long first, long last, int openEvery) {
        try (var connection = servers.connect(jdbcUrl);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (var table : TABLES) {
                var columns = columns(connection, table);
                statement.execute("""
                        insert into %s (%s)
                        overriding system value
                        select %s
                        from pattern_%s as s cross join generate_series(%d::bigint, %d::bigint) as k
                        order by k
                        """.formatted(
                                table,
                                columns.stream().map(Column::name).collect(Collectors.joining(", ")),
                                columns.stream()
                                        .map(column -> copied(table, column, openEvery))
                                        .collect(Collectors.joining(", ")),
                                table,
                                first,
                                last));
            }
            statement.execute("select setval('audit_entry_id_seq', (select max(id) from audit_entry))");
            statement.execute(PLACE);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As the sequencer does it, for all that wait.
    private static final String PLACE = """
            with taken as (delete from log_waiting returning first_entry, entries)
            insert into log_run (first_index, first_entry, entries)
            select (select coalesce(max(first_index + entries), 0) from log_run)
                       + sum(entries) over (order by first_entry) - entries,
                   first_entry, entries
            from taken
            """;

    private record Column(String name, String type) {}

    /// All but those that PostgreSQL fills by itself; the number of an entry is what its message names.
    private static List<Column> columns(Connection connection, String table) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select column_name, udt_name
                from information_schema.columns
                where table_schema = 'public' and table_name = ? and is_generated = 'NEVER'
                  and (is_identity = 'NO' or (table_name, column_name) = ('audit_entry', 'id'))
                order by ordinal_position
                """)) {
            statement.setString(1, table);
            var columns = new ArrayList<Column>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(rows.getString(1), rows.getString(2)));
                }
            }
            return columns;
        }
    }

    /// The same of every table in which it stands, so that what belongs together still does.
    private String copied(String table, Column column, int openEvery) {
        var name = "s." + column.name();
        return switch (column.name()) {
            case "address", "provider_id", "mail_id" -> name + " || '-' || k";
            case "envelope_id", "last_id", "entry_id" -> name + " + k * 1000000000";
            case "id" -> column.type().equals("int8") ? name + " + k * 1000000000" : uuid(name);
            case "state" -> ifOpen(openEvery, name, "'closed'");
            case "outcome" -> ifOpen(openEvery, name, "coalesce(%s, 'answered')".formatted(name));
            case "stage_at" ->
                ifOpen(openEvery, moved(name), moved("coalesce(%s, s.last_activity_at)".formatted(name)));
            default ->
                switch (column.type()) {
                    case "uuid" -> uuid(name);
                    case "timestamptz" -> moved(name);
                    default -> name;
                };
        };
    }

    private static String ifOpen(int openEvery, String then, String otherwise) {
        return "case when k %% %d = 0 then %s else %s end".formatted(openEvery, then, otherwise);
    }

    private String moved(String time) {
        return time + " - interval '%d days' + k * interval '%d days' / %d".formatted(DAYS, DAYS, copiesMax);
    }

    private static String uuid(String name) {
        return "md5(%s::text || ':' || k)::uuid".formatted(name);
    }
}
