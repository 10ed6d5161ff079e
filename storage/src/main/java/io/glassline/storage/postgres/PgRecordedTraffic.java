package io.glassline.storage.postgres;

import io.glassline.consent.Consent;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.storage.json.DecisionJson;
import io.glassline.storage.json.JsonForms;
import io.glassline.trial.RecordedMessage;
import io.glassline.trial.RecordedTraffic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/// What was decided about citizens' messages, read from our tables. A replay of millions of messages reads a few
/// hundred conversations at a time, each page by itself, so that it holds neither memory nor a snapshot.
public final class PgRecordedTraffic implements RecordedTraffic {

    private static final int CONVERSATIONS_OF_A_PAGE = 200;
    private static final int MESSAGES_OF_A_PAGE = 2_000;

    private static final UUID FIRST = new UUID(0, 0);

    /// The next conversations of the window, each at its first decision in it.
    private static final String CONVERSATIONS = """
            select d.at, d.id, d.conversation_id from decision d
            where d.at >= :after and d.at < :until and (d.at, d.id) > (:after, :afterId)
              and not exists (
                select from decision e
                where e.conversation_id = d.conversation_id and e.id < d.id and e.at >= :since
              )
            order by d.at, d.id
            limit :countMax
            """;

    /// What is known of conversations beside their messages: what their citizens spoke before, and the last two lines
    /// of the ledger from before the first decision that is read.
    private static final String BEFORE = """
            select %s, before.language as language_before, line.standing, line.how, line.at as consent_at
            from unnest(:ids, :firstAts) as n (id, first_at)
            join conversation c on c.id = n.id
            left join lateral (
                select o.language from conversation o
                where o.address = c.address and o.account = c.account and o.channel = c.channel
                  and o.opened_at < c.opened_at
                order by o.opened_at desc limit 1
            ) before on true
            left join lateral (
                select s.id, s.standing, s.how, s.at from consent s
                where s.account = c.account and s.channel = c.channel and s.address = c.address
                  and s.programme = :programme and s.at < n.first_at
                order by s.id desc limit 2
            ) line on true
            order by c.id, line.id desc
            """.formatted(ConversationColumns.READ.names("c."));

    /// The messages of some conversations, with what was decided. Words were erased where the entry that commits to
    /// them has lost its key.
    private static final String MESSAGES = """
            select d.id as decision_id, d.conversation_id, d.decision, d.at as decided_at,
              i.id is null or e.salt is null or e.sealed is not null and e.words_salt is null as erased, %s
            from decision d
            left join inbound i on i.id = d.about
            left join audit_entry e on e.id = i.entry_id
            where d.conversation_id = any(:ids) and d.at >= :since and d.at < :until
              and (d.conversation_id, d.id) > (:afterConversation, :afterId)
            order by d.conversation_id, d.id
            limit :countMax
            """.formatted(InboundColumns.READ.names("i."));

    private final Database database;

    public PgRecordedTraffic(Database database) {
        this.database = database;
    }

