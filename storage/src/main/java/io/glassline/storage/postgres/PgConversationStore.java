package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Rows.column;

import io.glassline.channel.MailThread;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.message.Message;
import io.glassline.storage.Batcher;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// The record of conversations.
///
/// What many turns read and commit at the same time goes to PostgreSQL together (see [Batcher]): one statement for
/// all that is read, one transaction for all that is committed, and each change is still taken or refused by itself.
///
/// The transaction is in four steps. The first two can refuse: they finish the inbound messages,
/// which must be unfinished, and write the conversations, whose version must be the one before. The
/// third takes back what the first did for a change that the second refused. The last writes
/// everything else. All commits lock in this order, and rows by their ids, so that two nodes never
/// wait for each other in a ring.
public final class PgConversationStore implements ConversationStore, AutoCloseable {

    /// Larger batches get no more through a second, and take longer each.
    private static final int COMMITS_MAX = 128;

    private static final int READS_MAX = 256;

    private static final int WAITING_MAX = 100_000;

    private static final Columns<Lane> LANES = LaneColumns.of("lane", lane -> lane);

    private static final Columns<Unfinished> UNFINISHED = LaneColumns.of("lane", Unfinished::lane)
            .and(Columns.of("lane", Column.column("count_max", SqlType.INT, Unfinished::countMax)));

    private final Database database;
    private final Batcher<Change, Boolean> commits;
    private final Batcher<Unfinished, List<Inbound>> unfinished;
    private final Batcher<Lane, Optional<Conversation>> latest;

    public PgConversationStore(Database database) {
        this.database = database;
        this.commits = new Batcher<>("commits", COMMITS_MAX, WAITING_MAX, Database::isAway, this::commitAll);
        this.unfinished = new Batcher<>("unfinished", READS_MAX, WAITING_MAX, Database::isAway, this::readUnfinished);
        this.latest = new Batcher<>("latest conversations", READS_MAX, WAITING_MAX, Database::isAway, this::readLatest);
    }

