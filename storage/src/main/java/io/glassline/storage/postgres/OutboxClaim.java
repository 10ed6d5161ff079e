package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.BOOLEAN;
import static io.glassline.storage.postgres.SqlType.INT;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static java.util.stream.Collectors.groupingBy;

import io.glassline.channel.Outgoing;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Outbox.PartState;
import io.glassline.outbox.Send;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Takes up what may be sent now, under a lease.
final class OutboxClaim {

    private final Database database;

    OutboxClaim(Database database) {
        this.database = database;
    }

    /// Of each account and pace at most so many, and at most `countMax` altogether.
    List<Due> take(List<Allowed> lanes, Instant now, Duration lease, int countMax) {
        return database.jdbiByIndex().inTransaction(handle -> {
            var taken = take(handle, lanes, now, now.plus(lease), countMax);
            var parts = parts(
                            handle,
                            taken.stream()
                                    .map(row -> row.send.message().id().value())
                                    .toList())
                    .stream()
                    .collect(groupingBy(PartRow::message));
            return taken.stream()
                    .map(row ->
                            row.due(parts.getOrDefault(row.send.message().id().value(), List.of())))
                    .toList();
        });
    }

    record Allowed(String account, boolean bulk, int countMax) {}

    private static final Columns<Allowed> ALLOWED = Columns.of(
            "allowed",
            column("account", TEXT, Allowed::account),
            column("bulk", BOOLEAN, Allowed::bulk),
            column("count_max", INT, Allowed::countMax));

    private static final String TAKE = """
            with allowed as (
                select * from %s
                where not n.bulk or (
                    select live.seq from outbox live
                    where live.account = n.account and not live.bulk
                      and live.settled_at is null and live.due_from <= :now and live.due_at <= :now
                      and live.seq = (
                        select min(oldest.seq) from outbox oldest
                        where oldest.settled_at is null and oldest.account = live.account
                          and oldest.channel = live.channel and oldest.address = live.address
                          and not oldest.bulk)
                    order by live.due_from, live.seq
                    limit 1) is null
            ), due as (
                select found.message_id
                from allowed
                cross join lateral (
                    select o.message_id, o.bulk, o.due_from, o.seq
                    from outbox o
                    where o.account = allowed.account and o.bulk = allowed.bulk
                      and o.settled_at is null and o.due_from <= :now and o.due_at <= :now
                      and o.seq = (
                        select min(oldest.seq) from outbox oldest
                        where oldest.settled_at is null and oldest.account = o.account
                          and oldest.channel = o.channel and oldest.address = o.address
                          and oldest.bulk = o.bulk)
                    order by o.due_from, o.seq
                    limit allowed.count_max
                    for update of o skip locked
                ) as found
                order by found.bulk, found.due_from, found.seq
                limit :countMax
            )
            update outbox o set due_at = :until, attempts = o.attempts + 1, leased = true
            where o.message_id = any(array(select message_id from due))
            returning o.account, o.channel, o.address, o.outgoing, o.despite_opt_out, o.written_at,
                      o.attempts, o.tries, o.seq, o.bulk, o.due_from,
                      case when o.note is null then (
                        select count(*) from outbox same
                        where same.same_words = o.same_words and same.seq <= o.seq
                          and same.written_at > o.written_at - make_interval(secs => :stormSeconds))
                      else 0 end as same_words,
                      %s as bounced_at
            """.formatted(ALLOWED.rows(), BouncedAddress.at("o"));

    /// Of each account and pace what is longest due; in bulk only where nothing live is due. `oldest` makes
    /// a lane's messages wait for each other, by one look into its index whatever the statistics say; a lane
    /// whose oldest is locked by another claimer is passed over whole. Who looks for the same words looks only
    /// at messages that nobody has had in hand yet.
    private static List<Row> take(Handle handle, List<Allowed> allowed, Instant now, Instant until, int countMax) {
        var query = handle.createQuery(TAKE);
        ALLOWED.bind(query, allowed);
        var taken = query.bind("now", now)
                .bind("until", until)
                .bind("countMax", countMax)
                .bind("stormSeconds", (double) Outbox.STORM_WITHIN.toSeconds())
                .map((row, _) -> Row.of(row))
                .list();
        taken.sort(Comparator.comparing((Row row) -> row.bulk)
                .thenComparing(row -> row.dueFrom)
                .thenComparing(row -> row.seq));
        return taken;
    }

    private static List<PartRow> parts(Handle handle, List<UUID> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        return handle.createQuery("""
                        select message_id, number, text, offers, delivery, handed_over_at
                        from part where message_id = any(:messages)
                        order by message_id, number
                        """)
                .bind("messages", BinaryArray.of(UUID.class, messages))
                .map((row, _) -> PartRow.of(row))
                .list();
    }

    private record PartRow(UUID message, PartState state) {

        static PartRow of(ResultSet row) throws SQLException {
            return new PartRow(
                    Rows.uuid(row, "message_id"),
                    new PartState(
                            new Outgoing.Part(
                                    row.getInt("number"),
                                    row.getString("text"),
                                    JsonForms.readOffers(row.getString("offers"))),
                            Delivery.valueOf(row.getString("delivery")),
                            Rows.maybeInstant(row, "handed_over_at")));
        }
    }

    private record Row(
            Send send,
            int lease,
            int tries,
            int sameWords,
            Optional<Instant> bouncedAt,
            long seq,
            boolean bulk,
            Instant dueFrom) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    OutboxClaim.send(row),
                    row.getInt("attempts"),
                    row.getInt("tries"),
                    row.getInt("same_words"),
                    Rows.maybeInstant(row, "bounced_at"),
                    row.getLong("seq"),
                    row.getBoolean("bulk"),
                    Rows.instant(row, "due_from"));
        }

        Due due(List<PartRow> rows) {
            var parts = rows.stream().map(PartRow::state).toList();
            return new Due(withParts(send, parts), parts, lease, tries, sameWords, bouncedAt);
        }
    }

    private static Send send(ResultSet row) throws SQLException {
        return new Send(
                LaneColumns.read(row),
                JsonForms.readOutgoing(row.getString("outgoing")),
                List.of(),
                row.getBoolean("despite_opt_out"),
                Rows.instant(row, "written_at"));
    }

    private static Send withParts(Send send, List<PartState> parts) {
        return new Send(
                send.lane(),
                send.message(),
                parts.stream().map(PartState::part).toList(),
                send.despiteOptOut(),
                send.at());
    }
}
