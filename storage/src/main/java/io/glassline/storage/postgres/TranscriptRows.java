package io.glassline.storage.postgres;

import static java.util.stream.Collectors.groupingBy;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.desk.Board.Neighbour;
import io.glassline.desk.Board.Said;
import io.glassline.desk.Board.Transcript;
import io.glassline.desk.SignalLines;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.storage.json.DecisionJson;
import io.glassline.store.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// What a transcript shows of a conversation.
final class TranscriptRows {

    /// Signals of a lane that a transcript shows; a citizen may tap on many.
    private static final int SIGNALS_MAX = 500;

    private TranscriptRows() {}

    static Transcript transcript(Handle handle, Conversation conversation) {
        var messages = messages(handle, conversation.id());
        return new Transcript(
                conversation,
                messages,
                decisions(handle, conversation.id()),
                SignalLines.of(conversation, messages, signals(handle, conversation)),
                BouncedAddress.at(handle, conversation.lane()),
                neighbour(handle, conversation, "<", "desc"),
                neighbour(handle, conversation, ">", "asc"),
                NoteRows.of(handle, conversation.id()),
                SnoozeRows.until(handle, conversation.id()));
    }

    /// The conversation of the same lane that was opened just before, or just after.
    private static Optional<Neighbour> neighbour(
            Handle handle, Conversation conversation, String comparison, String order) {
        return LaneColumns.bind(handle.createQuery("""
                        select o.id, o.opened_at from conversation o
                        where o.account = :account and o.channel = :channel and o.address = :address
                          and (o.opened_at, o.id) %1$s (:openedAt, :id)
                        order by o.opened_at %2$s, o.id %2$s
                        limit 1
                        """.formatted(comparison, order)), conversation.lane())
                .bind("openedAt", conversation.openedAt())
                .bind("id", conversation.id().value())
                .map((row, _) ->
                        new Neighbour(new Conversation.Id(Rows.uuid(row, "id")), Rows.instant(row, "opened_at")))
                .findOne();
    }

    /// The latest signals of the conversation's lane, in the order they came.
    private static List<Inbound> signals(Handle handle, Conversation conversation) {
        return handle.createQuery("""
                        select * from (
                            select %s, i.seq from inbound i
                            where i.signal and i.account = :account and i.channel = :channel and i.address = :address
                              and i.received_at >= :since
                            order by i.received_at desc, i.seq desc
                            limit :countMax
                        ) latest order by received_at, seq
                        """.formatted(InboundColumns.READ.names("i.")))
                .bind("account", conversation.lane().accountId())
                .bind("channel", conversation.lane().citizen().channel().name())
                .bind("address", conversation.lane().citizen().value())
                .bind("since", conversation.openedAt())
                .bind("countMax", SIGNALS_MAX)
                .map((row, _) -> InboundColumns.read(row))
                .list();
    }

    /// What was said, in order: with what became of it, the providers' names for it, and its place in the log.
    static List<Said> messages(Handle handle, Conversation.Id id) {
        var parts = parts(handle, id);
        return handle.createQuery("""
                        select %s, i.provider_id, l.log_index
                        from message m
                        left join inbound i on i.id = m.id
                        left join lateral (
                            select e.id from audit_entry e
                            where e.message_id = m.id and e.kind = 'message.written'
                            order by e.id limit 1
                        ) written on true
                        left join log_index_of(coalesce(i.entry_id, written.id)) l on true
                        where m.conversation_id = :id
                        order by m.position
                        """.formatted(MessageColumns.ALL.names("m.")))
                .bind("id", id.value())
                .map((row, _) -> said(row, parts))
                .list();
    }

    private static Said said(ResultSet row, Map<UUID, List<PartState>> allParts) throws SQLException {
        var message = MessageColumns.read(row);
        var parts = allParts.getOrDefault(message.id().value(), List.of());
        var hindmost = parts.stream().min(LEAST_ADVANCED);
        var providerIds = new ArrayList<String>();
        Rows.maybeText(row, "provider_id").ifPresent(providerIds::add);
        parts.forEach(part -> part.providerId.ifPresent(providerIds::add));
        return new Said(
                message,
                hindmost.map(PartState::delivery),
                hindmost.flatMap(PartState::note),
                providerIds,
                Optional.ofNullable(row.getObject("log_index", Long.class)));
    }

    /// Whoever looks wants to see first that a part has failed, however far the others got.
    private static final Comparator<PartState> LEAST_ADVANCED = Comparator.comparing(
                    (PartState part) -> part.delivery != Delivery.FAILED)
            .thenComparing(PartState::delivery);

    private record PartState(UUID message, Delivery delivery, Optional<String> note, Optional<String> providerId) {}

    private static Map<UUID, List<PartState>> parts(Handle handle, Conversation.Id id) {
        return handle
                .createQuery("""
                        select p.message_id, p.delivery, p.provider_id, p.code, p.note
                        from message m join part p on p.message_id = m.id
                        where m.conversation_id = :id
                        order by p.message_id, p.number
                        """)
                .bind("id", id.value())
                .map((row, _) -> new PartState(
                        Rows.uuid(row, "message_id"),
                        Delivery.valueOf(row.getString("delivery")),
                        note(Rows.maybeText(row, "note"), Rows.maybeText(row, "code")),
                        Rows.maybeText(row, "provider_id")))
                .list()
                .stream()
                .collect(groupingBy(PartState::message));
    }

    private static Optional<String> note(Optional<String> note, Optional<String> code) {
        return note.map(words -> code.map(c -> words + " (" + c + ")").orElse(words))
                .or(() -> code);
    }

    static List<Change.Decision> decisions(Handle handle, Conversation.Id id) {
        return handle.createQuery("select about, decision, at from decision where conversation_id = :id order by id")
                .bind("id", id.value())
                .map((row, _) -> new Change.Decision(
                        new Message.Id(Rows.uuid(row, "about")),
                        DecisionJson.readDecision(row.getString("decision")),
                        Rows.instant(row, "at")))
                .list();
    }
}
