package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;

import io.glassline.conversation.Conversation;
import io.glassline.store.ConversationStore.QuietSince;
import java.time.Instant;
import java.util.List;

/// In which conversations nothing has happened for long. Asked seldom: of a conversation that seems to be
/// over, and once a minute of all.
final class QuietRows {

    private QuietRows() {}

    /// The last of what a conversation has to send: older ones went before it, for a lane's are sent in
    /// order.
    private static final int SENDS_LOOKED_AT = 50;

    private static final Columns<QuietSince> ACCOUNTS = Columns.of(
            "quiet",
            column("account", SqlType.TEXT, QuietSince::accountId),
            column("since", SqlType.TIME, QuietSince::since));

    /// When the last of them was settled; never, where one is not.
    private static final String LAST_SEND = """
            select max(coalesce(s.settled_at, 'infinity')) from (
                select o.settled_at
                from message m join outbox o on o.message_id = m.id
                where m.conversation_id = c.id
                order by m.position desc
                limit %d
            ) s
            """.formatted(SENDS_LOOKED_AT);

    static Instant quietSince(Database database, Conversation conversation) {
        var lastSend = database.jdbi()
                .withHandle(handle -> handle.createQuery("select nullif(last_send, 'infinity') as at, last_send ="
                                + " 'infinity' as under_way from (select c.id, (" + LAST_SEND
                                + ") as last_send from conversation c where c.id = :id) c where last_send is not null")
                        .bind("id", conversation.id().value())
                        .map((row, _) -> row.getBoolean("under_way") ? Instant.MAX : Rows.instant(row, "at"))
                        .findOne());
        return lastSend.filter(conversation.lastActivityAt()::isBefore).orElse(conversation.lastActivityAt());
    }

    private static final String QUIET = """
            select %1$s
            from %2$s
            cross join lateral (
                select c.* from conversation c
                where c.account = n.account and c.state = 'bot' and c.last_activity_at < n.since
                  and coalesce((%3$s) < n.since, true)
                  and not exists (
                      select 1 from inbound i
                      where i.account = c.account and i.channel = c.channel and i.address = c.address
                        and i.finished_at is null
                  )
                order by c.last_activity_at
                limit :countMax
            ) c
            order by n.nth, c.last_activity_at
            limit :countMax
            """.formatted(ConversationColumns.READ.names("c."), ACCOUNTS.rows(), LAST_SEND);

    static List<Conversation> quiet(Database database, List<QuietSince> accounts, int countMax) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        return database.jdbi().withHandle(handle -> {
            var query = handle.createQuery(QUIET);
            ACCOUNTS.bind(query, accounts);
            return query.bind("countMax", countMax)
                    .map((row, _) -> ConversationColumns.read(row))
                    .list();
        });
    }
}
