package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.InboundColumns.WRITTEN;
import static io.glassline.storage.postgres.SqlType.ID;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.intake.InboundLog.Arrival;
import io.glassline.storage.form.EnvelopeForm;
import io.glassline.storage.form.EnvelopeForm.Kept;
import io.glassline.storage.postgres.InboundColumns.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores arrivals, many with one statement, over a connection of its own. Storing one again changes nothing.
///
/// Used by one thread at a time.
final class InboundInsert {

    /// As in the schema: how many numbers one call of `nextval('envelope_id')` stands for.
    private static final int ENVELOPE_IDS_PER_BLOCK = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(InboundInsert.class);

    private final Database database;
    private final Duration connectedSilenceMax;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement insert;
    private Duration silenceMax;
    private long envelopeId;
    private int envelopeIdsLeft;

    /// @param silenceMax how long PostgreSQL may say nothing while a connection is made.
    InboundInsert(Database database, Duration silenceMax) {
        this.database = database;
        this.connectedSilenceMax = silenceMax;
        this.silenceMax = silenceMax;
    }

    /// Makes a connection, if there is none.
    void connect() throws SQLException {
        if (connection == null) {
            var made = database.ownConnection(connectedSilenceMax, Database.PLANNED_ONCE);
            connection = made;
            silenceMax = connectedSilenceMax;
            insert = made.prepareStatement(INSERT);
            envelopeIdsLeft = 0;
            reserveEnvelopeIds(made);
        }
    }

    /// An arrival made ready to be stored.
    static final class Ready {
        final Arrival arrival;
        private final List<Row> messages;
        private long envelopeId;

        Ready(Arrival arrival) {
            this.arrival = arrival;
            var rows = new ArrayList<Row>(arrival.messages().size());
            for (var stamped : arrival.messages()) {
                rows.add(new Row(stamped));
            }
            this.messages = rows;
        }

        private Instant receivedAt() {
            return arrival.call().receivedAt();
        }

        private Kept envelope() {
            return new Kept(envelopeId, messages.getFirst().inbound.accountId(), arrival.call());
        }
    }

    private static final Columns<Row> ENTRY = PgAuditWriter.ENTRY.of(row -> row.entry);
    private static final Columns<Row> ARRIVED = WRITTEN.and(ENTRY);

    /// One statement, one round trip, one transaction. The calls are one row. Where some brought nothing new,
    /// that row names the others. A signal asks for no turn: it is finished when it is stored.
    private static final String INSERT = """
            with arrived as materialized (
                select *, nextval('audit_entry_id_seq') as entry_id
                from unnest(%s) with ordinality as arrived (%s, nth)
            ), fresh as (
                insert into inbound (entry_id, finished_at, %s)
                select entry_id, case when signal then received_at end, %s
                from arrived
                order by nth
                on conflict (id) do nothing
                returning id
            ), entered as (
                insert into audit_entry (id, %s)
                overriding system value
                select entry_id, %s
                from arrived
                where id in (select id from fresh)
                order by nth
            ), kept as (
                insert into envelope_batch (last_id, calls, kept, received_first, received_last, numbers)
                select ?, ?, ?, ?, ?,
                       case when (select count(*) from fresh) < ? then array(
                           select distinct envelope_id from arrived where id in (select id from fresh)
                       ) end
                where exists (select from fresh)
            )
            select count(*), case when count(*) < ? then array_agg(id) end from fresh
            """.formatted(
            ARRIVED.placeholders(), ARRIVED.names(), WRITTEN.names(), WRITTEN.values(), ENTRY.names(), ENTRY.values());

