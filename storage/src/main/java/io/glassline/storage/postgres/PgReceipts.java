package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.CanonicalJson;
import io.glassline.audit.MessageEvent;
import io.glassline.audit.ReceiptEvent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.message.Message;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.receipt.ConversationReceipt.Decided;
import io.glassline.receipt.ConversationReceipt.Entry;
import io.glassline.receipt.ConversationReceipt.Line;
import io.glassline.receipt.ConversationReceipt.Opened;
import io.glassline.receipt.ReceiptToken;
import io.glassline.receipt.Receipts;
import io.glassline.storage.json.DecisionJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Receipts from the tables of the record. What opens an entry is made of what was said, as it was when the
/// entry was written: a message that was changed in its table since then no longer fits its commitment, and
/// whoever checks sees it.
public final class PgReceipts implements Receipts {

    /// A conversation that goes on for longer shows its first messages.
    private static final int LINES_MAX = 500;

    private final Database database;
    private final AuditEntries audit;

    public PgReceipts(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
    }

    @Override
    public Optional<ConversationReceipt> open(ReceiptToken token, Page page, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            var link = ReceiptLinkRows.good(handle, token.digest(), now);
            var conversation = link.flatMap(good -> conversation(handle, good.conversation()));
            if (conversation.isEmpty()) {
                return Optional.empty();
            }
            if (ReceiptLinkRows.opened(handle, token.digest(), page, now)) {
                PgAuditWriter.write(handle, List.of(audit.of(new ReceiptEvent.Opening(conversation.get(), page, now))));
            }
            return Optional.of(new ConversationReceipt(
                    conversation.get(), link.orElseThrow().expiresAt(), lines(handle, conversation.get(), LINES_MAX)));
        });
    }

    static Optional<Conversation> conversation(Handle handle, Conversation.Id id) {
        return handle.createQuery(
                        "select " + ConversationColumns.READ.names("c.") + " from conversation c where c.id = :id")
                .bind("id", id.value())
                .map((row, _) -> ConversationColumns.read(row))
                .findOne();
    }

    /// The first `countMax` messages of a conversation, each with what opens its entries.
    static List<Line> lines(Handle handle, Conversation conversation, int countMax) {
        var inbound = inbound(handle, conversation.id());
        return handle.createQuery("""
                        select %s, e.leaf, e.salt, e.sealed, e.words_salt, place.log_index,
                               d.leaf as decided_leaf, d.salt as decided_salt, d.sealed as decided_sealed,
                               decided_place.log_index as decided_index, made.decision
                        from message m
                        left join inbound i on i.id = m.id
                        left join lateral (
                            select e.id from audit_entry e
                            where e.message_id = m.id and e.kind = 'message.written'
                            order by e.id limit 1
                        ) written on true
                        left join audit_entry e on e.id = coalesce(i.entry_id, written.id)
                        left join log_index_of(e.id) place on true
                        left join lateral (
                            select e.id, e.leaf, e.salt, e.sealed from audit_entry e
                            where e.message_id = m.id and e.kind = 'message.decided'
                            order by e.id limit 1
                        ) d on true
                        left join log_index_of(d.id) decided_place on true
                        left join lateral (
                            select decision from decision
                            where conversation_id = m.conversation_id and about = m.id
                            order by id limit 1
                        ) made on true
                        where m.conversation_id = :id
                        order by m.position
                        limit :countMax
                        """.formatted(MessageColumns.ALL.names("m.")))
                .bind("id", conversation.id().value())
                .bind("countMax", countMax)
                .map((row, _) -> line(row, conversation, inbound))
                .list();
    }

    /// The citizen's messages as they came, which is what their entries are about.
    private static Map<Message.Id, Inbound> inbound(Handle handle, Conversation.Id id) {
        var byId = new HashMap<Message.Id, Inbound>();
        handle.createQuery("select " + InboundColumns.READ.names("i.")
                        + " from message m join inbound i on i.id = m.id where m.conversation_id = :id")
                .bind("id", id.value())
                .map((row, _) -> InboundColumns.read(row))
                .forEach(came -> byId.put(came.id(), came));
        return byId;
    }

    private static Line line(ResultSet row, Conversation conversation, Map<Message.Id, Inbound> inbound)
            throws SQLException {
        var message = MessageColumns.read(row);
        var came = Optional.ofNullable(inbound.get(message.id()));
        var salt = row.getBytes("salt");
        var sealed = row.getBytes("sealed");
        var wordsSalt = row.getBytes("words_salt");
        var isErased = salt == null || sealed != null && wordsSalt == null;
        var event = came.<MessageEvent>map(MessageEvent.Receipt::new)
                .orElseGet(() -> new MessageEvent.Writing(conversation, message));
        var words = event.words().filter(_ -> !isErased);
        return new Line(
                message.id(),
                message.author(),
                message.at(),
                words.map(ConversationReceipt::shown),
                entry(
                        row.getObject("log_index", Long.class),
                        row.getBytes("leaf"),
                        opened(salt, sealed),
                        words.map(CanonicalJson::bytes).flatMap(bytes -> opened(wordsSalt, bytes))),
                decided(row));
    }

    private static Optional<Decided> decided(ResultSet row) throws SQLException {
        var entry = entry(
                row.getObject("decided_index", Long.class),
                row.getBytes("decided_leaf"),
                opened(row.getBytes("decided_salt"), row.getBytes("decided_sealed")),
                Optional.empty());
        return Rows.maybeText(row, "decision").map(json -> new Decided(DecisionJson.readDecision(json), entry));
    }

    private static Optional<Entry> entry(
            @Nullable Long index, byte @Nullable [] leaf, Optional<Opened> sealed, Optional<Opened> words) {
        return Optional.ofNullable(leaf).map(bytes -> new Entry(Optional.ofNullable(index), bytes, sealed, words));
    }

    private static Optional<Opened> opened(byte @Nullable [] salt, byte @Nullable [] bytes) {
        return salt == null || bytes == null ? Optional.empty() : Optional.of(new Opened(salt, bytes));
    }
}
