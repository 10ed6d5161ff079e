package io.glassline.app.work;

import io.glassline.conversation.Lane;
import io.glassline.turn.ReadyLanes;
import io.glassline.turn.Turns.Ran;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs turns: at once for what just arrived here, and in a loop for whatever is unfinished, be it from before a
/// crash, from a node that died, or after a failed turn.
public final class TurnWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TurnWorker.class);

    /// Turns run at once. What they read and write they share with each other: see Batcher in storage.
    static final int AT_ONCE_MAX = 512;

    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(15);

    /// Turns that are begun all the same while webhooks wait.
    static final int AT_ONCE_WHILE_WEBHOOKS_WAIT = 8;

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(100);

    private static final Duration REDRIVE_EVERY = Duration.ofMillis(500);
    private static final int REDRIVE_LANES_MAX = 500;

    /// What arrived less long ago is being handled by the node that took it.
    private static final Duration REDRIVE_AGE = Duration.ofSeconds(3);

    private final Function<Lane, Ran> turn;
    private final UnfinishedLanes unfinished;
    private final ReadyLanes readyLanes;
    private final InstantSource clock;
    private final Runnable somethingToSend;
    private final ExecutorService threads;
    private final BooleanSupplier earlierMayCome;
    private final BooleanSupplier webhooksWait;
    private final Semaphore atOnce = new Semaphore(AT_ONCE_MAX);
    private final Map<Lane, Running> running = new ConcurrentHashMap<>();
    private final LanesHeldBack heldBack = new LanesHeldBack();
    private final Loop goingOn;
    private final Loop redrive;
    private final Thread taking;
    private final ThrottledLog throttledLog;
    private volatile boolean closed;

    /// Lanes with messages that wait for their turn: see [io.glassline.store.ConversationStore#lanesUnfinished].
    @FunctionalInterface
    public interface UnfinishedLanes {

        List<Lane> lanes(Instant receivedBefore, Instant now, int countMax);
    }

    /// @param turn runs a lane's turn: see [io.glassline.turn.Turns#run].
    /// @param readyLanes lanes whose messages came into the record without this worker being told: out of a spool.
    /// @param earlierMayCome whether, for a few seconds, other nodes may still bring earlier messages of any lane.
    /// @param webhooksWait whether this machine has no time left for webhooks: then most turns are held back.
    public TurnWorker(
            Function<Lane, Ran> turn,
            UnfinishedLanes unfinished,
            ReadyLanes readyLanes,
            InstantSource clock,
            Runnable somethingToSend,
            ExecutorService threads,
            BooleanSupplier earlierMayCome,
            BooleanSupplier webhooksWait) {
        this.turn = turn;
        this.unfinished = unfinished;
        this.readyLanes = readyLanes;
        this.clock = clock;
        this.somethingToSend = somethingToSend;
        this.threads = threads;
        this.earlierMayCome = earlierMayCome;
        this.webhooksWait = webhooksWait;
        this.throttledLog = new ThrottledLog(LOG, clock);
        this.goingOn = new Loop("turns held back", LOOK_AGAIN_AFTER, this::goOn);
        this.redrive = new Loop("redrive", REDRIVE_EVERY, this::redrive);
        this.taking = Thread.ofPlatform().name("ready lanes").daemon().unstarted(this::takeReadyLanes);
    }

    public void start() {
        goingOn.start();
        redrive.start();
        taking.start();
    }

    private void takeReadyLanes() {
        try {
            while (true) {
                ready(readyLanes.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// Something new is durable on this lane. Never blocks.
    public void ready(Lane lane) {
        begin(lane, true);
    }

    /// Runs the lane, or once more after the run that is under way: it may have looked before the news was there.
    /// Somebody waits for it, so it is not held back.
    ///
    /// @return completes when a run that began after this call is done.
    public CompletableFuture<?> run(Lane lane) {
        var done = begin(lane, false);
        if (heldBack.remove(lane)) {
            executeOnceThereIsRoom(lane);
        }
        return done;
    }

    private CompletableFuture<?> begin(Lane lane, boolean mayBeHeldBack) {
        var mine = running.compute(lane, (_, now) -> {
            if (now == null) {
                var first = new Running(new CompletableFuture<>(), null);
                if (!mayBeHeldBack) {
                    executeOnceThereIsRoom(lane);
                } else if (webhooksWait.getAsBoolean() || !heldBack.isEmpty() || !takesRoom()) {
                    heldBack.add(lane);
                } else {
                    execute(lane);
                }
                return first;
            }
            return now.next() != null ? now : new Running(now.current(), new CompletableFuture<>());
        });
        return mine.next() != null ? mine.next() : mine.current();
    }

    /// `next` is completed by the run after the current one, if one was asked for.
    private record Running(
            CompletableFuture<Void> current, @Nullable CompletableFuture<Void> next) {}

    /// Takes room for one turn. Whoever waits for room comes first.
    private boolean takesRoom() {
        return !atOnce.hasQueuedThreads() && atOnce.tryAcquire();
    }

    private void executeOnceThereIsRoom(Lane lane) {
        threads.execute(() -> {
            atOnce.acquireUninterruptibly();
            work(lane);
        });
    }

    /// What has room.
    private void execute(Lane lane) {
        threads.execute(() -> work(lane));
    }

    /// Begins what was held back, as much of it as may run now.
    private boolean goOn() {
        while (mayBegin() && takesRoom()) {
            var next = heldBack.poll();
            next.ifPresentOrElse(this::execute, atOnce::release);
        }
        return false;
    }

    private boolean mayBegin() {
        var begun = AT_ONCE_MAX - atOnce.availablePermits();
        return !heldBack.isEmpty() && (begun < AT_ONCE_WHILE_WEBHOOKS_WAIT || !webhooksWait.getAsBoolean());
    }

    /// Lanes in the order in which they were held back.
    private static final class LanesHeldBack {

        private final LinkedHashSet<Lane> lanes = new LinkedHashSet<>();

        synchronized void add(Lane lane) {
            lanes.add(lane);
        }

        synchronized boolean isEmpty() {
            return lanes.isEmpty();
        }

        synchronized boolean remove(Lane lane) {
            return lanes.remove(lane);
        }

        synchronized Optional<Lane> poll() {
            return lanes.isEmpty() ? Optional.empty() : Optional.of(lanes.removeFirst());
        }
    }

    private void work(Lane lane) {
        try {
            runUntilNothingIsNew(lane);
        } finally {
            atOnce.release();
        }
        if (!heldBack.isEmpty()) {
            goingOn.wake();
        }
    }

    private void runUntilNothingIsNew(Lane lane) {
        for (var again = true; again; ) {
            runOnce(lane);
            var done = new CompletableFuture<?>[1];
            var left = running.computeIfPresent(lane, (_, now) -> {
                done[0] = now.current();
                return now.next() == null ? null : new Running(now.next(), null);
            });
            if (done[0] != null) {
                done[0].complete(null);
            }
            again = left != null;
        }
    }

    private void runOnce(Lane lane) {
        try {
            while (earlierMayCome.getAsBoolean()) {
                Thread.sleep(LOOK_AGAIN_AFTER);
            }
            switch (turn.apply(lane)) {
                case Ran.Done(var messages) when messages > 0 -> somethingToSend.run();
                case Ran.Done _, Ran.Elsewhere _ -> {}
                case Ran.Waits(var messages, var until) -> {
                    if (messages > 0) {
                        somethingToSend.run();
                    }
                    runAgain(lane, until);
                }
                case Ran.Failed(var because, var retryAt) ->
                    throttledLog.write("a turn on " + lane + " failed (" + because + "); again at " + retryAt, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The record is away, or a bug of ours; what is unfinished is still written down and comes round again.
            throttledLog.write("a turn on " + lane + " could not be run", e);
        }
    }

    /// Should this node be gone by then, another finds the lane among those that are unfinished.
    private void runAgain(Lane lane, Instant at) {
        var wait = Math.max(0, Duration.between(clock.instant(), at).toMillis()) + 1;
        CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS, threads).execute(() -> {
            if (!closed) {
                ready(lane);
            }
        });
    }

    /// Not while so many lanes wait here that what is found would only wait with them: then other nodes find it.
    private boolean redrive() {
        if (running.size() >= REDRIVE_LANES_MAX) {
            return false;
        }
        var now = clock.instant();
        var lanes = unfinished.lanes(now.minus(REDRIVE_AGE), now, REDRIVE_LANES_MAX);
        lanes.stream().filter(lane -> !running.containsKey(lane)).forEach(this::ready);
        return false;
    }

    /// Waits for the turns that are under way, within a limit. What is left is run by another node, or at the next
    /// start.
    @Override
    public void close() {
        closed = true;
        taking.interrupt();
        redrive.close();
        goingOn.close();
        try {
            if (!atOnce.tryAcquire(AT_ONCE_MAX, CLOSE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().log("some turns were still under way; they are run again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
