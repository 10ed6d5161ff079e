package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Rows.bindLane;
import static io.glassline.storage.postgres.Rows.column;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.channel.Outgoing;
import io.glassline.consent.ConsentChange;
import io.glassline.conversation.Change;
import io.glassline.conversation.Change.Decision;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.ConversationStore;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Stage;
import io.glassline.intake.Inbound;
import io.glassline.message.Author;
import io.glassline.message.Message;
import io.glassline.outbox.Send;
import io.glassline.storage.Gathering;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// The record of conversations.
///
/// What many turns read and commit at the same time goes to PostgreSQL together (see [Gathering]): one statement for
/// all that is read, one transaction for all that is committed, and each change is still taken or refused by itself.
///
/// The transaction is in four steps. The first two can refuse: they finish the inbound messages, which must be
/// unfinished, and write the conversations, whose version must be the one before. The third takes back what the first
/// did for a change that the second refused. The last writes everything else. All commits lock in this order, and rows
/// by their ids, so that two nodes never wait for each other in a ring.
public final class PgConversationStore implements ConversationStore, AutoCloseable {

    /// Larger batches get no more through a second, and take longer each.
    private static final int COMMITS_MAX = 128;

    private static final int READS_MAX = 256;

    private static final int WAITING_MAX = 100_000;

    private final Database database;
    private final Gathering<Change, Boolean> commits;
    private final Gathering<Unfinished, List<Inbound>> unfinished;
    private final Gathering<Lane, Optional<Conversation>> open;

    public PgConversationStore(Database database) {
        this.database = database;
        this.commits = new Gathering<>("commits", COMMITS_MAX, WAITING_MAX, Database::isAway, this::commitAll);
        this.unfinished = new Gathering<>("unfinished", READS_MAX, WAITING_MAX, Database::isAway, this::readUnfinished);
        this.open = new Gathering<>("open conversations", READS_MAX, WAITING_MAX, Database::isAway, this::readOpen);
    }

