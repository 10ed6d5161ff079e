package io.glassline.storage.postgres;

import io.glassline.channel.Outgoing;
import io.glassline.conversation.Session;
import io.glassline.message.Address;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.storage.json.DecisionJson;
import io.glassline.storage.json.JsonForms;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;

/// Takes words and addresses out of the tables, as `docs/privacy.md` says of each column. Rows stay where something is
/// proved or counted by them; they read as before, and say nothing.
final class ErasureRows {

    /// What a message is after that.
    private static final Content ERASED = new Content.Unsupported("erased");

    private final Handle handle;
    private final String channel;
    private final Collection<String> addresses;
    private final String pseudonym;
    private final Instant now;

    /// @param addresses as they stand in the tables: of a caller, one for each call
    ErasureRows(Handle handle, String channel, Collection<String> addresses, String pseudonym, Instant now) {
        this.handle = handle;
        this.channel = channel;
        this.addresses = addresses;
        this.pseudonym = pseudonym;
        this.now = now;
    }

    /// @param conversations all of the citizen
    /// @return the numbers of the calls that their messages came with
    List<Long> erase(List<UUID> conversations) {
        var calls = wordsOf(conversations);
        theirAddress();
        return calls;
    }

    /// Everything of these conversations, and nothing that the address has beside them, such as its consents.
    ///
    /// @return the numbers of the calls that their messages came with
    List<Long> wordsOf(List<UUID> conversations) {
        var messages = ids("select id from message where conversation_id = any(:ids)", conversations);
        reports(messages);
        var calls = received(messages);
        said(conversations, messages);
        attachments(handle, messages);
        decisions(conversations);
        sends(messages);
        requests(conversations);
        conversations(conversations);
        return calls;
    }

    private List<UUID> ids(String sql, List<UUID> ids) {
        return handle.createQuery(sql).bind("ids", uuids(ids)).mapTo(UUID.class).list();
    }

    /// Reports that wait for one of the citizen's parts to be known.
    private void reports(List<UUID> messages) {
        run("""
                delete from parked_report r
                where exists (
                    select from part p
                    where p.message_id = any(:ids) and p.account = r.account
                      and (r.provider_id in (p.provider_id, p.earlier_id)
                          or starts_with(r.reference, p.message_id::text))
                )
                """, messages);
    }

    /// Messages and signals as they came.
    ///
    /// @return the numbers of their calls
    List<Long> received(List<UUID> messages) {
        salts("id in (select entry_id from inbound where id = any(:ids))", messages);
        return bound(handle.createQuery("""
                        with erased as (
                            update inbound
                            set address = :pseudonym, provider_id = 'erased', content = :erased::json, thread = null,
                                mail_id = null, failure = null, retry_at = null,
                                finished_at = coalesce(finished_at, :now)
                            where id = any(:ids)
                            returning envelope_id
                        )
                        select distinct envelope_id from erased
                        """), messages)
                .bind("erased", JsonForms.content(ERASED))
                .mapTo(Long.class)
                .list();
    }

    /// Without the key nobody learns from a commitment what it is to. In version 1 it was the entry's only one.
    private void salts(String which, List<UUID> messages) {
        run("""
                update audit_entry
                set words_salt = null, salt = case when sealed is null then null else salt end
                where %s
                """.formatted(which), messages);
    }

    private void said(List<UUID> conversations, List<UUID> messages) {
        salts("kind = 'message.written' and message_id = any(:ids)", messages);
        salts("kind = 'send.left' and words_salt is not null and message_id = any(:ids)", messages);
        salts("kind = 'desk.noted' and conversation_id = any(:ids)", conversations);
        // The reason of staff stands in the sealed part itself.
        run(
                "update audit_entry set salt = null, sealed = null where kind = 'desk.ranked' and conversation_id"
                        + " = any(:ids)",
                conversations);
        bound(
                        handle.createUpdate(
                                "update message set content = :erased::json, offers = '[]' where id = any(:ids)"),
                        messages)
                .bind("erased", JsonForms.content(ERASED))
                .execute();
    }

