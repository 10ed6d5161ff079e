package io.glassline.storage.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.QuarantineEvent;
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
    private final AuditEntries audit;

    public PgQuarantine(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
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
            number.ifPresent(n -> write(handle, new QuarantineEvent.Arrival(accountId, channel, n, call.receivedAt())));
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
    public Optional<Kept> view(long number, Actor by, Instant at) {
        return database.jdbi().inTransaction(handle -> {
            var found = find(handle, number);
            found.map(Kept::line)
                    .ifPresent(line ->
                            write(handle, new QuarantineEvent.View(line.accountId(), line.channel(), number, by, at)));
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
    public boolean settle(long number, How how, Actor by, Instant at) {
        return database.jdbi().inTransaction(handle -> {
            var settled = handle.createQuery(SETTLE)
                    .bind("at", at)
                    .bind("how", how.name())
                    .bind("id", number)
                    .map((row, _) -> settling(
                            row.getString("account"), new ChannelKind(row.getString("channel")), number, how, by, at))
                    .findOne();
            settled.ifPresent(event -> write(handle, event));
            return settled.isPresent();
        });
    }

    private static QuarantineEvent settling(
            String account, ChannelKind channel, long number, How how, Actor by, Instant at) {
        return switch (how) {
            case READ_AGAIN -> new QuarantineEvent.Redrive(account, channel, number, by, at);
            case SET_ASIDE -> new QuarantineEvent.SettingAside(account, channel, number, by, at);
        };
    }

    private void write(Handle handle, QuarantineEvent event) {
        PgAuditWriter.write(handle, List.of(audit.of(event)));
    }
}