    @Override
    public Optional<Conversation> find(Conversation.Id id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select " + Rows.CONVERSATION + " from conversation c where c.id = :id")
                        .bind("id", id.value())
                        .map((row, _) -> Rows.conversation(row))
                        .findOne());
    }

    @Override
    public Optional<Conversation> findOpen(Lane lane) {
        return open.ask(lane);
    }

    private List<Optional<Conversation>> readOpen(List<Lane> lanes) {
        var found = new HashMap<Integer, Conversation>();
        database.jdbi()
                .useHandle(handle -> Rows.bindLanes(handle.createQuery("select l.n, " + Rows.CONVERSATION + """
                                 from unnest(:accounts, :channels, :addresses)
                                    with ordinality as l (account, channel, address, n)
                                cross join lateral (
                                    select * from conversation o
                                    where o.account = l.account and o.channel = l.channel and o.address = l.address
                                      and o.state <> 'closed'
                                    order by o.last_activity_at desc, o.id
                                    limit 1
                                ) c
                                """), lanes)
                        .map((row, _) -> found.put(row.getInt("n") - 1, Rows.conversation(row)))
                        .list());
        return IntStream.range(0, lanes.size())
                .mapToObj(n -> Optional.ofNullable(found.get(n)))
                .toList();
    }

    @Override
    public Optional<Conversation> findByThread(Lane lane, MailThread thread) {
        return database.jdbi()
                .withHandle(handle -> named(handle, lane, thread).or(() -> referred(handle, lane, thread)));
    }

    private static Optional<Conversation> named(Handle handle, Lane lane, MailThread thread) {
        return thread.conversation()
                .flatMap(id -> bindLane(handle.createQuery("select " + Rows.CONVERSATION + """
                                         from conversation c
                                        where c.id = :id and c.state <> 'closed'
                                          and c.account = :account and c.channel = :channel and c.address = :address
                                        """), lane)
                        .bind("id", id)
                        .map((row, _) -> Rows.conversation(row))
                        .findOne());
    }

    /// A reference may be to a mail of the citizen's or to one of ours; the last one named is the one that is
    /// answered.
    private static Optional<Conversation> referred(Handle handle, Lane lane, MailThread thread) {
        if (thread.references().isEmpty()) {
            return Optional.empty();
        }
        return bindLane(handle.createQuery("select " + Rows.CONVERSATION + """
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
                .bind("references", Column.of(String.class, thread.references()))
                .map((row, _) -> Rows.conversation(row))
                .findOne();
    }

    @Override
    public List<Inbound> unfinished(Lane lane, int countMax) {
        return unfinished.ask(new Unfinished(lane, countMax));
    }

    private record Unfinished(Lane lane, int countMax) {}

    private List<List<Inbound>> readUnfinished(List<Unfinished> asked) {
        var found = new ArrayList<List<Inbound>>();
        asked.forEach(_ -> found.add(new ArrayList<>()));
        database.jdbi().useHandle(handle -> {
            var query = handle.createQuery("""
                    select l.n, i.*
                    from unnest(:accounts, :channels, :addresses, :countMax)
                        with ordinality as l (account, channel, address, count_max, n)
                    cross join lateral (
                        select id, seq, account, channel, address, provider_id, content, thread, marks,
                               sent_at, sent_nanos, received_at, failed_turns,
                               coalesce(earlier_at, received_at) as came_at
                        from inbound
                        where account = l.account and channel = l.channel and address = l.address
                          and finished_at is null
                        order by came_at, seq
                        limit l.count_max
                    ) i
                    order by l.n, i.came_at, i.seq
                    """);
            Rows.bindLanes(query, asked.stream().map(Unfinished::lane).toList());
            column(query, "countMax", Integer.class, asked, Unfinished::countMax);
            query.map((row, _) -> found.get(row.getInt("n") - 1).add(inbound(row)))
                    .list();
        });
        return found;
    }

    private static Inbound inbound(ResultSet row) throws SQLException {
        var lane = Rows.lane(row);
        return new Inbound(
                new Message.Id(Rows.uuid(row, "id")),
                lane.accountId(),
                row.getString("provider_id"),
                lane.citizen(),
                JsonForms.readContent(row.getString("content")),
                Rows.instant(row, "sent_at").plusNanos(row.getInt("sent_nanos")),
                Rows.instant(row, "received_at"),
                Rows.maybeText(row, "thread").map(JsonForms::readThread),
                marks(row.getString("marks")),
                row.getInt("failed_turns"));
    }

    private static Set<Mark> marks(String names) {
        return names.isEmpty()
                ? Set.of()
                : Arrays.stream(names.split(",", -1)).map(Mark::valueOf).collect(Collectors.toSet());
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
                        .map((row, _) -> Rows.lane(row))
                        .list());
    }

    @Override
    public boolean commit(Change change) {
        return commits.ask(change);
    }

    private List<Boolean> commitAll(List<Change> changes) {
        return database.jdbi().inTransaction(handle -> {
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

    /// The first of `left` about each conversation, lane and message: a statement sees nothing of what it does itself,
    /// so two changes of one thing cannot be told apart in it.
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
        var stored = write(handle, fit);
        takeBack(
                handle,
                changes.stream()
                        .filter(change -> !stored.contains(change.after().id()))
                        .flatMap(change -> change.finished().stream())
                        .filter(finished::contains)
                        .toList());
        addAll(
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
                    select id from inbound
                    where id = any(:ids) and finished_at is null
                    order by id
                    for update
                )
                update inbound i set finished_at = f.at
                from unnest(:ids, :at) as f (id, at), wanted
                where i.id = f.id and wanted.id = i.id
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

    /// @return the conversations that were at the version before, and now are at the next.
    private static Set<Conversation.Id> write(Handle handle, List<Change> changes) {
        var written = new HashSet<Conversation.Id>();
        var byOpening = changes.stream()
                .sorted(Comparator.comparing(change -> change.after().id().value()))
                .collect(Collectors.partitioningBy(change -> change.after().version() == 1));
        byOpening.forEach((opens, some) -> {
            if (!some.isEmpty()) {
                var statement = handle.createQuery((opens ? OPEN : GO_ON).formatted(CONVERSATIONS));
                bind(statement, some);
                statement
                        .map((row, _) -> new Conversation.Id(Rows.uuid(row, "id")))
                        .forEach(written::add);
            }
        });
        return written;
    }

    /// The conversations bound by [#bind], as a table.
    private static final String CONVERSATIONS = """
            unnest(:id, :pseudonym, :account, :channel, :address, :language, :state, :queue, :priority, :agent, :stageAt,
                   :outcome, :session, :thread, :messageCount, :version, :openedAt, :lastActivityAt, :urgency, :place,
                   :inboundAt, :answeredAt, :queuedAt, :takenAt, :botAnswered)
                as n (id, pseudonym, account, channel, address, language, state, queue, priority, agent, stage_at,
                      outcome, session, thread, message_count, version, opened_at, last_activity_at, urgency, place,
                      inbound_at, answered_at, queued_at, taken_at, bot_answered)
            """;

    private static final String OPEN = """
            insert into conversation (
                id, pseudonym, account, channel, address, language, state, queue, priority, agent, stage_at, outcome,
                session, thread, message_count, version, opened_at, last_activity_at, urgency, place,
                first_inbound_at, first_answer_at, first_queued_at, first_taken_at, bot_answered)
            select
                id, pseudonym, account, channel, address, language, state, queue, priority, agent, stage_at, outcome,
                session::json, thread::json, message_count, version, opened_at, last_activity_at, urgency, place,
                inbound_at, answered_at, queued_at, taken_at, bot_answered
            from %s
            order by account, channel, address
            on conflict do nothing
            returning id
            """;

    private static final String GO_ON = """
            with ours as materialized (
                select id from conversation where id = any(:id) order by id for update
            )
            update conversation c set
                language = n.language, state = n.state, queue = n.queue, priority = n.priority, agent = n.agent,
                stage_at = n.stage_at, outcome = n.outcome, session = n.session::json, thread = n.thread::json,
                message_count = n.message_count, version = n.version, last_activity_at = n.last_activity_at,
                urgency = n.urgency, place = n.place,
                first_inbound_at = coalesce(c.first_inbound_at, n.inbound_at),
                first_answer_at = coalesce(c.first_answer_at, n.answered_at),
                first_queued_at = coalesce(c.first_queued_at, n.queued_at),
                first_taken_at = coalesce(c.first_taken_at, n.taken_at),
                bot_answered = c.bot_answered or n.bot_answered
            from %s, ours
            where c.id = n.id and ours.id = c.id and c.version = n.version - 1
              and c.pseudonym = n.pseudonym and c.account = n.account and c.channel = n.channel
              and c.address = n.address
            returning c.id
            """;

    private static void bind(SqlStatement<?> statement, List<Change> changes) {
        of(statement, "id", UUID.class, changes, after -> after.id().value());
        of(statement, "pseudonym", UUID.class, changes, Conversation::pseudonym);
        of(statement, "account", String.class, changes, after -> after.lane().accountId());
        of(
                statement,
                "channel",
                String.class,
                changes,
                after -> after.lane().citizen().channel().name());
        of(
                statement,
                "address",
                String.class,
                changes,
                after -> after.lane().citizen().value());
        of(
                statement,
                "language",
                String.class,
                changes,
                after -> after.language().toLanguageTag());
        of(statement, "state", String.class, changes, after -> after.stage().state());
        of(statement, "queue", String.class, changes, after -> Columns.of(after.stage()).queue);
        of(statement, "priority", String.class, changes, after -> Columns.of(after.stage()).priority);
        of(statement, "agent", String.class, changes, after -> Columns.of(after.stage()).agent);
        of(statement, "stageAt", Instant.class, changes, after -> Columns.of(after.stage()).at);
        of(statement, "outcome", String.class, changes, after -> Columns.of(after.stage()).outcome);
        of(statement, "session", String.class, changes, after -> JsonForms.session(after.session()));
        of(
                statement,
                "thread",
                String.class,
                changes,
                after -> after.thread().map(JsonForms::thread).orElse(null));
        of(statement, "messageCount", Integer.class, changes, Conversation::messageCount);
        of(statement, "version", Long.class, changes, Conversation::version);
        of(statement, "openedAt", Instant.class, changes, Conversation::openedAt);
        of(statement, "lastActivityAt", Instant.class, changes, Conversation::lastActivityAt);
        of(statement, "urgency", Short.class, changes, after -> (short) PgBoard.urgency(after.stage()));
        of(statement, "place", Long.class, changes, PgBoard::place);
        column(statement, "inboundAt", Instant.class, changes, change -> firstAt(change, Author.Citizen.class));
        column(
                statement,
                "answeredAt",
                Instant.class,
                changes,
                change -> firstAt(change, Author.Bot.class, Author.Agent.class));
        of(
                statement,
                "queuedAt",
                Instant.class,
                changes,
                after -> after.stage() instanceof Stage.Waiting ? Columns.of(after.stage()).at : null);
        of(
                statement,
                "takenAt",
                Instant.class,
                changes,
                after -> after.stage() instanceof Stage.WithAgent ? Columns.of(after.stage()).at : null);
        column(statement, "botAnswered", Boolean.class, changes, change -> firstAt(change, Author.Bot.class) != null);
    }

    private static <V> void of(
            SqlStatement<?> statement,
            String name,
            Class<V> type,
            List<Change> changes,
            Function<Conversation, @Nullable V> value) {
        column(statement, name, type, changes, change -> value.apply(change.after()));
    }

    @SafeVarargs
    private static @Nullable Instant firstAt(Change change, Class<? extends Author>... authors) {
        return change.messages().stream()
                .filter(message -> Arrays.stream(authors).anyMatch(author -> author.isInstance(message.author())))
                .map(Message::at)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private record Columns(
            @Nullable String queue,
            @Nullable String priority,
            @Nullable String agent,
            @Nullable Instant at,
            @Nullable String outcome) {

        static Columns of(Stage stage) {
            return switch (stage) {
                case Stage.WithBot _ -> new Columns(null, null, null, null, null);
                case Stage.Waiting(var queue, var priority, var since) ->
                    new Columns(queue.name(), priority.name(), null, since, null);
                case Stage.WithAgent(var queue, var agentId, var since) ->
                    new Columns(queue.name(), null, agentId, since, null);
                case Stage.Closed(var at, var outcome) -> new Columns(null, null, null, at, outcome);
            };
        }
    }

    private static final String ADD_ALL = """
            with said as (
                insert into message (
                    id, conversation_id, position, author, author_name, content, offers, answers, at)
                select id, conversation_id, position, author, author_name, content::json, offers::json, answers, at
                from unnest(:messageId, :messageConversation, :messagePosition, :messageAuthor, :messageAuthorName, :messageContent,
                            :messageOffers, :messageAnswers, :messageAt)
                    as m (id, conversation_id, position, author, author_name, content, offers, answers, at)
            ), decided as (
                insert into decision (conversation_id, about, outcome, decision, at)
                select conversation_id, about, outcome, decision::json, at
                from unnest(:decisionConversation, :decisionAbout, :decisionOutcome, :decisionDecision, :decisionAt)
                    with ordinality as d (conversation_id, about, outcome, decision, at, n)
                order by n
            ), queued as (
                insert into outbox (
                    message_id, conversation_id, account, channel, address, bulk, outgoing, same_words,
                    despite_opt_out, written_at, due_at)
                select message_id, conversation_id, account, channel, address, bulk, outgoing::json,
                       md5(account || chr(10) || channel || chr(10) || address || chr(10)
                           || (outgoing::json -> 'text')::text)::uuid,
                       despite_opt_out, at, at
                from unnest(:sendMessage, :sendConversation, :sendAccount, :sendChannel, :sendAddress, :sendBulk,
                            :sendOutgoing, :sendDespiteOptOut, :sendAt)
                    with ordinality as s (message_id, conversation_id, account, channel, address, bulk, outgoing,
                                          despite_opt_out, at, n)
                order by n
            ), parted as (
                insert into part (message_id, number, account, text, offers)
                select message_id, number, account, text, offers::json
                from unnest(:partMessage, :partNumber, :partAccount, :partText, :partOffers)
                    as p (message_id, number, account, text, offers)
            ), consented as (
                insert into consent (account, channel, address, programme, standing, how, words, at)
                select account, channel, address, programme, standing, how, words, at
                from unnest(:consentAccount, :consentChannel, :consentAddress, :consentProgramme, :consentStanding,
                            :consentHow, :consentWords, :consentAt)
                    with ordinality as c (account, channel, address, programme, standing, how, words, at, n)
                order by n
            )
            """ + PgAuditWriter.INSERT;

    private static void addAll(Handle handle, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        try (var insert = handle.createUpdate(ADD_ALL)) {
            bindMessages(insert, each(changes, Change::messages));
            bindDecisions(insert, each(changes, Change::decisions));
            bindSends(
                    insert,
                    changes.stream().flatMap(change -> change.sends().stream()).toList());
            bindConsents(
                    insert,
                    changes.stream()
                            .flatMap(change -> change.consents().stream())
                            .toList());
            PgAuditWriter.bind(
                    insert,
                    changes.stream()
                            .flatMap(change -> change.entries().stream())
                            .toList());
            insert.execute();
        }
    }

    /// Something that belongs to a conversation, with its id.
    private record In<T>(UUID conversation, T it) {}

    private static <T> List<In<T>> each(List<Change> changes, Function<Change, List<T>> things) {
        return changes.stream()
                .flatMap(change -> things.apply(change).stream()
                        .map(it -> new In<>(change.after().id().value(), it)))
                .toList();
    }

    private static void bindMessages(SqlStatement<?> insert, List<In<Message>> messages) {
        column(insert, "messageId", UUID.class, messages, in -> in.it.id().value());
        column(insert, "messageConversation", UUID.class, messages, In::conversation);
        column(insert, "messagePosition", Integer.class, messages, in -> in.it.position());
        column(
                insert,
                "messageAuthor",
                String.class,
                messages,
                in -> in.it.author().role());
        column(insert, "messageAuthorName", String.class, messages, in -> Rows.name(in.it.author()));
        column(insert, "messageContent", String.class, messages, in -> JsonForms.content(in.it.content()));
        column(insert, "messageOffers", String.class, messages, in -> JsonForms.offers(in.it.offers()));
        column(
                insert,
                "messageAnswers",
                UUID.class,
                messages,
                in -> in.it.answers().map(Message.Id::value).orElse(null));
        column(insert, "messageAt", Instant.class, messages, in -> in.it.at());
    }

    private static void bindDecisions(SqlStatement<?> insert, List<In<Decision>> decisions) {
        column(insert, "decisionConversation", UUID.class, decisions, In::conversation);
        column(
                insert,
                "decisionAbout",
                UUID.class,
                decisions,
                in -> in.it.about().value());
        column(
                insert,
                "decisionOutcome",
                String.class,
                decisions,
                in -> in.it.decision().outcome());
        column(insert, "decisionDecision", String.class, decisions, in -> JsonForms.decision(in.it.decision()));
        column(insert, "decisionAt", Instant.class, decisions, in -> in.it.at());
    }

    private static void bindSends(SqlStatement<?> insert, List<Send> sends) {
        column(
                insert,
                "sendMessage",
                UUID.class,
                sends,
                send -> send.message().id().value());
        column(
                insert,
                "sendConversation",
                UUID.class,
                sends,
                send -> send.message().conversation());
        column(insert, "sendAccount", String.class, sends, send -> send.lane().accountId());
        column(
                insert,
                "sendChannel",
                String.class,
                sends,
                send -> send.lane().citizen().channel().name());
        column(
                insert,
                "sendAddress",
                String.class,
                sends,
                send -> send.lane().citizen().value());
        column(insert, "sendBulk", Boolean.class, sends, send -> send.message().pace() == Outgoing.Pace.BULK);
        column(insert, "sendOutgoing", String.class, sends, send -> JsonForms.outgoing(send.message()));
        column(insert, "sendDespiteOptOut", Boolean.class, sends, Send::despiteOptOut);
        column(insert, "sendAt", Instant.class, sends, Send::at);

        var parts = sends.stream()
                .flatMap(send -> send.parts().stream().map(part -> new SendPart(send, part)))
                .toList();
        column(
                insert,
                "partMessage",
                UUID.class,
                parts,
                part -> part.send.message().id().value());
        column(insert, "partNumber", Integer.class, parts, part -> part.part.number());
        column(
                insert,
                "partAccount",
                String.class,
                parts,
                part -> part.send.lane().accountId());
        column(insert, "partText", String.class, parts, part -> Rows.plain(part.part.text()));
        column(insert, "partOffers", String.class, parts, part -> JsonForms.offers(part.part.offers()));
    }

    private record SendPart(Send send, Outgoing.Part part) {}

    private static void bindConsents(SqlStatement<?> insert, List<ConsentChange> consents) {
        column(
                insert,
                "consentAccount",
                String.class,
                consents,
                consent -> consent.lane().accountId());
        column(
                insert,
                "consentChannel",
                String.class,
                consents,
                consent -> consent.lane().citizen().channel().name());
        column(
                insert,
                "consentAddress",
                String.class,
                consents,
                consent -> consent.lane().citizen().value());
        column(insert, "consentProgramme", String.class, consents, ConsentChange::programme);
        column(
                insert,
                "consentStanding",
                String.class,
                consents,
                consent -> consent.standing().name());
        column(insert, "consentHow", String.class, consents, ConsentChange::how);
        column(insert, "consentWords", String.class, consents, consent -> Rows.plain(consent.words()));
        column(insert, "consentAt", Instant.class, consents, ConsentChange::at);
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
        open.close();
    }
}
