package io.glassline.storage.postgres;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.glassline.routing.Lookup;
import io.glassline.routing.Lookups;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Look-ups that are queries. They run read-only and end by themselves at their time limit; the caller does not
/// wait longer than that either, whatever the database does.
public final class SqlLookups implements Lookups {

    /// A bot can read out no more.
    static final int ROWS_MAX = 20;

    private static final Logger LOG = LoggerFactory.getLogger(SqlLookups.class);

    private final Jdbi jdbi;
    private final Map<String, LookupSql> byName;

    /// @throws IllegalStateException when two look-ups have the same name.
    public SqlLookups(Database database, List<LookupSql> lookups) {
        this.jdbi = database.jdbi();
        this.byName = lookups.stream().collect(toUnmodifiableMap(LookupSql::name, Function.identity()));
    }

    @Override
    public Lookup.Result ask(Lookup lookup) {
        var sql = byName.get(lookup.name());
        if (sql == null) {
            return new Lookup.Result.Unreachable("there is no look-up named " + lookup.name());
        }
        var answer = new CompletableFuture<Lookup.Result>();
        Thread.ofVirtual().name("lookup-" + sql.name()).start(() -> answer.complete(query(sql, lookup.arguments())));
        try {
            return answer.get(sql.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return tooSlow(sql);
        } catch (ExecutionException e) {
            throw new AssertionError("a look-up's failure is an answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Lookup.Result.Unreachable(sql.name() + " was interrupted");
        }
    }

    private Lookup.Result query(LookupSql sql, Map<String, String> arguments) {
        try {
            var rows = jdbi.inTransaction(handle -> {
                handle.execute("set transaction read only");
                handle.execute(
                        "set local statement_timeout = " + sql.timeLimit().toMillis());
                var query = handle.createQuery(sql.sql()).setMaxRows(ROWS_MAX);
                arguments.forEach((name, value) -> query.bind(name, Rows.plain(value)));
                return query.map((row, _) -> row(row)).list();
            });
            return new Lookup.Result.Found(rows);
        } catch (RuntimeException e) {
            // Our log says what; the citizen's record says only that. A query's error may quote what was asked.
            LOG.warn("look-up {} failed: {}", sql.name(), e.getClass().getSimpleName());
            LOG.debug("look-up {} failed", sql.name(), e);
            return e.getCause() instanceof SQLException cause && "57014".equals(cause.getSQLState())
                    ? tooSlow(sql)
                    : new Lookup.Result.Unreachable(
                            sql.name() + " failed: " + e.getClass().getSimpleName());
        }
    }

    private static Lookup.Result tooSlow(LookupSql sql) {
        return new Lookup.Result.Unreachable("%s did not answer within %d ms"
                .formatted(sql.name(), sql.timeLimit().toMillis()));
    }

    /// A column that is null is left out.
    private static Map<String, String> row(ResultSet row) throws SQLException {
        var columns = row.getMetaData();
        var values = new LinkedHashMap<String, String>();
        for (var i = 1; i <= columns.getColumnCount(); i++) {
            var value = row.getString(i);
            if (value != null) {
                values.put(columns.getColumnLabel(i), value);
            }
        }
        return values;
    }
}
