package io.glassline.storage.postgres;

import io.glassline.conversation.Lane;
import io.glassline.intake.InboundLog;
import io.glassline.intake.Quarantine;
import io.glassline.storage.form.ArrivalForm;
import io.glassline.storage.postgres.InboundInsert.Ready;
import io.glassline.storage.spool.Spool;
import io.glassline.storage.spool.SpooledLanes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what providers deliver, by group commit: one thread, the writer, takes everything that waits and commits it
/// as one statement, and while that is on its way to the disk the next batch gathers. So one wait for the disk serves
/// hundreds of deliveries, and there is no timer: alone, a delivery is committed at once.
///
/// When PostgreSQL does not take a batch, be it away or slower than [#COMMIT_WAIT_MAX], the batch goes to the spool,
/// on this machine's disk, and so does everything after it. The writer then never waits for PostgreSQL: a second
/// thread, the drainer, tries to reach it, stores what is spooled, oldest first, and hands over to the writer once
/// nothing is left. So the order of acceptance holds both ways, and what was in doubt is stored once, for its ids are
/// primary keys. So that the spool gets shorter however fast providers deliver, the writer then gives way: of what it
/// adds, twice as much must have left.
///
/// Futures complete on a thread of their own, in order, while the writer goes on. What hangs on them must be short, or
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

    /// How long one commit of the drainer may take, for which nobody waits.
    static final Duration DRAIN_WAIT_MAX = Duration.ofSeconds(10);

    /// How long turns wait after PostgreSQL came back, so that what other nodes have spooled comes before what is
    /// later.
    public static final Duration OTHERS_DRAIN_WITHIN = Duration.ofSeconds(3);

    /// How long the drainer rests when PostgreSQL was away.
    static final Duration DRAIN_PAUSE = Duration.ofMillis(250);

    /// How many records leave the spool, while it is drained, for each that is added.
    static final int DRAINED_FOR_EACH_ADDED = 2;

    /// How long the writer gives way to the drainer with one batch.
    static final Duration GIVE_WAY_MAX = Duration.ofMillis(200);

    /// With more arrivals waiting it gives way no longer: to them the spool's room is worth more than its end.
    static final int GIVE_WAY_WAITING_MAX = 1_000;

    /// How often the writer looks whether it is to end, while nothing comes.
    private static final Duration CLOSED_LOOK_EVERY = Duration.ofMillis(100);

    /// How often PostgreSQL may fail over the front of the spool, without being away, before what it fails over is
    /// put aside: 10 s.
    static final int STUBBORN_MAX = 40;

    /// How often a mistake of ours is written to the log while it lasts.
    private static final Duration COMPLAIN_EVERY = Duration.ofMinutes(1);

    /// What is drained at most while closing, in batches; the rest stays for the next start.
    private static final int CLOSING_BATCHES_MAX = 100;

    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(PgInboundLog.class);

    private final Spool spool;
    private final SpooledLanes lanes;
    private final Quarantine quarantine;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Thread writer;
    private final Thread drainer;
    private final ExecutorService telling = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("inbound-telling").daemon().factory());
    private volatile boolean closed;

    /// Held while it is decided which way a batch goes, so that nothing goes past what is spooled.
    private final Object order = new Object();

    private volatile boolean spooling;

    /// Whether PostgreSQL took what the drainer brought last. Guarded by `order`.
    private boolean draining;

    /// How many records have left the spool of those that are to leave it for what is added next. Guarded by `order`.
    private long drainedAhead;

    /// The first of what the writer is keeping.
    private volatile @Nullable Waiting inHand;

    /// When the spool was last drained to its end.
    private volatile long drainedAtNanos = System.nanoTime() - OTHERS_DRAIN_WITHIN.toNanos();

    /// The writer's while it stores, the drainer's while `spooling`.
    private final InboundInsert insert;

    // The drainer's own.
    private int stubborn;

    private long complainedAtNanos = System.nanoTime() - COMPLAIN_EVERY.toNanos();

    /// Takes charge of `spool` and `lanes`, and closes both.
    ///
    /// @param quarantine gets what PostgreSQL refuses out of the spool.
    public PgInboundLog(Database database, Spool spool, SpooledLanes lanes, Quarantine quarantine) {
        this.spool = spool;
        this.lanes = lanes;
        this.quarantine = quarantine;
        this.insert = new InboundInsert(database, DRAIN_WAIT_MAX);
        this.spooling = countSpooled() > 0 || !isThere();
        this.writer = Thread.ofPlatform().name("inbound-log").daemon().start(this::write);
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

    @Override
    public CompletableFuture<Integer> accept(Arrival arrival) {
        var stored = new CompletableFuture<Integer>();
        if (arrival.messages().isEmpty()) {
            stored.complete(0);
        } else if (closed) {
            stored.completeExceptionally(new Away(new IllegalStateException("the inbound log is closed")));
        } else if (!waiting.offer(new Waiting(new Ready(arrival), stored, System.nanoTime()))) {
            stored.completeExceptionally(new Full(WAITING_MAX + " arrivals are waiting to be stored"));
        } else if (closed) {
            refuseWaiting();
        }
        return stored;
    }

    /// Whether PostgreSQL has come back so lately that other nodes may still be draining earlier messages of lanes
    /// that we have later ones of. Redis holds such lanes; but it may have been away too.
    public boolean othersMayBeDraining() {
        return System.nanoTime() - drainedAtNanos < OTHERS_DRAIN_WITHIN.toNanos();
    }

    /// How long the arrival that waits longest has waited to be kept. Zero where none waits.
    public Duration longestWait() {
        var first = inHand;
        var longest = first == null ? waiting.peek() : first;
        return longest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - longest.sinceNanos);
    }

    /// Whether new arrivals go to the spool now.
    public boolean isSpooling() {
        return spooling;
    }

    /// Stores or spools what waits, and ends. Deliveries that come later are told that the store is away.
    @Override
    public void close() {
        closed = true;
        try {
            writer.join();
            synchronized (order) {
                order.notifyAll();
            }
            drainer.join(CLOSE_WAIT_MAX.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.close(); // what it still has to tell, it tells by the next
        telling.close();
        insert.disconnect();
        spool.close();
    }

    private void write() {
        var batch = new ArrayList<Waiting>();
        while (!closed || !waiting.isEmpty()) {
            gather(batch);
            inHand = batch.isEmpty() ? null : batch.getFirst();
            try {
                store(batch);
            } catch (RuntimeException e) {
                LOG.error("a batch of {} deliveries failed for a reason that is a mistake of ours", batch.size(), e);
                batch.forEach(one -> one.stored.completeExceptionally(e));
            }
            inHand = null;
            batch.clear();
        }
        refuseWaiting();
    }

    private void gather(List<Waiting> batch) {
        var messages = 0;
        var bytes = 0L;
        for (var next = firstToCome(); next != null; next = waiting.poll()) {
            batch.add(next);
            messages += next.ready.arrival.messages().size();
            bytes += next.ready.arrival.call().body().length;
            if (messages >= BATCH_MESSAGES_MAX || bytes >= BATCH_BYTES_MAX) {
                return;
            }
        }
    }

    private @Nullable Waiting firstToCome() {
        try {
            return waiting.poll(CLOSED_LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return null; // nobody does
        }
    }

    private void store(List<Waiting> batch) {
        if (batch.isEmpty() || spooledWithTheOthers(batch)) {
            return;
        }
        try {
            var ready = batch.stream().map(Waiting::ready).toList();
            var fresh = insert.insert(ready, COMMIT_WAIT_MAX);
            var told = List.copyOf(batch);
            telling.execute(() -> complete(told, fresh));
        } catch (SQLException e) {
            if (Database.isRefused(e)) {
                storeEach(batch, e);
            } else {
                beginSpooling(batch, e);
            }
        }
    }

    /// The batch holds something that PostgreSQL will never take. Only whoever brought that is to suffer for it.
    private void storeEach(List<Waiting> batch, SQLException reason) {
        if (batch.size() == 1) {
            batch.getFirst().stored.completeExceptionally(new IllegalArgumentException(refusal(reason), reason));
            return;
        }
        batch.forEach(one -> store(List.of(one)));
    }

    private static String refusal(SQLException reason) {
        return "the store cannot keep this delivery: SQLSTATE " + reason.getSQLState();
    }

    /// Tells each how many of its messages were new. A message that several brought counts for the first.
    private static void complete(List<Waiting> batch, List<UUID> fresh) {
        if (fresh.size() == messages(batch)) {
            batch.forEach(
                    one -> one.stored.complete(one.ready.arrival.messages().size()));
            return;
        }
        var bringers = new HashMap<UUID, Waiting>();
        for (var one : batch) {
            for (var message : one.ready.arrival.messages()) {
                bringers.putIfAbsent(message.inbound().id().value(), one);
            }
        }
        var counts = new HashMap<Waiting, Integer>();
        for (var id : fresh) {
            var bringer = bringers.get(id);
            if (bringer != null) {
                counts.merge(bringer, 1, Integer::sum);
            }
        }
        batch.forEach(one -> one.stored.complete(counts.getOrDefault(one, 0)));
    }

    private static int messages(List<Waiting> batch) {
        return batch.stream()
                .mapToInt(one -> one.ready.arrival.messages().size())
                .sum();
    }

    private void beginSpooling(List<Waiting> batch, SQLException because) {
        insert.disconnect();
        LOG.warn("PostgreSQL does not take deliveries ({}); they go to the spool", because.getMessage());
        synchronized (order) {
            spooling = true;
            notDrained();
            spool(batch);
        }
    }

    private boolean spooledWithTheOthers(List<Waiting> batch) {
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
        return spooling && draining && drainedAhead < toLeave && waiting.size() < GIVE_WAY_WAITING_MAX;
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
    private void spool(List<Waiting> batch) {
        var arrivals = batch.stream().map(one -> one.ready.arrival).toList();
        var named = lanesOf(arrivals);
        lanes.add(named); // before they can be drained
        var spooled = false;
        try {
            spooled = spool.append(arrivals.stream().map(ArrivalForm::write).toList());
            if (spooled) {
                var told = List.copyOf(batch);
                lanes.whenTold(() -> tell(told, one -> one.complete(0)));
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

    private void tell(List<Waiting> batch, Consumer<CompletableFuture<Integer>> what) {
        var told = List.copyOf(batch);
        telling.execute(() -> told.forEach(one -> what.accept(one.stored)));
    }

    private static List<Lane> lanesOf(List<Arrival> arrivals) {
        return arrivals.stream()
                .flatMap(arrival -> arrival.messages().stream())
                .map(stamped -> stamped.inbound().lane())
                .toList();
    }

    private void refuseWaiting() {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            next.stored.completeExceptionally(new Away(new IllegalStateException("the inbound log is closed")));
        }
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
            var front = spool.front(BATCH_MESSAGES_MAX);
            if (front.size() < spool.figures().records()) {
                drain(front, DRAIN_WAIT_MAX);
            } else {
                handOver();
            }
            stubborn = 0;
            return true;
        } catch (SQLException e) {
            insert.disconnect();
            if (Database.isOurMistake(e)) {
                complain(e);
            } else {
                stubborn = Database.isAway(e) ? 0 : stubborn + 1;
                LOG.debug("the spool cannot be drained yet: {}", e.getMessage());
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("the spool cannot be drained", e);
        }
        notDrained();
        return false;
    }

    /// A statement of ours is wrong, and no delivery is at fault: all of them stay in the spool until it is mended.
    private void complain(SQLException e) {
        var now = System.nanoTime();
        if (now - complainedAtNanos >= COMPLAIN_EVERY.toNanos()) {
            complainedAtNanos = now;
            LOG.error(
                    "PostgreSQL is there, and a statement of ours is wrong (SQLSTATE {}); deliveries stay in the spool",
                    e.getSQLState());
        }
    }

    /// What is left goes into the record while the writer waits, for as long as any commit may keep it waiting. Then
    /// nothing is spooled, and the writer goes on by itself.
    private void handOver() throws SQLException, IOException {
        synchronized (order) {
            while (!spool.isEmpty()) {
                drain(spool.front(BATCH_MESSAGES_MAX), COMMIT_WAIT_MAX);
            }
            spooling = false;
            drainedAtNanos = System.nanoTime();
        }
        LOG.info("PostgreSQL takes deliveries again; the spool is empty");
    }

    private void drain(List<byte[]> front, Duration within) throws SQLException, IOException {
        var batch = new ArrayList<Ready>();
        var unreadable = new HashMap<byte[], String>();
        for (var record : front) {
            try {
                batch.add(new Ready(ArrivalForm.read(record)));
            } catch (IllegalArgumentException e) {
                unreadable.put(record, String.valueOf(e.getMessage()));
            }
        }
        if (!batch.isEmpty()) {
            drainAll(batch, within);
        }
        for (var record : unreadable.entrySet()) {
            spool.setAside(record.getKey(), record.getValue());
        }
        spool.remove(front.size());
        lanes.remove(lanesOf(batch.stream().map(ready -> ready.arrival).toList()));
        drained(front.size());
    }

    private void drainAll(List<Ready> batch, Duration within) throws SQLException, IOException {
        try {
            insert.cameEarlier(batch, insert.insert(batch, within));
        } catch (SQLException e) {
            if (!isHopeless(e)) {
                throw e;
            }
            if (batch.size() == 1) {
                quarantine(batch.getFirst().arrival, e);
            } else {
                for (var one : batch) {
                    drainAll(List.of(one), within);
                }
            }
        }
    }

    private boolean isHopeless(SQLException e) {
        return Database.isRefused(e) || stubborn >= STUBBORN_MAX && !Database.isAway(e) && !Database.isOurMistake(e);
    }

    private void quarantine(Arrival arrival, SQLException because) throws IOException {
        var from = arrival.messages().getFirst().inbound();
        try {
            quarantine.keep(from.accountId(), from.from().channel(), arrival.call(), refusal(because));
        } catch (RuntimeException e) {
            if (Database.isAway(e) || Database.isOurMistake(e)) {
                throw e;
            }
            spool.setAside(ArrivalForm.write(arrival), refusal(because));
        }
    }

    private record Waiting(Ready ready, CompletableFuture<Integer> stored, long sinceNanos) {}
}
