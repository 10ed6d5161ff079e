package io.glassline.storage.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

/// All of a database as it is at one moment, while it is worked with: the rows of each table in PostgreSQL's own text
/// form, the sequences, and the files that make the tables. [EmptyDatabase] takes them, of this version of PostgreSQL
/// or any other.
///
/// What PostgreSQL would free meanwhile it frees afterwards, so it is to be closed soon.
public final class DatabaseSnapshot implements AutoCloseable {

    private final Connection connection;
    private final List<String> schemaFiles;
    private final String schemaVersion;
    private final List<String> tables;

    private DatabaseSnapshot(
            Connection connection, List<String> schemaFiles, String schemaVersion, List<String> tables) {
        this.connection = connection;
        this.schemaFiles = schemaFiles;
        this.schemaVersion = schemaVersion;
        this.tables = tables;
    }

    /// @throws IllegalStateException where the tables are not those of this build
    public static DatabaseSnapshot take(String jdbcUrl, String user, String password) throws SQLException {
        var flyway = Schema.flyway(jdbcUrl, user, password, Schema.OURS);
        var info = flyway.info();
        var other = Stream.concat(
                        Arrays.stream(info.pending()),
                        Arrays.stream(info.applied()).filter(DatabaseSnapshot::isNewer))
                .map(MigrationInfo::getScript)
                .toList();
        if (info.current() == null || !other.isEmpty()) {
            throw new IllegalStateException("the tables are not those of this version of Glassline, which differs in "
                    + (other.isEmpty() ? "all" : String.join(", ", other)) + "; use the one that serves");
        }
        var files = Arrays.stream(info.all())
                .map(MigrationInfo::getScript)
                .distinct()
                .filter(script -> Schema.file(script) != null)
                .toList();
        var version = Arrays.stream(info.applied())
                .filter(applied -> applied.getVersion() != null)
                .map(applied -> applied.getVersion())
                .max(java.util.Comparator.naturalOrder())
                .orElseThrow();
        var connection = connect(jdbcUrl, user, password);
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var tables = Tables.names(connection);
            try (var lock = connection.createStatement()) { // so that nobody changes them meanwhile
                lock.execute("lock table "
                        + tables.stream().map(Tables::quoted).collect(Collectors.joining(", "))
                        + " in access share mode");
            }
            return new DatabaseSnapshot(connection, files, version.toString(), tables);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    static Connection connect(String jdbcUrl, String user, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "glassline backup");
        properties.setProperty("connectTimeout", Long.toString(Database.CONNECT_WAIT_MAX.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false"); // it quotes the row
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    private static boolean isNewer(MigrationInfo applied) {
        return switch (applied.getState()) {
            case FUTURE_SUCCESS, FUTURE_FAILED, MISSING_SUCCESS, MISSING_FAILED -> true;
            default -> false; // Flyway's own type
        };
    }

    public String schemaVersion() {
        return schemaVersion;
    }

    /// The names of the files that make the tables, which [#schemaFile] reads.
    public List<String> schemaFiles() {
        return schemaFiles;
    }

    public InputStream schemaFile(String name) throws IOException {
        return Objects.requireNonNull(Schema.file(name), name).openStream();
    }

    public List<String> tables() {
        return tables;
    }

    /// Those that hold something of their own, in the order of [#copy].
    public List<String> columns(String table) throws SQLException {
        return Tables.columns(connection, table);
    }

    /// Writes all rows of a table.
    ///
    /// @return how many
    public long copy(String table, OutputStream out) throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy " + Tables.quoted(table, columns(table)) + " to stdout", out);
    }

    /// - `called`: whether `value` has been given out.
    public record Sequence(String name, long value, boolean called) {}

    /// How far the sequences are now: at least as far as the rows say.
    public List<Sequence> sequences() throws SQLException {
        var sequences = new ArrayList<Sequence>();
        for (var name : Tables.sequences(connection)) {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select last_value, is_called from " + Tables.quoted(name))) {
                row.next();
                sequences.add(new Sequence(name, row.getLong(1), row.getBoolean(2)));
            }
        }
        return sequences;
    }

    /// For other questions about that moment. Closed with this.
    public Handle handle() {
        return Jdbi.open(() -> connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
