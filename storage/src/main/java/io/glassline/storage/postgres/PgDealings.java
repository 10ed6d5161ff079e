package io.glassline.storage.postgres;

import io.glassline.conversation.QueueId;
import io.glassline.figure.Dealing;
import io.glassline.figure.Dealing.Contact;
import io.glassline.figure.Dealing.End;
import io.glassline.figure.Dealing.Said;
import io.glassline.figure.TopicMarks;
import io.glassline.figure.desk.Dealings;
import io.glassline.message.ChannelKind;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// What our tables know of conversations for figures. Safe to call from any thread.
public final class PgDealings implements Dealings {

    private static final Duration WEEK = Duration.ofDays(7);

    /// Who had a conversation that ended so shortly before this one is here again.
    private static final String AGAIN_WITHIN = "7 days";

    private static final String BOT_DECIDED = "bot:";

    /// What ended from `since` until `until`. A conversation in which a citizen never wrote is no dealing of theirs.
    private static final String ENDED = """
            select c.id from conversation c
            where c.state = 'closed' and c.stage_at >= :since and c.stage_at < :until and c.first_inbound_at is not null
            """;

    /// With what waited for a person at `until`: that is what a release has rows for.
    private static final String RELEASED = ENDED + """
            union
            select c.id from conversation c
            where c.first_queued_at < :until and c.first_inbound_at is not null
              and (c.first_taken_at is null or c.first_taken_at >= :until)
              and (c.state in ('waiting', 'agent') or c.state = 'closed' and c.stage_at >= :until)
            """;

    /// With all that was open at `until`.
    private static final String WITH_OPEN = ENDED + """
            union
            select c.id from conversation c where c.first_inbound_at < :until and c.state <> 'closed'
            union
            select c.id from conversation c
            where c.first_inbound_at < :until and c.state = 'closed' and c.stage_at >= :until
            """;

    /// What is known of each, without its words.
    private static final String DEALINGS = """
            with chosen as materialized (%s)
            select c.id, c.channel, c.language, c.state, c.stage_at, c.outcome, c.first_inbound_at,
              c.first_queued_at, c.first_taken_at, coalesce(c.taken_from, c.last_queue) as queue, r.points,
              exists (select from audit_entry e where e.conversation_id = c.id and e.kind = 'desk.reopened')
                as reopened,
              exists (
                select from conversation o
                where o.address = c.address and o.account = c.account and o.channel = c.channel and o.id <> c.id
                  and o.state = 'closed' and o.opened_at < c.opened_at and o.stage_at <= c.opened_at
                  and o.stage_at >= c.opened_at - interval '%s'
              ) as again
            from chosen join conversation c using (id)
            left join rating r on r.conversation_id = c.id
            """;

    /// What the city said in them, and when the provider had the last part of it. A message that failed reached nobody.
    private static final String SAID = """
            with chosen as materialized (%s)
            select m.conversation_id, m.author, d.outcome, had.at as had_at,
              exists (
                select from request r
                where r.conversation_id = m.conversation_id and r.asked_at = d.at
              ) as is_request
            from chosen
            join message m on m.conversation_id = chosen.id and m.author in ('bot', 'agent')
            left join lateral (
                select outcome, at from decision where conversation_id = m.conversation_id and about = m.answers
                order by id limit 1
            ) d on true
            left join lateral (
                select case when bool_and(p.delivery in ('ACCEPTED', 'SENT', 'DELIVERED', 'READ'))
                            then max(p.handed_over_at) end as at
                from part p where p.message_id = m.id
            ) had on true
            order by m.conversation_id, m.position
            """;

    /// What tells the topic of those that citizens began from `since` until `until`.
    private static final String MARKS = """
            select c.id, c.opened_at, coalesce(c.taken_from, c.last_queue) as queue,
              coalesce((
                select array_agg(substring(d.outcome from 5) order by d.id) from decision d
                where d.conversation_id = c.id and d.outcome like 'bot:%'
              ), array[]::text[]) as answers
            from conversation c
            where c.opened_at >= :since and c.opened_at < :until and c.first_inbound_at is not null
            """;

    private static final String ASKED = """
            with began as materialized (%s)
            select ((extract(epoch from :until - opened_at) * 1000000 - 1)::bigint / 1000000 / :weekSeconds)::int as week,
              answers, queue, count(*) as conversations
            from began group by 1, 2, 3
            """.formatted(MARKS);

