package io.glassline.storage.postgres;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.DeskEvent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueueStep;
import io.glassline.conversation.Stage;
import io.glassline.message.ChannelKind;
import io.glassline.offer.Floor;
import io.glassline.offer.Offers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Offers in the table of that name. Two unique indexes keep what is promised of them, whatever two
/// nodes do at once.
public final class PgOffers implements Offers {

    private static final String SKILL = "skill:";

    private final Database database;
    private final AuditEntries audit;

    public PgOffers(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
    }

    @Override
    public List<Floor.Waiter> waiting(int countMax) {
        return database
                .jdbi()
                .withHandle(handle -> handle.createQuery("select " + ConversationColumns.READ.names("c.") + """
                                , (select count(*) from queue_step s
                                   where s.conversation_id = c.id and s.queue = c.queue and s.number > 0
                                     and s.at >= c.stage_at) as taken,
                                exists (select from queue_step s
                                   where s.conversation_id = c.id and s.queue = c.queue and s.number = 0
                                     and s.at >= c.stage_at) as escalated,
                                array(select o.agent from offer o
                                   where o.conversation_id = c.id and o.ended in ('DECLINED', 'TIMED_OUT')
                                     and o.ended_at >= c.stage_at
                                   group by o.agent order by o.agent) as refused_by,
                                array(select (extract(epoch from max(o.ended_at)) * 1000000)::bigint from offer o
                                   where o.conversation_id = c.id and o.ended in ('DECLINED', 'TIMED_OUT')
                                     and o.ended_at >= c.stage_at
                                   group by o.agent order by o.agent) as refused_at
                                from conversation c
                                where c.state = 'waiting'
                                order by c.urgency, c.place, c.id limit :countMax
                                """)
                        .bind("countMax", countMax)
                        .map((row, _) -> waiter(row))
                        .list())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Floor.Waiter> waiter(ResultSet row) throws SQLException {
        var conversation = ConversationColumns.read(row);
        if (!(conversation.stage() instanceof Stage.Waiting(var queue, var priority, var since))) {
            return Optional.empty();
        }
        var needs = new HashSet<String>();
        for (var tag : conversation.session().tags()) {
            if (tag.startsWith(SKILL)) {
                needs.add(tag.substring(SKILL.length()));
            }
        }
        var by = (String[]) row.getArray("refused_by").getArray();
        var at = (Long[]) row.getArray("refused_at").getArray();
        var refusals = new HashMap<String, Instant>();
        for (var n = 0; n < by.length; n++) {
            refusals.put(by[n], Instant.EPOCH.plus(at[n], ChronoUnit.MICROS));
        }
        return Optional.of(new Floor.Waiter(
                conversation.id(),
                conversation.version(),
                queue,
                priority,
                since,
                conversation.language(),
                conversation.lane().citizen().channel(),
                needs,
                row.getInt("taken"),
                row.getBoolean("escalated"),
                refusals));
    }

    @Override
    public Map<String, Load> loads(Instant now) {
        return database.jdbi().withHandle(handle -> {
            var has = new HashMap<String, Map<ChannelKind, Integer>>();
            var given = new HashMap<String, Instant>();
            handle.createQuery("""
                            select c.agent, c.channel, max(c.stage_at) as given_at,
                                   count(*) filter (where z.until_at is null or z.until_at <= :now) as count
                            from conversation c %s
                            where c.state = 'agent'
                            group by c.agent, c.channel
                            """.formatted(SnoozeRows.JOINED))
                    .bind("now", now)
                    .map((row, _) -> {
                        var agent = row.getString("agent");
                        has.computeIfAbsent(agent, _ -> new HashMap<>())
                                .put(new ChannelKind(row.getString("channel")), row.getInt("count"));
                        given.merge(agent, Rows.instant(row, "given_at"), PgOffers::later);
                        return agent;
                    })
                    .list();
            handle.createQuery("""
                            select a.agent, o.ended_at as at
                            from attendance a
                            cross join lateral (
                                select ended_at from offer
                                where agent = a.agent and ended = 'ACCEPTED' order by ended_at desc limit 1) o
                            """)
                    .map((row, _) -> given.merge(row.getString("agent"), Rows.instant(row, "at"), PgOffers::later))
                    .list();
            var loads = new HashMap<String, Load>();
            given.forEach((agent, at) ->
                    loads.put(agent, new Load(has.getOrDefault(agent, Map.of()), Optional.of(at))));
            return loads;
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public List<Floor.Offer> standing() {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createQuery("""
                                select conversation_id, agent, until_at from offer
                                where ended is null order by made_at, conversation_id
                                """).map((row, _) -> offer(row)).list());
    }

    private static Floor.Offer offer(ResultSet row) throws SQLException {
        return new Floor.Offer(
                new Conversation.Id(Rows.uuid(row, "conversation_id")),
                row.getString("agent"),
                Rows.instant(row, "until_at"));
    }

    @Override
    public Optional<Held> to(String agentId) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select " + ConversationColumns.READ.names("c.") + """
                                , o.conversation_id, o.agent as offered_to, o.until_at
                                from offer o join conversation c on c.id = o.conversation_id
                                where o.agent = :agent and o.ended is null and c.state = 'waiting'
                                """)
                        .bind("agent", agentId)
                        .map((row, _) -> new Held(
                                new Floor.Offer(
                                        new Conversation.Id(Rows.uuid(row, "conversation_id")),
                                        row.getString("offered_to"),
                                        Rows.instant(row, "until_at")),
                                ConversationColumns.read(row)))
                        .findOne());
    }

    @Override
    public boolean make(Conversation.Id conversation, String agentId, Instant until, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            var waiting = waiting(handle, conversation.value());
            if (waiting.isEmpty()) {
                return false;
            }
            try (var insert = handle.createUpdate("""
                    insert into offer (conversation_id, agent, made_at, until_at)
                    values (:conversation, :agent, :now, :until)
                    on conflict do nothing
                    """)) {
                insert.bind("conversation", conversation.value())
                        .bind("agent", agentId)
                        .bind("now", now)
                        .bind("until", until);
                if (insert.execute() == 0) {
                    return false;
                }
            }
            record(handle, waiting.get(), agentId, DeskEvent.Offering.MADE, now);
            return true;
        });
    }

    /// Held against being taken meanwhile.
    private static Optional<Conversation> waiting(Handle handle, UUID conversation) {
        return handle.createQuery("select " + ConversationColumns.READ.names("c.")
                        + " from conversation c where c.id = :id and c.state = 'waiting' for share")
                .bind("id", conversation)
                .map((row, _) -> ConversationColumns.read(row))
                .findOne();
    }

    @Override
    public boolean end(Conversation.Id conversation, String agentId, End how, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            var ended = handle.createQuery("""
                            update offer o
                            set ended_at = :now,
                                ended = case when :how = 'WITHDRAWN' and c.state = 'agent' and c.agent = o.agent
                                             then 'ACCEPTED' else :how end
                            from conversation c
                            where o.conversation_id = :conversation and o.agent = :agent and o.ended is null
                              and c.id = o.conversation_id
                            returning o.ended
                            """)
                    .bind("conversation", conversation.value())
                    .bind("agent", agentId)
                    .bind("how", how.name())
                    .bind("now", now)
                    .mapTo(String.class)
                    .findOne();
            ended.ifPresent(word -> handle.createQuery(
                            "select " + ConversationColumns.READ.names("c.") + " from conversation c where c.id = :id")
                    .bind("id", conversation.value())
                    .map((row, _) -> ConversationColumns.read(row))
                    .findOne()
                    .ifPresent(about ->
                            record(handle, about, agentId, End.valueOf(word).word(), now)));
            return ended.isPresent();
        });
    }

    private void record(Handle handle, Conversation about, String agentId, String outcome, Instant now) {
        var queue = switch (about.stage()) {
            case Stage.Waiting(var waitsIn, var _, var _) -> waitsIn;
            case Stage.WithAgent(var from, var _, var _, var _) -> from;
            case Stage.WithBot _ -> new QueueId("bot");
            case Stage.Closed _ -> new QueueId("closed");
        };
        var by = outcome.equals(End.ACCEPTED.word()) || outcome.equals(End.DECLINED.word())
                ? Actor.atConsole(agentId)
                : Actor.GATEWAY;
        PgAuditWriter.write(handle, List.of(audit.of(new DeskEvent.Offering(about, queue, agentId, outcome, by, now))));
    }

    @Override
    public List<QueueStep> steps(Conversation.Id conversation) {
        return database.jdbi().withHandle(handle -> QueueStepRows.of(handle, conversation));
    }
}
