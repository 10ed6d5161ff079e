package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Rows.bindLane;
import static io.glassline.storage.postgres.Rows.column;
import static java.util.stream.Collectors.groupingBy;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing;
import io.glassline.conversation.Lane;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox;
import io.glassline.outbox.Send;
import io.glassline.storage.Batcher;
import io.glassline.storage.json.JsonForms;
import io.glassline.storage.postgres.Journals.News;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The outbox.
///
/// What is learned of sends is written for many at once: see [Journals]. A lease is told from the next by how many
/// times the message was taken up, so whoever comes back after its lease ran out and another took the message can
/// hand nothing over and end nothing. What it learned of a part still counts.
public final class PgOutbox implements Outbox, AutoCloseable {

    /// The most pieces of news written in one transaction.
    private static final int NEWS_MAX = 256;

    /// The most that may wait to be written; more is refused, and comes again.
    private static final int NEWS_WAITING_MAX = 20_000;

    /// How long, and how often, it is tried to write what only we know while PostgreSQL is away. Nothing can be sent
    /// meanwhile, so those who try take nobody's place.
    private static final Duration INSIST_MAX = Duration.ofMinutes(15);

    private static final Duration INSIST_EVERY = Duration.ofMillis(250);

    /// With PostgreSQL away for so long, leases run out though those who hold them are well.
    private static final Duration LEASES_OUTLAST = Duration.ofSeconds(10);

    /// How long nothing is claimed then, once it is back: whoever knows what a provider answered is to write it first,
    /// or another would send the same again.
    private static final Duration ANSWERS_FIRST = Duration.ofSeconds(2);

    private final Database database;
    private final AuditEntries audit;
    private final Batcher<News, Boolean> writing;

    private final Duration leasesOutlast;
    private final Duration answersFirst;

    private Optional<Instant> awaySince = Optional.empty();
    private Instant nothingBefore = Instant.MIN;

    public PgOutbox(Database database, AuditEntries audit) {
        this(database, audit, LEASES_OUTLAST, ANSWERS_FIRST);
    }

    PgOutbox(Database database, AuditEntries audit, Duration leasesOutlast, Duration answersFirst) {
        this.database = database;
        this.audit = audit;
        this.leasesOutlast = leasesOutlast;
        this.answersFirst = answersFirst;
        this.writing = new Batcher<>("outbox", NEWS_MAX, NEWS_WAITING_MAX, Database::isAway, this::write);
    }

    private List<Boolean> write(List<News> news) {
        return database.jdbiByIndex().inTransaction(handle -> Journals.write(handle, audit, news));
    }

    @Override
    public List<Due> claim(List<Allowance> allowances, Instant now, Duration lease, int countMax) {
        var lanes = allowances.stream()
                .flatMap(allowance -> Stream.of(
                        new Allowed(allowance.accountId(), false, allowance.live()),
                        new Allowed(allowance.accountId(), true, allowance.bulk())))
                .filter(allowed -> allowed.countMax > 0)
                .toList();
        if (lanes.isEmpty() || countMax <= 0 || isJustBack(now)) {
            return List.of();
        }
        try {
            return claimed(lanes, now, lease, countMax);
        } catch (RuntimeException e) {
            if (Database.isAway(e)) {
                goneSince(now);
            }
            throw e;
        }
    }

    private synchronized void goneSince(Instant now) {
        awaySince = awaySince.or(() -> Optional.of(now));
    }

    private synchronized boolean isJustBack(Instant now) {
        if (awaySince.isPresent()) {
            database.jdbiByIndex().useHandle(handle -> handle.execute("select 1")); // which throws while it is away
            if (!now.isBefore(awaySince.get().plus(leasesOutlast))) {
                nothingBefore = now.plus(answersFirst);
            }
            awaySince = Optional.empty();
        }
        return now.isBefore(nothingBefore);
    }

    private List<Due> claimed(List<Allowed> lanes, Instant now, Duration lease, int countMax) {
        return database.jdbiByIndex().inTransaction(handle -> {
            var taken = take(handle, lanes, now, now.plus(lease), countMax);
            var parts = parts(
                            handle,
                            taken.stream()
                                    .map(row -> row.send.message().id().value())
                                    .toList())
                    .stream()
                    .collect(groupingBy(PartRow::message));
            return taken.stream()
                    .map(row ->
                            row.due(parts.getOrDefault(row.send.message().id().value(), List.of())))
                    .toList();
        });
    }

    private record Allowed(String account, boolean bulk, int countMax) {}

