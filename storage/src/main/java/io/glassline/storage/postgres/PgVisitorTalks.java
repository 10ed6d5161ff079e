package io.glassline.storage.postgres;

import io.glassline.conversation.Lane;
import io.glassline.desk.VisitorTalks;
import io.glassline.message.Delivery;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Talks of visitors, from the tables of every other conversation and by the indexes that these have.
public final class PgVisitorTalks implements VisitorTalks {

    /// A part is there for its visitor from the moment at which it is handed over: the record is the
    /// mailbox.
    private static final List<Delivery> READABLE =
            List.of(Delivery.ACCEPTED, Delivery.SENT, Delivery.DELIVERED, Delivery.READ);

    private static final int UNHANDLED_MAX = 100;

    private final Database database;

    public PgVisitorTalks(Database database) {
        this.database = database;
    }

    @Override
    public Talk talk(Lane lane, int countMax) {
        return database.jdbi().inTransaction(handle -> {
            var unhandled = unhandled(handle, lane); // before the others: a turn may end in between
            var said = said(handle, lane, countMax);
            var ids = new HashSet<String>();
            said.forEach(line -> ids.add(line.id()));
            var lines = new ArrayList<>(said);
            unhandled.stream().filter(line -> !ids.contains(line.id())).forEach(lines::add);
            return new Talk(lines, !unhandled.isEmpty() || isOnItsWay(handle, lane), state(handle, lane));
        });
    }

    private static List<Line> said(Handle handle, Lane lane, int countMax) {
        return LaneColumns.bind(handle.createQuery("""
                        select * from (
                            select m.id, m.author, m.content, m.at, i.provider_id,
                                   coalesce(p.number, 0) as number, p.text, p.offers, p.delivery,
                                   c.opened_at, m.position
                            from conversation c
                            join message m on m.conversation_id = c.id
                            left join inbound i on i.id = m.id
                            left join part p on p.message_id = m.id and p.delivery = any(:readable)
                            where c.account = :account and c.channel = :channel and c.address = :address
                              and (m.author = 'citizen' or p.message_id is not null)
                            order by c.opened_at desc, m.position desc, number desc
                            limit :countMax
                        ) latest order by opened_at, position, number
                        """), lane)
                .bind("readable", BinaryArray.of(String.class, READABLE, Delivery::name))
                .bind("countMax", countMax)
                .map((row, _) -> line(row))
                .list();
    }

    private static Line line(ResultSet row) throws SQLException {
        var id = Rows.uuid(row, "id") + "." + row.getInt("number");
        var text = Rows.maybeText(row, "text");
        var offers = Rows.maybeText(row, "offers").map(JsonForms::readOffers).orElse(List.of());
        return new Line(
                id,
                row.getString("author"),
                text.isPresent()
                        ? text.get()
                        : JsonForms.readContent(row.getString("content")).words(),
                offers,
                Rows.maybeText(row, "provider_id"),
                Rows.maybeText(row, "delivery").map(Delivery::valueOf).map(Delivery::word),
                Rows.instant(row, "at"));
    }

    private static List<Line> unhandled(Handle handle, Lane lane) {
        return LaneColumns.bind(handle.createQuery("""
                        select id, content, provider_id, received_at from inbound
                        where account = :account and channel = :channel and address = :address
                          and finished_at is null and not signal
                        order by coalesce(earlier_at, received_at), seq
                        limit :countMax
                        """), lane)
                .bind("countMax", UNHANDLED_MAX)
                .map((row, _) -> new Line(
                        Rows.uuid(row, "id") + ".0",
                        "citizen",
                        JsonForms.readContent(row.getString("content")).words(),
                        List.of(),
                        Rows.maybeText(row, "provider_id"),
                        Optional.empty(),
                        Rows.instant(row, "received_at")))
                .list();
    }

    private static boolean isOnItsWay(Handle handle, Lane lane) {
        return LaneColumns.bind(handle.createQuery("""
                        select exists (
                            select 1 from outbox
                            where account = :account and channel = :channel and address = :address
                              and settled_at is null)
                        """), lane)
                .mapTo(Boolean.class)
                .one();
    }

    private static Optional<String> state(Handle handle, Lane lane) {
        return LaneColumns.bind(handle.createQuery("""
                        select state from conversation
                        where account = :account and channel = :channel and address = :address
                        order by opened_at desc
                        limit 1
                        """), lane)
                .mapTo(String.class)
                .findOne();
    }

    /// A commit of a turn or of the desk moves a version; a part that is handed over settles its send.
    @Override
    public Map<Lane, String> stamps(Collection<Lane> lanes) {
        if (lanes.isEmpty()) {
            return Map.of();
        }
        var asked = List.copyOf(lanes);
        return database.jdbi().withHandle(handle -> {
            var query = handle.createQuery("""
                    select w.account, w.channel, w.address,
                           concat_ws('.',
                               (select sum(c.version) from conversation c
                                where c.address = w.address and c.account = w.account and c.channel = w.channel),
                               (select count(*) from outbox o
                                where o.account = w.account and o.channel = w.channel and o.address = w.address
                                  and o.settled_at is null),
                               (select count(*) from inbound i
                                where i.account = w.account and i.channel = w.channel and i.address = w.address
                                  and i.finished_at is null)) as stamp
                    from unnest(:accounts, :channels, :addresses) as w (account, channel, address)
                    """);
            Rows.column(query, "accounts", String.class, asked, Lane::accountId);
            Rows.column(
                    query,
                    "channels",
                    String.class,
                    asked,
                    lane -> lane.citizen().channel().name());
            Rows.column(
                    query,
                    "addresses",
                    String.class,
                    asked,
                    lane -> lane.citizen().value());
            var stamps = new HashMap<Lane, String>();
            query.map((row, _) -> Map.entry(LaneColumns.read(row), row.getString("stamp")))
                    .forEach(stamp -> stamps.put(stamp.getKey(), stamp.getValue()));
            return stamps;
        });
    }
}
