package io.glassline.storage.postgres;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.ReadingEvent;
import io.glassline.message.Address;
import io.glassline.privacy.CitizenRecord;
import io.glassline.privacy.CitizenRecord.Asked;
import io.glassline.privacy.CitizenRecord.Consented;
import io.glassline.privacy.CitizenRecords;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.storage.json.RequestJson;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// One citizen's record from the tables, all accounts of a channel together.
public final class PgCitizenRecords implements CitizenRecords {

    private final Database database;
    private final AuditEntries audit;

    public PgCitizenRecords(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
    }

    @Override
    public CitizenRecord export(Address address, Actor by, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            var record = new CitizenRecord(
                    address, conversations(handle, address, now), consents(handle, address), requests(handle, address));
            PgAuditWriter.write(
                    handle,
                    List.of(audit.of(new ReadingEvent.Export(CitizenRecord.EXPORT, record.messages(), by, now))));
            return record;
        });
    }

    private static List<ConversationReceipt> conversations(Handle handle, Address address, Instant now) {
        var found = about(handle.createQuery("""
                                select %1$s from conversation c where c.address = :address and c.channel = :channel
                                union all
                                select %1$s from conversation c
                                where c.channel = 'voice' and :channel = 'voice'
                                  and split_part(c.address, ';call=', 1) = :address
                                """.formatted(ConversationColumns.READ.names("c."))), address)
                .map((row, _) -> ConversationColumns.read(row))
                .list();
        return found.stream()
                .sorted((one, other) -> one.openedAt().compareTo(other.openedAt()))
                .map(conversation ->
                        new ConversationReceipt(conversation, now, PgReceipts.lines(handle, conversation, EVERY)))
                .toList();
    }

    /// More messages than a conversation has.
    private static final int EVERY = Integer.MAX_VALUE;

    private static List<Consented> consents(Handle handle, Address address) {
        return about(handle.createQuery("""
                                select account, programme, standing, how, words, at from consent
                                where channel = :channel and split_part(address, ';call=', 1) = :address order by id
                                """), address)
                .map((row, _) -> new Consented(
                        row.getString("account"),
                        row.getString("programme"),
                        row.getString("standing"),
                        row.getString("how"),
                        row.getString("words"),
                        Rows.instant(row, "at")))
                .list();
    }

    private static List<Asked> requests(Handle handle, Address address) {
        return about(handle.createQuery("""
                                select service, given, phase, coalesce(number, '') as number, status, asked_at from request
                                where channel = :channel and split_part(address, ';call=', 1) = :address
                                order by asked_at
                                """), address)
                .map((row, _) -> new Asked(
                        row.getString("service"),
                        RequestJson.readValues(row.getString("given")),
                        row.getString("phase"),
                        row.getString("number"),
                        row.getString("status"),
                        Rows.instant(row, "asked_at")))
                .list();
    }

    private static Query about(Query query, Address address) {
        return query.bind("channel", address.channel().name()).bind("address", address.shown());
    }
}
