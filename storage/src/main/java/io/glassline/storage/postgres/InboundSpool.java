package io.glassline.storage.postgres;

import io.glassline.conversation.Lane;
import io.glassline.intake.InboundLog.Arrival;
import io.glassline.intake.InboundLog.Away;
import io.glassline.intake.InboundLog.Full;
import io.glassline.intake.Quarantine;
import io.glassline.storage.Batcher.Request;
import io.glassline.storage.form.ArrivalForm;
import io.glassline.storage.postgres.InboundInsert.Ready;
import io.glassline.storage.spool.Spool;
import io.glassline.storage.spool.SpooledLanes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where deliveries go while PostgreSQL does not take them, and their way back into the record.
///
/// Once a batch was spooled, so is everything after it. A thread, the drainer, tries to reach PostgreSQL, stores what
/// is spooled, oldest first, and ends the spooling once nothing is left. So the order of acceptance holds both ways,
/// and what was in doubt is stored once, for its ids are primary keys. So that the spool gets shorter however fast
/// providers deliver, whoever adds to it then gives way: of what it adds, twice as much must have left.
final class InboundSpool {

    /// How long one commit of the drainer may take, for which nobody waits.
    static final Duration DRAIN_WAIT_MAX = Duration.ofSeconds(10);

    /// How long the drainer rests when PostgreSQL was away.
    static final Duration DRAIN_PAUSE = Duration.ofMillis(250);

    /// How many records leave the spool, while it is drained, for each that is added.
    static final int DRAINED_FOR_EACH_ADDED = 2;

    /// How long the writer gives way to the drainer with one batch.
    static final Duration GIVE_WAY_MAX = Duration.ofMillis(200);

    /// With more arrivals waiting it gives way no longer: to them the spool's room is worth more than its end.
    static final int GIVE_WAY_WAITING_MAX = 1_000;

    /// What is drained at most while closing, in batches; the rest stays for the next start.
    private static final int CLOSING_BATCHES_MAX = 100;

    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(InboundSpool.class);

    private final Spool spool;
    private final SpooledLanes lanes;
    private final InboundInsert insert;
    private final SpoolFront front;
    private final Executor telling;
    private final IntSupplier waiting;
    private final Thread drainer;
    private volatile boolean closed;

    /// Held while it is decided which way a batch goes, so that nothing goes past what is spooled.
    private final Object order = new Object();

    private volatile boolean spooling;

    /// Whether PostgreSQL took what the drainer brought last. Guarded by `order`.
    private boolean draining;

    /// How many records have left the spool of those that are to leave it for what is added next. Guarded by `order`.
    private long drainedAhead;

    /// When the spool was last drained to its end.
    private volatile long drainedAtNanos = System.nanoTime() - PgInboundLog.OTHERS_DRAIN_WITHIN.toNanos();

    /// Takes charge of `spool` and `lanes`, and closes both.
    ///
    /// @param quarantine gets what PostgreSQL refuses out of the spool.
    /// @param insert the drainer's while [#isSpooling].
    /// @param telling tells those who wait.
    /// @param waiting how many arrivals wait to be stored.
    InboundSpool(
            Spool spool,
            SpooledLanes lanes,
            Quarantine quarantine,
            InboundInsert insert,
            Executor telling,
            IntSupplier waiting) {
        this.spool = spool;
        this.lanes = lanes;
        this.insert = insert;
        this.front = new SpoolFront(spool, quarantine, insert);
        this.telling = telling;
        this.waiting = waiting;
        this.spooling = countSpooled() > 0 || !isThere();
        this.drainer = Thread.ofPlatform().name("inbound-drain").daemon().start(this::drain);
    }

