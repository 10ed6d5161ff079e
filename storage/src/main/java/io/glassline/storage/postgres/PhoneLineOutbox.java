package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.channel.Outgoing;
import io.glassline.conversation.Lane;
import io.glassline.storage.json.JsonForms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// The outbox of a phone line: what is queued on the lane, which is one call, is not sent but said, inside the
/// provider's request. One request at a time looks at a lane.
final class PhoneLineOutbox {

    private final Database database;
    private final AuditEntries audit;

    PhoneLineOutbox(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
    }

    List<Outgoing> say(Lane lane, String reference, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            lock(handle, lane);
            var already = saidUnder(handle, lane, reference);
            return already.isEmpty() ? sayQueued(handle, lane, reference, now) : already;
        });
    }

    private static void lock(Handle handle, Lane lane) {
        handle.createQuery("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind(
                        "name",
                        "line " + lane.accountId() + " " + lane.citizen().channel() + " "
                                + lane.citizen().value())
                .map((row, _) -> row.getString(1) == null)
                .list();
    }

    private static List<Outgoing> saidUnder(Handle handle, Lane lane, String reference) {
        return LaneColumns.bind(handle.createQuery("""
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
        var said = writeDown(handle, queued(handle, lane), journal -> journal.say(now));
        if (said.isEmpty()) {
            return said;
        }
        handle.createUpdate("update outbox set said_under = :reference where message_id = any(:ids)")
                .bind("reference", reference)
                .bind(
                        "ids",
                        BinaryArray.of(UUID.class, said, message -> message.id().value()))
                .execute();
        return said;
    }

    /// A message is heard when all its parts were. What the caller said last is the newest of the conversation that a
    /// turn has taken.
    List<Outgoing> unheard(Lane lane, String references) {
        return database.jdbi()
                .withHandle(handle -> LaneColumns.bind(handle.createQuery("""
                                select o.outgoing from outbox o
                                where o.account = :account and o.channel = :channel and o.address = :address
                                  and o.said_under like '%:socket:%' and starts_with(o.said_under, :references)
                                  and exists (
                                      select from part p where p.message_id = o.message_id and p.delivery = 'SENT')
                                  and o.settled_at > coalesce(
                                      (select max(m.at) from message m
                                       where m.conversation_id = o.conversation_id and m.author = 'citizen'),
                                      '-infinity')
                                order by o.seq
                                """), lane)
                        .bind("references", references)
                        .map((row, _) -> JsonForms.readOutgoing(row.getString(1)))
                        .list());
    }

    /// Fails what is queued, for it can no longer be said.
    void close(Lane lane, Instant now) {
        database.jdbi().useTransaction(handle -> {
            lock(handle, lane);
            writeDown(
                    handle,
                    queued(handle, lane),
                    journal -> journal.fail("line-closed", "the caller hung up before it was said", now));
        });
    }

    private static List<UUID> queued(Handle handle, Lane lane) {
        return LaneColumns.bind(handle.createQuery("""
                                select message_id from outbox
                                where account = :account and channel = :channel and address = :address
                                  and settled_at is null
                                order by message_id
                                for update
                                """), lane).mapTo(UUID.class).list();
    }

    /// @return the messages, in their order.
    private List<Outgoing> writeDown(Handle handle, List<UUID> ids, Consumer<DeliveryJournal> news) {
        var entries = new ArrayList<AuditEntry>();
        var journals = JournalRows.read(handle, ids, Map.of(), audit, entries).values().stream()
                .sorted(Comparator.comparing(journal -> journal.line().seq))
                .toList();
        journals.forEach(news);
        JournalRows.write(handle, journals, List.of(), entries);
        return journals.stream().map(journal -> journal.line().message).toList();
    }
}
