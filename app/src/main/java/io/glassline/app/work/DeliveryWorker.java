package io.glassline.app.work;

import io.glassline.outbox.Deliverer;
import io.glassline.outbox.Outbox.Due;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Empties the outbox: claims what is due and gives each message a thread. New sends are taken up while others are
/// still under way, so that one slow provider does not hold up the rest.
public final class DeliveryWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

    private static final int IN_FLIGHT_MAX = 200;
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(15);

    private final Deliverer deliverer;
    private final Set<String> accountIds;
    private final ExecutorService threads;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);
    private final Loop loop;

    public DeliveryWorker(Deliverer deliverer, Set<String> accountIds, ExecutorService threads) {
        this.deliverer = deliverer;
        this.accountIds = accountIds;
        this.threads = threads;
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
        var room = Math.min(inFlight.availablePermits(), Deliverer.CLAIM_MAX);
        if (room == 0) {
            return false;
        }
        var due = deliverer.claim(accountIds, room);
        due.forEach(this::start);
        return due.size() == room;
    }

    private void start(Due due) {
        inFlight.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                deliverer.deliver(due);
            } catch (RuntimeException e) {
                // The lease runs out and the message is due again, with its journal as far as it got.
                LOG.atWarn()
                        .setCause(e)
                        .log(
                                "message {} could not be delivered",
                                due.send().message().id());
            } finally {
                inFlight.release();
                loop.wake(); // the next message of the same lane may be due now
            }
        });
    }

    /// Waits for what is under way, within a limit.
    @Override
    public void close() {
        loop.close();
        try {
            if (!inFlight.tryAcquire(
                    IN_FLIGHT_MAX, CLOSE_WAIT_MAX.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
                LOG.atWarn().log("some sends were still under way; they are taken up again at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
