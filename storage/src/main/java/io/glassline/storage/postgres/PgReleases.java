package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.GatewayEvent;
import io.glassline.figure.Dealing;
import io.glassline.figure.Release;
import io.glassline.figure.Releases;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The releases of figures in our tables. Safe to call from any thread.
public final class PgReleases implements Releases {

    private final Database database;
    private final AuditEntries audit;

    public PgReleases(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
    }

    @Override
    public Optional<LocalDate> last() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select day from figures_release order by day desc limit 1")
                        .mapTo(LocalDate.class)
                        .findOne());
    }

    @Override
    public Optional<LocalDate> firstEnd(ZoneId zone) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select stage_at from conversation where state = 'closed' order by stage_at limit 1")
                        .map((row, _) -> Rows.instant(row, "stage_at"))
                        .findOne())
                .map(at -> at.atZone(zone).toLocalDate());
    }

    @Override
    public List<Dealing> dealings(Instant since, Instant until) {
        return new PgDealings(database).released(since, until);
    }

    @Override
    public boolean write(Release release, Instant now) {
        var entry = audit.of(new GatewayEvent.FiguresRelease(release, now));
        return database.jdbi().inTransaction(handle -> {
            handle.execute("lock table figures_release in exclusive mode"); // another node may be about to write it
            if (find(handle, release.day()).isPresent()) {
                return false;
            }
            insert(handle, release, written(handle, entry), now);
            return true;
        });
    }

    private static long written(Handle handle, AuditEntry entry) {
        try (var insert = handle.createUpdate(PgAuditWriter.INSERT)) {
            PgAuditWriter.ENTRY.bind(insert, List.of(entry));
            return insert.executeAndReturnGeneratedKeys("id").mapTo(Long.class).one();
        }
    }

    private static void insert(Handle handle, Release release, long entry, Instant now) {
        handle.createUpdate("""
                        insert into figures_release (day, csv, rows, digest, entry_id, released_at)
                        values (:day, :csv, :rows, :digest, :entry, :now)
                        """)
                .bind("day", release.day())
                .bind("csv", release.csv())
                .bind("rows", release.rows())
                .bind("digest", release.digest())
                .bind("entry", entry)
                .bind("now", now)
                .execute();
    }

    private static Optional<byte[]> find(Handle handle, LocalDate day) {
        return handle.createQuery("select csv from figures_release where day = :day")
                .bind("day", day)
                .mapTo(byte[].class)
                .findOne();
    }

    @Override
    public List<Line> list() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select day, rows, digest from figures_release order by day")
                        .map((row, _) -> new Line(
                                row.getObject("day", LocalDate.class), row.getInt("rows"), row.getString("digest")))
                        .list());
    }

    @Override
    public Optional<byte[]> file(LocalDate day) {
        return database.jdbi().withHandle(handle -> find(handle, day));
    }

    @Override
    public Optional<Opened> opened(LocalDate day) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select place.log_index, e.leaf, e.salt, e.sealed
                                from figures_release f
                                join audit_entry e on e.id = f.entry_id
                                left join log_index_of(e.id) place on true
                                where f.day = :day
                                """)
                        .bind("day", day)
                        .map((row, _) -> new Opened(
                                Optional.ofNullable(row.getObject("log_index", Long.class)),
                                row.getBytes("leaf"),
                                row.getBytes("salt"),
                                row.getBytes("sealed")))
                        .findOne());
    }
}
