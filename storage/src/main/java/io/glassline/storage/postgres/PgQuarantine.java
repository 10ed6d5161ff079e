package io.glassline.storage.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.audit.Stamp;
import io.glassline.channel.WebhookCall;
import io.glassline.intake.Quarantine;
import io.glassline.message.ChannelKind;
import io.glassline.storage.json.JsonForms;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The quarantine, in the table `quarantine`.
public final class PgQuarantine implements Quarantine {

    private final Database database;
    private final Stamp stamp;

    public PgQuarantine(Database database, Stamp stamp) {
        this.database = database;
        this.stamp = stamp;
    }

    private static final String KEEP = """
            insert into quarantine (account, channel, method, endpoint, url, headers, body, digest, because, received_at)
            values (:account, :channel, :method, :endpoint, :url, :headers::json, :body, :digest, :because, :receivedAt)
            on conflict (account, digest) do nothing
            returning id
            """;

    /// A zero character, which no column of text holds, is kept in the body only.
    @Override
    public boolean keep(String accountId, ChannelKind channel, WebhookCall call, String because) {
        return database.jdbi().inTransaction(handle -> {
            var number = handle.createQuery(KEEP)
                    .bind("account", accountId)
                    .bind("channel", channel.name())
                    .bind("method", Rows.plain(call.method()))
                    .bind("endpoint", Rows.plain(call.endpoint()))
                    .bind("url", Rows.plain(call.publicUrl()))
                    .bind("headers", JsonForms.headers(call.headers()))
                    .bind("body", call.body())
                    .bind("digest", digest(call))
                    .bind("because", Rows.plain(because))
                    .bind("receivedAt", call.receivedAt())
                    .mapTo(Long.class)
                    .findOne();
            number.ifPresent(n ->
                    write(handle, "message.quarantined", accountId, channel.name(), n, "system", call.receivedAt()));
            return number.isPresent();
        });
    }

    private static byte[] digest(WebhookCall call) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : List.of(call.method(), call.endpoint(), call.rawQuery())) {
                digest.update(part.getBytes(UTF_8));
                digest.update((byte) '\n');
            }
            return digest.digest(call.body());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static final String WAITING = """
            select id, account, channel, because, received_at, length(body) as bytes
            from quarantine
            where settled_at is null
            order by id desc
            limit :countMax
            """;

    @Override
    public List<Line> waiting(int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(WAITING)
                        .bind("countMax", countMax)
                        .map((row, _) -> line(row))
                        .list());
    }

    @Override
    public long waitingCount() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from quarantine where settled_at is null")
                        .mapTo(Long.class)
                        .one());
    }

    private static final String FIND = """
            select id, account, channel, method, endpoint, url, headers, body, length(body) as bytes, because,
                   received_at, settled_how
            from quarantine
            where id = :id
            """;

    @Override
    public Optional<Kept> find(long number) {
        return database.jdbi().withHandle(handle -> find(handle, number));
    }

    @Override
    public Optional<Kept> view(long number, Instant at) {
        return database.jdbi().inTransaction(handle -> {
            var found = find(handle, number);
            found.map(Kept::line)
                    .ifPresent(line -> write(
                            handle,
                            "quarantine.viewed",
                            line.accountId(),
                            line.channel().name(),
                            number,
                            "agent",
                            at));
            return found;
        });
    }

    private static Optional<Kept> find(Handle handle, long number) {
        return handle.createQuery(FIND)
                .bind("id", number)
                .map((row, _) -> new Kept(
                        line(row), call(row), Rows.maybeText(row, "settled_how").map(How::valueOf)))
                .findOne();
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

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getLong("id"),
                row.getString("account"),
                new ChannelKind(row.getString("channel")),
                row.getString("because"),
                Rows.instant(row, "received_at"),
                row.getInt("bytes"));
    }

    private static final String SETTLE = """
            update quarantine
            set settled_at = :at, settled_how = :how
            where id = :id and settled_at is null
            returning account, channel
            """;

    @Override
    public boolean settle(long number, How how, Instant at) {
        return database.jdbi().inTransaction(handle -> {
            var settled = handle.createQuery(SETTLE)
                    .bind("at", at)
                    .bind("how", how.name())
                    .bind("id", number)
                    .map((row, _) -> List.of(row.getString("account"), row.getString("channel")))
                    .findOne();
            settled.ifPresent(of -> {
                switch (how) {
                    case READ_AGAIN ->
                        write(handle, "message.redriven", of.getFirst(), of.getLast(), number, "system", at);
                    case SET_ASIDE ->
                        write(handle, "quarantine.set-aside", of.getFirst(), of.getLast(), number, "agent", at);
                }
            });
            return settled.isPresent();
        });
    }

    private void write(
            Handle handle, String kind, String account, String channel, long number, String actor, Instant at) {
        PgAuditWriter.write(handle, List.of(stamp.quarantine(kind, account, channel, number, actor, at)));
    }
}
