package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Rows.bindLane;

import io.glassline.audit.AuditEntry;
import io.glassline.audit.Stamp;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Outgoing.PartRef;
import io.glassline.conversation.Lane;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox;
import io.glassline.outbox.Send;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The outbox.
///
/// A lease is told from the next by how many times the message was taken up, so whoever comes back after its lease
/// ran out and another took the message can hand nothing over and end nothing. What it learned of a part still
/// counts.
///
/// Everything locks the message before its parts, and what is known of a provider's id (a part's or a parked
/// report's) before either: so a report and the id it waits for cannot miss each other.
public final class PgOutbox implements Outbox {

    private final Database database;
    private final Stamp stamp;

    public PgOutbox(Database database, Stamp stamp) {
        this.database = database;
        this.stamp = stamp;
    }

    @Override
    public List<Due> claim(Set<String> accountIds, Instant now, Duration lease, int countMax) {
        if (accountIds.isEmpty()) {
            return List.of();
        }
        return database.jdbi().inTransaction(handle -> {
            var taken = take(handle, accountIds, now, now.plus(lease), countMax);
            var parts = parts(
                    handle,
                    taken.stream().map(row -> row.send.message().id().value()).toList());
            return taken.stream().map(row -> row.due(parts)).toList();
        });
    }

    /// `older` makes a lane's messages wait for each other; a lane whose oldest is locked by another claimer is
    /// passed over whole.
    private static List<Row> take(Handle handle, Set<String> accountIds, Instant now, Instant until, int countMax) {
        var taken = handle.createQuery("""
                        with due as (
                            select o.message_id, o.due_at, o.seq
                            from outbox o
                            where o.settled_at is null and o.due_at <= :now and o.account = any(:accounts)
                              and not exists (
                                select from outbox older
                                where older.settled_at is null and older.seq < o.seq
                                  and older.account = o.account and older.channel = o.channel
                                  and older.address = o.address)
                            order by o.due_at, o.seq
                            limit :countMax
                            for update of o skip locked
                        )
                        update outbox o set due_at = :until, attempts = o.attempts + 1
                        from due where o.message_id = due.message_id
                        returning o.account, o.channel, o.address, o.outgoing, o.despite_opt_out, o.written_at,
                                  o.attempts - 1 as attempts, o.seq, due.due_at as was_due_at
                        """)
                .bindArray("accounts", String.class, accountIds.toArray())
                .bind("now", now)
                .bind("until", until)
                .bind("countMax", countMax)
                .map((row, _) -> Row.of(row))
                .list();
        taken.sort(Comparator.comparing((Row row) -> row.wasDueAt).thenComparing(row -> row.seq));
        return taken;
    }

    private static List<PartRow> parts(Handle handle, List<UUID> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        return handle.createQuery("""
                        select message_id, number, text, offers, delivery, handed_over_at
                        from part where message_id = any(:messages)
                        order by message_id, number
                        """)
                .bindArray("messages", UUID.class, messages.toArray())
                .map((row, _) -> PartRow.of(row))
                .list();
    }

    private record PartRow(UUID message, PartState state) {

        static PartRow of(ResultSet row) throws SQLException {
            return new PartRow(
                    Rows.uuid(row, "message_id"),
                    new PartState(
                            new Outgoing.Part(
                                    row.getInt("number"),
                                    row.getString("text"),
                                    JsonForms.readOffers(row.getString("offers"))),
                            Delivery.valueOf(row.getString("delivery")),
                            Rows.maybeInstant(row, "handed_over_at")));
        }
    }

