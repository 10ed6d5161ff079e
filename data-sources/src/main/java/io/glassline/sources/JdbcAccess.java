package io.glassline.sources;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.glassline.source.Question;
import io.glassline.source.Source;
import io.glassline.source.SourceLimits;
import io.glassline.source.SourceLookup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Look-ups that are queries. Each runs in a transaction that reads only, where the database has such,
/// and that is rolled back in any case.
final class JdbcAccess implements SourceAccess {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcAccess.class);

    private static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(2);

    /// Shorter than the usual time limit, so that a database that is away is told from a slow one.
    private static final Duration POOL_WAIT_MAX = Duration.ofMillis(750);

    /// Longer than any look-up may take: a connection on which nothing is said is given up, and with it
    /// its thread.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(8);

    private static final Duration VALIDATION_WAIT_MAX = Duration.ofMillis(500);
    private static final Duration READ_ALL_MAX = Duration.ofMinutes(2);
    private static final int ROWS_AT_A_TIME = 2_000;

    private static final Duration IDLE_MAX = Duration.ofMinutes(1);
    private static final Duration LIFE_MAX = Duration.ofMinutes(10);

    /// Classes of SQLSTATE: the statement does not fit the tables there are.
    private static final Set<String> OUR_MISTAKE = Set.of("22", "25", "42", "07");

    private static final String NO_SUCH_COLUMN = "42703";
    private static final String BAD_PASSWORD = "28";
    private static final Set<String> TOO_LONG = Set.of("57014", "70100", "HY008");

    private final Jdbi jdbi;
    private final Dialect dialect;
    private final Runnable closing;

    private JdbcAccess(Jdbi jdbi, Dialect dialect, Runnable closing) {
        this.jdbi = jdbi;
        this.dialect = dialect;
        this.closing = closing;
    }

    /// Asks a PostgreSQL whose connections are another's business.
    static JdbcAccess over(Jdbi ownDatabase) {
        return new JdbcAccess(ownDatabase, Dialect.POSTGRESQL, () -> {});
    }

    /// Makes a pool that connects when it is first asked, and keeps nothing open that is idle.
    ///
    /// @throws SourceFailure when there is no driver for it
    static JdbcAccess open(Source.Database source, Drivers drivers) throws SourceFailure {
        var url = source.url().value();
        if (source.dialect().isEmpty()) {
            throw new SourceFailure(Outcome.AWAY, "its address is not like jdbc:postgresql://host/database");
        }
        var driver = drivers.of(url)
                .orElseThrow(() -> new SourceFailure(
                        Outcome.AWAY, "there is no JDBC driver for %s among the plug-ins".formatted(source.dialect())));
        var dialect = Dialect.of(source.dialect());
        var properties = new Properties();
        dialect.limit(properties, CONNECT_WAIT_MAX, SILENCE_MAX);
        properties.setProperty("user", source.user());
        properties.setProperty("password", source.password().value());
        var config = new HikariConfig();
        config.setPoolName("source-" + source.name());
        config.setDataSource(new DriverConnections(driver, url, properties));
        config.setMaximumPoolSize(source.limits().connectionsMax());
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_MAX.toMillis());
        config.setMaxLifetime(LIFE_MAX.toMillis());
        config.setConnectionTimeout(POOL_WAIT_MAX.toMillis());
        config.setValidationTimeout(VALIDATION_WAIT_MAX.toMillis());
        config.setInitializationFailTimeout(-1);
        var pool = new HikariDataSource(config);
        var jdbi = Jdbi.create(pool);
        // What is bound may be a citizen's words, and a message of an exception ends in a log.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return new JdbcAccess(jdbi, dialect, pool::close);
    }

    @Override
    public List<Map<String, String>> rows(SourceLookup lookup, Map<String, String> arguments) throws SourceFailure {
        return reading(lookup, handle -> {
            var query =
                    query(handle, lookup).setMaxRows(lookup.source().limits().rowsMax());
            arguments.forEach((name, value) -> query.bind(name, plain(value)));
            return query.scanResultSet((results, _) -> rows(lookup, results.get()));
        });
    }

    private List<Map<String, String>> rows(SourceLookup lookup, ResultSet results) throws SQLException {
        var labels = labels(results);
        for (var column : lookup.columns()) {
            if (!labels.contains(column)) {
                throw new SQLSyntaxErrorException("there is no column " + column, NO_SUCH_COLUMN);
            }
        }
        var rows = new ArrayList<Map<String, String>>();
        while (results.next()) {
            rows.add(row(results, labels));
        }
        return rows;
    }

    /// A column that is null is left out.
    private static Map<String, String> row(ResultSet row, List<String> labels) throws SQLException {
        var values = new LinkedHashMap<String, String>();
        for (var i = 0; i < labels.size(); i++) {
            var value = row.getString(i + 1);
            if (value != null) {
                values.put(labels.get(i), value);
            }
        }
        return values;
    }

    /// Oracle writes in capitals what nobody has quoted.
    private List<String> labels(ResultSet row) throws SQLException {
        var columns = row.getMetaData();
        var labels = new ArrayList<String>();
        for (var i = 1; i <= columns.getColumnCount(); i++) {
            var label = columns.getColumnLabel(i);
            labels.add(dialect == Dialect.ORACLE ? label.toLowerCase(Locale.ROOT) : label);
        }
        return labels;
    }

    /// Asks with nothing bound: the columns come back with no row, and no index is needed to find none.
    @Override
    public Set<String> columns(SourceLookup lookup, Map<String, String> arguments) throws SourceFailure {
        return reading(lookup, handle -> {
            var query = query(handle, lookup).setMaxRows(1);
            arguments.keySet().forEach(name -> query.bindNull(name, Types.VARCHAR));
            return query.scanResultSet((results, _) -> Set.copyOf(labels(results.get())));
        });
    }

    /// Reads a table from its beginning to its end, some rows at a time.
    ///
    /// @throws SourceFailure when it cannot be read
    void readAll(String table, List<String> columns, Consumer<List<String>> rows) throws SourceFailure {
        var select = new SourceLookup(
                table,
                new Source.OwnDatabase(SourceLimits.USUAL),
                new Question.Select("select %s from %s".formatted(String.join(", ", columns), table)),
                columns,
                READ_ALL_MAX);
        reading(select, handle -> {
            query(handle, select).setFetchSize(ROWS_AT_A_TIME).scanResultSet((results, _) -> {
                var row = results.get();
                while (row.next()) {
                    rows.accept(values(row, columns.size()));
                }
                return columns;
            });
            return columns;
        });
    }

    private static List<String> values(ResultSet row, int columns) throws SQLException {
        var values = new ArrayList<String>();
        for (var i = 1; i <= columns; i++) {
            var value = row.getString(i);
            values.add(value == null ? "" : value);
        }
        return values;
    }

    private static Query query(Handle handle, SourceLookup lookup) {
        return handle.createQuery(((Question.Select) lookup.question()).sql())
                .setQueryTimeout(Math.toIntExact(Math.ceilDiv(lookup.timeLimit().toMillis(), 1_000L)));
    }

    private <T> T reading(SourceLookup lookup, HandleCallback<T, SQLException> work) throws SourceFailure {
        try (var handle = jdbi.open()) {
            handle.begin();
            try {
                if (!dialect.beginReading().isEmpty()) {
                    handle.execute(dialect.beginReading());
                }
                if (dialect == Dialect.POSTGRESQL) {
                    handle.execute("set local statement_timeout = "
                            + lookup.timeLimit().toMillis());
                }
                return work.withHandle(handle);
            } finally {
                handle.rollback();
            }
        } catch (SQLException | RuntimeException e) {
            throw failure(lookup, e);
        }
    }

    private static SourceFailure failure(SourceLookup lookup, Exception e) {
        // An error may quote what was asked, so it is kept from the record and from the log as it usually is.
        LOG.debug("look-up {} failed", lookup.name(), e);
        var state = "";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                state = sql.getSQLState();
            }
            if (cause instanceof SQLTimeoutException) {
                return new SourceFailure(Outcome.SLOW, tooSlow(lookup));
            }
        }
        if (TOO_LONG.contains(state)) {
            return new SourceFailure(Outcome.SLOW, tooSlow(lookup));
        }
        if (state.startsWith(BAD_PASSWORD)) {
            return new SourceFailure(Outcome.REFUSED, "it does not take our user and password");
        }
        if (state.length() >= 2 && OUR_MISTAKE.contains(state.substring(0, 2))) {
            return new SourceFailure(
                    Outcome.WRONG, "the statement does not fit its tables (SQLSTATE %s)".formatted(state));
        }
        if (e instanceof RuntimeException && state.isEmpty() && !isConnection(e)) {
            return new SourceFailure(
                    Outcome.WRONG,
                    "the statement cannot be run: " + e.getClass().getSimpleName());
        }
        return new SourceFailure(
                Outcome.AWAY, state.isEmpty() ? "it cannot be reached" : "it failed (SQLSTATE %s)".formatted(state));
    }

    private static boolean isConnection(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || cause instanceof HikariPool.PoolInitializationException
                    || cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    static String tooSlow(SourceLookup lookup) {
        return "it did not answer within %d ms".formatted(lookup.timeLimit().toMillis());
    }

    /// A zero character is no text in PostgreSQL, and none that anyone means elsewhere.
    private static String plain(String text) {
        return text.replace('\0', '\uFFFD');
    }

    @Override
    public void close() {
        closing.run();
    }
}
