package io.glassline.storage.postgres;

import static java.util.stream.Collectors.groupingBy;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.UndeliveredEvent;
import io.glassline.channel.Outgoing;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
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
            keepEarlierIds(handle, id);
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
    private static void keepEarlierIds(Handle handle, Message.Id id) {
        handle.createUpdate("""
                        update part set earlier_id = provider_id
                        where message_id = :message and delivery in ('FAILED', 'UNKNOWN') and provider_id is not null
                        """).bind("message", id.value()).execute();
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
