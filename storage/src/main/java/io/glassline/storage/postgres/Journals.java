package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Rows.column;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Outgoing.PartRef;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Outbox.Step;
import io.glassline.storage.postgres.Journal.Release;
import io.glassline.storage.postgres.Journal.Told;
import java.time.Instant;
import java.util.ArrayList;
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

/// Many journals in one transaction: locks and reads all that a batch of news is about, writes the news down one
/// after the other, and writes back what has changed.
///
/// Everything is locked in one order, and so no two of these wait for each other: first what is known of a
/// provider's id, a part's or a parked report's, by its hash, so that a report and the id it waits for cannot miss
/// each other; then the messages, by their ids. A message's lock is its parts' too.
final class Journals {

    private final Handle handle;
    private final AuditEntries audit;
    private final List<News> news;

    private final Map<UUID, Journal> journals = new HashMap<>();
    private final Map<PartRef, UUID> byReference = new HashMap<>();
    private final Map<ProviderId, Found> byProviderId = new HashMap<>();
    private final List<Parked> parked = new ArrayList<>();
    private final List<Reported> parking = new ArrayList<>();
    private final List<AuditEntry> entries = new ArrayList<>();

    private Journals(Handle handle, AuditEntries audit, List<News> news) {
        this.handle = handle;
        this.audit = audit;
        this.news = news;
    }

    /// @return for each piece of news whether it was taken; only a handing over under a lost lease is not.
    static List<Boolean> write(Handle handle, AuditEntries audit, List<News> news) {
        var journals = new Journals(handle, audit, news);
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

    record ProviderId(String account, String id) {}

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

    static Optional<ProviderId> providerId(Reported reported) {
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
        var lines = JournalRows.lock(handle, ids, known);
        var parts = JournalRows.parts(handle, ids);
        lines.forEach(line -> journals.put(
                line.id(), new Journal(line, parts.getOrDefault(line.id(), List.of()), audit, entries::add)));
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
        if (!lines.isEmpty() || !parts.isEmpty() || !parking.isEmpty()) {
            JournalRows.write(handle, lines, parts, parking, entries);
        }
    }
}
