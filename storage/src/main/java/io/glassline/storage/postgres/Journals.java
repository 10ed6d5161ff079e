package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Rows.column;

import io.glassline.audit.AuditEntry;
import io.glassline.audit.Stamp;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Outgoing.PartRef;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Outbox.Step;
import io.glassline.storage.json.JsonForms;
import io.glassline.storage.postgres.Journal.Line;
import io.glassline.storage.postgres.Journal.Part;
import io.glassline.storage.postgres.Journal.Release;
import io.glassline.storage.postgres.Journal.Told;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// Many journals in one transaction: locks and reads all that a batch of news is about, writes the news down one
/// after the other, and writes back what has changed.
///
/// Everything is locked in one order, and so no two of these wait for each other: first what is known of a
/// provider's id, a part's or a parked report's, by its hash, so that a report and the id it waits for cannot miss
/// each other; then the messages, by their ids. A message's lock is its parts' too.
final class Journals {

    private final Handle handle;
    private final Stamp stamp;
    private final List<News> news;

    private final Map<UUID, Journal> journals = new HashMap<>();
    private final Map<PartRef, UUID> byReference = new HashMap<>();
    private final Map<ProviderId, Found> byProviderId = new HashMap<>();
    private final List<Parked> parked = new ArrayList<>();
    private final List<Reported> parking = new ArrayList<>();
    private final List<AuditEntry> entries = new ArrayList<>();

    private Journals(Handle handle, Stamp stamp, List<News> news) {
        this.handle = handle;
        this.stamp = stamp;
        this.news = news;
    }

    /// @return for each piece of news whether it was taken; only a handing over under a lost lease is not.
    static List<Boolean> write(Handle handle, Stamp stamp, List<News> news) {
        var journals = new Journals(handle, stamp, news);
        journals.lockProviderIds();
        journals.find();
        journals.read();
        journals.takeParked();
        var taken = news.stream().map(journals::apply).toList();
        journals.writeBack();
        return taken;
    }

    /// Something to write down.
    sealed interface News {}

    record HandingOver(Due due, int part, Instant now) implements News {}

    /// The part was not handed over after all: whether [HandingOver] was written is not known.
    record TakenBack(Due due, int part, Instant now) implements News {}

    /// News of our own sending.
    record Moved(Due due, int part, Step step, Instant now) implements News {}

    record Released(Due due, Release release, Instant now) implements News {}

    record MovedAndReleased(Moved moved, Released released) implements News {}

    record Reported(String account, DeliveryReported report, Instant now) implements News {}

    private record ProviderId(String account, String id) {}

    private record Found(UUID message, int part, long seq) {}

    /// A report that was found waiting.
    private record Parked(
            long id,
            String account,
            Optional<String> providerId,
            Optional<String> reference,
            Delivery delivery,
            Optional<String> code) {}

    private void lockProviderIds() {
        var names = new TreeSet<String>();
        Stream.concat(
                        moves().flatMap(move -> providerId(move).stream()),
                        reports().flatMap(r -> providerId(r).stream()))
                .forEach(id -> names.add("provider id " + id.account + " " + id.id));
        if (names.isEmpty()) {
            return;
        }
        handle.createQuery("""
                        select pg_advisory_xact_lock(hashed.name)
                        from (select distinct hashtextextended(name, 0) as name
                              from unnest(:names) as n (name) order by name) as hashed
                        """)
                .bind("names", Column.of(String.class, names))
                .map((_, _) -> true)
                .list();
    }

    private Stream<Moved> moves() {
        return news.stream().flatMap(one -> switch (one) {
            case Moved moved -> Stream.of(moved);
            case MovedAndReleased(var moved, var _) -> Stream.of(moved);
            case HandingOver _, TakenBack _, Released _, Reported _ -> Stream.empty();
        });
    }

    private Stream<Reported> reports() {
        return news.stream().filter(Reported.class::isInstance).map(Reported.class::cast);
    }

    private static Optional<ProviderId> providerId(Moved moved) {
        return moved.step
                .providerId()
                .map(id -> new ProviderId(moved.due.send().lane().accountId(), Rows.plain(id)));
    }

    private static Optional<ProviderId> providerId(Reported reported) {
        return reported.report.providerId().map(id -> new ProviderId(reported.account, Rows.plain(id)));
    }

    private static Optional<PartRef> reference(Reported reported) {
        return reported.report.reference().flatMap(PartRef::parse);
    }

