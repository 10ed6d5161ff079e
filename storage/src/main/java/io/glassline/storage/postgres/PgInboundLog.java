package io.glassline.storage.postgres;

import io.glassline.channel.MailThread;
import io.glassline.intake.Inbound;
import io.glassline.intake.InboundLog;
import io.glassline.message.Message;
import io.glassline.storage.json.JsonForms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what providers deliver, by group commit: one thread takes everything that waits and commits it as one
/// statement, and while that is on its way to the disk the next batch gathers. So one wait for the disk serves
/// hundreds of deliveries, and there is no timer: alone, a delivery is committed at once.
///
/// Futures complete on the writer's thread. What hangs on them must be short, or go on elsewhere.
///
/// When PostgreSQL is away, everything that waits is told so: at once when connections are refused, and within
/// [Database#CONNECT_WAIT_MAX] or [#COMMIT_WAIT_MAX] when nothing answers. Each later delivery tries anew, so that
/// nothing has to be done when it is back.
public final class PgInboundLog implements InboundLog, AutoCloseable {

    /// Arrivals that may wait. At 200 bytes to 20 kB each it is a few seconds' worth of a city's worst day.
    static final int WAITING_MAX = 10_000;

    /// Larger batches do not get more through a second, and take longer each.
    static final int BATCH_MESSAGES_MAX = 512;

    /// How long one commit may take. A disk that is this slow is as good as away.
    static final Duration COMMIT_WAIT_MAX = Duration.ofSeconds(3);

    /// As in the migration: how many numbers one call of `nextval('envelope_id')` stands for.
    private static final int ENVELOPE_IDS_PER_BLOCK = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(PgInboundLog.class);

    private final Database database;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Thread writer;
    private volatile boolean closed;

    // The writer's own.
    private @Nullable Connection connection;
    private @Nullable PreparedStatement insert;
    private long envelopeId;
    private int envelopeIdsLeft;
    private boolean away;

    public PgInboundLog(Database database) {
        this.database = database;
        this.writer = Thread.ofPlatform().name("inbound-log").daemon().start(this::write);
    }

    @Override
    public CompletableFuture<Integer> accept(Arrival arrival) {
        var stored = new CompletableFuture<Integer>();
        if (arrival.messages().isEmpty()) {
            stored.complete(0);
        } else if (closed) {
            stored.completeExceptionally(new Away(new IllegalStateException("the inbound log is closed")));
        } else if (!waiting.offer(Waiting.of(arrival, stored))) {
            stored.completeExceptionally(new Full(WAITING_MAX));
        } else if (closed) {
            refuseWaiting(new IllegalStateException("the inbound log is closed"));
        }
        return stored;
    }

    /// Stores what waits, and ends. Deliveries that come later are told that the store is away.
    @Override
    public void close() {
        closed = true;
        writer.interrupt(); // only where it waits for something to come: see #write
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        var batch = new ArrayList<Waiting>();
        while (!closed || !waiting.isEmpty()) {
            try {
                gather(batch);
            } catch (InterruptedException e) {
                continue; // closed: store what is left
            }
            try {
                store(batch);
            } catch (RuntimeException e) {
                LOG.error("a batch of {} deliveries failed for a reason that is a mistake of ours", batch.size(), e);
                batch.forEach(one -> one.stored.completeExceptionally(e));
            }
            batch.clear();
        }
        disconnect();
        refuseWaiting(new IllegalStateException("the inbound log is closed"));
    }

    private void gather(List<Waiting> batch) throws InterruptedException {
        var messages = 0;
        for (var next = waiting.take(); next != null; next = messages < BATCH_MESSAGES_MAX ? waiting.poll() : null) {
            batch.add(next);
            messages += next.messages.size();
        }
    }

    private void store(List<Waiting> batch) {
        try {
            complete(batch, insertOnAConnectionThatWorks(batch));
            if (away) {
                LOG.info("PostgreSQL is back; deliveries are stored again");
                away = false;
            }
        } catch (SQLException e) {
            if (!Database.isAway(e)) {
                storeEach(batch, e);
                return;
            }
            disconnect();
            if (!away) {
                LOG.warn("PostgreSQL is away ({}); deliveries are refused until it is back", e.getMessage());
                away = true;
            }
            batch.forEach(one -> one.stored.completeExceptionally(new Away(e)));
            refuseWaiting(e);
        }
    }

