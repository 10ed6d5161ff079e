package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.BOOLEAN;
import static io.glassline.storage.postgres.SqlType.ID;
import static io.glassline.storage.postgres.SqlType.INT;
import static io.glassline.storage.postgres.SqlType.JSON;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.channel.Outgoing;
import io.glassline.message.Message;
import io.glassline.outbox.Send;
import io.glassline.storage.json.DecisionJson;
import io.glassline.storage.json.JsonForms;
import io.glassline.store.Change;
import io.glassline.store.Change.Decision;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Adds what changes of conversations bring with them, all with one statement: messages, decisions,
/// what is to be sent with its parts, consents, requests, links to receipts, and the entries of the
/// audit stream.
final class TurnRows {

    private TurnRows() {}

    /// Something that belongs to a conversation, with its id.
    private record In<T>(UUID conversation, T it) {}

    private record SendPart(Send send, Outgoing.Part part) {}

    private static final Columns<In<Message>> MESSAGE = MessageColumns.ALL
            .<In<Message>>of(In::it)
            .and(Columns.of("message", column("conversation_id", ID, In::conversation)));

    private static final Columns<In<Decision>> DECISION = Columns.of(
            "decision",
            column("conversation_id", ID, In::conversation),
            column("about", ID, in -> in.it.about().value()),
            column("outcome", TEXT, in -> in.it.decision().outcome()),
            column("decision", JSON, in -> DecisionJson.decision(in.it.decision())),
            column("at", TIME, in -> in.it.at()));

    /// What the outbox is told of a send; that no try was made yet, the table says by itself.
    private static final Columns<Send> SEND = Columns.<Send>of(
                    "send",
                    column("message_id", ID, send -> send.message().id().value()),
                    column("conversation_id", ID, send -> send.message().conversation()),
                    column("bulk", BOOLEAN, send -> send.message().pace() == Outgoing.Pace.BULK),
                    column("outgoing", JSON, send -> JsonForms.outgoing(send.message())),
                    column("despite_opt_out", BOOLEAN, Send::despiteOptOut),
                    column("written_at", TIME, Send::at),
                    column("due_from", TIME, Send::at),
                    column("due_at", TIME, Send::at))
            .and(LaneColumns.of("send", Send::lane));

    /// Equal for the same words to the same citizen. Of the JSON, for a message may hold a zero character.
    private static final String SAME_WORDS = """
            md5(account || chr(10) || channel || chr(10) || address || chr(10) || (outgoing::json -> 'text')::text)::uuid
            """;

    private static final Columns<SendPart> PART = Columns.of(
            "part",
            column("message_id", ID, part -> part.send.message().id().value()),
            column("number", INT, part -> part.part.number()),
            column("account", TEXT, part -> part.send.lane().accountId()),
            column("text", TEXT, part -> Rows.plain(part.part.text())),
            column("offers", JSON, part -> JsonForms.offers(part.part.offers())));

    private static final String ADD_ALL = """
            with said as (
                %s
            ), decided as (
                %s
            ), queued as (
                insert into outbox (%s, same_words) select %s, %s from %s order by nth
            ), parted as (
                %s
            ), consented as (
                %s
            ), asked as (
                %s
            )
            %s
            """.formatted(
                    MESSAGE.insertInto("message"),
                    DECISION.insertInto("decision"),
                    SEND.names(),
                    SEND.values(),
                    SAME_WORDS,
                    SEND.rows(),
                    PART.insertInto("part"),
                    PgConsentLedger.CONSENT.insertInto("consent"),
                    RequestColumns.FRESH.insertInto("request"),
                    PgAuditWriter.INSERT);

    static void addAll(Handle handle, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        try (var insert = handle.createUpdate(ADD_ALL)) {
            MESSAGE.bind(insert, each(changes, Change::messages));
            DECISION.bind(insert, each(changes, Change::decisions));
            var sends = all(changes, Change::sends);
            SEND.bind(insert, sends);
            PART.bind(
                    insert,
                    sends.stream()
                            .flatMap(send -> send.parts().stream().map(part -> new SendPart(send, part)))
                            .toList());
            PgConsentLedger.CONSENT.bind(insert, all(changes, Change::consents));
            RequestColumns.FRESH.bind(insert, all(changes, Change::requests));
            PgAuditWriter.ENTRY.bind(insert, all(changes, Change::entries));
            insert.execute();
        }
        ReceiptLinkRows.add(handle, all(changes, Change::receipts)); // by themselves, for few changes have any
        RatingRows.add(handle, all(changes, Change::ratings));
        NoteRows.add(handle, changes);
        SnoozeRows.put(handle, changes);
        QueueStepRows.add(handle, changes);
        SubscriptionRows.follow(handle, all(changes, Change::consents));
    }

    private static <T> List<T> all(List<Change> changes, Function<Change, List<T>> things) {
        return changes.stream().flatMap(change -> things.apply(change).stream()).toList();
    }

    private static <T> List<In<T>> each(List<Change> changes, Function<Change, List<T>> things) {
        return changes.stream()
                .flatMap(change -> things.apply(change).stream()
                        .map(it -> new In<>(change.after().id().value(), it)))
                .toList();
    }
}