    /// Finds the parts that reports are about: by our own name for them, and by the provider's.
    private void find() {
        var reports = reports().toList();
        if (reports.isEmpty()) {
            return;
        }
        var query = handle.createQuery("""
                select asked.n, p.message_id, p.number, true as named, 0::bigint as seq
                from unnest(:accounts, :messages, :numbers, :providerIds)
                    with ordinality as asked (account, message_id, number, provider_id, n)
                cross join lateral (
                    select message_id, number from part
                    where message_id = asked.message_id and number = asked.number and account = asked.account
                    offset 0
                ) p
                union all
                select asked.n, p.message_id, p.number, false, p.seq
                from unnest(:accounts, :messages, :numbers, :providerIds)
                    with ordinality as asked (account, message_id, number, provider_id, n)
                cross join lateral (
                    select message_id, number,
                           (select seq from outbox o where o.message_id = part.message_id) as seq
                    from part
                    where account = asked.account and provider_id = asked.provider_id
                    offset 0
                ) p
                """);
        column(query, "accounts", String.class, reports, Reported::account);
        column(
                query,
                "messages",
                UUID.class,
                reports,
                report -> reference(report).map(ref -> ref.message().value()).orElse(null));
        column(
                query,
                "numbers",
                Integer.class,
                reports,
                report -> reference(report).map(PartRef::number).orElse(null));
        column(
                query,
                "providerIds",
                String.class,
                reports,
                report -> providerId(report).map(ProviderId::id).orElse(null));
        query.map((row, _) -> new Match(
                        row.getInt("n") - 1,
                        row.getBoolean("named"),
                        new Found(Rows.uuid(row, "message_id"), row.getInt("number"), row.getLong("seq"))))
                .list()
                .forEach(match -> remember(reports.get(match.report), match));
    }

    /// A part that a report is about: by our own name for it, or the provider's.
    private record Match(int report, boolean isNamed, Found part) {}

    private void remember(Reported report, Match match) {
        if (match.isNamed) {
            reference(report).ifPresent(ref -> byReference.put(ref, match.part.message));
        } else {
            providerId(report).ifPresent(id -> name(id, match.part));
        }
    }

    /// An id that was given twice names the later message.
    private void name(ProviderId id, Found part) {
        byProviderId.merge(id, part, (one, other) -> one.seq >= other.seq ? one : other);
    }

    private void read() {
        var known = new HashMap<UUID, Outgoing>();
        for (var one : news) {
            due(one).ifPresent(due ->
                    known.put(due.send().message().id().value(), due.send().message()));
        }
        var ids = new TreeSet<>(known.keySet());
        ids.addAll(byReference.values());
        byProviderId.values().forEach(found -> ids.add(found.message));
        if (ids.isEmpty()) {
            return;
        }
        var lines = lock(ids, known);
        var parts = parts(ids);
        lines.forEach(line -> journals.put(
                line.id(), new Journal(line, parts.getOrDefault(line.id(), List.of()), stamp, entries::add)));
    }

    private static Optional<Due> due(News news) {
        return switch (news) {
            case HandingOver(var due, var _, var _) -> Optional.of(due);
            case TakenBack(var due, var _, var _) -> Optional.of(due);
            case Moved(var due, var _, var _, var _) -> Optional.of(due);
            case Released(var due, var _, var _) -> Optional.of(due);
            case MovedAndReleased(var moved, var _) -> Optional.of(moved.due);
            case Reported _ -> Optional.empty();
        };
    }

