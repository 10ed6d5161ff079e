package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.BOOLEAN;
import static io.glassline.storage.postgres.SqlType.ID;
import static io.glassline.storage.postgres.SqlType.INT;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.channel.Outgoing;
import io.glassline.message.Delivery;
import io.glassline.storage.json.JsonForms;
import io.glassline.storage.postgres.DeliveryJournal.Line;
import io.glassline.storage.postgres.DeliveryJournal.Part;
import io.glassline.storage.postgres.JournalNews.ProviderId;
import io.glassline.storage.postgres.JournalNews.Report;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Reads journals, locked, and writes what has changed of them, all with one statement: messages of the outbox, their
/// parts, reports that are parked, and the entries of the audit stream. Nothing else writes a journal.
final class JournalRows {

    private static final Column<Line, Instant> DUE_FROM = column("due_from", TIME, line -> line.dueFrom);
    private static final Column<Line, Instant> DUE_AT = column("due_at", TIME, line -> line.dueAt);
    private static final Column<Line, Integer> TRIES = column("tries", INT, line -> line.tries);
    private static final Column<Line, Boolean> LEASED = column("leased", BOOLEAN, line -> line.leased);
    private static final Column<Line, Instant> SETTLED_AT =
            column("settled_at", TIME, line -> line.settledAt.orElse(null));
    private static final Column<Line, Boolean> DEAD = column("dead", BOOLEAN, line -> line.dead);
    private static final Column<Line, Instant> AGAIN_AT = column("again_at", TIME, line -> line.againAt.orElse(null));
    private static final Column<Line, Instant> BOUNCED_AT =
            column("bounced_at", TIME, line -> line.bouncedAt.orElse(null));
    private static final Column<Line, String> LINE_NOTE = column("note", TEXT, line -> line.note.orElse(null));

    private static final Columns<Line> LINE = Columns.of(
            "line",
            Column.<Line, UUID>column("message_id", ID, Line::id).fixed(),
            DUE_FROM,
            DUE_AT,
            TRIES,
            LEASED,
            SETTLED_AT,
            DEAD,
            AGAIN_AT,
            BOUNCED_AT,
            LINE_NOTE);

    private static final Column<Part, UUID> MESSAGE_ID = column("message_id", ID, part -> part.message);
    private static final Column<Part, Integer> NUMBER = column("number", INT, part -> part.number);
    private static final Column<Part, String> DELIVERY = column("delivery", TEXT, part -> part.delivery.name());
    private static final Column<Part, Instant> HANDED_OVER_AT =
            column("handed_over_at", TIME, part -> part.handedOverAt.orElse(null));
    private static final Column<Part, String> PROVIDER_ID =
            column("provider_id", TEXT, part -> part.providerId.orElse(null));
    private static final Column<Part, String> CODE = column("code", TEXT, part -> part.code.orElse(null));
    private static final Column<Part, String> PART_NOTE = column("note", TEXT, part -> part.note.orElse(null));

    private static final Columns<Part> PART = Columns.of(
            "part", MESSAGE_ID.fixed(), NUMBER.fixed(), DELIVERY, HANDED_OVER_AT, PROVIDER_ID, CODE, PART_NOTE);

    private static final Columns<Report> PARKED = Columns.of(
            "parked",
            column("account", TEXT, Report::account),
            column(
                    "provider_id",
                    TEXT,
                    report -> report.providerId().map(ProviderId::id).orElse(null)),
            column(
                    "reference",
                    TEXT,
                    report -> report.report().reference().map(Rows::plain).orElse(null)),
            column("delivery", TEXT, report -> report.report().delivery().name()),
            column(
                    "code",
                    TEXT,
                    report -> report.report().errorCode().map(Rows::plain).orElse(null)),
            column(
                    "words",
                    TEXT,
                    report -> report.report().words().map(Rows::plain).orElse(null)),
            column("at", TIME, report -> report.report().at()),
            column("parked_at", TIME, Report::now));

    private JournalRows() {}

    /// Locks messages, in the order of their ids, and reads their journals.
    ///
    /// @param known what was claimed need not be read again to know what it says.
    /// @param record takes the entries of what will be written down in them.
    static Map<UUID, DeliveryJournal> read(
            Handle handle,
            Collection<UUID> ids,
            Map<UUID, Outgoing> known,
            AuditEntries audit,
            List<AuditEntry> record) {
        var journals = new HashMap<UUID, DeliveryJournal>();
        if (!ids.isEmpty()) {
            var lines = lock(handle, ids, known);
            var parts = parts(handle, ids);
            lines.forEach(line -> journals.put(
                    line.id(),
                    new DeliveryJournal(line, parts.getOrDefault(line.id(), List.of()), audit, record::add)));
        }
        return journals;
    }

