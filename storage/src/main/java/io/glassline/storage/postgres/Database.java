package io.glassline.storage.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/// One PostgreSQL database with our tables in it, and the connections to it.
///
/// There are two pools, by how statements are planned (see [#jdbi] and [#jdbiByIndex]), and so no page of the
/// console that takes long keeps turns from their connections. They are built here, on the thread that opens, and not
/// when they are first used: built lazily and first touched by virtual threads a pool can deadlock for ever on a
/// machine with two cores.
public final class Database implements AutoCloseable {

    /// How long making a connection may take.
    static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(2);

    /// How long a caller waits for a free connection. With PostgreSQL away, everything that needs it fails in this
    /// time.
    static final Duration POOL_WAIT_MAX = Duration.ofSeconds(3);

    /// How long PostgreSQL may say nothing before the connection counts as broken.
    static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    /// How statements are planned whose best plan depends on what is in the tables: for the tables as they are,
    /// each time. A plan that is kept was made when they were small or had no statistics, and reads all of what
    /// has grown since. Compiling them costs more than they take.
    static final String PLANNED_EACH_TIME = "set plan_cache_mode = force_custom_plan; set jit = off";

    /// How a statement is planned that reads nothing but what it is given: once for a connection, for its plan
    /// does not depend on what is in the tables.
    static final String PLANNED_ONCE = "set plan_cache_mode = force_generic_plan; set jit = off";

    /// How statements are planned that every turn needs, and that reach each row by an index: once for a
    /// connection, for planning them cost a sixth of what they took. A plan is made anew when PostgreSQL has
    /// gathered statistics, which it first does after some fifty rows; until then, whatever the tables held when
    /// it was made, it may not read all of one. Where that would look cheap, what is asked for keeps the planner
    /// from it: `lateral` with `offset 0` settles who is looked up for whose sake.
    static final String PLANNED_ONCE_BY_INDEX =
            PLANNED_ONCE + "; set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off";

    /// One for each who gathers what turns and sends ask and say, one for who takes up sends, and one to spare.
    private static final int BY_INDEX_CONNECTIONS_MAX = 7;

    /// Classes of SQLSTATE: no connection, no resources, an operator at work or an answer that took too long, a broken
    /// system. Codes are those of appendix A of PostgreSQL's manual.
    private static final Set<String> AWAY_CLASSES = Set.of("08", "53", "57", "58");

    /// SQLSTATEs of a standby that cannot be written to, and of tables and a schema that are not there because a backup
    /// is being restored.
    private static final Set<String> AWAY_STATES = Set.of("25006", "42P01", "3F000");

    /// Classes of SQLSTATE: a statement of ours is wrong, or does not fit the tables that are there.
    private static final Set<String> OUR_MISTAKE = Set.of("25", "42");

    /// Classes of SQLSTATE: the value itself is at fault, a constraint forbids it, it is too large.
    private static final Set<String> REFUSED = Set.of("22", "23", "54");

    private final String jdbcUrl;
    private final String user;
    private final String password;
    private final HikariDataSource eachTime;
    private final HikariDataSource byIndex;
    private final Jdbi jdbi;
    private final Jdbi jdbiByIndex;

    private Database(String jdbcUrl, String user, String password, int connectionsMax) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
        var byIndexMax = Math.clamp(connectionsMax / 2, 1, BY_INDEX_CONNECTIONS_MAX);
        this.eachTime = pool("postgresql", Math.max(1, connectionsMax - byIndexMax), PLANNED_EACH_TIME);
        this.byIndex = pool("postgresql-by-index", byIndexMax, PLANNED_ONCE_BY_INDEX);
        this.jdbi = withoutValues(Jdbi.create(eachTime));
        this.jdbiByIndex = withoutValues(Jdbi.create(byIndex));
    }

    /// What is bound may be a citizen's address or words, and a message of an exception ends in a log.
    private static Jdbi withoutValues(Jdbi jdbi) {
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    /// Connects, brings the tables up to date, and fills the pools.
    ///
    /// @param jdbcUrl such as `jdbc:postgresql://localhost:5432/glassline`.
    /// @param connectionsMax the most connections used at once, at least one for each pool; beside the few that
    ///     have a life of their own: the inbound log's, and one for each piece of work one node does at a time.
    /// @throws SchemaTooOld where the tables are older than this build can take over.
    public static Database open(String jdbcUrl, String user, String password, int connectionsMax) {
        Schema.bringUpToDate(jdbcUrl, user, password);
        return new Database(jdbcUrl, user, password, connectionsMax);
    }

    private HikariDataSource pool(String name, int connectionsMax, String planning) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setDataSourceProperties(driver(SILENCE_MAX));
        config.setMaximumPoolSize(connectionsMax);
        config.setMinimumIdle(connectionsMax);
        config.setConnectionTimeout(POOL_WAIT_MAX.toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        config.setConnectionInitSql(planning);
        config.setInitializationFailTimeout(CONNECT_WAIT_MAX.toMillis());
        return new HikariDataSource(config);
    }

    /// For statements that are planned for the tables as they are, each time.
    public Jdbi jdbi() {
        return jdbi;
    }

    /// For statements that every turn needs: planned once for a connection, and only by indexes.
    Jdbi jdbiByIndex() {
        return jdbiByIndex;
    }

    /// A connection beside the pool, for work that keeps it. The caller closes it.
    ///
    /// @param silenceMax how long PostgreSQL may say nothing before the connection counts as broken.
    /// @param planning how statements are planned, such as [#PLANNED_ONCE].
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
        properties.setProperty("logServerErrorDetail", "false"); // it quotes the row
        properties.setProperty("binaryTransferEnable", BinaryArray.TAKEN_IN_BINARY_FORM);
        return properties;
    }

    /// Whether PostgreSQL cannot be written to now, as against not liking what it was given.
    static boolean isAway(SQLException e) {
        var state = e.getSQLState();
        return state == null
                || state.length() < 2
                || AWAY_STATES.contains(state)
                || AWAY_CLASSES.contains(state.substring(0, 2));
    }

    /// Whether the fault is in our own statement: PostgreSQL is there, and will take what it was given once the
    /// statement or the tables are mended.
    static boolean isOurMistake(SQLException e) {
        return !isAway(e) && OUR_MISTAKE.contains(e.getSQLState().substring(0, 2));
    }

    /// Whether PostgreSQL will never take what it was given, however often.
    static boolean isRefused(SQLException e) {
        var state = e.getSQLState();
        return state != null && state.length() > 1 && REFUSED.contains(state.substring(0, 2));
    }

    /// As [#isAway(SQLException)], for what JDBI throws.
    static boolean isAway(RuntimeException e) {
        return postgresError(e).filter(Database::isAway).isPresent();
    }

    /// As [#isOurMistake(SQLException)], for what JDBI throws.
    static boolean isOurMistake(RuntimeException e) {
        return postgresError(e).filter(Database::isOurMistake).isPresent();
    }

    private static Optional<SQLException> postgresError(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        byIndex.close();
        eachTime.close();
    }
}
