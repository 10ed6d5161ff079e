package io.glassline.storage.postgres;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEvent;
import io.glassline.audit.DeskEvent;
import io.glassline.audit.RecordsEvent;
import io.glassline.channel.MailThread;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.desk.ConversationSearch.Query;
import io.glassline.figure.TopicMarks;
import io.glassline.figure.Topics;
import io.glassline.media.Attachment;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.records.Item;
import io.glassline.records.Piece;
import io.glassline.records.RecordsRequest;
import io.glassline.records.RecordsRequests;
import io.glassline.records.Ruling;
import io.glassline.records.Selection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Requests for records, in the tables `records_request`, `records_item` and `records_piece`.
public final class PgRecordsRequests implements RecordsRequests {

    /// More messages than a conversation has.
    private static final int EVERY = Integer.MAX_VALUE;

    /// What fits a selection by all but its topic. A conversation that was erased says nothing any more.
    private static final String FITTING = """
            select c.id, coalesce(c.taken_from, c.last_queue) as queue,
              coalesce((
                  select array_agg(substring(d.outcome from 5) order by d.id) from decision d
                  where d.conversation_id = c.id and d.outcome like 'bot:%'
              ), array[]::text[]) as answers
            from conversation c
            where c.opened_at < :until and c.last_activity_at >= :since and not starts_with(c.address, 'erased-')
              and exists (
                  select from message m where m.conversation_id = c.id and m.at >= :since and m.at < :until
              )
            """;

    private final Database database;
    private final AuditEntries audit;
    private final Supplier<Topics> topics;

    public PgRecordsRequests(Database database, AuditEntries audit, Supplier<Topics> topics) {
        this.database = database;
        this.audit = audit;
        this.topics = topics;
    }

