package io.glassline.storage.postgres;

import io.glassline.conversation.Conversation;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.privacy.Erasure;
import io.glassline.privacy.Hold;
import io.glassline.privacy.PrivacyBoard;
import java.util.List;

/// What staff see who answer for privacy, from the tables.
public final class PgPrivacyBoard implements PrivacyBoard {

    /// The gate by which a citizen asks for a correction, as decisions name it.
    private static final String CORRECTION = "correct-my-data";

    private static final String THEIRS = """
            theirs as (
                select id, last_activity_at from conversation where address = :address and channel = :channel
                union all
                select id, last_activity_at from conversation
                where channel = 'voice' and :channel = 'voice' and split_part(address, ';call=', 1) = :address
                  and address <> :address
            )
            """;

    private final Database database;

    public PgPrivacyBoard(Database database) {
        this.database = database;
    }

    @Override
    public Held heldOf(Address address) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("with " + THEIRS + """
                        select (select count(*) from theirs) as conversations,
                               (select count(*) from theirs join message m on m.conversation_id = theirs.id) as messages,
                               (select count(*) from theirs join message m on m.conversation_id = theirs.id
                                join attachment t on t.message_id = m.id) as files,
                               (select count(*) from consent where address = :address and channel = :channel) as consents,
                               (select count(*) from theirs join request r on r.conversation_id = theirs.id) as requests,
                               (select max(last_activity_at) from theirs) as last_at
                        """)
                        .bind("address", address.shown())
                        .bind("channel", address.channel().name())
                        .map((row, _) -> new Held(
                                row.getLong("conversations"),
                                row.getLong("messages"),
                                row.getLong("files"),
                                row.getLong("consents"),
                                row.getLong("requests"),
                                Rows.maybeInstant(row, "last_at")))
                        .one());
    }

    @Override
    public List<Hold> holds(int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select * from erasure_hold where lifted_at is null order by set_at desc limit :countMax
                        """)
                        .bind("countMax", countMax)
                        .map((row, _) -> HoldRows.hold(row))
                        .list());
    }

    @Override
    public List<Progress> erasures(int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select id, channel, stage, asked_by, because, asked_at, finished_at from erasure
                        order by asked_at desc limit :countMax
                        """)
                        .bind("countMax", countMax)
                        .map((row, _) -> new Progress(
                                Rows.uuid(row, "id"),
                                new ChannelKind(row.getString("channel")),
                                Erasure.Stage.valueOf(row.getString("stage")),
                                row.getString("asked_by"),
                                row.getString("because"),
                                Rows.instant(row, "asked_at"),
                                Rows.maybeInstant(row, "finished_at")))
                        .list());
    }

    @Override
    public List<Wish> corrections(int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select c.id, c.channel, c.state = 'agent' as taken, c.stage_at from conversation c
                        where c.state in ('waiting', 'agent')
                          and exists (
                              select from decision d
                              where d.conversation_id = c.id and strpos(d.decision::text, :correction) > 0
                          )
                        order by c.stage_at limit :countMax
                        """)
                        .bind("correction", CORRECTION)
                        .bind("countMax", countMax)
                        .map((row, _) -> new Wish(
                                new Conversation.Id(Rows.uuid(row, "id")),
                                new ChannelKind(row.getString("channel")),
                                row.getBoolean("taken"),
                                Rows.instant(row, "stage_at")))
                        .list());
    }
}
