package io.glassline.storage.postgres;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueuePlace;
import io.glassline.conversation.Stage;
import io.glassline.desk.Board;
import io.glassline.storage.json.JsonForms;
import io.glassline.turn.PhoneLines.PhoneLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// What the desk sees.
///
/// Conversations stand in one order, which two columns keep: `urgency`, and `place` within it. What waits comes
/// first, by its priority and then by how long it waits; then what agents have; then what the bot has and what is
/// closed, the latest first. A page begins behind the last line of the one before, so lines that come and go
/// meanwhile shift nothing.
public final class PgBoard implements Board {

    private final Database database;

    public PgBoard(Database database) {
        this.database = database;
    }

    static int urgency(Stage stage) {
        return switch (stage) {
            case Stage.Waiting(var _, var priority, var _) ->
                switch (priority) {
                    case EMERGENCY -> 0;
                    case URGENT -> 1;
                    case NORMAL -> 2;
                };
            case Stage.WithAgent _ -> 3;
            case Stage.WithBot _ -> 4;
            case Stage.Closed _ -> 5;
        };
    }

    static long place(Conversation conversation) {
        return switch (conversation.stage()) {
            case Stage.Waiting(var _, var _, var since) -> micros(since);
            case Stage.WithAgent(var _, var _, var since, var _) -> micros(since);
            case Stage.WithBot _, Stage.Closed _ -> -micros(conversation.lastActivityAt());
        };
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    @Override
    public Optional<PhoneLine> phoneLine(Lane lane) {
        return new PgPhoneLines(database).find(lane);
    }

    @Override
    public Optional<QueuePlace> placeInQueue(Conversation conversation) {
        return new QueuePlaces(database).of(conversation);
    }

    @Override
    public List<QueueLine> queues() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select queue,
                                       count(*) filter (where state = 'waiting') as waiting,
                                       count(*) filter (where state = 'waiting' and priority = 'EMERGENCY')
                                           as emergencies,
                                       count(*) filter (where state = 'agent') as with_agents,
                                       min(stage_at) filter (where state = 'waiting') as oldest
                                from conversation
                                where state in ('waiting', 'agent')
                                group by queue
                                order by queue
                                """)
                        .map((row, _) -> new QueueLine(
                                new QueueId(row.getString("queue")),
                                row.getInt("waiting"),
                                row.getInt("emergencies"),
                                row.getInt("with_agents"),
                                Rows.maybeInstant(row, "oldest")))
                        .list());
    }

    static final String LISTED = "select " + ConversationColumns.READ.names("c.") + """
            , c.urgency, c.place, last.content, last.author, heard.at as heard_at, heard.content as heard_content,
            unanswered.count as unanswered, z.until_at as snoozed_until
            from conversation c
            left join lateral (
                select content, author from message m
                where m.conversation_id = c.id order by position desc limit 1
            ) last on true
            left join lateral (
                select at, content from message m
                where m.conversation_id = c.id and author = 'citizen' order by position desc limit 1
            ) heard on true
            left join lateral (
                select count(*) as count from message m
                where m.conversation_id = c.id and author = 'citizen' and position > coalesce(
                    (select position from message a
                     where a.conversation_id = c.id and a.author = 'agent' order by position desc limit 1), 0)
            ) unanswered on true
            """ + SnoozeRows.JOINED;

    @Override
    public List<ConversationLine> overBudget(int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(LISTED
                                + " where c.over_budget and c.state = 'bot'"
                                + " order by c.last_activity_at desc limit :countMax")
                        .bind("countMax", countMax)
                        .map((row, _) -> ListedConversation.of(row).line())
                        .list());
    }

    /// How many there are in that list.
    public long overBudget() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select count(*) from conversation where over_budget and state = 'bot'")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public Listing conversations(Filter filter, Optional<String> cursor, int countMax) {
        var conditions = new ArrayList<String>();
        filter.address().ifPresent(_ -> conditions.add("""
                (c.address = :address or c.channel = 'voice' and split_part(c.address, ';call=', 1) = :address)
                """));
        filter.state().ifPresent(_ -> conditions.add("c.state = :state"));
        filter.queue().ifPresent(_ -> conditions.add("c.queue = :queue and c.state in ('waiting', 'agent')"));
        filter.agentId().ifPresent(_ -> conditions.add("c.agent = :agent"));
        var after = cursor.map(Cursor::parse);
        after.ifPresent(_ -> conditions.add("(c.urgency, c.place, c.id) > (:urgency, :place, :id)"));

        return database.jdbi().withHandle(handle -> {
            var query = handle.createQuery(LISTED
                            + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
                            + " order by c.urgency, c.place, c.id limit :countMax")
                    .bind("countMax", countMax + 1);
            filter.address().ifPresent(address -> query.bind("address", address));
            filter.state().ifPresent(state -> query.bind("state", state));
            filter.queue().ifPresent(queue -> query.bind("queue", queue.name()));
            filter.agentId().ifPresent(agent -> query.bind("agent", agent));
            after.ifPresent(at ->
                    query.bind("urgency", at.urgency).bind("place", at.place).bind("id", at.id));
            var found = query.map((row, _) -> ListedConversation.of(row)).list();
            var page = found.subList(0, Math.min(found.size(), countMax));
            return new Listing(
                    page.stream().map(ListedConversation::line).toList(),
                    found.size() > countMax ? Optional.of(page.getLast().cursor.toString()) : Optional.empty());
        });
    }

    record ListedConversation(ConversationLine line, Cursor cursor) {

        static ListedConversation of(ResultSet row) throws SQLException {
            var conversation = ConversationColumns.read(row);
            return new ListedConversation(
                    new ConversationLine(
                            conversation,
                            words(row, "content"),
                            Rows.maybeText(row, "author").orElse(""),
                            Rows.maybeInstant(row, "heard_at"),
                            words(row, "heard_content"),
                            row.getInt("unanswered"),
                            Rows.maybeInstant(row, "snoozed_until")),
                    new Cursor(
                            row.getInt("urgency"),
                            row.getLong("place"),
                            conversation.id().value()));
        }
    }

    private static String words(ResultSet row, String column) throws SQLException {
        return Rows.maybeText(row, column)
                .map(json -> JsonForms.readContent(json).words())
                .orElse("");
    }

    /// Where a page ends. It tells nothing but the place.
    record Cursor(int urgency, long place, UUID id) {

        private static final int BYTES = 1 + Long.BYTES + 2 * Long.BYTES;

        static Cursor parse(String cursor) {
            try {
                var in = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
                if (in.remaining() == BYTES) {
                    return new Cursor(in.get(), in.getLong(), new UUID(in.getLong(), in.getLong()));
                }
            } catch (IllegalArgumentException e) {
                // not base64: as wrong as the wrong length
            }
            throw new IllegalArgumentException(
                    "not a cursor of this list; leave it out for the first page, then send back nextCursor unchanged");
        }

        @Override
        public String toString() {
            var out = ByteBuffer.allocate(BYTES)
                    .put((byte) urgency)
                    .putLong(place)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
        }
    }

    @Override
    public Optional<Transcript> transcript(Conversation.Id id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select " + ConversationColumns.READ.names("c.")
                                + " from conversation c where c.id = :id")
                        .bind("id", id.value())
                        .map((row, _) -> ConversationColumns.read(row))
                        .findOne()
                        .map(conversation -> TranscriptRows.transcript(handle, conversation)));
    }

    @Override
    public List<AuditLine> audit(long after, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select l.log_index, e.kind, e.at, e.leaf, e.sealed
                                from log_entries(:after + 1, :after + 1 + :countMax) l
                                join audit_entry e on e.id = l.entry_id
                                order by l.log_index
                                """)
                        .bind("after", after)
                        .bind("countMax", countMax)
                        .map((row, _) -> new AuditLine(
                                row.getLong("log_index"),
                                row.getString("kind"),
                                Rows.instant(row, "at"),
                                new String(row.getBytes("leaf"), StandardCharsets.UTF_8),
                                Optional.ofNullable(row.getBytes("sealed"))
                                        .map(part -> new String(part, StandardCharsets.UTF_8))))
                        .list());
    }

    @Override
    public long auditSize() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select size from log_tree")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public Activity activity(Instant since) {
        return database.jdbi()
                .inTransaction(handle -> handle.createQuery("""
                                select count(*) filter (where author = 'citizen') as messages_in,
                                       count(*) filter (where author <> 'citizen') as messages_out
                                from message where at >= :since
                                """)
                        .bind("since", since)
                        .map((row, _) -> new Activity(
                                row.getLong("messages_in"), row.getLong("messages_out"), decided(handle, since)))
                        .one());
    }

    private static List<Count> decided(Handle handle, Instant since) {
        return handle.createQuery(
                        "select outcome, count(*) from decision where at >= :since group by 1 order by 2 desc, 1")
                .bind("since", since)
                .map((row, _) -> new Count(row.getString(1), row.getLong(2)))
                .list();
    }
}