    /// Of each account and pace what is longest due; in bulk only where nothing live is due. `oldest` makes
    /// a lane's messages wait for each other, by one look into its index whatever the statistics say; a lane
    /// whose oldest is locked by another claimer is passed over whole. Who looks for the same words looks only
    /// at messages that nobody has had in hand yet.
    private static List<Row> take(Handle handle, List<Allowed> allowed, Instant now, Instant until, int countMax) {
        var query = handle.createQuery("""
                with allowed as (
                    select * from unnest(:accounts, :bulks, :counts) as a (account, bulk, count_max)
                    where not a.bulk or (
                        select live.seq from outbox live
                        where live.account = a.account and not live.bulk
                          and live.settled_at is null and live.due_from <= :now and live.due_at <= :now
                          and live.seq = (
                            select min(oldest.seq) from outbox oldest
                            where oldest.settled_at is null and oldest.account = live.account
                              and oldest.channel = live.channel and oldest.address = live.address
                              and not oldest.bulk)
                        order by live.due_from, live.seq
                        limit 1) is null
                ), due as (
                    select found.message_id
                    from allowed
                    cross join lateral (
                        select o.message_id, o.bulk, o.due_from, o.seq
                        from outbox o
                        where o.account = allowed.account and o.bulk = allowed.bulk
                          and o.settled_at is null and o.due_from <= :now and o.due_at <= :now
                          and o.seq = (
                            select min(oldest.seq) from outbox oldest
                            where oldest.settled_at is null and oldest.account = o.account
                              and oldest.channel = o.channel and oldest.address = o.address
                              and oldest.bulk = o.bulk)
                        order by o.due_from, o.seq
                        limit allowed.count_max
                        for update of o skip locked
                    ) as found
                    order by found.bulk, found.due_from, found.seq
                    limit :countMax
                )
                update outbox o set due_at = :until, attempts = o.attempts + 1, leased = true
                where o.message_id = any(array(select message_id from due))
                returning o.account, o.channel, o.address, o.outgoing, o.despite_opt_out, o.written_at,
                          o.attempts, o.tries, o.seq, o.bulk, o.due_from,
                          case when o.note is null then (
                            select count(*) from outbox same
                            where same.same_words = o.same_words and same.seq <= o.seq
                              and same.written_at > o.written_at - make_interval(secs => :stormSeconds))
                          else 0 end as same_words
                """);
        column(query, "accounts", String.class, allowed, Allowed::account);
        column(query, "bulks", Boolean.class, allowed, Allowed::bulk);
        column(query, "counts", Integer.class, allowed, Allowed::countMax);
        var taken = query.bind("now", now)
                .bind("until", until)
                .bind("countMax", countMax)
                .bind("stormSeconds", (double) STORM_WITHIN.toSeconds())
                .map((row, _) -> Row.of(row))
                .list();
        taken.sort(Comparator.comparing((Row row) -> row.bulk)
                .thenComparing(row -> row.dueFrom)
                .thenComparing(row -> row.seq));
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
                .bind("messages", Column.of(UUID.class, messages))
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

    private record Row(Send send, int lease, int tries, int sameWords, long seq, boolean bulk, Instant dueFrom) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    PgOutbox.send(row),
                    row.getInt("attempts"),
                    row.getInt("tries"),
                    row.getInt("same_words"),
                    row.getLong("seq"),
                    row.getBoolean("bulk"),
                    Rows.instant(row, "due_from"));
        }

        Due due(List<PartRow> rows) {
            var parts = rows.stream().map(PartRow::state).toList();
            return new Due(withParts(send, parts), parts, lease, tries, sameWords);
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
        if (!isWritten(new Journals.HandingOver(due, part, now))) {
            throw new IllegalStateException(
                    "part %d of message %s is not to be sent by us: its lease was lost, or it is sent"
                            .formatted(part, due.send().message().id()));
        }
    }

    /// What was being committed when PostgreSQL went away may be there when it is back. Left so, it would look as if
    /// the citizen might have the part, and some providers cannot be asked.
    private boolean isWritten(Journals.HandingOver handing) {
        try {
            return writing.ask(handing);
        } catch (RuntimeException e) {
            if (Database.isAway(e)) {
                insist(new Journals.TakenBack(handing.due(), handing.part(), handing.now()));
            }
            throw e;
        }
    }

    @Override
    public void move(Due due, int part, Step step, Instant now) {
        insist(new Journals.Moved(due, part, step, now));
    }

    @Override
    public void release(Due due, Optional<Instant> retryAt, String because, Instant now) {
        writing.ask(released(due, retryAt, because, now));
    }

    @Override
    public void moveAndRelease(Due due, int part, Step step, Optional<Instant> retryAt, String because, Instant now) {
        insist(new Journals.MovedAndReleased(
                new Journals.Moved(due, part, step, now), released(due, retryAt, because, now)));
    }

    /// What a provider answered, or was not asked, nobody else knows, and to write it twice changes nothing: with
    /// PostgreSQL away, it is tried until it is back.
    private void insist(News news) {
        for (var waited = Duration.ZERO; ; waited = waited.plus(INSIST_EVERY)) {
            try {
                writing.ask(news);
                return;
            } catch (RuntimeException e) {
                if (!Database.isAway(e) || waited.compareTo(INSIST_MAX) >= 0) {
                    throw e;
                }
            }
            rest();
        }
    }

    private static void rest() {
        try {
            Thread.sleep(INSIST_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL is away", e);
        }
    }

    private static Journals.Released released(Due due, Optional<Instant> retryAt, String because, Instant now) {
        return new Journals.Released(due, new Journal.Release(retryAt, true, Rows.plain(because)), now);
    }

    @Override
    public void putBack(Due due, Instant at, String because, Instant now) {
        writing.ask(new Journals.Released(due, new Journal.Release(Optional.of(at), false, Rows.plain(because)), now));
    }

    @Override
    public void report(String accountId, DeliveryReported report, Instant now) {
        writing.ask(new Journals.Reported(accountId, report, now));
    }

    @Override
    public CompletableFuture<Void> reportLater(String accountId, DeliveryReported report, Instant now) {
        return writing.put(new Journals.Reported(accountId, report, now)).thenApply(_ -> null);
    }

    /// In the order in which [Journals] locks: the messages found first are locked by their ids.
    @Override
    public void hurry(String accountId, Instant now) {
        database.jdbi().useHandle(handle -> {
            try (var update = handle.createUpdate("""
                    with waiting as (
                        select message_id from outbox
                        where account = :account and settled_at is null and not leased
                          and (due_from > :now or due_at > :now)
                        order by message_id
                        for update
                    )
                    update outbox o set due_from = :now, due_at = :now
                    from waiting where o.message_id = waiting.message_id
                    """)) {
                update.bind("account", accountId).bind("now", now).execute();
            }
        });
    }

    @Override
    public boolean knows(String accountId, String providerId) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select exists (
                            select from part where account = :account and provider_id = :providerId)
                        """)
                        .bind("account", accountId)
                        .bind("providerId", Rows.plain(providerId))
                        .mapTo(Boolean.class)
                        .one());
    }

    /// How much waits in the outbox, for one account and pace: how many messages, and since when the oldest of them
    /// is due, where one is.
    public record Depth(String account, boolean bulk, long waiting, Optional<Instant> oldestDueAt) {}

    public List<Depth> depths(Instant now) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select account, bulk, count(*) as waiting,
                               min(due_from) filter (where due_from <= :now and due_at <= :now) as oldest_due_at
                        from outbox where settled_at is null
                        group by account, bulk
                        """)
                        .bind("now", now)
                        .map((row, _) -> new Depth(
                                row.getString("account"),
                                row.getBoolean("bulk"),
                                row.getLong("waiting"),
                                Rows.maybeInstant(row, "oldest_due_at")))
                        .list());
    }

    /// What waits for a person, and what waits for its part to be known.
    public record Aside(long deadLetters, long parkedReports) {}

    public Aside aside() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select (select count(*) from outbox where dead and left_at is null) as dead,
                               (select count(*) from parked_report) as parked
                        """)
                        .map((row, _) -> new Aside(row.getLong("dead"), row.getLong("parked")))
                        .one());
    }

    /// Drops the reports about parts that are none of ours: what came before `before` waits in vain.
    public void forgetParked(Instant before) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from parked_report where parked_at < :before")
                        .bind("before", before)
                        .execute());
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
                .map(part -> audit.of(new MessageEvent.DeliveryStep(message, part, Delivery.FAILED, code, now)))
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
                                with queued as (
                                    select message_id from outbox
                                    where account = :account and channel = :channel and address = :address
                                      and settled_at is null
                                    order by message_id
                                    for update
                                ), said as (
                                    update outbox o set
                                        settled_at = :now, said_under = :reference, note = 'said on the line'
                                    from queued where o.message_id = queued.message_id
                                    returning o.seq, o.outgoing, o.message_id
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
        queued.forEach(said -> said.part.ifPresent(part -> entries.add(
                audit.of(new MessageEvent.DeliveryStep(said.message, part, Delivery.SENT, Optional.empty(), now)))));
        PgAuditWriter.write(handle, entries);
        return queued.stream().map(Said::message).distinct().toList();
    }

    private record Said(Outgoing message, Optional<Integer> part) {}

    @Override
    public void lineClosed(Lane lane, Instant now) {
        database.jdbi().useTransaction(handle -> {
            lockLine(handle, lane);
            var unsaid = bindLane(handle.createQuery("""
                                    with queued as (
                                        select message_id from outbox
                                        where account = :account and channel = :channel and address = :address
                                          and settled_at is null
                                        order by message_id
                                        for update
                                    ), unsaid as (
                                        update outbox o set settled_at = :now, note = 'the line was closed'
                                        from queued where o.message_id = queued.message_id
                                        returning o.seq, o.outgoing
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

    /// Writes what waits, and ends.
    @Override
    public void close() {
        writing.close();
    }
}
