package io.glassline.storage.postgres;

import io.glassline.form.LeftForms;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Finds conversations with an open form by what their sessions say.
public final class PgLeftForms implements LeftForms {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String LEFT = """
            select %s, w.at as wrote_at
            from conversation c
            cross join lateral (
                select max(m.at) as at from message m where m.conversation_id = c.id and m.author = 'citizen'
            ) w
            where c.state = 'bot' and c.session -> 'flow' is not null and c.session -> 'flow' -> 'isOffered' is null
              and c.last_activity_at <= :quietSince and (c.last_activity_at, c.id) > (:afterAt, :afterId)
              and w.at is not null
              and not exists (
                  select 1 from inbound i
                  where i.account = c.account and i.channel = c.channel and i.address = c.address
                    and i.finished_at is null
              )
            order by c.last_activity_at, c.id
            limit :countMax
            """.formatted(ConversationColumns.READ.names("c."));

    private final Database database;

    public PgLeftForms(Database database) {
        this.database = database;
    }

    @Override
    public List<Left> left(Instant quietSince, Optional<Left> after, int countMax) {
        var from = after.map(left -> left.conversation().lastActivityAt()).orElse(Instant.EPOCH);
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(LEFT)
                        .bind("quietSince", quietSince.atOffset(ZoneOffset.UTC))
                        .bind("afterAt", from.atOffset(ZoneOffset.UTC))
                        .bind(
                                "afterId",
                                after.map(left -> left.conversation().id().value())
                                        .orElse(BEFORE_ALL))
                        .bind("countMax", countMax)
                        .map((row, _) -> new Left(ConversationColumns.read(row), Rows.instant(row, "wrote_at")))
                        .list());
    }
}
