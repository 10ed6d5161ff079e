package io.glassline.storage.postgres;

import io.glassline.activity.CallCount;
import io.glassline.activity.CallLog;
import io.glassline.activity.CallOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/// The counts of calls, in the table `account_call`.
public final class PgCallLog implements CallLog {

    private final Database database;

    public PgCallLog(Database database) {
        this.database = database;
    }

    /// Rows are always written in the same order: two nodes that add to the same ones do not wait for each other in a
    /// circle.
    @Override
    public void add(List<CallCount> counts) {
        if (counts.isEmpty()) {
            return;
        }
        var latest = counts.stream().map(CallCount::hour).max(Comparator.naturalOrder());
        database.jdbi().useTransaction(handle -> {
            var batch = handle.prepareBatch("""
                    insert into account_call as known (account, hour, outcome, because, calls, last_at, hint)
                    values (:account, :hour, :outcome, :because, :calls, :lastAt, :hint)
                    on conflict (account, hour, outcome, because) do update
                    set calls = known.calls + excluded.calls,
                        last_at = greatest(known.last_at, excluded.last_at),
                        hint = coalesce(excluded.hint, known.hint)
                    """);
            counts.stream()
                    .sorted(Comparator.comparing(CallCount::accountId)
                            .thenComparing(CallCount::hour)
                            .thenComparing(CallCount::outcome)
                            .thenComparing(CallCount::because))
                    .forEach(count -> batch.bind("account", count.accountId())
                            .bind("hour", count.hour())
                            .bind("outcome", count.outcome().key())
                            .bind("because", Rows.plain(count.because()))
                            .bind("calls", count.calls())
                            .bind("lastAt", count.lastAt())
                            .bind("hint", count.hint().map(Rows::plain).orElse(null))
                            .add());
            batch.execute();
            handle.createUpdate("delete from account_call where hour < :before")
                    .bind("before", latest.orElseThrow().minus(KEPT))
                    .execute();
        });
    }

    @Override
    public List<CallCount> since(Instant from) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select * from account_call where hour >= :from
                        order by hour desc, account, outcome, because
                        """)
                        .bind("from", from.truncatedTo(ChronoUnit.HOURS))
                        .map((row, _) -> new CallCount(
                                row.getString("account"),
                                Rows.instant(row, "hour"),
                                CallOutcome.ofKey(row.getString("outcome")),
                                row.getString("because"),
                                row.getLong("calls"),
                                Rows.instant(row, "last_at"),
                                Rows.maybeText(row, "hint")))
                        .list());
    }
}