    @Override
    public Optional<Conversation> find(Conversation.Id id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select " + ConversationColumns.READ.names("c.")
                                + " from conversation c where c.id = :id")
                        .bind("id", id.value())
                        .map((row, _) -> ConversationColumns.read(row))
                        .findOne());
    }

    @Override
    public Optional<Conversation> findLatest(Lane lane) {
        return latest.ask(lane);
    }

    /// The open one is read before the one that ended, and only the first of them counts.
    private static final String READ_LATEST = """
            select n.nth, c.*
            from %2$s
            cross join lateral (
                (
                    select 0 as rank, %1$s from conversation o
                    where o.account = n.account and o.channel = n.channel and o.address = n.address
                      and o.state <> 'closed'
                    order by o.last_activity_at desc, o.id
                    limit 1
                ) union all (
                    select 1 as rank, %1$s from conversation o
                    where o.account = n.account and o.channel = n.channel and o.address = n.address
                      and o.state = 'closed'
                    order by o.opened_at desc
                    limit 1
                )
            ) c
            order by n.nth, c.rank
            """.formatted(ConversationColumns.READ.names("o."), LANES.rows());

    private List<Optional<Conversation>> readLatest(List<Lane> lanes) {
        var found = new HashMap<Integer, Conversation>();
        database.jdbiByIndex().useHandle(handle -> {
            var query = handle.createQuery(READ_LATEST);
            LANES.bind(query, lanes);
            query.map((row, _) -> found.putIfAbsent(row.getInt("nth") - 1, ConversationColumns.read(row)))
                    .list();
        });
        return IntStream.range(0, lanes.size())
                .mapToObj(n -> Optional.ofNullable(found.get(n)))
                .toList();
    }

    @Override
    public Instant quietSince(Conversation conversation) {
        return QuietRows.quietSince(database, conversation);
    }

    @Override
    public List<Conversation> quiet(List<QuietSince> accounts, int countMax) {
        return QuietRows.quiet(database, accounts, countMax);
    }

    @Override
    public Optional<Conversation> findByThread(Lane lane, MailThread thread) {
        return database.jdbi()
                .withHandle(handle -> named(handle, lane, thread).or(() -> referred(handle, lane, thread)));
    }

    private static Optional<Conversation> named(Handle handle, Lane lane, MailThread thread) {
        return thread.conversation()
                .flatMap(id -> LaneColumns.bind(
                                handle.createQuery("select " + ConversationColumns.READ.names("c.") + """
                                         from conversation c
                                        where c.id = :id and c.state <> 'closed'
                                          and c.account = :account and c.channel = :channel and c.address = :address
                                        """), lane)
                        .bind("id", id)
                        .map((row, _) -> ConversationColumns.read(row))
                        .findOne());
    }

    /// A reference may be to a mail of the citizen's or to one of ours; the last one named is the one that is
    /// answered.
    private static Optional<Conversation> referred(Handle handle, Lane lane, MailThread thread) {
        if (thread.references().isEmpty()) {
            return Optional.empty();
        }
        return LaneColumns.bind(handle.createQuery("select " + ConversationColumns.READ.names("c.") + """
                                 from (
                                    select m.conversation_id, i.mail_id
                                    from inbound i join message m on m.id = i.id
                                    where i.account = :account and i.mail_id = any(:references)
                                    union all
                                    select o.conversation_id, p.provider_id
                                    from part p join outbox o on o.message_id = p.message_id
                                    where p.account = :account and p.provider_id = any(:references)
                                ) mail join conversation c on c.id = mail.conversation_id
                                where c.account = :account and c.channel = :channel and c.address = :address
                                  and c.state <> 'closed'
                                order by array_position(:references, mail.mail_id) desc, c.last_activity_at desc
                                limit 1
                                """), lane)
                .bind("references", BinaryArray.of(String.class, thread.references()))
                .map((row, _) -> ConversationColumns.read(row))
                .findOne();
    }

    @Override
    public List<Inbound> unfinished(Lane lane, int countMax) {
        return unfinished.ask(new Unfinished(lane, countMax));
    }

    private record Unfinished(Lane lane, int countMax) {}

    private static final String READ_UNFINISHED = """
            select n.nth, i.*
            from %s
            cross join lateral (
                select seq, %s, coalesce(earlier_at, received_at) as came_at
                from inbound
                where account = n.account and channel = n.channel and address = n.address
                  and finished_at is null
                order by came_at, seq
                limit n.count_max
            ) i
            order by n.nth, i.came_at, i.seq
            """.formatted(UNFINISHED.rows(), InboundColumns.READ.names());

    private List<List<Inbound>> readUnfinished(List<Unfinished> asked) {
        var found = new ArrayList<List<Inbound>>();
        asked.forEach(_ -> found.add(new ArrayList<>()));
        database.jdbiByIndex().useHandle(handle -> {
            var query = handle.createQuery(READ_UNFINISHED);
            UNFINISHED.bind(query, asked);
            query.map((row, _) -> found.get(row.getInt("nth") - 1).add(InboundColumns.read(row)))
                    .list();
        });
        return found;
    }

    @Override
    public List<Message> lately(Lane lane, Instant since, int countMax) {
        return database.jdbi()
                .withHandle(handle -> LaneColumns.bind(
                                handle.createQuery("select " + MessageColumns.ALL.names("m.") + """
                                         from conversation c join message m on m.conversation_id = c.id
                                        where c.account = :account and c.channel = :channel and c.address = :address
                                          and c.last_activity_at >= :since and m.at >= :since
                                        order by m.at desc, m.position desc
                                        limit :countMax
                                        """), lane)
                        .bind("since", since)
                        .bind("countMax", countMax)
                        .map((row, _) -> MessageColumns.read(row))
                        .list());
    }

    @Override
    public boolean hasMessage(Message.Id id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select exists (select from message where id = :id)")
                        .bind("id", id.value())
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public List<Lane> lanesUnfinished(Instant receivedBefore, Instant now, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select account, channel, address
                                from inbound
                                where finished_at is null
                                group by account, channel, address
                                having min(received_at) < :receivedBefore
                                   and coalesce(max(retry_at) <= :now, true)
                                order by min(received_at), min(seq)
                                limit :countMax
                                """)
                        .bind("receivedBefore", receivedBefore)
                        .bind("now", now)
                        .bind("countMax", countMax)
                        .map((row, _) -> LaneColumns.read(row))
                        .list());
    }

    @Override
    public boolean commit(Change change) {
        return commits.ask(change);
    }

    private List<Boolean> commitAll(List<Change> changes) {
        return database.jdbiByIndex().inTransaction(handle -> {
            var written = new Boolean[changes.size()];
            var left = IntStream.range(0, changes.size()).boxed().toList();
            while (!left.isEmpty()) {
                var round = independent(changes, left);
                commitRound(handle, round.stream().map(changes::get).toList())
                        .forEach((at, done) -> written[round.get(at)] = done);
                left = left.stream().filter(n -> written[n] == null).toList();
            }
            return List.of(written);
        });
    }

    /// The first of `left` about each conversation, lane and message: a statement sees nothing of
    /// what it does itself, so two changes of one thing cannot be told apart in it.
    private static List<Integer> independent(List<Change> changes, List<Integer> left) {
        var touched = new HashSet<>();
        var round = new ArrayList<Integer>();
        for (var n : left) {
            var change = changes.get(n);
            var touches = new HashSet<Object>(change.finished());
            touches.add(change.after().id());
            touches.add(change.after().lane());
            if (Collections.disjoint(touched, touches)) {
                round.add(n);
            }
            touched.addAll(touches);
        }
        return round;
    }

    /// @return for each change, by its place, whether it was written.
    private static Map<Integer, Boolean> commitRound(Handle handle, List<Change> changes) {
        var finished = finish(handle, changes);
        var fit = changes.stream()
                .filter(change -> finished.containsAll(change.finished()))
                .toList();
        var stored = ConversationRows.write(handle, fit);
        takeBack(
                handle,
                changes.stream()
                        .filter(change -> !stored.contains(change.after().id()))
                        .flatMap(change -> change.finished().stream())
                        .filter(finished::contains)
                        .toList());
        TurnRows.addAll(
                handle,
                fit.stream()
                        .filter(change -> stored.contains(change.after().id()))
                        .toList());
        return IntStream.range(0, changes.size())
                .boxed()
                .collect(Collectors.toMap(
                        n -> n, n -> stored.contains(changes.get(n).after().id())));
    }

    /// @return those of the changes' inbound messages that were unfinished until now.
    private static Set<Message.Id> finish(Handle handle, List<Change> changes) {
        var finishing = changes.stream()
                .flatMap(change -> change.finished().stream()
                        .map(id -> new Finishing(id.value(), change.after().lastActivityAt())))
                .toList();
        if (finishing.isEmpty()) {
            return Set.of();
        }
        var query = handle.createQuery("""
                with wanted as materialized (
                    select i.id, i.finished_at, f.at
                    from unnest(:ids, :at) as f (id, at) join inbound i on i.id = f.id
                    order by i.id
                    for update of i
                )
                update inbound i set finished_at = wanted.at
                from wanted where i.id = wanted.id and wanted.finished_at is null
                returning i.id
                """);
        column(query, "ids", UUID.class, finishing, Finishing::id);
        column(query, "at", Instant.class, finishing, Finishing::at);
        return query.map((row, _) -> new Message.Id(Rows.uuid(row, "id"))).collectIntoSet();
    }

    private record Finishing(UUID id, Instant at) {}

    private static void takeBack(Handle handle, List<Message.Id> finished) {
        if (finished.isEmpty()) {
            return;
        }
        try (var update = handle.createUpdate("update inbound set finished_at = null where id = any(:ids)")) {
            column(update, "ids", UUID.class, finished, Message.Id::value);
            update.execute();
        }
    }

    @Override
    public void turnFailed(List<Message.Id> inbound, String because, Instant retryAt) {
        database.jdbi().useHandle(handle -> {
            try (var update = handle.createUpdate("""
                    update inbound set failed_turns = failed_turns + 1, retry_at = :retryAt, failure = :because
                    where id = any(:ids) and finished_at is null
                    """)) {
                column(update, "ids", UUID.class, inbound, Message.Id::value);
                update.bind("retryAt", retryAt)
                        .bind("because", Rows.plain(because))
                        .execute();
            }
        });
    }

    /// Commits what waits, and ends.
    @Override
    public void close() {
        commits.close();
        unfinished.close();
        latest.close();
    }
}
