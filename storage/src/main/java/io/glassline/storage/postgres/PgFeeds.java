package io.glassline.storage.postgres;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEvent;
import io.glassline.audit.AuditKind;
import io.glassline.audit.FeedEvent;
import io.glassline.feed.FeedState;
import io.glassline.feed.FeedState.Failing;
import io.glassline.feed.Feeds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// How far each feed has come, in the table `feed`. Each change of a row counts its version on, and is made only from
/// the version that it was decided from.
public final class PgFeeds implements Feeds {

    private static final String COLUMNS =
            "name, next_index, failing_since, failed_times, retry_at, because, parked_at, version";

    /// Begins behind what has an index by now.
    private static final String BEGIN = """
            insert into feed (name, next_index) select :name, size from log_tree
            on conflict (name) do nothing
            returning
            """ + COLUMNS;

    /// What the receiver was given so far, it has.
    private static final String ADVANCE = """
            update feed
            set next_index = :next, failing_since = null, failed_times = 0, retry_at = null, because = null,
                version = version + 1
            where name = :name and version = :version and parked_at is null
            returning
            """ + COLUMNS;

    private static final String FAIL = """
            update feed
            set failing_since = :since, failed_times = :times, retry_at = :retryAt, because = :because,
                parked_at = :parkedAt, version = version + 1
            where name = :name and version = :version and parked_at is null
            """;

    /// An operator's word counts whatever the state is.
    private static final String GO_ON = """
            update feed
            set next_index = coalesce(:next, next_index), failing_since = null, failed_times = 0, retry_at = null,
                because = null, parked_at = null, version = version + 1
            where name = :name
            returning
            """ + COLUMNS;

    private final Database database;
    private final AuditEntries audit;

    public PgFeeds(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
    }

    @Override
    public FeedState begin(String feed, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            var known = read(handle, feed);
            if (known.isPresent()) {
                return known.get();
            }
            var begun = handle.createQuery(BEGIN)
                    .bind("name", feed)
                    .map((row, _) -> state(row))
                    .findOne();
            begun.ifPresent(state -> write(handle, new FeedEvent.Beginning(feed, state.next(), now)));
            return begun.or(() -> read(handle, feed)).orElseThrow();
        });
    }

    private static Optional<FeedState> read(Handle handle, String feed) {
        return handle.createQuery("select " + COLUMNS + " from feed where name = :name")
                .bind("name", feed)
                .map((row, _) -> state(row))
                .findOne();
    }

    @Override
    public List<FeedState> all() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select " + COLUMNS + " from feed order by name")
                        .map((row, _) -> state(row))
                        .list());
    }

    @Override
    public Optional<FeedState> advance(FeedState from, long next) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(ADVANCE)
                        .bind("next", next)
                        .bind("name", from.feed())
                        .bind("version", from.version())
                        .map((row, _) -> state(row))
                        .findOne());
    }

    @Override
    public void fail(FeedState from, Failing failing) {
        database.jdbi().useHandle(handle -> fail(handle, from, failing, null));
    }

    @Override
    public void park(FeedState from, Failing failing, Instant now) {
        database.jdbi().useTransaction(handle -> {
            if (fail(handle, from, failing, now)) {
                write(handle, new FeedEvent.Parking(from.feed(), from.next(), failing.because(), now));
            }
        });
    }

    private static boolean fail(Handle handle, FeedState from, Failing failing, @Nullable Instant parkedAt) {
        return handle.createUpdate(FAIL)
                        .bind("since", failing.since().atOffset(ZoneOffset.UTC))
                        .bind("times", failing.times())
                        .bind("retryAt", failing.retryAt().atOffset(ZoneOffset.UTC))
                        .bind("because", failing.because())
                        .bind("parkedAt", parkedAt == null ? null : parkedAt.atOffset(ZoneOffset.UTC))
                        .bind("name", from.feed())
                        .bind("version", from.version())
                        .execute()
                == 1;
    }

    @Override
    public Optional<FeedState> resume(String feed, Actor by, Instant now) {
        return goOn(AuditKind.FEED_RESUMED, feed, null, by, now);
    }

    @Override
    public Optional<FeedState> replay(String feed, long next, Actor by, Instant now) {
        return goOn(AuditKind.FEED_REPLAYED, feed, next, by, now);
    }

    private Optional<FeedState> goOn(AuditKind kind, String feed, @Nullable Long next, Actor by, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            var state = handle.createQuery(GO_ON)
                    .bind("next", next)
                    .bind("name", feed)
                    .map((row, _) -> state(row))
                    .findOne();
            state.ifPresent(going -> write(handle, new FeedEvent.Going(kind, feed, going.next(), by, now)));
            return state;
        });
    }

    private void write(Handle handle, AuditEvent event) {
        PgAuditWriter.write(handle, List.of(audit.of(event)));
    }

    private static FeedState state(ResultSet row) throws SQLException {
        var since = Rows.maybeInstant(row, "failing_since");
        return new FeedState(
                row.getString("name"),
                row.getLong("next_index"),
                since.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Failing(
                                since.get(),
                                row.getInt("failed_times"),
                                Rows.instant(row, "retry_at"),
                                row.getString("because"))),
                Rows.maybeInstant(row, "parked_at"),
                row.getLong("version"));
    }
}