    /// What was decided stays, and by which rule; what was seen in the message goes.
    private void decisions(List<UUID> conversations) {
        record Row(long id, String decision) {}
        var rows = handle.createQuery("select id, decision from decision where conversation_id = any(:ids)")
                .bind("ids", uuids(conversations))
                .map((row, _) -> new Row(row.getLong("id"), row.getString("decision")))
                .list();
        if (rows.isEmpty()) {
            return;
        }
        var update = handle.prepareBatch("update decision set decision = :decision::json where id = :id");
        for (var row : rows) {
            update.bind("id", row.id)
                    .bind("decision", DecisionJson.decision(blank(DecisionJson.readDecision(row.decision))))
                    .add();
        }
        update.execute();
    }

    private static RoutingDecision blank(RoutingDecision decision) {
        var because = decision.because();
        var bare = new Because(because.rule(), because.rulesVersion(), "", List.of(), List.of(), because.took());
        return switch (decision) {
            case RoutingDecision.ToBot(var with, var _) -> new RoutingDecision.ToBot(with, bare);
            case RoutingDecision.ToQueue(var queue, var priority, var _) ->
                new RoutingDecision.ToQueue(queue, priority, bare);
            case RoutingDecision.StaysWithPeople _ -> new RoutingDecision.StaysWithPeople(bare);
            case RoutingDecision.Gated(var gate, var _) -> new RoutingDecision.Gated(gate, bare);
            case RoutingDecision.Kept _ -> new RoutingDecision.Kept(bare);
        };
    }

    /// Nothing of it is sent any more, and nobody is asked about it.
    private void sends(List<UUID> messages) {
        var sends = handle.createQuery("select outgoing from outbox where message_id = any(:ids)")
                .bind("ids", uuids(messages))
                .map((row, _) -> JsonForms.readOutgoing(row.getString("outgoing")))
                .list();
        if (!sends.isEmpty()) {
            var update = handle.prepareBatch("""
                    update outbox
                    set address = :pseudonym, outgoing = :outgoing::json, settled_at = coalesce(settled_at, :now),
                        leased = false, dead = false, again_at = null, bounced_at = null, same_words = null,
                        left_because = null, said_under = null, note = null
                    where message_id = :id
                    """);
            for (var send : sends) {
                update.bind("id", send.id().value())
                        .bind("pseudonym", pseudonym)
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("outgoing", JsonForms.outgoing(blank(send)))
                        .add();
            }
            update.execute();
        }
        run("""
                update part
                set text = '', offers = '[]', provider_id = null, earlier_id = null, note = null
                where message_id = any(:ids)
                """, messages);
    }

    private Outgoing blank(Outgoing send) {
        return new Outgoing(
                send.id(),
                send.conversation(),
                new Address(send.to().channel(), pseudonym),
                "",
                List.of(),
                send.language(),
                Optional.empty(),
                send.automatic(),
                Optional.empty(),
                send.pace());
    }

    private void requests(List<UUID> conversations) {
        run("""
                update request
                set address = :pseudonym, given = '{}', status = '', notes = '', latitude = null, longitude = null,
                    photo_link = null, photo_until = null, due_at = null, phase = case when phase = 'WAITING' then 'FAILED' else phase end
                where conversation_id = any(:ids)
                """, conversations);
        run("""
                update request_step
                set status = '', because = '', told_at = coalesce(told_at, :now), heard = coalesce(heard, false)
                where request_id in (select id from request where conversation_id = any(:ids))
                """, conversations);
    }

    /// One that is open ends: there is nobody to go on with.
    private void conversations(List<UUID> conversations) {
        bound(handle.createUpdate("""
                        update conversation
                        set address = :pseudonym, session = :fresh::json, thread = null, traffic = null,
                            over_budget = false, version = version + 1,
                            stage_at = case when state = 'closed' then stage_at else :now end,
                            outcome = case when state = 'closed' then outcome else 'erased' end,
                            urgency = 5,
                            place = case when state = 'closed' then place
                                else -(extract(epoch from last_activity_at) * 1000000)::bigint end,
                            state = 'closed', queue = null, priority = null, agent = null, waiting_since = null
                        where id = any(:ids)
                        """), conversations)
                .bind("fresh", JsonForms.session(Session.FRESH))
                .execute();
        run(
                "update rating set address = :pseudonym, words = null where conversation_id = any(:ids)"
                        + " and question_id is not null",
                conversations);
        for (var table : List.of("conversation_search", "note", "snooze", "offer", "queue_step", "receipt_link")) {
            run("delete from " + table + " where conversation_id = any(:ids)", conversations);
        }
    }

