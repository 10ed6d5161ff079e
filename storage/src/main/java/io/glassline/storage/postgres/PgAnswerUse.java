package io.glassline.storage.postgres;

import io.glassline.answer.AnswerUse;
import io.glassline.conversation.Conversation;
import io.glassline.rating.Rating;
import io.glassline.storage.json.JsonForms;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// What came of answers, read from `decision` and what stands around it.
public final class PgAnswerUse implements AnswerUse {

    /// Each giving once, with the next of the same answer to the same lane. Given are the bot's own phrases, too, and
    /// its forms: who asks knows which names are answers.
    private static final String COUNTS = """
            with given as (
                select d.id, d.conversation_id, substr(d.outcome, 5) as answer, d.at,
                       lead(d.at) over (
                           partition by c.account, c.channel, c.address, d.outcome order by d.at, d.id
                       ) as again_at
                from decision d join conversation c on c.id = d.conversation_id
                where d.at >= :since and d.outcome like 'bot:%'
            ),
            rated as (
                select g.answer, count(*) as rated, count(*) filter (where r.points >= :satisfied) as satisfied
                from (select distinct answer, conversation_id from given) g
                join rating r on r.conversation_id = g.conversation_id
                where r.points is not null
                group by g.answer
            )
            select g.answer, count(*) as given,
                   count(*) filter (where g.again_at <= g.at + make_interval(secs => :again)) as asked_again,
                   count(*) filter (where exists (
                       select from decision q
                       where q.conversation_id = g.conversation_id and q.id > g.id and q.outcome like 'queue:%'
                   )) as to_people,
                   coalesce(max(r.rated), 0) as rated, coalesce(max(r.satisfied), 0) as satisfied
            from given g left join rated r on r.answer = g.answer
            group by g.answer
            """;

    private static final String RECEIVERS = """
            select c.id, c.account, c.channel, c.address, c.language, c.state, g.at
            from (
                select conversation_id, max(at) as at
                from decision
                where at >= :since and outcome = :outcome
                group by conversation_id
            ) g
            join conversation c on c.id = g.conversation_id
            where not starts_with(c.address, 'erased-')
            order by g.at desc, c.id
            limit :countMax
            """;

    /// The bot said that it did not understand or had no answer; or people got it, for the knowledge had nothing.
    private static final String UNANSWERED = """
            select m.content::text as content, c.account, c.channel, c.address, c.language, d.at
            from decision d
            join conversation c on c.id = d.conversation_id
            join message m on m.id = d.about
            where d.at >= :since
              and not starts_with(c.address, 'erased-')
              and (d.outcome in ('bot:not-understood', 'bot:none-of-these', 'bot:not-in-answer')
                   or d.outcome like 'queue:%' and exists (
                       select from json_array_elements(d.decision -> 'trace') seen
                       where seen ->> 'rule' = 'knowledge' and seen ->> 'saw' like 'nothing %'
                   ))
            order by d.at desc, d.id desc
            limit :countMax
            """;

    private final Database database;

    public PgAnswerUse(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, Count> counts(Instant since) {
        return database
                .jdbi()
                .withHandle(handle -> handle.createQuery(COUNTS)
                        .bind("since", since.atOffset(ZoneOffset.UTC))
                        .bind("again", (double) ASKED_AGAIN_WITHIN.toSeconds())
                        .bind("satisfied", Rating.SATISFIED_POINTS_MIN)
                        .map((row, _) -> Map.entry(
                                row.getString("answer"),
                                new Count(
                                        row.getLong("given"),
                                        row.getLong("asked_again"),
                                        row.getLong("to_people"),
                                        row.getLong("rated"),
                                        row.getLong("satisfied"))))
                        .list())
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<Receiver> receivers(String answer, Instant since, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(RECEIVERS)
                        .bind("since", since.atOffset(ZoneOffset.UTC))
                        .bind("outcome", "bot:" + answer)
                        .bind("countMax", countMax)
                        .map((row, _) -> new Receiver(
                                new Conversation.Id(row.getObject("id", UUID.class)),
                                LaneColumns.read(row),
                                Locale.forLanguageTag(row.getString("language")),
                                row.getString("state"),
                                Rows.instant(row, "at")))
                        .list());
    }

    @Override
    public List<Question> unanswered(Instant since, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(UNANSWERED)
                        .bind("since", since.atOffset(ZoneOffset.UTC))
                        .bind("countMax", countMax)
                        .map((row, _) -> new Question(
                                JsonForms.readContent(row.getString("content")).words(),
                                LaneColumns.read(row),
                                Locale.forLanguageTag(row.getString("language")),
                                Rows.instant(row, "at")))
                        .list());
    }
}
