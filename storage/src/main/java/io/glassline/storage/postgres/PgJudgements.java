package io.glassline.storage.postgres;

import io.glassline.answer.Judgements;
import io.glassline.audit.Actor;
import io.glassline.audit.AnswerEvent;
import io.glassline.audit.AuditEntries;
import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import io.glassline.storage.json.JsonForms;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Judgements, in the table `answer_judgement`. What is drawn is drawn by a hash of the seed and the decision.
public final class PgJudgements implements Judgements {

    private static final String SAMPLE = """
            select d.id, substr(d.outcome, 5) as answer, m.content::text as content, c.language, c.id as conversation,
                   d.at, j.verdict
            from decision d
            join conversation c on c.id = d.conversation_id
            join message m on m.id = d.about
            left join answer_judgement j on j.decision_id = d.id
            where d.at >= :from and d.at < :until and d.outcome = any(:outcomes)
              and not starts_with(c.address, 'erased-')
            order by md5(:seed || ' ' || d.id), d.id
            limit :countMax
            """;

    private final Database database;
    private final AuditEntries audit;
    private final InstantSource clock;

    public PgJudgements(Database database, AuditEntries audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<Sampled> sample(Instant from, Instant until, String seed, Collection<String> answers) {
        return database
                .jdbi()
                .withHandle(handle -> handle.createQuery(SAMPLE)
                        .bind("from", from.atOffset(ZoneOffset.UTC))
                        .bind("until", until.atOffset(ZoneOffset.UTC))
                        .bind("outcomes", BinaryArray.of(String.class, List.copyOf(answers), answer -> "bot:" + answer))
                        .bind("seed", seed)
                        .bind("countMax", SAMPLE_A_DAY)
                        .map((row, _) -> new Sampled(
                                row.getLong("id"),
                                row.getString("answer"),
                                JsonForms.readContent(row.getString("content")).words(),
                                Locale.forLanguageTag(row.getString("language")),
                                new Conversation.Id(row.getObject("conversation", UUID.class)),
                                Rows.instant(row, "at"),
                                Rows.maybeText(row, "verdict").flatMap(Verdict::of)))
                        .list())
                .stream()
                .sorted(Comparator.comparing(Sampled::at).thenComparing(Sampled::decision))
                .toList();
    }

    @Override
    public boolean judge(long decision, Verdict verdict, Actor by) {
        return database.jdbi().inTransaction(handle -> judge(handle, decision, verdict, by));
    }

    private boolean judge(Handle handle, long decision, Verdict verdict, Actor by) {
        var now = clock.instant();
        var about = handle.createQuery("""
                        insert into answer_judgement (decision_id, answer, given_at, verdict, judged_by, judged_at)
                        select id, substr(outcome, 5), at, :verdict, :by, :now
                        from decision where id = :decision and outcome like 'bot:%'
                        on conflict (decision_id) do nothing
                        returning answer, (select about from decision where id = decision_id) as about
                        """)
                .bind("decision", decision)
                .bind("verdict", verdict.word())
                .bind("by", by.person())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, _) -> new AnswerEvent.Judgement(
                        row.getString("answer"),
                        new Message.Id(row.getObject("about", UUID.class)),
                        verdict.word(),
                        by,
                        now))
                .findOne();
        about.ifPresent(event -> PgAuditWriter.write(handle, List.of(audit.of(event))));
        return about.isPresent();
    }

    @Override
    public Map<Verdict, Long> counts(Instant since) {
        var counts = new EnumMap<Verdict, Long>(Verdict.class);
        database.jdbi()
                .useHandle(handle -> handle.createQuery("""
                        select verdict, count(*) as count from answer_judgement
                        where given_at >= :since
                        group by verdict
                        """)
                        .bind("since", since.atOffset(ZoneOffset.UTC))
                        .map((row, _) -> Map.entry(row.getString("verdict"), row.getLong("count")))
                        .forEach(count -> Verdict.of(count.getKey())
                                .ifPresent(verdict -> counts.put(verdict, count.getValue()))));
        return counts;
    }
}
