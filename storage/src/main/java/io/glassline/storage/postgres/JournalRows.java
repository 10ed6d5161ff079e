package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Rows.column;

import io.glassline.audit.AuditEntry;
import io.glassline.channel.Outgoing;
import io.glassline.message.Delivery;
import io.glassline.storage.json.JsonForms;
import io.glassline.storage.postgres.Journal.Line;
import io.glassline.storage.postgres.Journal.Part;
import io.glassline.storage.postgres.Journals.ProviderId;
import io.glassline.storage.postgres.Journals.Reported;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// Reads journals, locked, and writes what has changed of them, all with one statement: messages of the outbox, their
/// parts, reports that are parked, and the entries of the audit stream.
final class JournalRows {

    private JournalRows() {}

    /// What was claimed need not be read again to know what it says.
    static List<Line> lock(Handle handle, Collection<UUID> ids, Map<UUID, Outgoing> known) {
        var toRead = ids.stream().filter(id -> !known.containsKey(id)).toList();
        return handle.createQuery("""
                        select message_id, seq, attempts, due_from, due_at, tries, leased, settled_at, dead, note,
                               case when message_id = any(:toRead) then outgoing end as outgoing
                        from outbox
                        where message_id = any(:ids)
                        order by message_id
                        for update
                        """)
                .bind("ids", Column.of(UUID.class, ids))
                .bind("toRead", Column.of(UUID.class, toRead))
                .map((row, _) -> new Line(
                        message(row, known),
                        row.getLong("seq"),
                        row.getInt("attempts"),
                        Rows.instant(row, "due_from"),
                        Rows.instant(row, "due_at"),
                        row.getInt("tries"),
                        row.getBoolean("leased"),
                        Rows.maybeInstant(row, "settled_at"),
                        row.getBoolean("dead"),
                        Rows.maybeText(row, "note")))
                .list();
    }

    private static Outgoing message(ResultSet row, Map<UUID, Outgoing> known) throws SQLException {
        var message = known.get(Rows.uuid(row, "message_id"));
        return message == null ? JsonForms.readOutgoing(row.getString("outgoing")) : message;
    }

    /// Read after the messages are locked, by a statement of its own, which sees what the last holder of the lock
    /// wrote.
    static Map<UUID, List<Part>> parts(Handle handle, Collection<UUID> ids) {
        var parts = new HashMap<UUID, List<Part>>();
        handle.createQuery("""
                        select message_id, number, delivery, handed_over_at, provider_id, code, note
                        from part where message_id = any(:ids)
                        order by message_id, number
                        """)
                .bind("ids", Column.of(UUID.class, ids))
                .map((row, _) -> new Part(
                        Rows.uuid(row, "message_id"),
                        row.getInt("number"),
                        Delivery.valueOf(row.getString("delivery")),
                        Rows.maybeInstant(row, "handed_over_at"),
                        Rows.maybeText(row, "provider_id"),
                        Rows.maybeText(row, "code"),
                        Rows.maybeText(row, "note")))
                .list()
                .forEach(part -> parts.computeIfAbsent(part.message, _ -> new ArrayList<>())
                        .add(part));
        return parts;
    }

    /// @param lines what has changed of the outbox, and `parts` of the journals.
    /// @param parking reports whose part is not known yet.
    static void write(
            Handle handle, List<Line> lines, List<Part> parts, List<Reported> parking, List<AuditEntry> entries) {
        try (var update = handle.createUpdate(WRITE)) {
            bindLines(update, lines);
            bindParts(update, parts);
            bindParking(update, parking);
            PgAuditWriter.bind(update, entries);
            update.execute();
        }
        letTheRestWait(
                handle,
                lines.stream()
                        .filter(line -> line.settledAt.isEmpty() && !line.leased)
                        .toList());
    }

