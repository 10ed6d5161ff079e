package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.ConsentEvent;
import io.glassline.channel.ChannelEvent.Joint;
import io.glassline.consent.Consent;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.storage.Batcher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The consent ledger. Two writers about one lane come one after the other, so that what stands is written once.
/// What is said on one of a citizen's addresses counts on all of them.
public final class PgConsentLedger implements ConsentLedger, AutoCloseable {

    private static final int READS_MAX = 256;
    private static final int WAITING_MAX = 100_000;
    private static final int IDS_REMEMBERED_MAX = 50_000;

    /// The columns of the table `consent`, each once, but for the id that it counts itself.
    static final Columns<ConsentChange> CONSENT = LaneColumns.of("consent", ConsentChange::lane)
            .and(Columns.of(
                    "consent",
                    column("programme", TEXT, ConsentChange::programme),
                    column("standing", TEXT, consent -> consent.standing().name()),
                    column("how", TEXT, ConsentChange::how),
                    column("words", TEXT, consent -> Rows.plain(consent.words())),
                    column("at", TIME, ConsentChange::at)));

    private static final Columns<Question> QUESTIONS = LaneColumns.of("asked", Question::lane)
            .and(Columns.of("asked", column("programme", TEXT, Question::programme)));

    private final Database database;
    private final AuditEntries audit;
    private final Batcher<Question, Consent> consents;

    /// Which id a number went with last, as far as this node has seen: it is told with every message, and is news
    /// once.
    private final Map<Lane, Address> idOf = new ConcurrentHashMap<>();

    public PgConsentLedger(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
        this.consents = new Batcher<>("consents", READS_MAX, WAITING_MAX, Database::isAway, this::read);
    }

    private record Question(Lane lane, String programme) {}

    @Override
    public Consent consent(Lane lane, String programme) {
        return consents.ask(new Question(lane, programme));
    }

    /// The last two lines about each lane's citizen and a programme, the last one first.
    private static final String LINES = """
            select n.nth, line.standing, line.how, line.at
            from %s
            left join lateral (
                select c.id, c.standing, c.how, c.at
                from %s same
                cross join lateral (
                    select id, standing, how, at from consent
                    where account = n.account and channel = n.channel and address = same.address
                      and programme = n.programme
                    offset 0
                ) c
                order by c.id desc
                limit 2
            ) line on true
            order by n.nth, line.id desc
            """.formatted(QUESTIONS.rows(), Aliases.ADDRESSES);

    private List<Consent> read(List<Question> questions) {
        return database.jdbiByIndex().withHandle(handle -> standing(handle, questions));
    }

    private static List<Consent> standing(Handle handle, List<Question> questions) {
        var query = handle.createQuery(LINES);
        QUESTIONS.bind(query, questions);
        var lines = new ArrayList<List<ConsentChange>>();
        questions.forEach(_ -> lines.add(new ArrayList<>()));
        query.map((row, _) -> {
                    var nth = row.getInt("nth") - 1;
                    if (row.getString("standing") != null) {
                        lines.get(nth).add(line(questions.get(nth), row));
                    }
                    return nth;
                })
                .list();
        return lines.stream().map(Consent::of).toList();
    }

    private static ConsentChange line(Question about, ResultSet row) throws SQLException {
        return new ConsentChange(
                about.lane(),
                about.programme(),
                Standing.valueOf(row.getString("standing")),
                row.getString("how"),
                "",
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    @Override
    public void write(ConsentChange change) {
        database.jdbi().useTransaction(handle -> {
            lock(handle, change.lane());
            var stands = standing(handle, List.of(new Question(change.lane(), change.programme())));
            if (stands.getFirst().isNews(change)) {
                add(handle, change);
                PgAuditWriter.write(handle, List.of(audit.of(new ConsentEvent(change))));
            }
        });
    }

    @Override
    public void join(Lane lane, Address also, Joint how) {
        var other = new Lane(lane.accountId(), also);
        if (how == Joint.ID_AND_NUMBER && lane.citizen().equals(idOf.get(other))) {
            return;
        }
        if (!database.jdbi().withHandle(handle -> Aliases.isKnown(handle, lane, also, how))) {
            database.jdbi().useTransaction(handle -> {
                Stream.of(lane, other)
                        .sorted(Comparator.comparing(one -> one.citizen().value()))
                        .forEach(one -> lock(handle, one));
                Aliases.join(handle, lane, also, how);
            });
        }
        if (idOf.size() >= IDS_REMEMBERED_MAX) {
            idOf.clear();
        }
        switch (how) {
            case ID_AND_NUMBER -> idOf.put(other, lane.citizen());
            case CHANGED -> idOf.remove(other);
        }
    }

    private static void lock(Handle handle, Lane lane) {
        lock(
                handle,
                "consent " + lane.accountId() + " " + lane.citizen().channel() + " "
                        + lane.citizen().value());
    }

    private static void lock(Handle handle, String name) {
        handle.createQuery("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind("name", name)
                .map((row, _) -> row.getString(1) == null)
                .list();
    }

    private static void add(Handle handle, ConsentChange change) {
        try (var insert = handle.createUpdate(CONSENT.insertInto("consent"))) {
            CONSENT.bind(insert, List.of(change));
            insert.execute();
        }
        SubscriptionRows.follow(handle, List.of(change));
    }

    @Override
    public void close() {
        consents.close();
    }
}
