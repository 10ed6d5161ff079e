package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Rows.column;

import io.glassline.channel.Outgoing;
import io.glassline.consent.ConsentChange;
import io.glassline.message.Message;
import io.glassline.outbox.Send;
import io.glassline.storage.json.JsonForms;
import io.glassline.store.Change;
import io.glassline.store.Change.Decision;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Adds what changes of conversations bring with them, all with one statement: messages, decisions, what is to be sent
/// with its parts, consents, and the entries of the audit stream.
final class TurnRows {

    private TurnRows() {}

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
                    despite_opt_out, written_at, due_from, due_at)
                select message_id, conversation_id, account, channel, address, bulk, outgoing::json,
                       md5(account || chr(10) || channel || chr(10) || address || chr(10)
                           || (outgoing::json -> 'text')::text)::uuid,
                       despite_opt_out, at, at, at
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

    static void addAll(Handle handle, List<Change> changes) {
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
        Rows.bindLanes(insert, "send", sends, Send::lane);
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
        Rows.bindLanes(insert, "consent", consents, ConsentChange::lane);
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
}