    /// A connection that broke while it lay idle says nothing about PostgreSQL now, so once a new one is tried.
    /// Should the first try have been committed after all, the second finds everything there and writes nothing.
    private List<UUID> insertOnAConnectionThatWorks(List<Waiting> batch) throws SQLException {
        var wasConnected = connection != null;
        try {
            return insert(batch);
        } catch (SQLException e) {
            if (!wasConnected || !Database.isAway(e)) {
                throw e;
            }
            disconnect();
            return insert(batch);
        }
    }

    /// The batch holds something that PostgreSQL will not take. Only whoever brought that is to suffer for it.
    private void storeEach(List<Waiting> batch, SQLException reason) {
        if (batch.size() == 1) {
            batch.getFirst()
                    .stored
                    .completeExceptionally(new IllegalArgumentException(
                            "the store cannot keep this delivery: SQLSTATE " + reason.getSQLState(), reason));
            return;
        }
        batch.forEach(one -> store(List.of(one)));
    }

    private void refuseWaiting(Throwable because) {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            next.stored.completeExceptionally(new Away(because));
        }
    }

    /// Tells each how many of its messages were new. A message that several brought counts for the first.
    private static void complete(List<Waiting> batch, List<UUID> fresh) {
        var bringers = new HashMap<UUID, Waiting>();
        for (var one : batch) {
            one.messages.forEach(message -> bringers.putIfAbsent(message.id, one));
        }
        for (var id : fresh) {
            var bringer = bringers.get(id);
            if (bringer != null) {
                bringer.fresh++;
            }
        }
        batch.forEach(one -> one.stored.complete(one.fresh));
    }

    /// One statement, one round trip, one transaction.
    private static final String INSERT = """
            with arrived as (
                select *
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality as arrived (
                    id, envelope_id, account, channel, address, provider_id, content, thread, mail_id, marks,
                    sent_at, sent_nanos, received_at, kind, at, leaf, salt, message_id, conversation_id, n)
            ), fresh as (
                insert into inbound (id, envelope_id, account, channel, address, provider_id, content, thread, mail_id,
                                     marks, sent_at, sent_nanos, received_at)
                select id, envelope_id, account, channel, address, provider_id, content::json, thread::json, mail_id,
                       marks, sent_at, sent_nanos, received_at
                from arrived
                order by n
                on conflict (id) do nothing
                returning id
            ), entered as (
                insert into audit_entry (kind, at, leaf, salt, message_id, conversation_id)
                select kind, at, leaf, salt, message_id, conversation_id
                from arrived
                where id in (select id from fresh)
                order by n
            ), kept as (
                insert into envelope (id, account, method, endpoint, url, headers, body, received_at)
                select id, account, method, endpoint, url, headers::json, body, received_at
                from unnest(?, ?, ?, ?, ?, ?, ?, ?) as call (
                    id, account, method, endpoint, url, headers, body, received_at)
                where id in (select envelope_id from arrived where id in (select id from fresh))
            )
            select id from fresh
            """;

    private List<UUID> insert(List<Waiting> batch) throws SQLException {
        var statement = connected();
        bind(statement, batch);
        var fresh = new ArrayList<UUID>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                fresh.add(rows.getObject(1, UUID.class));
            }
        }
        return fresh;
    }

    private void bind(PreparedStatement statement, List<Waiting> batch) throws SQLException {
        var seen = new HashMap<UUID, Row>();
        var calls = new ArrayList<Waiting>(batch.size());
        for (var one : batch) {
            one.envelopeId = nextEnvelopeId();
            calls.add(one);
            for (var message : one.messages) {
                message.envelopeId = one.envelopeId;
                if (seen.putIfAbsent(message.id, message) == null) {
                    message.first = true;
                }
            }
        }
        var rows = new ArrayList<Row>(seen.size());
        batch.forEach(
                one -> one.messages.stream().filter(message -> message.first).forEach(rows::add));

        var to = new Columns(statement);
        to.column("uuid", rows, row -> row.id);
        to.column("int8", rows, row -> row.envelopeId);
        to.column("text", rows, row -> row.inbound.accountId());
        to.column("text", rows, row -> row.inbound.from().channel().name());
        to.column("text", rows, row -> row.inbound.from().value());
        to.column("text", rows, row -> row.inbound.providerId());
        to.column("text", rows, row -> row.content);
        to.column("text", rows, row -> row.thread);
        to.column(
                "text",
                rows,
                row -> row.inbound.thread().map(MailThread::messageId).orElse(null));
        to.column("text", rows, row -> row.marks);
        to.column("timestamptz", rows, row -> row.inbound.sentAt().truncatedTo(ChronoUnit.MICROS));
        to.column("int2", rows, row -> (short) (row.inbound.sentAt().getNano() % 1_000));
        to.column("timestamptz", rows, row -> row.inbound.receivedAt());
        to.column("text", rows, row -> row.stamped.entry().kind());
        to.column("timestamptz", rows, row -> row.stamped.entry().at());
        to.bytes(rows, row -> row.stamped.entry().leaf());
        to.bytes(rows, row -> row.stamped.entry().salt().orElse(null));
        to.column(
                "uuid",
                rows,
                row -> row.stamped.entry().message().map(Message.Id::value).orElse(null));
        to.column(
                "uuid",
                rows,
                row -> row.stamped.entry().conversation().map(id -> id.value()).orElse(null));

        to.column("int8", calls, call -> call.envelopeId);
        to.column("text", calls, call -> call.messages.getFirst().inbound.accountId());
        to.column("text", calls, call -> call.arrival.call().method());
        to.column("text", calls, call -> call.arrival.call().endpoint());
        to.column("text", calls, call -> call.arrival.call().publicUrl());
        to.column("text", calls, call -> call.headers);
        to.bytes(calls, call -> call.arrival.call().body());
        to.column("timestamptz", calls, call -> call.arrival.call().receivedAt());
    }

    private PreparedStatement connected() throws SQLException {
        if (connection == null || insert == null) {
            connection = database.ownConnection(COMMIT_WAIT_MAX);
            insert = connection.prepareStatement(INSERT);
            envelopeIdsLeft = 0;
        }
        return insert;
    }

    private long nextEnvelopeId() throws SQLException {
        if (envelopeIdsLeft == 0 && connection != null) {
            try (var statement = connection.createStatement();
                    var block = statement.executeQuery("select nextval('envelope_id')")) {
                block.next();
                envelopeId = block.getLong(1);
                envelopeIdsLeft = ENVELOPE_IDS_PER_BLOCK;
            }
        }
        envelopeIdsLeft--;
        return envelopeId++;
    }

    private void disconnect() {
        try (var broken = connection) {
            connection = null;
            insert = null;
        } catch (SQLException e) {
            LOG.debug("closing a broken connection failed", e);
        }
    }

    /// An arrival with its place in the queue. What can be made ready is made by the thread that brings it, so that
    /// the one writer has less to do.
    private static final class Waiting {
        final Arrival arrival;
        final String headers;
        final List<Row> messages;
        final CompletableFuture<Integer> stored;
        long envelopeId;
        int fresh;

        private Waiting(Arrival arrival, String headers, List<Row> messages, CompletableFuture<Integer> stored) {
            this.arrival = arrival;
            this.headers = headers;
            this.messages = messages;
            this.stored = stored;
        }

        static Waiting of(Arrival arrival, CompletableFuture<Integer> stored) {
            var messages = new ArrayList<Row>(arrival.messages().size());
            arrival.messages().forEach(stamped -> messages.add(new Row(stamped)));
            return new Waiting(arrival, JsonForms.headers(arrival.call().headers()), messages, stored);
        }
    }

    private static final class Row {
        final Stamped stamped;
        final Inbound inbound;
        final UUID id;
        final String content;
        final @Nullable String thread;
        final String marks;
        long envelopeId;
        boolean first;

        Row(Stamped stamped) {
            this.stamped = stamped;
            this.inbound = stamped.inbound();
            this.id = inbound.id().value();
            this.content = JsonForms.content(inbound.content());
            this.thread = inbound.thread().map(JsonForms::thread).orElse(null);
            this.marks = inbound.marks().isEmpty()
                    ? ""
                    : inbound.marks().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
        }
    }

    /// Binds lists as array parameters, one after the other.
    private static final class Columns {
        private final PreparedStatement statement;
        private int parameter;

        Columns(PreparedStatement statement) {
            this.statement = statement;
        }

        <R> void column(String type, List<R> rows, Value<R, Object> value) throws SQLException {
            var values = new @Nullable Object[rows.size()];
            for (var i = 0; i < values.length; i++) {
                var each = value.of(rows.get(i));
                values[i] = each instanceof Instant at ? at.toString() : each;
            }
            statement.setArray(++parameter, statement.getConnection().createArrayOf(type, values));
        }

        <R> void bytes(List<R> rows, Value<R, byte[]> value) throws SQLException {
            byte[] @Nullable [] values = new byte[rows.size()] @Nullable [];
            for (var i = 0; i < values.length; i++) {
                values[i] = value.of(rows.get(i));
            }
            statement.setArray(++parameter, statement.getConnection().createArrayOf("bytea", values));
        }
    }

    private interface Value<R, V> {
        @Nullable
        V of(R row);
    }
}
