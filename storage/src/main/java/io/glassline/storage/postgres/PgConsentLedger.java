package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Rows.bindLane;

import io.glassline.audit.Stamp;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Lane;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The consent ledger. Two writers about one lane come one after the other, so that what stands is written once.
public final class PgConsentLedger implements ConsentLedger {

    private final Database database;
    private final Stamp stamp;

    public PgConsentLedger(Database database, Stamp stamp) {
        this.database = database;
        this.stamp = stamp;
    }

    @Override
    public Standing standing(Lane lane) {
        return database.jdbi().withHandle(handle -> standing(handle, lane, ConsentChange.ALL));
    }

    private static Standing standing(Handle handle, Lane lane, String programme) {
        return bindLane(handle.createQuery("""
                                select standing from consent
                                where account = :account and channel = :channel and address = :address
                                  and programme = :programme
                                order by id desc
                                limit 1
                                """), lane)
                .bind("programme", programme)
                .map((row, _) -> Standing.valueOf(row.getString(1)))
                .findOne()
                .orElse(Standing.IMPLIED);
    }

    @Override
    public void write(ConsentChange change) {
        database.jdbi().useTransaction(handle -> {
            lock(handle, change.lane());
            if (standing(handle, change.lane(), change.programme()) != change.standing()) {
                add(handle, change);
                PgAuditWriter.write(handle, List.of(stamp.consent(change)));
            }
        });
    }

    private static void lock(Handle handle, Lane lane) {
        handle.createQuery("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind(
                        "name",
                        "consent " + lane.accountId() + " " + lane.citizen().channel() + " "
                                + lane.citizen().value())
                .map((row, _) -> row.getString(1) == null)
                .list();
    }

    private static void add(Handle handle, ConsentChange change) {
        try (var insert = handle.createUpdate("""
                insert into consent (account, channel, address, programme, standing, how, words, at)
                values (:account, :channel, :address, :programme, :standing, :how, :words, :at)
                """)) {
            bindLane(insert, change.lane())
                    .bind("programme", change.programme())
                    .bind("standing", change.standing().name())
                    .bind("how", change.how())
                    .bind("words", Rows.plain(change.words()))
                    .bind("at", change.at())
                    .execute();
        }
    }
}
