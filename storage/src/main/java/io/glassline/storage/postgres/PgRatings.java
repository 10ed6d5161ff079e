package io.glassline.storage.postgres;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.rating.Ended;
import io.glassline.rating.Ended.Obstacle;
import io.glassline.rating.Ratings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `rating`, and what of ended conversations tells whether to ask.
public final class PgRatings implements Ratings {

    /// What one citizen gives on one account, whatever of their addresses they write from.
    private static final String ASKED = """
            select exists (
                select from (select :account as account, :channel as channel, :address as address) n
                cross join lateral %s same
                join rating r on r.address = same.address and r.account = n.account and r.channel = n.channel
                where r.question_id is not null and r.at >= :since
            )
            """.formatted(Aliases.ADDRESSES);

    /// An emergency is one by the queue or the priority it came to at any time, or by the question
    /// whether it is one.
    private static final String ENDED = """
            select %s,
                   coalesce((
                       select d.outcome from decision d
                       where d.conversation_id = c.id and d.outcome ~ '^(bot|queue):'
                       order by d.id desc limit 1
                   ), '') as about,
                   c.bot_answered or c.first_taken_at is not null as answered,
                   exists (
                           select from decision d
                           where d.conversation_id = c.id
                             and (d.outcome = 'queue:emergency' or d.decision ->> 'priority' = 'EMERGENCY')
                       )
                       or exists (
                           select from audit_entry e
                           where e.conversation_id = c.id and e.kind = 'desk.ranked'
                             and strpos(convert_from(e.sealed, 'UTF8'), '"outcome":"emergency"') > 0
                       ) as emergency,
                   exists (
                       select from message m join inbound i on i.id = m.id
                       where m.conversation_id = c.id and string_to_array(i.marks, ',') && array['%s', '%s', '%s']
                   ) as machines,
                   (select max(m.at) from message m where m.conversation_id = c.id and m.author = 'citizen') as wrote_at
            from conversation c
            where c.state = 'closed' and c.stage_at >= :from and c.stage_at < :until
              and not starts_with(c.address, 'erased-') and c.channel = any(:channels)
              and not exists (select from rating r where r.conversation_id = c.id)
            order by c.stage_at
            limit :countMax
            """.formatted(
            ConversationColumns.READ.names("c."), Mark.AUTOMATIC, Mark.NO_AUTOMATIC_ANSWER, Mark.ANSWERED_ENOUGH);

    private final Database database;

    public PgRatings(Database database) {
        this.database = database;
    }

    @Override
    public List<Ended> ended(Collection<String> channels, Instant from, Instant until, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(ENDED)
                        .bind("channels", BinaryArray.of(String.class, List.copyOf(channels), channel -> channel))
                        .bind("from", from.atOffset(ZoneOffset.UTC))
                        .bind("until", until.atOffset(ZoneOffset.UTC))
                        .bind("countMax", countMax)
                        .map((row, _) -> new Ended(
                                ConversationColumns.read(row),
                                row.getString("about"),
                                row.getBoolean("answered"),
                                row.getBoolean("emergency"),
                                row.getBoolean("machines"),
                                Optional.ofNullable(row.getObject("wrote_at", OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant)))
                        .list());
    }

    /// On the phone no one is asked, so that a lane stands for an address.
    @Override
    public boolean isAskedSince(Collection<Lane> lanes, Instant since) {
        return database.jdbi()
                .withHandle(handle -> lanes.stream()
                        .anyMatch(lane -> LaneColumns.bind(handle.createQuery(ASKED), lane)
                                .bind("since", since.atOffset(ZoneOffset.UTC))
                                .mapTo(Boolean.class)
                                .one()));
    }

    @Override
    public void passOver(Conversation conversation, Obstacle because, Instant at) {
        database.jdbi()
                .useHandle(handle -> LaneColumns.bind(handle.createUpdate("""
                                insert into rating
                                    (conversation_id, account, channel, address, language, about, at, passed_over)
                                values (:id, :account, :channel, '', :language, '', :at, :because)
                                on conflict (conversation_id) do nothing
                                """), conversation.lane())
                        .bind("id", conversation.id().value())
                        .bind("language", conversation.language().toLanguageTag())
                        .bind("at", at.atOffset(ZoneOffset.UTC))
                        .bind("because", because.word())
                        .execute());
    }

    @Override
    public Summary summary(Instant since) {
        return database.jdbi().inTransaction(handle -> {
            var passedOver = new HashMap<String, Long>();
            handle.createQuery("""
                            select passed_over, count(*) as conversations from rating
                            where at >= :since and passed_over is not null
                            group by passed_over
                            """)
                    .bind("since", since.atOffset(ZoneOffset.UTC))
                    .map((row, _) -> passedOver.put(row.getString("passed_over"), row.getLong("conversations")))
                    .list();
            return new Summary(
                    counts(handle, "''", since).stream()
                            .findFirst()
                            .orElse(new Count("", 0, List.of(0L, 0L, 0L, 0L, 0L))),
                    counts(handle, "channel", since),
                    counts(handle, "language", since),
                    counts(handle, "about", since),
                    passedOver);
        });
    }

    /// The most asked first.
    private static List<Count> counts(Handle handle, String by, Instant since) {
        return handle.createQuery("""
                        select %s as name, count(*) as asked,
                               count(*) filter (where points = 1) as one,
                               count(*) filter (where points = 2) as two,
                               count(*) filter (where points = 3) as three,
                               count(*) filter (where points = 4) as four,
                               count(*) filter (where points = 5) as five
                        from rating
                        where at >= :since and question_id is not null
                        group by 1
                        order by asked desc, name
                        """.formatted(by))
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .map((row, _) -> count(row))
                .list();
    }

    private static Count count(ResultSet row) throws SQLException {
        return new Count(
                row.getString("name"),
                row.getLong("asked"),
                List.of(
                        row.getLong("one"),
                        row.getLong("two"),
                        row.getLong("three"),
                        row.getLong("four"),
                        row.getLong("five")));
    }
}