    private static final String QUESTIONS = """
            with began as materialized (
                %s and not starts_with(c.address, 'erased-') order by c.opened_at desc limit :countMax
            )
            select began.answers, began.queue, first.content
            from began
            cross join lateral (
                select m.content from message m
                where m.conversation_id = began.id and m.author = 'citizen' order by m.position limit 1
            ) first
            order by began.opened_at desc
            """.formatted(MARKS);

    private final Database database;

    public PgDealings(Database database) {
        this.database = database;
    }

    @Override
    public List<Dealing> between(Instant since, Instant until) {
        return dealings(WITH_OPEN, since, until);
    }

    /// What the release of this time has rows for.
    List<Dealing> released(Instant since, Instant until) {
        return dealings(RELEASED, since, until);
    }

    /// Both readings are of one moment: a conversation does not end between them.
    private List<Dealing> dealings(String chosen, Instant since, Instant until) {
        return database.jdbi().inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            var said = said(handle, chosen, since, until);
            return handle.createQuery(DEALINGS.formatted(chosen, AGAIN_WITHIN))
                    .bind("since", since)
                    .bind("until", until)
                    .map((row, _) -> dealing(row, until, said.getOrDefault(Rows.uuid(row, "id"), List.of())))
                    .list();
        });
    }

    private static Map<UUID, List<Said>> said(Handle handle, String chosen, Instant since, Instant until) {
        var byConversation = new HashMap<UUID, List<Said>>();
        handle.createQuery(SAID.formatted(chosen))
                .bind("since", since)
                .bind("until", until)
                .map((row, _) -> Map.entry(Rows.uuid(row, "conversation_id"), said(row)))
                .forEach(one -> byConversation
                        .computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                        .add(one.getValue()));
        return byConversation;
    }

    private static Said said(ResultSet row) throws SQLException {
        var hadAt = Rows.maybeInstant(row, "had_at");
        if (row.getString("author").equals("agent")) {
            return new Said.ByPerson(hadAt);
        }
        var with = Rows.maybeText(row, "outcome")
                .filter(outcome -> outcome.startsWith(BOT_DECIDED))
                .map(outcome -> outcome.substring(BOT_DECIDED.length()))
                .orElse("");
        return new Said.ByBot(with, row.getBoolean("is_request"), hadAt);
    }

    private static Dealing dealing(ResultSet row, Instant until, List<Said> said) throws SQLException {
        var contact =
                row.getBoolean("reopened") ? Contact.REOPENED : row.getBoolean("again") ? Contact.AGAIN : Contact.FIRST;
        return new Dealing(
                new ChannelKind(row.getString("channel")),
                Locale.forLanguageTag(row.getString("language")),
                Rows.instant(row, "first_inbound_at"),
                end(row, until),
                contact,
                Rows.maybeText(row, "queue").map(QueueId::new),
                Rows.maybeInstant(row, "first_queued_at"),
                Rows.maybeInstant(row, "first_taken_at"),
                Optional.ofNullable(row.getObject("points", Integer.class)),
                said);
    }

    private static Optional<End> end(ResultSet row, Instant until) throws SQLException {
        if (!row.getString("state").equals("closed")) {
            return Optional.empty();
        }
        var end = new End(Rows.instant(row, "stage_at"), row.getString("outcome"));
        return Optional.of(end).filter(known -> known.at().isBefore(until));
    }

    @Override
    public List<Asked> asked(Instant until, int weeks) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(ASKED)
                        .bind("since", until.minus(WEEK.multipliedBy(weeks)))
                        .bind("until", until)
                        .bind("weekSeconds", WEEK.toSeconds())
                        .map((row, _) -> new Asked(row.getInt("week"), marks(row), row.getLong("conversations")))
                        .list());
    }

    @Override
    public List<Question> questions(Instant since, Instant until, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(QUESTIONS)
                        .bind("since", since)
                        .bind("until", until)
                        .bind("countMax", countMax)
                        .map((row, _) -> new Question(
                                marks(row),
                                JsonForms.readContent(row.getString("content")).words()))
                        .list());
    }

    private static TopicMarks marks(ResultSet row) throws SQLException {
        var answers = (String[]) row.getArray("answers").getArray();
        return new TopicMarks(
                Stream.of(answers).toList(), Rows.maybeText(row, "queue").map(QueueId::new));
    }
}
