package io.glassline.storage.postgres;

import io.glassline.storage.postgres.DatabaseSnapshot.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/// A database in which nothing is, and which takes what a [DatabaseSnapshot] gave: first the files that make the
/// tables, then their rows and sequences, in one transaction. What the tables promise each other is asked of them at
/// the end, when all of them are there.
public final class EmptyDatabase implements AutoCloseable {

    private final String jdbcUrl;
    private final String user;
    private final String password;
    private final Connection connection;
    private final List<String> promises = new ArrayList<>();
    private List<String> tables = List.of();

    private EmptyDatabase(String jdbcUrl, String user, String password, Connection connection) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
        this.connection = connection;
    }

    /// @throws IllegalStateException where something is in it, naming some of that
    public static EmptyDatabase open(String jdbcUrl, String user, String password) throws SQLException {
        var connection = DatabaseSnapshot.connect(jdbcUrl, user, password);
        try {
            var made = Tables.made(connection);
            if (!made.isEmpty()) {
                throw new IllegalStateException("it is not empty: it has %s%s"
                        .formatted(
                                made.stream().limit(3).collect(Collectors.joining(", ")),
                                made.size() > 3 ? " and %d more".formatted(made.size() - 3) : ""));
            }
            return new EmptyDatabase(jdbcUrl, user, password, connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// Makes the tables by the files in a folder, and gets them ready for their rows.
    public void make(Path schemaFolder) throws SQLException {
        Schema.flyway(jdbcUrl, user, password, "filesystem:" + schemaFolder.toAbsolutePath())
                .migrate();
        connection.setAutoCommit(false);
        tables = Tables.names(connection);
        for (var promise : List.of("alter table %s add constraint %s %s", "alter table %s drop constraint %s")) {
            var statements = Tables.texts(connection, """
                            select format('%s', conrelid::regclass, quote_ident(conname), pg_get_constraintdef(oid))
                            from pg_constraint
                            where contype = 'f' and connamespace = current_schema()::regnamespace
                            order by conrelid::regclass::text, conname
                            """.formatted(promise));
            if (promises.isEmpty()) {
                promises.addAll(statements);
            } else {
                for (var statement : statements) {
                    execute(statement);
                }
            }
        }
        for (var table : tables) {
            execute("alter table " + Tables.quoted(table) + " disable trigger user");
        }
        execute("truncate " + tables.stream().map(Tables::quoted).collect(Collectors.joining(", ")));
    }

    /// @return how many rows it has
    public long copy(String table, List<String> columns, InputStream rows) throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + Tables.quoted(table, columns) + " from stdin", rows);
    }

    /// From here on it is a database like the one the snapshot was taken of.
    public void finish(List<Sequence> sequences) throws SQLException {
        try (var set = connection.prepareStatement("select setval(cast(? as regclass), ?, ?)")) {
            for (var sequence : sequences) {
                set.setString(1, Tables.quoted(sequence.name()));
                set.setLong(2, sequence.value());
                set.setBoolean(3, sequence.called());
                set.execute();
            }
        }
        for (var table : tables) {
            execute("alter table " + Tables.quoted(table) + " enable trigger user");
        }
        for (var promise : promises) {
            execute(promise);
        }
        connection.commit();
        connection.setAutoCommit(true);
        execute("analyze");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
