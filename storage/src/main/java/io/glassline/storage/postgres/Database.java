package io.glassline.storage.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/// One PostgreSQL database with our tables in it, and the connections to it.
///
/// The pool is built here, on the thread that opens, and not when it is first used: built lazily and first touched
/// by virtual threads it can deadlock for ever on a machine with two cores.
public final class Database implements AutoCloseable {

    /// How long making a connection may take.
    static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(2);

    /// How long a caller waits for a free connection. With PostgreSQL away, everything that needs it fails in this
    /// time.
    static final Duration POOL_WAIT_MAX = Duration.ofSeconds(3);

    /// How long PostgreSQL may say nothing before the connection counts as broken.
    static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    /// How statements are planned that read tables: for the tables as they are, each time. A plan that is
    /// kept was made when they were small or had no statistics, and reads all of what has grown since; and
    /// our statements are few, for each carries much. Compiling them costs more than they take.
    static final String PLANNED_EACH_TIME = "set plan_cache_mode = force_custom_plan; set jit = off";

    /// How a statement is planned that reads nothing but what it is given: its plan does not depend on
    /// what is in the tables.
    static final String PLANNED_ONCE = "set plan_cache_mode = force_generic_plan; set jit = off";

    /// Classes of SQLSTATE: no connection, no resources, an operator at work, a broken system, a standby that
    /// cannot be written to, a table that is not there because a backup is being restored.
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58", "25", "42");

    /// Classes of SQLSTATE: the value itself is at fault, a constraint forbids it, it is too large.
    private static final Set<String> REFUSED = Set.of("22", "23", "54");

    private final String jdbcUrl;
    private final String user;
    private final String password;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(String jdbcUrl, String user, String password, HikariDataSource pool) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /// Connects, brings the tables up to date, and fills the pool.
    ///
    /// @param jdbcUrl such as `jdbc:postgresql://localhost:5432/glassline`.
    /// @param poolMax the most connections used at once, beside the few that have a life of their own: the inbound
    ///     log's, and one for each piece of work that one node does at a time.
    public static Database open(String jdbcUrl, String user, String password, int poolMax) {
        Flyway.configure()
                .dataSource(jdbcUrl, user, password)
                .locations("classpath:db/migration")
                .javaMigrations(new EnvelopesMove())
                .load()
                .migrate();
        var config = new HikariConfig();
        config.setPoolName("postgresql");
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setDataSourceProperties(driver(SILENCE_MAX));
        config.setMaximumPoolSize(poolMax);
        config.setMinimumIdle(poolMax);
        config.setConnectionTimeout(POOL_WAIT_MAX.toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        config.setConnectionInitSql(PLANNED_EACH_TIME);
        config.setInitializationFailTimeout(CONNECT_WAIT_MAX.toMillis());
        return new Database(jdbcUrl, user, password, new HikariDataSource(config));
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /// A connection beside the pool, for work that keeps it. The caller closes it.
    ///
    /// @param silenceMax how long PostgreSQL may say nothing before the connection counts as broken.
    /// @param planning [#PLANNED_EACH_TIME] or [#PLANNED_ONCE].
    Connection ownConnection(Duration silenceMax, String planning) throws SQLException {
        var properties = driver(silenceMax);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        var connection = DriverManager.getConnection(jdbcUrl, properties);
        try (var statement = connection.createStatement()) {
            statement.execute(planning);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Properties driver(Duration silenceMax) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "glassline");
        properties.setProperty("connectTimeout", Long.toString(CONNECT_WAIT_MAX.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(silenceMax.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("binaryTransferEnable", Column.TAKEN_IN_BINARY_FORM);
        return properties;
    }

    /// Whether PostgreSQL cannot be written to now, as against not liking what it was given.
    static boolean isAway(SQLException e) {
        var state = e.getSQLState();
        return state == null || state.length() < 2 || AWAY.contains(state.substring(0, 2));
    }

    /// Whether PostgreSQL will never take what it was given, however often.
    static boolean isRefused(SQLException e) {
        var state = e.getSQLState();
        return state != null && state.length() > 1 && REFUSED.contains(state.substring(0, 2));
    }

    /// As [#isAway(SQLException)], for what JDBI throws.
    static boolean isAway(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                return isAway(refused);
            }
        }
        return false;
    }

    @Override
    public void close() {
        pool.close();
    }
}