    @Override
    public long count(Instant since, Instant until) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("select count(*) from decision where at >= :since and at < :until")
                                .bind("since", since)
                                .bind("until", until)
                                .mapTo(Long.class)
                                .one());
    }

    @Override
    public void read(Instant since, Instant until, Predicate<RecordedMessage> to) {
        var window = new Window(since, until);
        var page = database.jdbi().withHandle(handle -> conversations(handle, window, since, 0));
        while (!page.isEmpty() && readMessages(window, page, to)) {
            var last = page.getLast();
            page = database.jdbi().withHandle(handle -> conversations(handle, window, last.at(), last.decision()));
        }
    }

    private record Window(Instant since, Instant until) {}

    /// @param at of its first decision in the window
    private record First(UUID conversation, Instant at, long decision) {}

    private static List<First> conversations(Handle handle, Window window, Instant after, long afterId) {
        return handle.createQuery(CONVERSATIONS)
                .bind("since", window.since())
                .bind("until", window.until())
                .bind("after", after)
                .bind("afterId", afterId)
                .bind("countMax", CONVERSATIONS_OF_A_PAGE)
                .map((row, _) ->
                        new First(Rows.uuid(row, "conversation_id"), Rows.instant(row, "at"), row.getLong("id")))
                .list();
    }

    private record Before(Conversation conversation, Optional<Locale> language, List<ConsentChange> lines) {}

    /// @return whether more are wanted
    private boolean readMessages(Window window, List<First> page, Predicate<RecordedMessage> to) {
        var before = database.jdbi().withHandle(handle -> before(handle, page));
        var conversation = FIRST;
        var decision = 0L;
        while (true) {
            var afterConversation = conversation;
            var afterId = decision;
            var messages = database.jdbi()
                    .withHandle(handle -> messages(handle, window, page, before, afterConversation, afterId));
            for (var message : messages) {
                if (!to.test(message.message())) {
                    return false;
                }
                conversation = message.message().conversation().id().value();
                decision = message.decision();
            }
            if (messages.size() < MESSAGES_OF_A_PAGE) {
                return true;
            }
        }
    }

    private static Map<UUID, Before> before(Handle handle, List<First> page) {
        var query = handle.createQuery(BEFORE).bind("programme", ConsentChange.ALL);
        Rows.column(query, "ids", UUID.class, page, First::conversation);
        Rows.column(query, "firstAts", Instant.class, page, First::at);
        var known = new HashMap<UUID, Before>();
        query.map((row, _) -> {
                    var conversation = ConversationColumns.read(row);
                    var language = Rows.maybeText(row, "language_before").map(Locale::forLanguageTag);
                    var one = known.computeIfAbsent(
                            conversation.id().value(), _ -> new Before(conversation, language, new ArrayList<>()));
                    if (row.getString("standing") != null) {
                        one.lines().add(line(conversation, row));
                    }
                    return one;
                })
                .list();
        return known;
    }

    private static ConsentChange line(Conversation conversation, ResultSet row) throws SQLException {
        return new ConsentChange(
                conversation.lane(),
                ConsentChange.ALL,
                Standing.valueOf(row.getString("standing")),
                row.getString("how"),
                "",
                Rows.instant(row, "consent_at"));
    }

    private record Read(RecordedMessage message, long decision) {}

    private static List<Read> messages(
            Handle handle,
            Window window,
            List<First> page,
            Map<UUID, Before> before,
            UUID afterConversation,
            long afterId) {
        var query = handle.createQuery(MESSAGES)
                .bind("since", window.since())
                .bind("until", window.until())
                .bind("afterConversation", afterConversation)
                .bind("afterId", afterId)
                .bind("countMax", MESSAGES_OF_A_PAGE);
        Rows.column(query, "ids", UUID.class, page, First::conversation);
        return query.map((row, _) -> read(row, before)).list();
    }

    private static Read read(ResultSet row, Map<UUID, Before> before) throws SQLException {
        var of = Objects.requireNonNull(before.get(Rows.uuid(row, "conversation_id")), "conversation");
        var inbound = row.getBoolean("erased") ? Optional.<Inbound>empty() : Optional.of(InboundColumns.read(row));
        return new Read(
                new RecordedMessage(
                        of.conversation(),
                        of.language(),
                        Consent.of(of.lines()),
                        inbound,
                        DecisionJson.readDecision(row.getString("decision")),
                        Rows.instant(row, "decided_at")),
                row.getLong("decision_id"));
    }

    private static final String DECISIONS = """
            select d.conversation_id, d.about, c.channel, c.language, d.decision, d.at
            from decision d join conversation c on c.id = d.conversation_id
            """;

    @Override
    public Optional<Recorded> find(Message.Id about) {
        return database.jdbi().withHandle(handle -> {
            var replies = handle
                    .createQuery("""
                            select r.content from message m
                            join message r on r.conversation_id = m.conversation_id and r.answers = m.id
                            where m.id = :about order by r.position
                            """)
                    .bind("about", about.value())
                    .map((row, _) -> JsonForms.readContent(row.getString("content")))
                    .list()
                    .stream()
                    .map(Content::words)
                    .toList();
            return handle.createQuery(DECISIONS + """
                            where d.conversation_id = (select m.conversation_id from message m where m.id = :about)
                              and d.about = :about
                            order by d.id desc limit 1
                            """)
                    .bind("about", about.value())
                    .map((row, _) -> recorded(row, replies))
                    .findOne();
        });
    }

    @Override
    public Map<Message.Id, String> words(Collection<Message.Id> messages) {
        var words = new HashMap<Message.Id, String>();
        database.jdbi().useHandle(handle -> {
            var query = handle.createQuery("""
                    select i.id, i.content from inbound i join audit_entry e on e.id = i.entry_id
                    where i.id = any(:ids) and not (e.salt is null or e.sealed is not null and e.words_salt is null)
                    """);
            Rows.column(query, "ids", UUID.class, List.copyOf(messages), Message.Id::value);
            query.map((row, _) -> words.put(
                            new Message.Id(Rows.uuid(row, "id")),
                            JsonForms.readContent(row.getString("content")).words()))
                    .list();
        });
        words.values().removeIf(String::isBlank);
        return words;
    }

    @Override
    public List<Recorded> latest(Instant since, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                DECISIONS + " where d.at >= :since order by d.at desc, d.id desc limit :countMax")
                        .bind("since", since)
                        .bind("countMax", countMax)
                        .map((row, _) -> recorded(row, List.of()))
                        .list());
    }

    private static Recorded recorded(ResultSet row, List<String> replies) throws SQLException {
        return new Recorded(
                new Conversation.Id(Rows.uuid(row, "conversation_id")),
                new Message.Id(Rows.uuid(row, "about")),
                row.getString("channel"),
                Locale.forLanguageTag(row.getString("language")),
                DecisionJson.readDecision(row.getString("decision")),
                Rows.instant(row, "at"),
                replies);
    }

    @Override
    public Map<String, Long> countByRule(Instant since) {
        var counts = new HashMap<String, Long>();
        database.jdbi()
                .useHandle(handle -> handle.createQuery("""
                        select decision ->> 'rule' as rule, count(*) as messages
                        from decision where at >= :since group by 1
                        """)
                        .bind("since", since)
                        .map((row, _) -> counts.put(row.getString("rule"), row.getLong("messages")))
                        .list());
        return counts;
    }
}
