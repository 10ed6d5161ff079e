package io.glassline.storage.postgres;

import io.glassline.intake.InboundLog;
import io.glassline.intake.Quarantine;
import io.glassline.storage.Batcher;
import io.glassline.storage.Batcher.Request;
import io.glassline.storage.postgres.InboundInsert.Ready;
import io.glassline.storage.spool.Spool;
import io.glassline.storage.spool.SpooledLanes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// Keeps what providers deliver, by group commit: a [Batcher] takes everything that waits and commits it as one
/// statement, and while that is on its way to the disk the next batch gathers. So one wait for the disk serves hundreds
/// of deliveries, and there is no timer: alone, a delivery is committed at once.
///
/// When PostgreSQL does not take a batch, be it away or slower than [#COMMIT_WAIT_MAX], the batch goes to the spool, on
/// this machine's disk, and so does everything after it, until the spool is empty again: see [InboundSpool].
///
/// Futures complete on a thread of their own, in order, while the batcher goes on. What hangs on them must be short, or
/// go on elsewhere.
public final class PgInboundLog implements InboundLog, AutoCloseable {

    /// Arrivals that may wait. At 200 bytes to 20 kB each it is a few seconds' worth of a city's worst day.
    static final int WAITING_MAX = 10_000;

    /// Larger batches do not get more through a second, and take longer each.
    static final int BATCH_MESSAGES_MAX = 512;

    /// What the calls of one batch may have in their bodies, unless its last call alone is larger.
    static final int BATCH_BYTES_MAX = 8 << 20;

    /// How long one commit may take while providers wait for it. A PostgreSQL that is this slow is as good as away.
    static final Duration COMMIT_WAIT_MAX = Duration.ofMillis(700);

    /// How long turns wait after PostgreSQL came back, so that what other nodes have spooled comes before what is
    /// later.
    public static final Duration OTHERS_DRAIN_WITHIN = Duration.ofSeconds(3);

    private final ExecutorService telling = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("inbound-telling").daemon().factory());

    /// The batcher's while it stores, the drainer's while the spool has something.
    private final InboundInsert insert;

    private final InboundSpool spool;
    private final Batcher<Ready, Integer> batcher;

    /// Takes charge of `spool` and `lanes`, and closes both.
    ///
    /// @param quarantine gets what PostgreSQL refuses out of the spool.
    public PgInboundLog(Database database, Spool spool, SpooledLanes lanes, Quarantine quarantine) {
        this.insert = new InboundInsert(database, InboundSpool.DRAIN_WAIT_MAX);
        this.spool = new InboundSpool(spool, lanes, quarantine, insert, telling, this::waiting);
        this.batcher = new Batcher<>(
                "inbound-log",
                new Batcher.Limits<>(BATCH_MESSAGES_MAX, WAITING_MAX, BatchFill::new),
                new Refusals(),
                this::store);
    }

    private int waiting() {
        return batcher.waiting();
    }

    /// How full a batch is.
    private static final class BatchFill implements Predicate<Ready> {
        private int messages;
        private long bytes;

        @Override
        public boolean test(Ready ready) {
            messages += ready.arrival.messages().size();
            bytes += ready.arrival.call().body().length;
            return messages >= BATCH_MESSAGES_MAX || bytes >= BATCH_BYTES_MAX;
        }
    }

    private static final class Refusals implements Batcher.Refusals {

        @Override
        public RuntimeException full() {
            return new Full(WAITING_MAX + " arrivals are waiting to be stored");
        }

        @Override
        public RuntimeException closed() {
            return new Away(new IllegalStateException("the inbound log is closed"));
        }
    }

    @Override
    public CompletableFuture<Integer> accept(Arrival arrival) {
        return arrival.messages().isEmpty() ? CompletableFuture.completedFuture(0) : batcher.put(new Ready(arrival));
    }

    /// Whether PostgreSQL has come back so lately that other nodes may still be draining earlier messages of lanes
    /// that we have later ones of. Redis holds such lanes; but it may have been away too.
    public boolean othersMayBeDraining() {
        return spool.sinceDrained().compareTo(OTHERS_DRAIN_WITHIN) < 0;
    }

    /// How long the arrival that waits longest has waited to be kept. Zero where none waits.
    public Duration longestWait() {
        return batcher.longestWait();
    }

    /// Whether new arrivals go to the spool now.
    public boolean isSpooling() {
        return spool.isSpooling();
    }

    private void store(List<Request<Ready, Integer>> batch) {
        if (spool.takes(batch)) {
            return;
        }
        try {
            var fresh = insert.insert(batch.stream().map(Request::question).toList(), COMMIT_WAIT_MAX);
            telling.execute(() -> complete(batch, fresh));
        } catch (SQLException e) {
            if (Database.isRefused(e)) {
                storeEach(batch, e);
            } else {
                spool.begin(batch, e);
            }
        }
    }

    /// The batch holds something that PostgreSQL will never take. Only whoever brought that is to suffer for it.
    private void storeEach(List<Request<Ready, Integer>> batch, SQLException reason) {
        if (batch.size() == 1) {
            batch.getFirst().answer().completeExceptionally(new IllegalArgumentException(refusal(reason), reason));
            return;
        }
        batch.forEach(one -> store(List.of(one)));
    }

    static String refusal(SQLException reason) {
        return "the store cannot keep this delivery: SQLSTATE " + reason.getSQLState();
    }

    /// Tells each how many of its messages were new. A message that several brought counts for the first.
    private static void complete(List<Request<Ready, Integer>> batch, List<UUID> fresh) {
        if (fresh.size() == batch.stream().mapToInt(PgInboundLog::messages).sum()) {
            batch.forEach(one -> one.answer().complete(messages(one)));
            return;
        }
        var bringers = new HashMap<UUID, Request<Ready, Integer>>();
        for (var one : batch) {
            for (var message : one.question().arrival.messages()) {
                bringers.putIfAbsent(message.inbound().id().value(), one);
            }
        }
        var counts = new HashMap<Request<Ready, Integer>, Integer>();
        for (var id : fresh) {
            var bringer = bringers.get(id);
            if (bringer != null) {
                counts.merge(bringer, 1, Integer::sum);
            }
        }
        batch.forEach(one -> one.answer().complete(counts.getOrDefault(one, 0)));
    }

    private static int messages(Request<Ready, Integer> one) {
        return one.question().arrival.messages().size();
    }

    /// Stores or spools what waits, and ends. Deliveries that come later are told that the store is away.
    @Override
    public void close() {
        batcher.close();
        spool.end();
        telling.close();
        insert.disconnect();
        spool.close();
    }
}
