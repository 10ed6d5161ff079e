package io.glassline.storage.postgres;

import io.glassline.channel.WebhookCall;
import io.glassline.intake.Envelopes;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The calls in the table `envelope`, which [PgInboundLog] fills.
public final class PgEnvelopes implements Envelopes {

    private final Database database;

    public PgEnvelopes(Database database) {
        this.database = database;
    }

    private static final String PAGE = """
            select id, method, endpoint, url, headers, body, received_at
            from envelope
            where account = :account and received_at >= :since and received_at < :until and id > :after
            order by id
            limit :countMax
            """;

    @Override
    public List<Envelope> page(String accountId, Instant since, Instant until, long after, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(PAGE)
                        .bind("account", accountId)
                        .bind("since", since)
                        .bind("until", until)
                        .bind("after", after)
                        .bind("countMax", countMax)
                        .map((row, _) -> new Envelope(row.getLong("id"), call(row)))
                        .list());
    }

    /// Of the columns method, endpoint, url, headers, body and received_at.
    static WebhookCall call(ResultSet row) throws SQLException {
        return new WebhookCall(
                row.getString("method"),
                row.getString("endpoint"),
                row.getString("url"),
                JsonForms.readHeaders(row.getString("headers")),
                row.getBytes("body"),
                Rows.instant(row, "received_at"));
    }

    @Override
    public Map<Message.Id, Said> said(Collection<Message.Id> ids) {
        var said = new HashMap<Message.Id, Said>();
        database.jdbi()
                .useHandle(handle -> handle.createQuery(
                                "select id, channel, address, content from inbound where id = any(:ids)")
                        .bind("ids", Column.of(UUID.class, ids, Message.Id::value))
                        .map((row, _) -> Map.entry(
                                new Message.Id(Rows.uuid(row, "id")),
                                new Said(
                                        new Address(
                                                new ChannelKind(row.getString("channel")), row.getString("address")),
                                        JsonForms.readContent(row.getString("content")))))
                        .forEach(one -> said.put(one.getKey(), one.getValue())));
        return said;
    }

    private static final String FORGET = """
            delete from envelope
            where id in (select id from envelope where received_at < :before order by received_at limit :countMax)
            """;

    @Override
    public int forget(Instant before, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(FORGET)
                        .bind("before", before)
                        .bind("countMax", countMax)
                        .execute());
    }
}
