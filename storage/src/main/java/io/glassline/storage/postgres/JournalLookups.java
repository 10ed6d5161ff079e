package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.ID;
import static io.glassline.storage.postgres.SqlType.INT;
import static io.glassline.storage.postgres.SqlType.TEXT;

import io.glassline.channel.Outgoing.PartRef;
import io.glassline.message.Delivery;
import io.glassline.storage.postgres.JournalNews.Move;
import io.glassline.storage.postgres.JournalNews.ProviderId;
import io.glassline.storage.postgres.JournalNews.Report;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Finds the part that a report is about, and the reports that waited for a part.
final class JournalLookups {

    private JournalLookups() {}

    /// A part, and the order of its message.
    record PartPlace(UUID message, int part, long seq) {}

    /// Locks what is known of providers' ids, a part's or a parked report's, by their hashes and in their order: so
    /// that a report and the id it waits for cannot miss each other.
    static void lock(Handle handle, Collection<ProviderId> ids) {
        if (ids.isEmpty()) {
            return;
        }
        var names = new TreeSet<String>();
        ids.forEach(id -> names.add("provider id " + id.account() + " " + id.id()));
        handle.createQuery("""
                        select pg_advisory_xact_lock(hashed.name)
                        from (select distinct hashtextextended(name, 0) as name
                              from unnest(:names) as n (name) order by name) as hashed
                        """)
                .bind("names", BinaryArray.of(String.class, names))
                .map((_, _) -> true)
                .list();
    }

    /// A part that a report is about: by our own name for it, or the provider's.
    ///
    /// @param report its place among those that were asked for.
    record Match(int report, boolean isNamed, PartPlace part) {}

    private static final Columns<Report> REPORTS = Columns.of(
            "report",
            column("account", TEXT, Report::account),
            column(
                    "message_id",
                    ID,
                    report ->
                            report.reference().map(ref -> ref.message().value()).orElse(null)),
            column(
                    "number",
                    INT,
                    report -> report.reference().map(PartRef::number).orElse(null)),
            column(
                    "provider_id",
                    TEXT,
                    report -> report.providerId().map(ProviderId::id).orElse(null)));

    private static final String PARTS = """
            select n.nth, p.message_id, p.number, true as named, 0::bigint as seq
            from %s
            cross join lateral (
                select message_id, number from part
                where message_id = n.message_id and number = n.number and account = n.account
                offset 0
            ) p
            union all
            select n.nth, p.message_id, p.number, false, p.seq
            from %s
            cross join lateral (
                select message_id, number,
                       (select seq from outbox o where o.message_id = part.message_id) as seq
                from part
                where account = n.account and provider_id = n.provider_id
                offset 0
            ) p
            """.formatted(REPORTS.rows(), REPORTS.rows());

    static List<Match> parts(Handle handle, List<Report> reports) {
        if (reports.isEmpty()) {
            return List.of();
        }
        var query = handle.createQuery(PARTS);
        REPORTS.bind(query, reports);
        return query.map((row, _) -> new Match(
                        row.getInt("nth") - 1,
                        row.getBoolean("named"),
                        new PartPlace(Rows.uuid(row, "message_id"), row.getInt("number"), row.getLong("seq"))))
                .list();
    }

    /// A report that was found waiting.
    record ParkedReport(
            long id,
            String account,
            Optional<String> providerId,
            Optional<String> reference,
            Delivery delivery,
            Optional<String> code,
            Optional<String> words) {}

    private static final Columns<Move> NAMED = Columns.of(
            "named",
            column("account", TEXT, move -> move.message().send().lane().accountId()),
            column(
                    "provider_id",
                    TEXT,
                    move -> move.providerId().map(ProviderId::id).orElse(null)),
            column("reference", TEXT, move -> move.reference().toString()));

    private static final String TAKE_PARKED = """
            with awaited as (
                select waits.id
                from %s
                cross join lateral (
                    select id from parked_report
                    where account = n.account and provider_id = n.provider_id
                    offset 0
                ) waits
                union all
                select waits.id
                from %s
                cross join lateral (
                    select id from parked_report
                    where account = n.account and reference = n.reference
                    offset 0
                ) waits
            ), taken as (
                delete from parked_report p where p.id = any(array(select id from awaited))
                returning p.id, p.account, p.provider_id, p.reference, p.delivery, p.code, p.words
            )
            select * from taken order by id
            """.formatted(NAMED.rows(), NAMED.rows());

    /// Takes the reports that waited for the parts whose ids are told now, in the order they came.
    static List<ParkedReport> takeParked(Handle handle, List<Move> named) {
        if (named.isEmpty()) {
            return List.of();
        }
        var query = handle.createQuery(TAKE_PARKED);
        NAMED.bind(query, named);
        return query.map((row, _) -> new ParkedReport(
                        row.getLong("id"),
                        row.getString("account"),
                        Rows.maybeText(row, "provider_id"),
                        Rows.maybeText(row, "reference"),
                        Delivery.valueOf(row.getString("delivery")),
                        Rows.maybeText(row, "code"),
                        Rows.maybeText(row, "words")))
                .list();
    }
}