    /// What is kept by address, and stands for nothing without it.
    private void theirAddress() {
        run("""
                delete from parked_report r
                where exists (select from unnest(:addresses) a where strpos(r.words, a) > 0)
                """, List.of());
        for (var table : List.of("alias", "consent", "phone_line")) {
            run("delete from " + table + " where channel = :channel and address = any(:addresses)", List.of());
        }
        run("""
                update subscription
                set address = :pseudonym, words = '', ended_at = coalesce(ended_at, :now),
                    ended_by = coalesce(ended_by, 'all')
                where channel = :channel and address = any(:addresses)
                """, List.of());
        run("""
                update rating set address = :pseudonym, words = null
                where channel = :channel and address = any(:addresses) and question_id is not null
                """, List.of());
        run("delete from receipt_link where channel = :channel and address = any(:addresses)", List.of());
        recordsRequests();
        for (var table : List.of("person_link", "link_code")) {
            run("delete from " + table + """
                     where channel = :channel and address = any(:addresses)
                        or other_channel = :channel and other_address = any(:addresses)
                    """, List.of());
        }
    }

    /// What an officer wrote of a request for records may name an address that was asked about. Of what the citizen
    /// said a request has places only.
    private void recordsRequests() {
        for (var column : List.of("asker", "about", "words")) {
            run("""
                    update records_request set %1$s = ''
                    where exists (
                        select from unnest(:addresses) a
                        where strpos(lower(%1$s), lower(a)) > 0
                           or a ~ '^[+0-9 ().-]+$' and length(regexp_replace(a, '[^0-9]', '', 'g')) >= 7
                              and strpos(regexp_replace(%1$s, '[^0-9]', '', 'g'),
                                  right(regexp_replace(a, '[^0-9]', '', 'g'), 10)) > 0
                    )
                    """.formatted(column), List.of());
        }
    }

    private void run(String sql, List<UUID> ids) {
        bound(handle.createUpdate(sql), ids).execute();
    }

    /// A statement may do without some of them.
    private <S extends SqlStatement<S>> S bound(S statement, List<UUID> ids) {
        statement.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return statement
                .bind("ids", uuids(ids))
                .bind("channel", channel)
                .bind("addresses", BinaryArray.of(String.class, new ArrayList<>(addresses), address -> address))
                .bind("pseudonym", pseudonym)
                .bind("now", now.atOffset(ZoneOffset.UTC));
    }

    /// Who fetches or draws one of them meanwhile can no longer say so.
    static void attachments(Handle handle, List<UUID> messages) {
        handle.createUpdate("""
                        update attachment
                        set state = 'ERASED', because = '', file_name = null, due_at = null, attempts = attempts + 1
                        where message_id = any(:ids)
                        """).bind("ids", uuids(messages)).execute();
    }

    static void withoutFiles(Handle handle, List<Message.Id> messages) {
        handle.createUpdate("""
                        update attachment
                        set original = null, shown = null, thumbnail = null
                        where message_id = any(:ids)
                        """)
                .bind("ids", BinaryArray.of(UUID.class, messages, Message.Id::value))
                .execute();
    }

    private static BinaryArray uuids(List<UUID> ids) {
        return BinaryArray.of(UUID.class, ids, id -> id);
    }

    static List<Message.Id> withFiles(Handle handle, String pseudonym, String channel) {
        return handle.createQuery("""
                        select m.id from conversation c join message m on m.conversation_id = c.id
                        join attachment a on a.message_id = m.id
                        where c.address = :pseudonym and c.channel = :channel
                        """)
                .bind("pseudonym", pseudonym)
                .bind("channel", channel)
                .mapTo(UUID.class)
                .map(Message.Id::new)
                .list();
    }
}