    /// What was claimed need not be read again to know what it says.
    private List<Line> lock(Collection<UUID> ids, Map<UUID, Outgoing> known) {
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
    private Map<UUID, List<Part>> parts(Collection<UUID> ids) {
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

    /// Takes the reports that waited for the parts whose ids are told now.
    private void takeParked() {
        var named = moves().filter(move -> move.step.providerId().isPresent()).toList();
        if (named.isEmpty()) {
            return;
        }
        var query = handle.createQuery("""
                with awaited as (
                    select waits.id
                    from unnest(:accounts, :providerIds, :references) as told (account, provider_id, reference)
                    cross join lateral (
                        select id from parked_report
                        where account = told.account and provider_id = told.provider_id
                        offset 0
                    ) waits
                    union all
                    select waits.id
                    from unnest(:accounts, :providerIds, :references) as told (account, provider_id, reference)
                    cross join lateral (
                        select id from parked_report
                        where account = told.account and reference = told.reference
                        offset 0
                    ) waits
                )
                delete from parked_report p where p.id = any(array(select id from awaited))
                returning p.id, p.account, p.provider_id, p.reference, p.delivery, p.code
                """);
        column(
                query,
                "accounts",
                String.class,
                named,
                move -> move.due.send().lane().accountId());
        column(
                query,
                "providerIds",
                String.class,
                named,
                move -> providerId(move).map(ProviderId::id).orElse(null));
        column(query, "references", String.class, named, move -> ref(move).toString());
        query
                .map((row, _) -> new Parked(
                        row.getLong("id"),
                        row.getString("account"),
                        Rows.maybeText(row, "provider_id"),
                        Rows.maybeText(row, "reference"),
                        Delivery.valueOf(row.getString("delivery")),
                        Rows.maybeText(row, "code")))
                .list()
                .stream()
                .sorted(Comparator.comparing(Parked::id))
                .forEach(parked::add);
    }

    private static PartRef ref(Moved moved) {
        return new PartRef(moved.due.send().message().id(), moved.part);
    }

    private boolean apply(News one) {
        return switch (one) {
            case HandingOver(var due, var part, var now) -> journal(due).handOver(part, lease(due), now);
            case TakenBack(var due, var part, var now) -> {
                journal(due).takeBack(part, lease(due), now);
                yield true;
            }
            case Moved moved -> {
                move(moved);
                yield true;
            }
            case Released released -> {
                release(released);
                yield true;
            }
            case MovedAndReleased(var moved, var released) -> {
                move(moved);
                release(released);
                yield true;
            }
            case Reported reported -> {
                report(reported);
                yield true;
            }
        };
    }

    private static int lease(Due due) {
        return due.lease();
    }

    private Journal journal(Due due) {
        var id = due.send().message().id();
        return Objects.requireNonNull(journals.get(id.value()), () -> "message " + id + " is not in the outbox");
    }

    private void move(Moved moved) {
        var journal = journal(moved.due);
        if (moved.step.delivery() == Delivery.QUEUED && !journal.isHeldUnder(lease(moved.due))) {
            return; // another has the part in hand now, and may have handed it over
        }
        var id = providerId(moved);
        var told = new Told(
                moved.step.delivery(),
                id.map(ProviderId::id),
                moved.step.code().map(Rows::plain),
                Optional.of(Rows.plain(moved.step.because())));
        journal.tell(moved.part, told, moved.now);
        id.ifPresent(known -> {
            name(known, new Found(journal.line().id(), moved.part, journal.line().seq));
            join(known, ref(moved), journal, moved);
        });
    }

    /// The reports that waited for this part, in the order they came: those of other batches first.
    private void join(ProviderId id, PartRef ref, Journal journal, Moved moved) {
        var waiting = parked.stream()
                .filter(report -> report.account.equals(id.account))
                .filter(report -> report.providerId.equals(Optional.of(id.id))
                        || report.reference.equals(Optional.of(ref.toString())))
                .toList();
        parked.removeAll(waiting);
        waiting.forEach(report -> journal.tell(
                moved.part, new Told(report.delivery, Optional.empty(), report.code, Optional.empty()), moved.now));
        var justNow = parking.stream()
                .filter(report -> providerId(report).equals(Optional.of(id)))
                .toList();
        parking.removeAll(justNow);
        justNow.forEach(report -> journal.tell(moved.part, told(report), moved.now));
    }

    private static Told told(Reported reported) {
        return new Told(
                reported.report.delivery(),
                providerId(reported).map(ProviderId::id),
                reported.report.errorCode().map(Rows::plain),
                Optional.empty());
    }

    private void release(Released released) {
        journal(released.due).release(lease(released.due), released.release, released.now);
    }

    /// Our own name for the part counts before the provider's.
    private void report(Reported reported) {
        var named = reference(reported)
                .flatMap(ref ->
                        Optional.ofNullable(byReference.get(ref)).map(message -> new Found(message, ref.number(), 0)));
        var found = named.or(() -> providerId(reported).map(byProviderId::get));
        var journal = found.map(part -> journals.get(part.message));
        if (journal.isPresent()) {
            journal.get().tell(found.get().part, told(reported), reported.now);
        } else {
            parking.add(reported);
        }
    }

    private void writeBack() {
        var lines = journals.values().stream()
                .map(Journal::line)
                .filter(line -> line.changed)
                .toList();
        var parts = journals.values().stream()
                .flatMap(journal -> journal.parts().stream())
                .filter(part -> part.changed)
                .toList();
        if (lines.isEmpty() && parts.isEmpty() && parking.isEmpty()) {
            return;
        }
        try (var update = handle.createUpdate(WRITE)) {
            bindLines(update, lines);
            bindParts(update, parts);
            bindParking(update, parking);
            PgAuditWriter.bind(update, entries);
            update.execute();
        }
        letTheRestWait(lines.stream()
                .filter(line -> line.settledAt.isEmpty() && !line.leased)
                .toList());
    }

    /// What stands behind a message that waits, waits as long: so a claim does not look at all of it in vain.
    private void letTheRestWait(List<Line> waiting) {
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
                report -> orNull(providerId(report).map(ProviderId::id)));
        column(
                update,
                "parkedReference",
                String.class,
                parking,
                report -> orNull(report.report.reference().map(Rows::plain)));
        column(
                update,
                "parkedDelivery",
                String.class,
                parking,
                report -> report.report.delivery().name());
        column(
                update,
                "parkedCode",
                String.class,
                parking,
                report -> orNull(report.report.errorCode().map(Rows::plain)));
        column(update, "parkedAt", Instant.class, parking, report -> report.report.at());
        column(update, "parkedNow", Instant.class, parking, Reported::now);
    }

    private static @Nullable String orNull(Optional<String> text) {
        return text.orElse(null);
    }
}
