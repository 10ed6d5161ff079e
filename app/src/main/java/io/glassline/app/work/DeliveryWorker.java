package io.glassline.app.work;

import io.glassline.outbox.Deliverer;
import io.glassline.outbox.Outbox.Due;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Empties the outbox: claims what is due and gives each message a thread. New sends are taken up while others are
/// still under way, and no account may have more under way than its provider takes: so one slow provider does not
/// hold up the rest.
public final class DeliveryWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

    private static final int UNDER_WAY_MAX = 800;
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /// Claims are made this far apart, so that under load each takes up many messages.
    private static final Duration GATHER = Duration.ofMillis(5);

    /// As many are begun all the same while webhooks wait.
    static final int UNDER_WAY_WHILE_WEBHOOKS_WAIT = 8;

    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(15);

    private final Deliverer deliverer;
    private final ExecutorService threads;
    private final Semaphore room = new Semaphore(UNDER_WAY_MAX);
    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private final ThrottledLog throttledLog;
    private final BooleanSupplier webhooksWait;
    private final Supplier<Set<String>> accountIds;
    private final Loop loop;

    /// @param webhooksWait whether this machine has no time left for webhooks: then most sends are held back.
    public DeliveryWorker(
            Deliverer deliverer,
            Supplier<Set<String>> accountIds,
            InstantSource clock,
            ExecutorService threads,
            BooleanSupplier webhooksWait) {
        this.deliverer = deliverer;
        this.threads = threads;
        this.webhooksWait = webhooksWait;
        this.throttledLog = new ThrottledLog(LOG, clock);
        this.accountIds = accountIds;
        this.loop = new Loop("delivery", LOOK_EVERY, this::step);
    }

    public void start() {
        loop.start();
    }

    /// There may be something to send.
    public void wake() {
        loop.wake();
    }

    private boolean step() {
        var countMax = Math.min(room(), Deliverer.CLAIM_MAX);
        if (countMax <= 0) {
            return false;
        }
        accountIds.get().forEach(account -> underWay.computeIfAbsent(account, _ -> new AtomicInteger()));
        var counts = new ConcurrentHashMap<String, Integer>();
        underWay.forEach((account, count) -> counts.put(account, count.get()));
        var due = deliverer.claim(counts, countMax);
        due.forEach(this::start);
        gather();
        return !due.isEmpty();
    }

    private int room() {
        var free = room.availablePermits();
        return webhooksWait.getAsBoolean() ? free - (UNDER_WAY_MAX - UNDER_WAY_WHILE_WEBHOOKS_WAIT) : free;
    }

    private static void gather() {
        try {
            Thread.sleep(GATHER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Due due) {
        var count = underWay.computeIfAbsent(due.send().lane().accountId(), _ -> new AtomicInteger());
        room.acquireUninterruptibly();
        count.incrementAndGet();
        threads.execute(() -> {
            try {
                deliverer.deliver(due);
            } catch (RuntimeException e) {
                // The lease runs out and the message is due again, with its journal as far as it got.
                throttledLog.write("message " + due.send().message().id() + " could not be delivered", e);
            } finally {
                count.decrementAndGet();
                room.release();
                loop.wake(); // the next message of the same lane may be due now
            }
        });
    }

    /// Waits for what is under way, within a limit.
    @Override
    public void close() {
        loop.close();
        try {
            if (!room.tryAcquire(UNDER_WAY_MAX, CLOSE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().log("some sends were still under way; they are taken up again at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