    /// @param within how long PostgreSQL may take. After it nobody knows whether this was stored.
    /// @return the ids of the messages that were new.
    List<UUID> insert(List<Ready> batch, Duration within) throws SQLException {
        connect();
        var open = connection;
        var statement = insert;
        if (open == null || statement == null) {
            throw new IllegalStateException("not connected");
        }
        if (!within.equals(silenceMax)) {
            open.setNetworkTimeout(Runnable::run, (int) within.toMillis());
            silenceMax = within;
        }
        var ids = bind(open, statement, batch);
        try (var rows = statement.executeQuery()) {
            rows.next();
            if (rows.getInt(1) == ids.size()) {
                return ids;
            }
            var some = rows.getArray(2);
            return some == null ? List.of() : List.of((UUID[]) some.getArray());
        }
    }

    private static final Columns<Row> CAME =
            Columns.of("came", column("id", ID, row -> row.id), column("at", TIME, row -> row.inbound.receivedAt()));

    private static final String CAME_EARLIER = """
            update inbound i
            set earlier_at = came.at
            from (select id, min(at) as at from unnest(%s) as copy (id, at) group by id) as came
            where i.id = came.id and i.finished_at is null and came.at < coalesce(i.earlier_at, i.received_at)
            """.formatted(CAME.placeholders());

    /// Says of messages that another node has stored meanwhile, and that came here before they came there, when that
    /// was.
    ///
    /// @param fresh those of the batch that were not stored already.
    void cameEarlier(List<Ready> batch, Collection<UUID> fresh) throws SQLException {
        var open = connection;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        var ours = new HashSet<>(fresh);
        var rows = batch.stream()
                .flatMap(one -> one.messages.stream())
                .filter(row -> !ours.contains(row.id))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        try (var statement = open.prepareStatement(CAME_EARLIER)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0); // not kept, for it reads a table
            CAME.bind(statement, 1, rows);
            statement.executeUpdate();
        }
    }

    /// @return the ids of the messages, each once.
    private List<UUID> bind(Connection open, PreparedStatement statement, List<Ready> batch) throws SQLException {
        var seen = new HashMap<UUID, Row>();
        var rows = new ArrayList<Row>(batch.size());
        for (var one : batch) {
            one.envelopeId = nextEnvelopeId(open);
            for (var message : one.messages) {
                message.envelopeId = one.envelopeId;
                if (seen.putIfAbsent(message.id, message) == null) {
                    rows.add(message);
                }
            }
        }

        var next = ARRIVED.bind(statement, 1, rows);
        for (var value : List.of(
                batch.getLast().envelopeId,
                batch.size(),
                EnvelopeForm.write(batch.stream().map(Ready::envelope).toList()),
                time(batch.stream().map(Ready::receivedAt).min(Comparator.naturalOrder())),
                time(batch.stream().map(Ready::receivedAt).max(Comparator.naturalOrder())),
                messages(batch),
                rows.size())) {
            statement.setObject(next++, value);
        }
        return rows.stream().map(row -> row.id).toList();
    }

    private static int messages(List<Ready> batch) {
        return batch.stream().mapToInt(one -> one.messages.size()).sum();
    }

    private static OffsetDateTime time(Optional<Instant> at) {
        return at.orElseThrow().atOffset(ZoneOffset.UTC);
    }

    private long nextEnvelopeId(Connection open) throws SQLException {
        if (envelopeIdsLeft == 0) {
            reserveEnvelopeIds(open);
        }
        envelopeIdsLeft--;
        return envelopeId++;
    }

    private void reserveEnvelopeIds(Connection open) throws SQLException {
        try (var statement = open.createStatement();
                var block = statement.executeQuery("select nextval('envelope_id')")) {
            block.next();
            envelopeId = block.getLong(1);
            envelopeIdsLeft = ENVELOPE_IDS_PER_BLOCK;
        }
    }

    void disconnect() {
        try (var broken = connection) {
            connection = null;
            insert = null;
            if (broken != null) {
                broken.abort(Runnable::run); // a server that says nothing would not hear that we leave either
            }
        } catch (SQLException e) {
            LOG.debug("closing a broken connection failed", e);
        }
    }
}
