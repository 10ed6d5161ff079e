package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.GatewayEvent;
import io.glassline.conversation.QueueId;
import io.glassline.figure.Dealing;
import io.glassline.figure.Dealing.Contact;
import io.glassline.figure.Dealing.End;
import io.glassline.figure.Dealing.Said;
import io.glassline.figure.Release;
import io.glassline.figure.Releases;
import io.glassline.message.ChannelKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// The releases of figures in our tables. Safe to call from any thread.
public final class PgReleases implements Releases {

    /// Who had a conversation that ended so shortly before this one is here again.
    private static final String AGAIN_WITHIN = "7 days";

    private static final String BOT_DECIDED = "bot:";

    /// What ended from `since` until `until`, and what waited for a person at `until`. A
    /// conversation in which a citizen never wrote is no dealing of theirs.
    private static final String CHOSEN = """
            select c.id from conversation c
            where c.state = 'closed' and c.stage_at >= :since and c.stage_at < :until and c.first_inbound_at is not null
            union
            select c.id from conversation c
            where c.first_queued_at < :until and c.first_inbound_at is not null
              and (c.first_taken_at is null or c.first_taken_at >= :until)
              and (c.state in ('waiting', 'agent') or c.state = 'closed' and c.stage_at >= :until)
            """;

    /// What is known of each, without its words.
    private static final String DEALINGS = """
            with chosen as materialized (%s)
            select c.id, c.channel, c.language, c.state, c.stage_at, c.outcome, c.queue, c.first_inbound_at,
              c.first_queued_at, c.first_taken_at,
              exists (select from audit_entry e where e.conversation_id = c.id and e.kind = 'desk.reopened')
                as reopened,
              exists (
                select from conversation o
                where o.address = c.address and o.account = c.account and o.channel = c.channel and o.id <> c.id
                  and o.state = 'closed' and o.opened_at < c.opened_at and o.stage_at <= c.opened_at
                  and o.stage_at >= c.opened_at - interval '%s'
              ) as again
            from chosen join conversation c using (id)
            """.formatted(CHOSEN, AGAIN_WITHIN);

    /// What the city said in them, and when the provider had the last part of it. A message that failed reached nobody.
    private static final String SAID = """
            with chosen as materialized (%s)
            select m.conversation_id, m.author, d.outcome, had.at as had_at,
              exists (
                select from request r
                where r.conversation_id = m.conversation_id and r.asked_at = d.at
              ) as is_request
            from chosen
            join message m on m.conversation_id = chosen.id and m.author in ('bot', 'agent')
            left join lateral (
                select outcome, at from decision where conversation_id = m.conversation_id and about = m.answers
                order by id limit 1
            ) d on true
            left join lateral (
                select case when bool_and(p.delivery in ('ACCEPTED', 'SENT', 'DELIVERED', 'READ'))
                            then max(p.handed_over_at) end as at
                from part p where p.message_id = m.id
            ) had on true
            order by m.conversation_id, m.position
            """.formatted(CHOSEN);

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

    /// Both readings are of one moment: a conversation does not end between them.
    @Override
    public List<Dealing> dealings(Instant since, Instant until) {
        return database.jdbi().inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            var said = said(handle, since, until);
            return handle.createQuery(DEALINGS)
                    .bind("since", since)
                    .bind("until", until)
                    .map((row, _) -> dealing(row, until, said.getOrDefault(Rows.uuid(row, "id"), List.of())))
                    .list();
        });
    }

    private static Map<UUID, List<Said>> said(Handle handle, Instant since, Instant until) {
        var byConversation = new HashMap<UUID, List<Said>>();
        handle.createQuery(SAID)
                .bind("since", since)
                .bind("until", until)
                .map((row, _) -> Map.entry(Rows.uuid(row, "conversation_id"), said(row)))
                .forEach(one -> byConversation
                        .computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                        .add(one.getValue()));
        return byConversation;
    }

    private static Said said(ResultSet row) throws SQLException {
        var hadAt = Rows.maybeInstant(row, "had_at");
        if (row.getString("author").equals("agent")) {
            return new Said.ByPerson(hadAt);
        }
        var with = Rows.maybeText(row, "outcome")
                .filter(outcome -> outcome.startsWith(BOT_DECIDED))
                .map(outcome -> outcome.substring(BOT_DECIDED.length()))
                .orElse("");
        return new Said.ByBot(with, row.getBoolean("is_request"), hadAt);
    }

    private static Dealing dealing(ResultSet row, Instant until, List<Said> said) throws SQLException {
        var contact =
                row.getBoolean("reopened") ? Contact.REOPENED : row.getBoolean("again") ? Contact.AGAIN : Contact.FIRST;
        return new Dealing(
                new ChannelKind(row.getString("channel")),
                Locale.forLanguageTag(row.getString("language")),
                Rows.instant(row, "first_inbound_at"),
                end(row, until),
                contact,
                Rows.maybeText(row, "queue").map(QueueId::new),
                Rows.maybeInstant(row, "first_queued_at"),
                Rows.maybeInstant(row, "first_taken_at"),
                said);
    }

    private static Optional<End> end(ResultSet row, Instant until) throws SQLException {
        if (!row.getString("state").equals("closed")) {
            return Optional.empty();
        }
        var end = new End(Rows.instant(row, "stage_at"), row.getString("outcome"));
        return Optional.of(end).filter(known -> known.at().isBefore(until));
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