    private static final String LOCK = """
            select seq, written_at, attempts, case when message_id = any(:toRead) then outgoing end as outgoing, %s
            from outbox
            where message_id = any(:ids)
            order by message_id
            for update
            """.formatted(LINE.names());

    private static List<Line> lock(Handle handle, Collection<UUID> ids, Map<UUID, Outgoing> known) {
        var toRead = ids.stream().filter(id -> !known.containsKey(id)).toList();
        return handle.createQuery(LOCK)
                .bind("ids", BinaryArray.of(UUID.class, ids))
                .bind("toRead", BinaryArray.of(UUID.class, toRead))
                .map((row, _) -> new Line(
                        message(row, known),
                        row.getLong("seq"),
                        Rows.instant(row, "written_at"),
                        row.getInt("attempts"),
                        DUE_FROM.read(row),
                        DUE_AT.read(row),
                        TRIES.read(row),
                        LEASED.read(row),
                        SETTLED_AT.maybe(row),
                        DEAD.read(row),
                        AGAIN_AT.maybe(row),
                        BOUNCED_AT.maybe(row),
                        LINE_NOTE.maybe(row)))
                .list();
    }

    private static Outgoing message(ResultSet row, Map<UUID, Outgoing> known) throws SQLException {
        var message = known.get(Rows.uuid(row, "message_id"));
        return message == null ? JsonForms.readOutgoing(row.getString("outgoing")) : message;
    }

    private static final String READ_PARTS =
            "select %s from part where message_id = any(:ids) order by message_id, number".formatted(PART.names());

    /// Read after the messages are locked, by a statement of its own, which sees what the last holder of the lock
    /// wrote.
    private static Map<UUID, List<Part>> parts(Handle handle, Collection<UUID> ids) {
        var parts = new HashMap<UUID, List<Part>>();
        handle.createQuery(READ_PARTS)
                .bind("ids", BinaryArray.of(UUID.class, ids))
                .map((row, _) -> new Part(
                        MESSAGE_ID.read(row),
                        NUMBER.read(row),
                        Delivery.valueOf(DELIVERY.read(row)),
                        HANDED_OVER_AT.maybe(row),
                        PROVIDER_ID.maybe(row),
                        CODE.maybe(row),
                        PART_NOTE.maybe(row)))
                .list()
                .forEach(part -> parts.computeIfAbsent(part.message, _ -> new ArrayList<>())
                        .add(part));
        return parts;
    }

    private static final String WRITE = """
            with sent as (
                update outbox o set %s from %s where o.message_id = n.message_id
            ), moved as (
                update part o set %s from %s where o.message_id = n.message_id and o.number = n.number
            ), parked as (
                %s
            )
            %s
            """.formatted(
                    LINE.assignments(),
                    LINE.rows(),
                    PART.assignments(),
                    PART.rows(),
                    PARKED.insertInto("parked_report"),
                    PgAuditWriter.INSERT);

    /// @param journals of which what was changed is written.
    /// @param parking reports whose part is not known yet.
    static void write(
            Handle handle, Collection<DeliveryJournal> journals, List<Report> parking, List<AuditEntry> entries) {
        var lines = journals.stream()
                .map(DeliveryJournal::line)
                .filter(line -> line.changed)
                .toList();
        var parts = journals.stream()
                .flatMap(journal -> journal.parts().stream())
                .filter(part -> part.changed)
                .toList();
        if (lines.isEmpty() && parts.isEmpty() && parking.isEmpty() && entries.isEmpty()) {
            return;
        }
        try (var update = handle.createUpdate(WRITE)) {
            LINE.bind(update, lines);
            PART.bind(update, parts);
            PARKED.bind(update, parking);
            PgAuditWriter.ENTRY.bind(update, entries);
            update.execute();
        }
        letTheRestWait(
                handle,
                lines.stream()
                        .filter(line -> line.settledAt.isEmpty() && !line.leased)
                        .toList());
    }

    private static final Columns<Line> WAITING =
            Columns.of("waiting", column("message_id", ID, Line::id), column("due_from", TIME, line -> line.dueFrom));

    private static final String LET_WAIT = """
            with rest as materialized (
                select behind.message_id, n.due_from
                from %s
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
            """.formatted(WAITING.rows());

    /// What stands behind a message that waits, waits as long: so a claim does not look at all of it in vain.
    private static void letTheRestWait(Handle handle, List<Line> waiting) {
        if (waiting.isEmpty()) {
            return;
        }
        try (var update = handle.createUpdate(LET_WAIT)) {
            WAITING.bind(update, waiting);
            update.execute();
        }
    }
}
