package io.glassline.storage.postgres;

import static java.util.stream.Collectors.groupingBy;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.UndeliveredEvent;
import io.glassline.channel.Outgoing;
import io.glassline.message.ChannelKind;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.outbox.DeadLetterChoice;
import io.glassline.outbox.DeadLetters;
import io.glassline.outbox.Send;
import io.glassline.storage.json.JsonForms;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The outbox's dead letters. As everywhere in the outbox, a message is locked before its parts.
public final class PgDeadLetters implements DeadLetters {

    private final Database database;
    private final AuditEntries audit;

    public PgDeadLetters(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
    }

    @Override
    public Listing list(Optional<String> cursor, int countMax) {
        var after = cursor.map(Cursor::parse);
        return database.jdbi().inTransaction(handle -> {
            var found = handle.createQuery("""
                            select message_id, account, channel, address, outgoing, despite_opt_out, written_at, attempts,
                                   settled_at, seq, note
                            from outbox
                            where %s
                              and (cast(:settledAt as timestamptz) is null
                                   or (settled_at, seq) < (cast(:settledAt as timestamptz), cast(:seq as bigint)))
                            order by settled_at desc, seq desc
                            limit :countMax + 1
                            """.formatted(DeadLetterRule.WAITS))
                    .bind("settledAt", after.map(Cursor::settledAt))
                    .bind("seq", after.map(Cursor::seq))
                    .bind("countMax", countMax)
                    .map((row, _) -> Row.of(row))
                    .list();
            var page = found.subList(0, Math.min(countMax, found.size()));
            var fates = fates(handle, page.stream().map(Row::message).toList());
            return new Listing(
                    page.stream().map(row -> row.letter(fates)).toList(),
                    found.size() > countMax ? Optional.of(page.getLast().cursor.toString()) : Optional.empty());
        });
    }

    private record Row(
            UUID message, Send send, Optional<String> because, int attempts, Instant settledAt, Cursor cursor) {

        static Row of(ResultSet row) throws SQLException {
            var settledAt = Rows.instant(row, "settled_at");
            return new Row(
                    Rows.uuid(row, "message_id"),
                    new Send(
                            LaneColumns.read(row),
                            JsonForms.readOutgoing(row.getString("outgoing")),
                            List.of(),
                            row.getBoolean("despite_opt_out"),
                            Rows.instant(row, "written_at")),
                    Rows.maybeText(row, "note"),
                    row.getInt("attempts"),
                    settledAt,
                    new Cursor(settledAt, row.getLong("seq")));
        }

        DeadLetter letter(Map<UUID, List<FateRow>> all) {
            var fates = all.getOrDefault(message, List.of()).stream()
                    .map(FateRow::fate)
                    .toList();
            return new DeadLetter(
                    new Send(
                            send.lane(),
                            send.message(),
                            fates.stream().map(Fate::part).toList(),
                            send.despiteOptOut(),
                            send.at()),
                    fates,
                    because.orElse(""),
                    attempts,
                    settledAt);
        }
    }

    /// Where a page ended.
    private record Cursor(Instant settledAt, long seq) {

        private static final int BYTES = 2 * Long.BYTES;

        static Cursor parse(String cursor) {
            try {
                var in = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
                if (in.remaining() == BYTES) {
                    return new Cursor(Instant.EPOCH.plus(in.getLong(), ChronoUnit.MICROS), in.getLong());
                }
            } catch (IllegalArgumentException e) {
                // falls through to the one answer for all that are none
            }
            throw new IllegalArgumentException(
                    "not a cursor of this list; leave it out for the first page, then send back nextCursor unchanged");
        }

        @Override
        public String toString() {
            var out = ByteBuffer.allocate(BYTES)
                    .putLong(Duration.between(Instant.EPOCH, settledAt).toNanos() / 1_000)
                    .putLong(seq);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
        }
    }

    private record FateRow(UUID message, Fate fate) {

        static FateRow of(ResultSet row) throws SQLException {
            return new FateRow(
                    Rows.uuid(row, "message_id"),
                    new Fate(
                            new Outgoing.Part(
                                    row.getInt("number"),
                                    row.getString("text"),
                                    JsonForms.readOffers(row.getString("offers"))),
                            Delivery.valueOf(row.getString("delivery")),
                            Rows.maybeInstant(row, "handed_over_at"),
                            Rows.maybeText(row, "provider_id"),
                            Rows.maybeText(row, "code")));
        }
    }

