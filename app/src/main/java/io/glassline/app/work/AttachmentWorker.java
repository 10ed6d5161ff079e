package io.glassline.app.work;

import io.glassline.media.Attachment;
import io.glassline.media.AttachmentRetention;
import io.glassline.media.AttachmentWork;
import io.glassline.media.Attachments;
import io.glassline.media.Attachments.Claim;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.LockedStep;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings attachments on, apart from messages and behind them: while webhooks wait for processor time,
/// none is begun.
///
/// One node looks for new ones and deletes old ones; all nodes fetch. How many there are in each state is
/// `glassline_attachments`, told by the node that looks for them.
public final class AttachmentWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AttachmentWorker.class);

    private static final Duration SEARCH_EVERY = Duration.ofSeconds(1);
    private static final Duration CLAIM_EVERY = Duration.ofMillis(500);
    private static final Duration HOLD_EVERY = AttachmentWork.LEASE.dividedBy(4);
    private static final Duration DELETE_EVERY = Duration.ofMinutes(10);
    private static final Duration COUNT_EVERY = Duration.ofSeconds(30);
    private static final int FOUND_MAX = 500;
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);

    /// What deletes files that were begun and not ended.
    public interface LeftBehind {
        void delete() throws IOException;
    }

    private final Attachments attachments;
    private final AttachmentWork work;
    private final AttachmentRetention retention;
    private final LeftBehind leftBehind;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final BooleanSupplier webhooksWait;
    private final ThrottledLog throttledLog;
    private final Semaphore room = new Semaphore(AttachmentWork.CLAIM_MAX);
    private final Set<Claim> underWay = ConcurrentHashMap.newKeySet();
    private final LockedStep searching;
    private final LockedStep deleting;
    private final Loop claimLoop;
    private final List<Loop> loops;
    private final Counts counts;

    public AttachmentWorker(
            Attachments attachments,
            AttachmentWork work,
            AttachmentRetention retention,
            LeftBehind leftBehind,
            ClusterLock clusterLock,
            InstantSource clock,
            ExecutorService threads,
            BooleanSupplier webhooksWait,
            MeterRegistry meters) {
        this.attachments = attachments;
        this.work = work;
        this.retention = retention;
        this.leftBehind = leftBehind;
        this.clock = clock;
        this.threads = threads;
        this.webhooksWait = webhooksWait;
        this.throttledLog = new ThrottledLog(LOG, clock);
        this.counts = new Counts(attachments, meters);
        this.searching = new LockedStep(clusterLock, "looking for attachments", this::search);
        this.deleting = new LockedStep(clusterLock, "deleting attachments", this::delete);
        this.claimLoop = new Loop("attachments", CLAIM_EVERY, this::claim);
        this.loops = List.of(
                new Loop("attachment search", SEARCH_EVERY, searching),
                claimLoop,
                new Loop("attachment leases", HOLD_EVERY, this::hold),
                new Loop("attachment retention", DELETE_EVERY, deleting),
                new Loop("attachment counts", COUNT_EVERY, () -> counts.step(searching.isHeld())));
    }

    public void start() {
        loops.forEach(Loop::start);
    }

    private boolean search() {
        var found = attachments.enrol(clock.instant(), FOUND_MAX);
        if (found > 0) {
            claimLoop.wake();
        }
        return found == FOUND_MAX;
    }

    private boolean claim() {
        var free = webhooksWait.getAsBoolean() ? 0 : room.availablePermits();
        if (free == 0) {
            return false;
        }
        var claims = attachments.claim(clock.instant(), AttachmentWork.LEASE, free);
        claims.forEach(this::begin);
        return !claims.isEmpty();
    }

    private void begin(Claim claim) {
        room.acquireUninterruptibly();
        underWay.add(claim);
        threads.execute(() -> {
            try {
                work.bringOn(claim);
            } catch (RuntimeException e) {
                // The lease runs out and it is due again.
                throttledLog.write(
                        "the attachment of message " + claim.attachment().message() + " failed", e);
            } finally {
                underWay.remove(claim);
                room.release();
                claimLoop.wake();
            }
        });
    }

    private boolean hold() {
        attachments.hold(List.copyOf(underWay), clock.instant().plus(AttachmentWork.LEASE));
        return false;
    }

    private boolean delete() {
        try {
            leftBehind.delete();
            return retention.step();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits a moment for what is under way. What does not end is taken up by another node when its lease
    /// has run out.
    @Override
    public void close() {
        loops.forEach(Loop::close);
        searching.close();
        deleting.close();
        try {
            if (!room.tryAcquire(AttachmentWork.CLAIM_MAX, CLOSE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atInfo().log("some attachments were still under way; they are taken up again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The gauges, which are looked up now and then and not whenever they are read.
    private static final class Counts {

        private final Attachments attachments;
        private final Map<Attachment.State, AtomicLong> now = new EnumMap<>(Attachment.State.class);

        Counts(Attachments attachments, MeterRegistry meters) {
            this.attachments = attachments;
            for (var state : Attachment.State.values()) {
                var tag = Tag.of("state", state.name().toLowerCase(Locale.ROOT));
                now.put(
                        state,
                        Objects.requireNonNull(meters.gauge("glassline.attachments", List.of(tag), new AtomicLong())));
            }
        }

        boolean step(boolean isOurs) {
            var counted = isOurs ? attachments.counts() : Map.<Attachment.State, Long>of();
            now.forEach((state, gauge) -> gauge.set(counted.getOrDefault(state, 0L)));
            return false;
        }
    }
}
