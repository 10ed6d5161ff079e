package io.glassline.app.work;

import io.glassline.programme.CampaignWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings campaigns on, on all nodes: few people at once, so that live conversations are not kept waiting.
public final class CampaignWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CampaignWorker.class);

    private static final Duration CLAIM_EVERY = Duration.ofSeconds(1);
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);

    /// Messages that a node writes at the same time.
    private static final int AT_ONCE_MAX = 8;

    private final CampaignWork work;
    private final ExecutorService threads;
    private final ThrottledLog throttledLog;
    private final Semaphore room = new Semaphore(AT_ONCE_MAX);
    private final Loop loop;

    public CampaignWorker(CampaignWork work, InstantSource clock, ExecutorService threads) {
        this.work = work;
        this.threads = threads;
        this.throttledLog = new ThrottledLog(LOG, clock);
        this.loop = new Loop("campaigns", CLAIM_EVERY, this::step);
    }

    public void start() {
        loop.start();
    }

    /// All that was taken up is begun before more is, so that no lease runs out over work that waits.
    private boolean step() {
        var turns = work.claim(CampaignWork.CLAIM_MAX);
        for (var turn : turns) {
            room.acquireUninterruptibly();
            threads.execute(() -> bringOn(turn));
        }
        return !turns.isEmpty();
    }

    private void bringOn(CampaignWork.Turn turn) {
        try {
            work.bringOn(turn);
        } catch (RuntimeException e) {
            // The lease runs out and it is due again.
            throttledLog.write("message " + turn.to().message() + " of a campaign failed", e);
        } finally {
            room.release();
        }
    }

    /// Waits a moment for what is under way. What does not end is taken up by another node when its lease has run out.
    @Override
    public void close() {
        loop.close();
        try {
            if (!room.tryAcquire(AT_ONCE_MAX, CLOSE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atInfo().log("some messages of a campaign were still under way; they are taken up again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
