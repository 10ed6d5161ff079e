package io.glassline.storage.postgres;

import io.glassline.conversation.Conversation;
import io.glassline.form.AwayForms;
import io.glassline.form.LookAgainWork;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// Finds conversations whose form waits for a source, by what their sessions hold out.
public final class PgAwayForms implements AwayForms {

    private static final String AWAY = """
            select %s from conversation c
            where c.state = 'bot' and c.session -> 'flow' is not null and c.last_activity_at > :toldSince
              and exists (
                  select 1 from json_array_elements(c.session -> 'offered') offer where offer ->> 'id' = :offer
              )
              and not exists (
                  select 1 from inbound i
                  where i.account = c.account and i.channel = c.channel and i.address = c.address
                    and i.finished_at is null
              )
            order by c.last_activity_at, c.id
            limit :countMax
            """.formatted(ConversationColumns.READ.names("c."));

    private final Database database;

    public PgAwayForms(Database database) {
        this.database = database;
    }

    @Override
    public List<Conversation> away(Instant toldSince, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(AWAY)
                        .bind("toldSince", toldSince.atOffset(ZoneOffset.UTC))
                        .bind("offer", LookAgainWork.OFFER)
                        .bind("countMax", countMax)
                        .map((row, _) -> ConversationColumns.read(row))
                        .list());
    }
}