    private long countSpooled() {
        try {
            spool.forEach(record -> {
                try {
                    lanes.add(lanesOf(List.of(ArrivalForm.read(record))));
                } catch (IllegalArgumentException e) {
                    LOG.warn("a record of the spool cannot be read: {}", e.getMessage());
                }
            });
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        var records = spool.figures().records();
        if (records > 0) {
            LOG.info("{} deliveries are in the spool from before", records);
        }
        return records;
    }

    private boolean isThere() {
        try {
            insert.connect();
            return true;
        } catch (SQLException e) {
            insert.disconnect();
            return false;
        }
    }

    /// Whether new arrivals go to the spool now.
    boolean isSpooling() {
        return spooling;
    }

    Duration sinceDrained() {
        return Duration.ofNanos(System.nanoTime() - drainedAtNanos);
    }

    /// Spools a batch that PostgreSQL did not take, and what comes after it.
    void begin(List<Request<Ready, Integer>> batch, SQLException because) {
        insert.disconnect();
        LOG.warn("PostgreSQL does not take deliveries ({}); they go to the spool", because.getMessage());
        synchronized (order) {
            spooling = true;
            notDrained();
            spool(batch);
        }
    }

    /// @return whether this batch goes to the spool, because something before it lies there.
    boolean takes(List<Request<Ready, Integer>> batch) {
        if (!spooling) {
            return false;
        }
        synchronized (order) {
            giveWay(batch.size());
            if (spooling) {
                spool(batch);
                return true;
            }
            return false;
        }
    }

    /// Holds back what is to be added to the spool until enough of it was drained, where PostgreSQL takes it.
    private void giveWay(int added) {
        var toLeave = (long) DRAINED_FOR_EACH_ADDED * added;
        var until = System.nanoTime() + GIVE_WAY_MAX.toNanos();
        try {
            while (isToGiveWay(toLeave) && System.nanoTime() < until) {
                order.wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted, which nobody does"); // and what is on its way to the disk would suffer from it
        }
        drainedAhead = Math.max(0, drainedAhead - toLeave);
    }

    private boolean isToGiveWay(long toLeave) {
        return spooling && draining && drainedAhead < toLeave && waiting.getAsInt() < GIVE_WAY_WAITING_MAX;
    }

    private void drained(int records) {
        synchronized (order) {
            draining = true;
            drainedAhead += records;
            order.notifyAll();
        }
    }

    private void notDrained() {
        synchronized (order) {
            draining = false;
            drainedAhead = 0;
            order.notifyAll();
        }
    }

    /// On the disk, and so acknowledged, once the other nodes can know of it: whoever has this answer may write again,
    /// to another node. How many are new is not known.
    private void spool(List<Request<Ready, Integer>> batch) {
        var arrivals = batch.stream().map(one -> one.question().arrival).toList();
        var named = lanesOf(arrivals);
        lanes.add(named); // before they can be drained
        var spooled = false;
        try {
            spooled = spool.append(arrivals.stream().map(ArrivalForm::write).toList());
            if (spooled) {
                lanes.whenTold(() -> tell(batch, one -> one.complete(0)));
            } else {
                tell(batch, one -> one.completeExceptionally(new Full("the spool is full")));
            }
        } catch (IOException e) {
            LOG.error("the spool takes nothing: {}", e.toString());
            tell(batch, one -> one.completeExceptionally(new Away(e)));
        } finally {
            if (!spooled) {
                lanes.takeBack(named);
            }
        }
    }

    private void tell(List<Request<Ready, Integer>> batch, Consumer<CompletableFuture<Integer>> what) {
        telling.execute(() -> batch.forEach(one -> what.accept(one.answer())));
    }

    private static List<Lane> lanesOf(List<Arrival> arrivals) {
        return arrivals.stream()
                .flatMap(arrival -> arrival.messages().stream())
                .map(stamped -> stamped.inbound().lane())
                .toList();
    }

    private void drain() {
        try {
            while (!closed) {
                synchronized (order) {
                    while (!spooling && !closed) {
                        order.wait();
                    }
                }
                if (!closed && !step()) {
                    synchronized (order) {
                        order.wait(DRAIN_PAUSE.toMillis());
                    }
                }
            }
            for (var batches = 0; spooling && batches < CLOSING_BATCHES_MAX && step(); batches++) {
                // PostgreSQL is there: the less is left for the next start, the better
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Moves something from the spool into the record.
    ///
    /// @return whether to go on at once.
    private boolean step() {
        try {
            insert.connect();
            var records = spool.front(PgInboundLog.BATCH_MESSAGES_MAX);
            if (records.size() < spool.figures().records()) {
                drain(records, DRAIN_WAIT_MAX);
            } else {
                handOver();
            }
            front.taken();
            return true;
        } catch (SQLException e) {
            insert.disconnect();
            front.refused(e);
        } catch (IOException | RuntimeException e) {
            LOG.error("the spool cannot be drained", e);
        }
        notDrained();
        return false;
    }

    /// What is left goes into the record while the writer waits, for as long as any commit may keep it waiting. Then
    /// nothing is spooled, and the writer goes on by itself.
    private void handOver() throws SQLException, IOException {
        synchronized (order) {
            while (!spool.isEmpty()) {
                drain(spool.front(PgInboundLog.BATCH_MESSAGES_MAX), PgInboundLog.COMMIT_WAIT_MAX);
            }
            spooling = false;
            drainedAtNanos = System.nanoTime();
        }
        LOG.info("PostgreSQL takes deliveries again; the spool is empty");
    }

    private void drain(List<byte[]> records, Duration within) throws SQLException, IOException {
        var stored = front.store(records, within);
        spool.remove(records.size());
        lanes.remove(lanesOf(stored));
        drained(records.size());
    }

    /// Drains what can be drained. Nothing is added any more.
    void end() {
        closed = true;
        synchronized (order) {
            order.notifyAll();
        }
        try {
            drainer.join(CLOSE_WAIT_MAX.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.close(); // what it still has to tell, it tells by the next
    }

    void close() {
        spool.close();
    }
}
