package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.ConsentEvent;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Lane;
import io.glassline.storage.Batcher;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The consent ledger. Two writers about one lane come one after the other, so that what stands is written once.
public final class PgConsentLedger implements ConsentLedger, AutoCloseable {

    private static final int READS_MAX = 256;
    private static final int WAITING_MAX = 100_000;

    /// The columns of the table `consent`, each once, but for the id that it counts itself.
    static final Columns<ConsentChange> CONSENT = LaneColumns.of("consent", ConsentChange::lane)
            .and(Columns.of(
                    "consent",
                    column("programme", TEXT, ConsentChange::programme),
                    column("standing", TEXT, consent -> consent.standing().name()),
                    column("how", TEXT, ConsentChange::how),
                    column("words", TEXT, consent -> Rows.plain(consent.words())),
                    column("at", TIME, ConsentChange::at)));

    private static final Columns<Lane> LANES = LaneColumns.of("lane", lane -> lane);

    private final Database database;
    private final AuditEntries audit;
    private final Batcher<Lane, Standing> standings;

    public PgConsentLedger(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
        this.standings = new Batcher<>("standings", READS_MAX, WAITING_MAX, Database::isAway, this::read);
    }

    @Override
    public Standing standing(Lane lane) {
        return standings.ask(lane);
    }

    private static final String STANDINGS = """
            select (
                select standing
                from (
                    select id, standing from consent
                    where account = n.account and channel = n.channel and address = n.address
                      and programme = :programme
                    offset 0
                ) c
                order by id desc
                limit 1
            )
            from %s
            order by nth
            """.formatted(LANES.rows());

    private List<Standing> read(List<Lane> lanes) {
        return database.jdbiByIndex().withHandle(handle -> {
            var query = handle.createQuery(STANDINGS);
            LANES.bind(query, lanes);
            return query.bind("programme", ConsentChange.ALL)
                    .map((row, _) -> Optional.ofNullable(row.getString(1))
                            .map(Standing::valueOf)
                            .orElse(Standing.IMPLIED))
                    .list();
        });
    }

    private static Standing standing(Handle handle, Lane lane, String programme) {
        return LaneColumns.bind(handle.createQuery("""
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
                PgAuditWriter.write(handle, List.of(audit.of(new ConsentEvent(change))));
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
        try (var insert = handle.createUpdate(CONSENT.insertInto("consent"))) {
            CONSENT.bind(insert, List.of(change));
            insert.execute();
        }
    }

    @Override
    public void close() {
        standings.close();
    }
}