    /// What stands behind a message that waits, waits as long: so a claim does not look at all of it in vain.
    private static void letTheRestWait(Handle handle, List<Line> waiting) {
        if (waiting.isEmpty()) {
            return;
        }
        try (var update = handle.createUpdate("""
                with rest as materialized (
                    select behind.message_id, n.due_from
                    from unnest(:lineMessage, :lineDueFrom) as n (message_id, due_from)
                    cross join lateral (
                        select account, channel, address, bulk, seq from outbox
                        where message_id = n.message_id
                        offset 0
                    ) head
                    cross join lateral (
                        select message_id, due_from from outbox
                        where account = head.account and channel = head.channel and address = head.address
                          and bulk = head.bulk and seq > head.seq and settled_at is null
                        offset 0
                    ) behind
                    where behind.due_from < n.due_from
                )
                update outbox o set due_from = rest.due_from, due_at = greatest(o.due_at, rest.due_from)
                from rest
                where o.message_id = rest.message_id
                """)) {
            column(update, "lineMessage", UUID.class, waiting, Line::id);
            column(update, "lineDueFrom", Instant.class, waiting, line -> line.dueFrom);
            update.execute();
        }
    }

    private static final String WRITE = """
            with sent as (
                update outbox o set
                    due_from = n.due_from, due_at = n.due_at, tries = n.tries, leased = n.leased,
                    settled_at = n.settled_at, dead = n.dead, note = n.note
                from unnest(:lineMessage, :lineDueFrom, :lineDueAt, :lineTries, :lineLeased, :lineSettledAt, :lineDead,
                            :lineNote)
                    as n (message_id, due_from, due_at, tries, leased, settled_at, dead, note)
                where o.message_id = n.message_id
            ), moved as (
                update part p set
                    delivery = n.delivery, handed_over_at = n.handed_over_at, provider_id = n.provider_id,
                    code = n.code, note = n.note
                from unnest(:partMessage, :partNumber, :partDelivery, :partHandedOverAt, :partProviderId, :partCode,
                            :partNote)
                    as n (message_id, number, delivery, handed_over_at, provider_id, code, note)
                where p.message_id = n.message_id and p.number = n.number
            ), parked as (
                insert into parked_report (account, provider_id, reference, delivery, code, at, parked_at)
                select account, provider_id, reference, delivery, code, at, parked_at
                from unnest(:parkedAccount, :parkedProviderId, :parkedReference, :parkedDelivery, :parkedCode,
                            :parkedAt, :parkedNow)
                    with ordinality as r (account, provider_id, reference, delivery, code, at, parked_at, n)
                order by n
            )
            """ + PgAuditWriter.INSERT;

    private static void bindLines(Update update, List<Line> lines) {
        column(update, "lineMessage", UUID.class, lines, Line::id);
        column(update, "lineDueFrom", Instant.class, lines, line -> line.dueFrom);
        column(update, "lineDueAt", Instant.class, lines, line -> line.dueAt);
        column(update, "lineTries", Integer.class, lines, line -> line.tries);
        column(update, "lineLeased", Boolean.class, lines, line -> line.leased);
        column(update, "lineSettledAt", Instant.class, lines, line -> line.settledAt.orElse(null));
        column(update, "lineDead", Boolean.class, lines, line -> line.dead);
        column(update, "lineNote", String.class, lines, line -> orNull(line.note));
    }

    private static void bindParts(Update update, List<Part> parts) {
        column(update, "partMessage", UUID.class, parts, part -> part.message);
        column(update, "partNumber", Integer.class, parts, part -> part.number);
        column(update, "partDelivery", String.class, parts, part -> part.delivery.name());
        column(update, "partHandedOverAt", Instant.class, parts, part -> part.handedOverAt.orElse(null));
        column(update, "partProviderId", String.class, parts, part -> orNull(part.providerId));
        column(update, "partCode", String.class, parts, part -> orNull(part.code));
        column(update, "partNote", String.class, parts, part -> orNull(part.note));
    }

    private static void bindParking(Update update, List<Reported> parking) {
        column(update, "parkedAccount", String.class, parking, Reported::account);
        column(
                update,
                "parkedProviderId",
                String.class,
                parking,
                report -> orNull(Journals.providerId(report).map(ProviderId::id)));
        column(
                update,
                "parkedReference",
                String.class,
                parking,
                report -> orNull(report.report().reference().map(Rows::plain)));
        column(
                update,
                "parkedDelivery",
                String.class,
                parking,
                report -> report.report().delivery().name());
        column(
                update,
                "parkedCode",
                String.class,
                parking,
                report -> orNull(report.report().errorCode().map(Rows::plain)));
        column(
                update,
                "parkedAt",
                Instant.class,
                parking,
                report -> report.report().at());
        column(update, "parkedNow", Instant.class, parking, Reported::now);
    }

    private static @Nullable String orNull(Optional<String> text) {
        return text.orElse(null);
    }
}
