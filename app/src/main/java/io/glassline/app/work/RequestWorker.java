package io.glassline.app.work;

import io.glassline.request.RequestWork;
import io.glassline.request.Requests;
import io.glassline.request.Requests.Claim;
import io.glassline.routing.CityRequest;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.LockedStep;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings requests on, on all nodes. How many there are in each phase is `glassline_requests`, told by one node.
public final class RequestWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestWorker.class);

    private static final Duration CLAIM_EVERY = Duration.ofMillis(500);
    private static final Duration HOLD_EVERY = RequestWork.LEASE.dividedBy(4);
    private static final Duration COUNT_EVERY = Duration.ofSeconds(30);
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);

    private final Requests requests;
    private final RequestWork work;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final ThrottledLog throttledLog;
    private final Semaphore room = new Semaphore(RequestWork.CLAIM_MAX);
    private final Set<Claim> underWay = ConcurrentHashMap.newKeySet();
    private final Map<CityRequest.Phase, AtomicLong> counted = new EnumMap<>(CityRequest.Phase.class);
    private final LockedStep counting;
    private final Loop claimLoop;
    private final List<Loop> loops;

    public RequestWorker(
            Requests requests,
            RequestWork work,
            ClusterLock clusterLock,
            InstantSource clock,
            ExecutorService threads,
            MeterRegistry meters) {
        this.requests = requests;
        this.work = work;
        this.clock = clock;
        this.threads = threads;
        this.throttledLog = new ThrottledLog(LOG, clock);
        for (var phase : CityRequest.Phase.values()) {
            var tags = List.of(Tag.of("phase", phase.word()));
            counted.put(phase, Objects.requireNonNull(meters.gauge("glassline.requests", tags, new AtomicLong())));
        }
        this.counting = new LockedStep(clusterLock, "counting requests", this::count);
        this.claimLoop = new Loop("requests", CLAIM_EVERY, this::claim);
        this.loops = List.of(
                claimLoop,
                new Loop("request leases", HOLD_EVERY, this::hold),
                new Loop("request counts", COUNT_EVERY, counting));
    }

    public void start() {
        loops.forEach(Loop::start);
    }

    private boolean claim() {
        var free = room.availablePermits();
        if (free == 0) {
            return false;
        }
        var claims = requests.claim(clock.instant(), RequestWork.LEASE, free);
        work.together(claims).forEach(this::begin);
        return !claims.isEmpty();
    }

    private void begin(List<Claim> together) {
        room.acquireUninterruptibly(together.size());
        underWay.addAll(together);
        threads.execute(() -> {
            try {
                work.bringOn(together);
            } catch (RuntimeException e) {
                // The lease runs out and it is due again.
                throttledLog.write("request " + together.getFirst().request().id() + " failed", e);
            } finally {
                together.forEach(underWay::remove);
                room.release(together.size());
                claimLoop.wake();
            }
        });
    }

    private boolean hold() {
        requests.hold(List.copyOf(underWay), clock.instant().plus(RequestWork.LEASE));
        return false;
    }

    private boolean count() {
        var now = requests.counts();
        counted.forEach((phase, gauge) -> gauge.set(now.getOrDefault(phase, 0L)));
        return false;
    }

    /// Waits a moment for what is under way. What does not end is taken up by another node when its
    /// lease has run out.
    @Override
    public void close() {
        loops.forEach(Loop::close);
        counting.close();
        try {
            if (!room.tryAcquire(RequestWork.CLAIM_MAX, CLOSE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atInfo().log("some requests were still under way; they are taken up again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