    private record Row(Send send, int attempts, long seq, Instant wasDueAt) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    PgOutbox.send(row), row.getInt("attempts"), row.getLong("seq"), Rows.instant(row, "was_due_at"));
        }

        Due due(List<PartRow> all) {
            var parts = all.stream()
                    .filter(part -> part.message.equals(send.message().id().value()))
                    .map(PartRow::state)
                    .toList();
            return new Due(withParts(send, parts), parts, attempts);
        }
    }

    private static Send send(ResultSet row) throws SQLException {
        return new Send(
                Rows.lane(row),
                JsonForms.readOutgoing(row.getString("outgoing")),
                List.of(),
                row.getBoolean("despite_opt_out"),
                Rows.instant(row, "written_at"));
    }

    private static Send withParts(Send send, List<PartState> parts) {
        return new Send(
                send.lane(),
                send.message(),
                parts.stream().map(PartState::part).toList(),
                send.despiteOptOut(),
                send.at());
    }

    @Override
    public void handingOver(Due due, int part, Instant now) {
        var entry = stamp.delivery(due.send().message(), part, Delivery.HANDED_OVER, Optional.empty(), now);
        var moved = database.jdbi().withHandle(handle -> {
            try (var update = handle.createUpdate("""
                    with leased as (
                        select message_id from outbox
                        where message_id = :message and attempts = :attempts and settled_at is null
                        for update
                    ), moved as (
                        update part p set
                            delivery = case when delivery = 'QUEUED' then 'HANDED_OVER' else delivery end,
                            handed_over_at = :now
                        from leased
                        where p.message_id = leased.message_id and p.number = :number
                        returning p.number
                    )
                    insert into audit_entry (kind, at, leaf, message_id, conversation_id)
                    select :kind, :now, :leaf, :message, :conversation
                    from moved
                    """)) {
                return update.bind("message", due.send().message().id().value())
                        .bind("conversation", due.send().message().conversation())
                        .bind("attempts", due.attempts() + 1)
                        .bind("number", part)
                        .bind("now", now)
                        .bind("kind", entry.kind())
                        .bind("leaf", entry.leaf())
                        .execute();
            }
        });
        if (moved != 1) {
            throw new IllegalStateException("part %d of message %s is not to be sent by us: its lease was lost"
                    .formatted(part, due.send().message().id()));
        }
    }

    @Override
    public void move(Due due, int part, Step step, Instant now) {
        var message = due.send().message();
        var account = due.send().lane().accountId();
        database.jdbi().useTransaction(handle -> {
            step.providerId().ifPresent(id -> lock(handle, account, id));
            var told = new Told(step.delivery(), step.providerId(), step.code(), Optional.of(step.because()));
            advance(handle, message, part, told, now);
            step.providerId()
                    .ifPresent(id -> parked(handle, account, id, new PartRef(message.id(), part))
                            .forEach(report -> advance(handle, message, part, report, now)));
        });
    }

    @Override
    public void report(String accountId, DeliveryReported report, Instant now) {
        database.jdbi().useTransaction(handle -> {
            report.providerId().ifPresent(id -> lock(handle, accountId, id));
            var told = new Told(report.delivery(), report.providerId(), report.errorCode(), Optional.empty());
            find(handle, accountId, report)
                    .ifPresentOrElse(
                            found -> {
                                advance(handle, found.message, found.part, told, now);
                                noteWhetherDead(handle, found.message);
                            },
                            () -> park(handle, accountId, report, now));
        });
    }

    /// What we learned of a part, from our own sending or from the provider.
    private record Told(
            Delivery delivery, Optional<String> providerId, Optional<String> code, Optional<String> because) {}

    private record Found(Outgoing message, int part) {}

    private static void lock(Handle handle, String account, String providerId) {
        handle.createQuery("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind("name", "provider id " + account + " " + providerId)
                .map((row, _) -> row.getString(1) == null)
                .list();
    }

    /// Our own name for the part counts before the provider's.
    private static Optional<Found> find(Handle handle, String account, DeliveryReported report) {
        var reference = report.reference().flatMap(PartRef::parse);
        return handle.createQuery("""
                        select o.outgoing, p.number
                        from part p join outbox o on o.message_id = p.message_id
                        where p.account = :account
                          and (p.message_id = cast(:message as uuid) and p.number = cast(:number as int)
                               or p.provider_id = :providerId)
                        order by (p.message_id = cast(:message as uuid)) is true desc, o.seq desc
                        limit 1
                        """)
                .bind("account", account)
                .bind("message", reference.map(ref -> ref.message().value()))
                .bind("number", reference.map(PartRef::number))
                .bind("providerId", report.providerId().map(Rows::plain))
                .map((row, _) -> new Found(JsonForms.readOutgoing(row.getString("outgoing")), row.getInt("number")))
                .findOne();
    }

    /// Moves a part forward, or the one step back, and puts the move on the record. News that is none changes
    /// nothing.
    private void advance(Handle handle, Outgoing message, int part, Told told, Instant now) {
        var before = handle.createQuery("""
                        select p.delivery
                        from outbox o join part p on p.message_id = o.message_id
                        where o.message_id = :message and p.number = :number
                        for update
                        """)
                .bind("message", message.id().value())
                .bind("number", part)
                .map((row, _) -> Delivery.valueOf(row.getString(1)))
                .one();
        var surelyNotSent = told.delivery() == Delivery.QUEUED && before == Delivery.HANDED_OVER;
        var after = surelyNotSent ? Delivery.QUEUED : before.advancedBy(told.delivery());
        try (var update = handle.createUpdate("""
                update part set
                    delivery = :delivery,
                    handed_over_at = case when :notSent then null else handed_over_at end,
                    provider_id = coalesce(:providerId, provider_id),
                    code = case when :moved then :code else code end,
                    note = case when :moved then coalesce(:because, note) else note end
                where message_id = :message and number = :number
                """)) {
            update.bind("delivery", after.name())
                    .bind("notSent", surelyNotSent)
                    .bind("moved", after != before)
                    .bind("providerId", told.providerId())
                    .bind("code", told.code().map(Rows::plain))
                    .bind("because", told.because().map(Rows::plain))
                    .bind("message", message.id().value())
                    .bind("number", part)
                    .execute();
        }
        if (after != before) {
            PgAuditWriter.write(handle, List.of(stamp.delivery(message, part, after, told.code(), now)));
        }
    }

    private static void park(Handle handle, String account, DeliveryReported report, Instant now) {
        try (var insert = handle.createUpdate("""
                insert into parked_report (account, provider_id, reference, delivery, code, at, parked_at)
                values (:account, :providerId, :reference, :delivery, :code, :at, :now)
                """)) {
            insert.bind("account", account)
                    .bind("providerId", report.providerId().map(Rows::plain))
                    .bind("reference", report.reference().map(Rows::plain))
                    .bind("delivery", report.delivery().name())
                    .bind("code", report.errorCode().map(Rows::plain))
                    .bind("at", report.at())
                    .bind("now", now)
                    .execute();
        }
    }

    /// Takes the reports that waited for this part, in the order they came.
    private static List<Told> parked(Handle handle, String account, String providerId, PartRef ref) {
        return handle.createQuery("""
                        with joined as (
                            delete from parked_report
                            where account = :account and (provider_id = :providerId or reference = :reference)
                            returning id, delivery, code
                        )
                        select delivery, code from joined order by id
                        """)
                .bind("account", account)
                .bind("providerId", providerId)
                .bind("reference", ref.toString())
                .map((row, _) -> new Told(
                        Delivery.valueOf(row.getString("delivery")),
                        Optional.empty(),
                        Rows.maybeText(row, "code"),
                        Optional.empty()))
                .list();
    }

    @Override
    public void release(Due due, Optional<Instant> retryAt, String because, Instant now) {
        database.jdbi().useTransaction(handle -> {
            try (var update = handle.createUpdate("""
                    update outbox set
                        due_at = coalesce(cast(:retryAt as timestamptz), due_at),
                        settled_at = case when :givenUp then cast(:now as timestamptz) end,
                        note = :because
                    where message_id = :message and attempts = :attempts and settled_at is null
                    """)) {
                var ours = update.bind("retryAt", retryAt)
                        .bind("givenUp", retryAt.isEmpty())
                        .bind("now", now)
                        .bind("because", Rows.plain(because))
                        .bind("message", due.send().message().id().value())
                        .bind("attempts", due.attempts() + 1)
                        .execute();
                if (ours == 1 && retryAt.isEmpty()) {
                    failTheRest(handle, due.send().message(), Optional.empty(), because, now);
                }
            }
        });
    }

    /// Fails what is not settled of a message whose sending has ended. Mostly there is nothing.
    private void failTheRest(Handle handle, Outgoing message, Optional<String> code, String because, Instant now) {
        var failed = handle.createQuery("""
                        with failed as (
                            update part set delivery = 'FAILED', code = :code, note = :because
                            where message_id = :message and delivery in ('QUEUED', 'HANDED_OVER', 'UNKNOWN')
                            returning number
                        )
                        select number from failed order by number
                        """)
                .bind("message", message.id().value())
                .bind("code", code)
                .bind("because", Rows.plain(because))
                .mapTo(Integer.class)
                .list();
        var entries = failed.stream()
                .map(part -> stamp.delivery(message, part, Delivery.FAILED, code, now))
                .toList();
        PgAuditWriter.write(handle, entries);
        noteWhetherDead(handle, message);
    }

    private static void noteWhetherDead(Handle handle, Outgoing message) {
        try (var update = handle.createUpdate("""
                with now as (
                    select exists (
                        select from part where message_id = :message and delivery = 'FAILED') as dead
                )
                update outbox o set dead = now.dead
                from now
                where o.message_id = :message and o.settled_at is not null and o.dead <> now.dead
                """)) {
            update.bind("message", message.id().value()).execute();
        }
    }

    @Override
    public List<Outgoing> say(Lane lane, String reference, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            lockLine(handle, lane);
            var already = said(handle, lane, reference);
            return already.isEmpty() ? sayQueued(handle, lane, reference, now) : already;
        });
    }

    private static void lockLine(Handle handle, Lane lane) {
        handle.createQuery("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind(
                        "name",
                        "line " + lane.accountId() + " " + lane.citizen().channel() + " "
                                + lane.citizen().value())
                .map((row, _) -> row.getString(1) == null)
                .list();
    }

    private static List<Outgoing> said(Handle handle, Lane lane, String reference) {
        return bindLane(handle.createQuery("""
                                select outgoing from outbox
                                where account = :account and said_under = :reference
                                  and channel = :channel and address = :address
                                order by seq
                                """), lane)
                .bind("reference", reference)
                .map((row, _) -> JsonForms.readOutgoing(row.getString(1)))
                .list();
    }

    private List<Outgoing> sayQueued(Handle handle, Lane lane, String reference, Instant now) {
        var queued = bindLane(handle.createQuery("""
                                with said as (
                                    update outbox set settled_at = :now, said_under = :reference, note = 'said on the line'
                                    where account = :account and channel = :channel and address = :address
                                      and settled_at is null
                                    returning seq, outgoing, message_id
                                ), parts as (
                                    update part p set delivery = 'SENT', note = 'said on the line'
                                    from said where p.message_id = said.message_id
                                    returning p.message_id, p.number
                                )
                                select said.outgoing, parts.number
                                from said left join parts on parts.message_id = said.message_id
                                order by said.seq, parts.number
                                """), lane)
                .bind("reference", reference)
                .bind("now", now)
                .map((row, _) -> new Said(
                        JsonForms.readOutgoing(row.getString("outgoing")),
                        Optional.ofNullable(row.getObject("number", Integer.class))))
                .list();
        var entries = new ArrayList<AuditEntry>();
        queued.forEach(said -> said.part.ifPresent(
                part -> entries.add(stamp.delivery(said.message, part, Delivery.SENT, Optional.empty(), now))));
        PgAuditWriter.write(handle, entries);
        return queued.stream().map(Said::message).distinct().toList();
    }

    private record Said(Outgoing message, Optional<Integer> part) {}

    @Override
    public void lineClosed(Lane lane, Instant now) {
        database.jdbi().useTransaction(handle -> {
            lockLine(handle, lane);
            var unsaid = bindLane(handle.createQuery("""
                                    with unsaid as (
                                        update outbox set settled_at = :now, note = 'the line was closed'
                                        where account = :account and channel = :channel and address = :address
                                          and settled_at is null
                                        returning seq, outgoing
                                    )
                                    select outgoing from unsaid order by seq
                                    """), lane)
                    .bind("now", now)
                    .map((row, _) -> JsonForms.readOutgoing(row.getString(1)))
                    .list();
            unsaid.forEach(
                    message -> failTheRest(handle, message, Optional.of("line-closed"), "the line was closed", now));
        });
    }
}
