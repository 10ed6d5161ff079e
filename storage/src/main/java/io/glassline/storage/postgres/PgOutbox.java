package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.outbox.Outbox;
import io.glassline.storage.Batcher;
import io.glassline.storage.postgres.DeliveryJournal.LeaseEnd;
import io.glassline.storage.postgres.OutboxClaim.Allowed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// The outbox.
///
/// What is learned of sends is written for many at once: see [JournalBatch]. A lease is told from the next by how many
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
    private final OutboxClaim claim;
    private final PhoneLineOutbox phoneLine;
    private final Batcher<JournalNews, Boolean> writing;

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
        this.claim = new OutboxClaim(database);
        this.phoneLine = new PhoneLineOutbox(database, audit);
        this.writing = new Batcher<>("outbox", NEWS_MAX, NEWS_WAITING_MAX, Database::isAway, this::write);
    }

    private List<Boolean> write(List<JournalNews> news) {
        return database.jdbiByIndex().inTransaction(handle -> JournalBatch.write(handle, audit, news));
    }

    @Override
    public List<Due> claim(List<Allowance> allowances, Instant now, Duration lease, int countMax) {
        var lanes = allowances.stream()
                .flatMap(allowance -> Stream.of(
                        new Allowed(allowance.accountId(), false, allowance.live()),
                        new Allowed(allowance.accountId(), true, allowance.bulk())))
                .filter(allowed -> allowed.countMax() > 0)
                .toList();
        if (lanes.isEmpty() || countMax <= 0 || isJustBack(now)) {
            return List.of();
        }
        try {
            return claim.take(lanes, now, lease, countMax);
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

    @Override
    public void handingOver(Due due, int part, Instant now) {
        if (!isWritten(new JournalNews.HandOver(due, part, now))) {
            throw new IllegalStateException(
                    "part %d of message %s is not to be sent by us: its lease was lost, or it is sent"
                            .formatted(part, due.send().message().id()));
        }
    }

    /// What was being committed when PostgreSQL went away may be there when it is back. Left so, it would look as if
    /// the citizen might have the part, and some providers cannot be asked.
    private boolean isWritten(JournalNews.HandOver handing) {
        try {
            return writing.ask(handing);
        } catch (RuntimeException e) {
            if (Database.isAway(e)) {
                insist(new JournalNews.TakeBack(handing.message(), handing.part(), handing.now()));
            }
            throw e;
        }
    }

    @Override
    public void move(Due due, int part, Step step, Instant now) {
        insist(new JournalNews.Move(due, part, step, now));
    }

    @Override
    public void release(Due due, Optional<Instant> retryAt, String because, Instant now) {
        writing.ask(released(due, retryAt, because, now));
    }

    @Override
    public void moveAndRelease(Due due, int part, Step step, Optional<Instant> retryAt, String because, Instant now) {
        insist(new JournalNews.MoveAndRelease(
                new JournalNews.Move(due, part, step, now), released(due, retryAt, because, now)));
    }

    /// What a provider answered, or was not asked, nobody else knows, and to write it twice changes nothing: with
    /// PostgreSQL away, it is tried until it is back.
    private void insist(JournalNews news) {
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

    private static JournalNews.Release released(Due due, Optional<Instant> retryAt, String because, Instant now) {
        return new JournalNews.Release(due, new LeaseEnd(retryAt, true, Rows.plain(because)), now);
    }

    @Override
    public void putBack(Due due, Instant at, String because, Instant now) {
        writing.ask(new JournalNews.Release(due, new LeaseEnd(Optional.of(at), false, Rows.plain(because)), now));
    }

    @Override
    public void report(String accountId, DeliveryReported report, Instant now) {
        writing.ask(new JournalNews.Report(accountId, report, now));
    }

    @Override
    public CompletableFuture<Void> reportLater(String accountId, DeliveryReported report, Instant now) {
        return writing.put(new JournalNews.Report(accountId, report, now)).thenApply(_ -> null);
    }

    @Override
    public int tryFullMailboxes(Instant now, int countMax) {
        return database.jdbi().inTransaction(handle -> {
            var waiting = handle.createQuery("""
                            select message_id from outbox where again_at <= :now
                            order by again_at, message_id
                            limit :countMax
                            """)
                    .bind("now", now)
                    .bind("countMax", countMax)
                    .mapTo(UUID.class)
                    .list();
            var entries = new ArrayList<AuditEntry>();
            var journals = JournalRows.read(handle, waiting, Map.of(), audit, entries);
            journals.values().stream()
                    .filter(journal -> journal.waitsForRoom(now)) // another node may have been quicker
                    .forEach(journal -> journal.sendAgain("tried again: the mailbox was full", now));
            JournalRows.write(handle, journals.values(), List.of(), entries);
            return waiting.size();
        });
    }

    /// In the order in which [JournalBatch] locks: the messages found first are locked by their ids.
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

    @Override
    public Optional<Lane> laneOf(String accountId, Message.Id message) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select channel, address from outbox where message_id = :message and account = :account
                        """)
                        .bind("message", message.value())
                        .bind("account", accountId)
                        .map((row, _) -> new Lane(
                                accountId,
                                new Address(new ChannelKind(row.getString("channel")), row.getString("address"))))
                        .findOne());
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
                        select (select count(*) from outbox where %s) as dead,
                               (select count(*) from parked_report) as parked
                        """.formatted(DeadLetterRule.WAITS))
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

    @Override
    public List<Outgoing> say(Lane lane, String reference, Instant now) {
        return phoneLine.say(lane, reference, now);
    }

    @Override
    public List<Outgoing> unheard(Lane lane, String references) {
        return phoneLine.unheard(lane, references);
    }

    @Override
    public void lineClosed(Lane lane, Instant now) {
        phoneLine.close(lane, now);
    }

    /// Writes what waits, and ends.
    @Override
    public void close() {
        writing.close();
    }
}
