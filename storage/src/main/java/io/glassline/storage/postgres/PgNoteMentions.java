package io.glassline.storage.postgres;

import io.glassline.conversation.Conversation;
import io.glassline.desk.NoteMentions;
import java.time.Instant;
import java.util.List;

/// Mentions from the table of that name.
public final class PgNoteMentions implements NoteMentions {

    private final Database database;

    public PgNoteMentions(Database database) {
        this.database = database;
    }

    @Override
    public List<Mention> of(String agentId, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select " + ConversationColumns.READ.names("c.") + ", " + NoteRows.READ + """
                                , mine.seen_at is not null as seen
                                from mention mine
                                join note o on o.id = mine.note_id
                                join conversation c on c.id = o.conversation_id
                                where mine.agent = :agent
                                order by (mine.seen_at is not null), mine.at desc, mine.note_id
                                limit :countMax
                                """)
                        .bind("agent", agentId)
                        .bind("countMax", countMax)
                        .map((row, _) ->
                                new Mention(ConversationColumns.read(row), NoteRows.read(row), row.getBoolean("seen")))
                        .list());
    }

    @Override
    public int unseen(String agentId) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select count(*) from mention where agent = :agent and seen_at is null")
                        .bind("agent", agentId)
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public void seen(Conversation.Id conversation, String agentId, Instant at) {
        database.jdbi().useHandle(handle -> {
            try (var update = handle.createUpdate("""
                    update mention set seen_at = :at
                    where agent = :agent and conversation_id = :conversation and seen_at is null and at <= :at
                    """)) {
                update.bind("agent", agentId)
                        .bind("conversation", conversation.value())
                        .bind("at", at)
                        .execute();
            }
        });
    }
}