    private static Map<UUID, List<FateRow>> fates(Handle handle, List<UUID> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        return handle
                .createQuery("""
                        select message_id, number, text, offers, delivery, handed_over_at, provider_id, code
                        from part where message_id = any(:messages)
                        order by message_id, number
                        """)
                .bind("messages", BinaryArray.of(UUID.class, messages))
                .map((row, _) -> FateRow.of(row))
                .list()
                .stream()
                .collect(groupingBy(FateRow::message));
    }

    @Override
    public int count(int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select count(*) from (
                            select from outbox where %s limit :countMax
                        ) as dead
                        """.formatted(DeadLetterRule.WAITS))
                        .bind("countMax", countMax)
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public boolean sendAgain(Message.Id id, Actor by, Instant at) {
        return database.jdbi().inTransaction(handle -> {
            lockWithBounces(handle, id);
            var waits = handle.createQuery("select message_id from outbox where message_id = :message and %s for update"
                            .formatted(DeadLetterRule.WAITS))
                    .bind("message", id.value())
                    .mapTo(UUID.class)
                    .list();
            if (waits.isEmpty()) {
                return false;
            }
            keepEarlierIds(handle, waits);
            var entries = new ArrayList<AuditEntry>();
            var journals = JournalRows.read(handle, waits, Map.of(), audit, entries);
            journals.values().forEach(journal -> {
                entries.add(audit.of(new UndeliveredEvent.Resend(journal.line().message, by, at)));
                journal.sendAgain(Rows.plain("sent again by " + by.who()), at);
            });
            takeBackBounces(handle, id);
            JournalRows.write(handle, journals.values(), List.of(), entries);
            return true;
        });
    }

    /// All that is written, in the order in which [JournalBatch] locks.
    private static void lockWithBounces(Handle handle, Message.Id id) {
        handle.createQuery("""
                        select message_id from outbox
                        where message_id = any(array(
                            select bounced.message_id
                            from outbox sent join outbox bounced
                              on bounced.account = sent.account and bounced.channel = sent.channel
                             and bounced.address = sent.address
                            where sent.message_id = :message and bounced.bounced_at is not null
                            union select cast(:message as uuid)))
                        order by message_id
                        for update
                        """).bind("message", id.value()).mapTo(UUID.class).list();
    }

    /// Whoever sends again to an address says that it is right.
    private static void takeBackBounces(Handle handle, Message.Id id) {
        handle.createUpdate("""
                        update outbox o set bounced_at = null
                        from outbox sent
                        where sent.message_id = :message and o.bounced_at is not null
                          and o.account = sent.account and o.channel = sent.channel and o.address = sent.address
                        """).bind("message", id.value()).execute();
    }

    /// The provider goes on to list them.
    private static void keepEarlierIds(Handle handle, List<UUID> messages) {
        handle.createUpdate("""
                        update part set earlier_id = provider_id
                        where message_id = any(:messages) and delivery in ('FAILED', 'UNKNOWN')
                          and provider_id is not null
                        """)
                .bind("messages", BinaryArray.of(UUID.class, messages))
                .execute();
    }

    /// A reason is a failed part's code, or where it has none, why the sending ended.
    private static final String CHOOSE = """
            select o.message_id, o.account, o.channel, o.address, o.despite_opt_out, o.written_at,
                   (select max(m.at)
                    from message m join conversation c on c.id = m.conversation_id
                    where c.account = o.account and c.channel = o.channel and c.address = o.address
                      and m.author = 'citizen') as citizen_wrote_at,
                   exists (
                    select from part p
                    where p.message_id = o.message_id and p.delivery in ('FAILED', 'UNKNOWN')
                      and p.handed_over_at is not null and p.code is null) as in_doubt
            from outbox o
            where %s
              and (cast(:account as text) is null or o.account = :account)
              and (cast(:channel as text) is null or o.channel = :channel)
              and (cast(:since as timestamptz) is null or o.settled_at >= cast(:since as timestamptz))
              and (cast(:until as timestamptz) is null or o.settled_at < cast(:until as timestamptz))
              and (cast(:reason as text) is null or exists (
                    select from part p
                    where p.message_id = o.message_id and p.delivery in ('FAILED', 'UNKNOWN')
                      and coalesce(p.code, regexp_replace(o.note, '^part \\d+: ', '')) = :reason))
            order by o.seq
            limit :countMax
            """.formatted(DeadLetterRule.WAITS);

    @Override
    public List<Candidate> choose(DeadLetterChoice choice, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(CHOOSE)
                        .bind("account", choice.accountId())
                        .bind("channel", choice.channel().map(ChannelKind::name))
                        .bind("since", choice.since())
                        .bind("until", choice.until())
                        .bind("reason", choice.reason())
                        .bind("countMax", countMax)
                        .map((row, _) -> new Candidate(
                                new Message.Id(Rows.uuid(row, "message_id")),
                                LaneColumns.read(row),
                                row.getBoolean("despite_opt_out"),
                                Rows.instant(row, "written_at"),
                                Rows.maybeInstant(row, "citizen_wrote_at"),
                                row.getBoolean("in_doubt")))
                        .list());
    }

    /// The act's own row is written first: of two that have the same id the second waits for it, and does nothing.
    @Override
    public boolean sendAllAgain(UUID bulk, Collection<Message.Id> ids, Actor by, Instant at) {
        return database.jdbi().inTransaction(handle -> {
            if (!isNew(handle, bulk, ids.size(), by, at)) {
                return false;
            }
            var messages = ids.stream().map(Message.Id::value).toList();
            var entries = new ArrayList<AuditEntry>();
            var journals = JournalRows.read(handle, messages, Map.of(), audit, entries);
            if (waiting(handle, messages) != messages.size()) {
                handle.rollback();
                return false;
            }
            handle.createUpdate("""
                            update outbox set bulk = true, bulk_resend = :bulk where message_id = any(:messages)
                            """)
                    .bind("bulk", bulk)
                    .bind("messages", BinaryArray.of(UUID.class, messages))
                    .execute();
            keepEarlierIds(handle, messages);
            journals.values().forEach(journal -> {
                entries.add(audit.of(new UndeliveredEvent.Resend(journal.line().message, by, at)));
                journal.sendAgain(Rows.plain("sent again with others by " + by.who()), at);
            });
            JournalRows.write(handle, journals.values(), List.of(), entries);
            return true;
        });
    }

    private static boolean isNew(Handle handle, UUID bulk, int letters, Actor by, Instant at) {
        return handle.createUpdate("""
                        insert into bulk_resend (id, letters, asked_by, asked_at)
                        values (:bulk, :letters, :by, :at)
                        on conflict (id) do nothing
                        """)
                        .bind("bulk", bulk)
                        .bind("letters", letters)
                        .bind("by", Rows.plain(by.who()))
                        .bind("at", at)
                        .execute()
                == 1;
    }

    /// Asked once they are locked.
    private static int waiting(Handle handle, List<UUID> messages) {
        return handle.createQuery("select count(*) from outbox where message_id = any(:messages) and %s"
                        .formatted(DeadLetterRule.WAITS))
                .bind("messages", BinaryArray.of(UUID.class, messages))
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public Optional<Progress> progress(UUID bulk) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select b.asked_by, b.asked_at, b.letters,
                               count(o.message_id) filter (where o.settled_at is null) as waiting,
                               count(o.message_id) filter (where o.settled_at is not null and not o.dead) as sent,
                               count(o.message_id) filter (where o.settled_at is not null and o.dead) as failed
                        from bulk_resend b left join outbox o on o.bulk_resend = b.id
                        where b.id = :bulk
                        group by b.id
                        """)
                        .bind("bulk", bulk)
                        .map((row, _) -> new Progress(
                                row.getString("asked_by"),
                                Rows.instant(row, "asked_at"),
                                row.getInt("letters"),
                                row.getInt("waiting"),
                                row.getInt("sent"),
                                row.getInt("failed")))
                        .findOne());
    }

    @Override
    public boolean leaveBe(Message.Id id, Actor by, String because, Instant at) {
        return database.jdbi().inTransaction(handle -> {
            var message = handle.createQuery("""
                            update outbox set left_at = :now, left_by = :by, left_because = :because
                            where message_id = :message and %s
                            returning outgoing
                            """.formatted(DeadLetterRule.WAITS))
                    .bind("now", at)
                    .bind("by", Rows.plain(by.who()))
                    .bind("because", Rows.plain(because))
                    .bind("message", id.value())
                    .map((row, _) -> JsonForms.readOutgoing(row.getString(1)))
                    .findOne();
            message.ifPresent(outgoing -> PgAuditWriter.write(
                    handle, List.of(audit.of(new UndeliveredEvent.LeavingBe(outgoing, because, by, at)))));
            return message.isPresent();
        });
    }
}