    @Override
    public void add(RecordsRequest request, Actor by) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            insert into records_request (id, asker, about, received_on, due_on, made_by, made_at)
                            values (:id, :asker, :about, :receivedOn, :dueOn, :madeBy, :madeAt)
                            """)
                    .bind("id", request.id())
                    .bind("asker", Rows.plain(request.asker()))
                    .bind("about", Rows.plain(request.about()))
                    .bind("receivedOn", request.receivedOn())
                    .bind("dueOn", request.dueOn())
                    .bind("madeBy", request.madeBy())
                    .bind("madeAt", request.madeAt().atOffset(ZoneOffset.UTC))
                    .execute();
            write(handle, new RecordsEvent.Asking(request.id(), request.dueOn(), by, request.madeAt()));
        });
    }

    private void write(Handle handle, AuditEvent event) {
        PgAuditWriter.write(handle, List.of(audit.of(event)));
    }

    @Override
    public List<RecordsRequest> latest(int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from records_request order by made_at desc limit :countMax")
                        .bind("countMax", countMax)
                        .map((row, _) -> request(row))
                        .list());
    }

    @Override
    public Optional<RecordsRequest> find(UUID id) {
        return database.jdbi().withHandle(handle -> find(handle, id, ""));
    }

    private static Optional<RecordsRequest> find(Handle handle, UUID id, String locking) {
        return handle.createQuery("select * from records_request where id = :id " + locking)
                .bind("id", id)
                .map((row, _) -> request(row))
                .findOne();
    }

    private static RecordsRequest request(ResultSet row) throws SQLException {
        var takenAt = Rows.maybeInstant(row, "taken_at");
        var givenAt = Rows.maybeInstant(row, "given_at");
        return new RecordsRequest(
                Rows.uuid(row, "id"),
                row.getString("asker"),
                row.getString("about"),
                row.getObject("received_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class),
                row.getString("made_by"),
                Rows.instant(row, "made_at"),
                takenAt.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new RecordsRequest.Taken(selection(row), row.getString("taken_by"), takenAt.get())),
                givenAt.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new RecordsRequest.Given(
                                row.getString("given_by"), givenAt.get(), row.getString("given_digest"))));
    }

    private static Selection selection(ResultSet row) throws SQLException {
        return new Selection(
                Rows.instant(row, "since"),
                Rows.instant(row, "until"),
                Rows.maybeText(row, "queue").map(QueueId::new),
                Rows.maybeText(row, "topic"),
                Rows.maybeText(row, "channel").map(ChannelKind::new),
                row.getString("words"));
    }

    @Override
    public Selection.Size size(Selection selection) {
        return database.jdbi().withHandle(handle -> {
            var fitting = fitting(handle, selection);
            var messages = handle.createQuery("select count(*) from message where conversation_id = any(:ids)")
                    .bind("ids", BinaryArray.of(UUID.class, fitting, id -> id))
                    .mapTo(Long.class)
                    .one();
            return new Selection.Size(fitting.size(), messages);
        });
    }

    private List<UUID> fitting(Handle handle, Selection selection) {
        var sql = new StringBuilder(FITTING);
        var words = PgConversationSearch.ofAll(new Query(selection.words(), false));
        selection
                .queue()
                .ifPresent(_ ->
                        sql.append(" and case when c.state = 'closed' then c.last_queue else c.queue end = :queue"));
        selection.channel().ifPresent(_ -> sql.append(" and c.channel = :channel"));
        words.ifPresent(condition -> sql.append(
                        " and exists (select from conversation_search s where s.conversation_id = c.id and ")
                .append(condition.sql())
                .append(')'));
        sql.append(" order by c.opened_at, c.id");
        var query = handle.createQuery(sql.toString())
                .bind("since", selection.since().atOffset(ZoneOffset.UTC))
                .bind("until", selection.until().atOffset(ZoneOffset.UTC));
        selection.queue().ifPresent(queue -> query.bind("queue", queue.name()));
        selection.channel().ifPresent(channel -> query.bind("channel", channel.name()));
        words.ifPresent(condition -> query.bindMap(condition.values()));
        var known = topics.get();
        return query.map((row, _) -> Map.entry(Rows.uuid(row, "id"), marks(row))).stream()
                .filter(one -> selection.topic().isEmpty()
                        || selection.topic().get().equals(one.getValue().topic(known)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static TopicMarks marks(ResultSet row) throws SQLException {
        return new TopicMarks(
                Arrays.asList((String[]) row.getArray("answers").getArray()),
                Rows.maybeText(row, "queue").map(QueueId::new));
    }

    @Override
    public Taking take(UUID id, Selection selection, Actor by, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            var request = find(handle, id, "for update").orElseThrow();
            if (request.taken().isPresent()) {
                return new Taking.TakenBefore(request.taken().get().by());
            }
            var fitting = fitting(handle, selection);
            if (fitting.isEmpty() || fitting.size() > CONVERSATIONS_MAX) {
                return new Taking.NotSoMany(fitting.size());
            }
            for (var number = 1; number <= fitting.size(); number++) {
                item(handle, id, number, fitting.get(number - 1));
            }
            handle.createUpdate("""
                            update records_request
                            set since = :since, until = :until, queue = :queue, topic = :topic, channel = :channel,
                                words = :words, taken_by = :by, taken_at = :now
                            where id = :id
                            """)
                    .bind("id", id)
                    .bind("since", selection.since().atOffset(ZoneOffset.UTC))
                    .bind("until", selection.until().atOffset(ZoneOffset.UTC))
                    .bind("queue", selection.queue().map(QueueId::name).orElse(null))
                    .bind("topic", selection.topic().orElse(null))
                    .bind("channel", selection.channel().map(ChannelKind::name).orElse(null))
                    .bind("words", Rows.plain(selection.words()))
                    .bind("by", by.person())
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .execute();
            write(handle, new RecordsEvent.Taking(id, fitting.size(), by, now));
            return new Taking.Taken(request.taken(selection, by.person(), now), fitting.size());
        });
    }

    /// The pieces of a conversation as it is now: its address, the subject of its mails, each message with its file,
    /// and the notes.
    private static void item(Handle handle, UUID request, int number, UUID conversation) {
        handle.createUpdate("""
                        insert into records_item (request_id, number, conversation_id)
                        values (:request, :number, :conversation)
                        """)
                .bind("request", request)
                .bind("number", number)
                .bind("conversation", conversation)
                .execute();
        var hasSubject = PgReceipts.conversation(handle, new Conversation.Id(conversation))
                .orElseThrow()
                .thread()
                .flatMap(MailThread::subject)
                .isPresent();
        handle.createUpdate("""
                        insert into records_piece (request_id, item, number, kind, about)
                        select :request, :item, row_number() over (order by part, place, half), kind, about
                        from (
                            select 0 as part, 0::bigint as place, 0 as half, 'ADDRESS' as kind, :conversation as about
                            union all
                            select 1, 0, 0, 'SUBJECT', :conversation where :hasSubject
                            union all
                            select 2, position, 0, 'MESSAGE', id from message where conversation_id = :conversation
                            union all
                            select 2, m.position, 1, 'FILE', m.id
                            from message m join attachment a on a.message_id = m.id
                            where m.conversation_id = :conversation
                            union all
                            select 3, row_number() over (order by at, id), 0, 'NOTE', id from note
                            where conversation_id = :conversation
                        ) pieces
                        """)
                .bind("request", request)
                .bind("item", number)
                .bind("conversation", conversation)
                .bind("hasSubject", hasSubject)
                .execute();
    }

    @Override
    public List<Line> lines(UUID id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select i.number, c.id, c.channel, c.opened_at, starts_with(c.address, 'erased-') as erased,
                          exists (
                              select from erasure_hold h
                              where h.lifted_at is null and h.channel = c.channel
                                and h.address = split_part(c.address, ';call=', 1)
                          ) as held,
                          count(*) as pieces,
                          count(*) filter (
                              where p.ruling is null and not starts_with(c.address, 'erased-')
                                and case p.kind
                                    when 'FILE' then exists (
                                        select from attachment a
                                        where a.message_id = p.about and a.state in ('READY', 'UNSCANNED'))
                                    when 'NOTE' then exists (select from note n where n.id = p.about)
                                    else true end
                          ) as open
                        from records_item i
                        join conversation c on c.id = i.conversation_id
                        join records_piece p on p.request_id = i.request_id and p.item = i.number
                        where i.request_id = :id
                        group by i.number, c.id
                        order by i.number
                        """)
                        .bind("id", id)
                        .map((row, _) -> new Line(
                                row.getInt("number"),
                                new Conversation.Id(Rows.uuid(row, "id")),
                                new ChannelKind(row.getString("channel")),
                                Rows.instant(row, "opened_at"),
                                row.getBoolean("erased"),
                                row.getBoolean("held"),
                                row.getInt("pieces"),
                                row.getInt("open")))
                        .list());
    }

    @Override
    public Optional<Item> item(UUID id, int number) {
        return database.jdbi().inTransaction(handle -> read(handle, id, number));
    }

    @Override
    public Optional<Item> open(UUID id, int number, Actor by, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            var item = read(handle, id, number);
            item.ifPresent(of -> write(handle, new DeskEvent.TranscriptView(of.conversation(), by, now)));
            return item;
        });
    }

    private static Optional<Item> read(Handle handle, UUID id, int number) {
        return conversationOf(handle, id, number).map(conversation -> read(handle, id, number, conversation));
    }

    private static Item read(Handle handle, UUID id, int number, Conversation conversation) {
        return new Item(
                number,
                new ConversationReceipt(conversation, Instant.MAX, PgReceipts.lines(handle, conversation, EVERY)),
                NoteRows.of(handle, conversation.id()),
                files(handle, conversation.id()),
                HoldRows.on(handle, conversation.lane().citizen()),
                pieces(handle, id, number));
    }

    private static Map<Message.Id, Attachment> files(Handle handle, Conversation.Id conversation) {
        return handle
                .createQuery("""
                        select %s from message m join attachment a on a.message_id = m.id
                        where m.conversation_id = :conversation
                        """.formatted(AttachmentRows.COLUMNS))
                .bind("conversation", conversation.value())
                .map((row, _) -> AttachmentRows.read(row))
                .stream()
                .collect(Collectors.toMap(Attachment::message, Function.identity()));
    }

    private static List<Piece> pieces(Handle handle, UUID id, int number) {
        return handle.createQuery("""
                        select * from records_piece where request_id = :id and item = :number order by number
                        """)
                .bind("id", id)
                .bind("number", number)
                .map((row, _) -> PieceRows.read(row))
                .list();
    }

    @Override
    public Deciding decide(UUID id, int item, int piece, int seen, Ruling ruling, Actor by, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            var before = handle.createQuery("""
                            select * from records_piece
                            where request_id = :id and item = :item and number = :piece for update
                            """)
                    .bind("id", id)
                    .bind("item", item)
                    .bind("piece", piece)
                    .map((row, _) -> PieceRows.read(row))
                    .findOne();
            if (before.isEmpty()) {
                return new Deciding.NotThere();
            }
            if (before.get().version() != seen) {
                return new Deciding.Meanwhile(before.get());
            }
            var after = before.get().decided(ruling, by.person(), now);
            PieceRows.write(handle, id, item, after);
            write(
                    handle,
                    new RecordsEvent.Deciding(
                            id,
                            conversationOf(handle, id, item).orElseThrow(),
                            after.kind().word(),
                            ruling.word(),
                            ruling.reasons(),
                            by,
                            now));
            return new Deciding.Decided(after);
        });
    }

    private static Optional<Conversation> conversationOf(Handle handle, UUID id, int item) {
        return handle.createQuery("select conversation_id from records_item where request_id = :id and number = :item")
                .bind("id", id)
                .bind("item", item)
                .mapTo(UUID.class)
                .findOne()
                .map(conversation -> PgReceipts.conversation(handle, new Conversation.Id(conversation))
                        .orElseThrow());
    }

    @Override
    public void gave(UUID id, String digest, long rows, Actor by, Instant now) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            update records_request set given_by = :by, given_at = :now, given_digest = :digest
                            where id = :id
                            """)
                    .bind("id", id)
                    .bind("by", by.person())
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .bind("digest", digest)
                    .execute();
            write(handle, new RecordsEvent.Giving(id, digest, rows, by, now));
        });
    }
}
