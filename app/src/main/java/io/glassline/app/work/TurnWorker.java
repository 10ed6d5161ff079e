package io.glassline.app.work;

import io.glassline.conversation.ConversationStore;
import io.glassline.conversation.Lane;
import io.glassline.turn.Turns;
import io.glassline.turn.Turns.Ran;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs turns: at once for what just arrived here, and in a loop for whatever is unfinished, be it from before a
/// crash, from a node that died, or after a failed turn.
public final class TurnWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TurnWorker.class);

    /// Turns run at once. What they read and write they share with each other: see Gathering in storage.
    private static final int AT_ONCE_MAX = 512;

    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(15);

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(100);

    private static final Duration REDRIVE_EVERY = Duration.ofMillis(500);
    private static final int REDRIVE_LANES_MAX = 500;

    /// What arrived less long ago is being handled by the node that took it.
    private static final Duration REDRIVE_AGE = Duration.ofSeconds(3);

    private final Turns turns;
    private final ConversationStore store;
    private final InstantSource clock;
    private final Runnable somethingToSend;
    private final ExecutorService threads;
    private final BooleanSupplier earlierMayCome;
    private final Semaphore atOnce = new Semaphore(AT_ONCE_MAX);
    private final Map<Lane, Running> running = new ConcurrentHashMap<>();
    private final Loop redrive;
    private final Complaints complaints;

    /// @param earlierMayCome whether, for a few seconds, other nodes may still bring earlier messages of any lane.
    public TurnWorker(
            Turns turns,
            ConversationStore store,
            InstantSource clock,
            Runnable somethingToSend,
            ExecutorService threads,
            BooleanSupplier earlierMayCome) {
        this.turns = turns;
        this.store = store;
        this.clock = clock;
        this.somethingToSend = somethingToSend;
        this.threads = threads;
        this.earlierMayCome = earlierMayCome;
        this.complaints = new Complaints(LOG, clock);
        this.redrive = new Loop("redrive", REDRIVE_EVERY, this::redrive);
    }

    public void start() {
        redrive.start();
    }

    /// Something new is durable on this lane. Never blocks.
    public void ready(Lane lane) {
        run(lane);
    }

    /// Runs the lane, or once more after the run that is under way: it may have looked before the news was there.
    ///
    /// @return completes when a run that began after this call is done.
    public CompletableFuture<?> run(Lane lane) {
        var mine = running.compute(lane, (_, now) -> {
            if (now == null) {
                var first = new Running(new CompletableFuture<>(), null);
                threads.execute(() -> work(lane));
                return first;
            }
            return now.next() != null ? now : new Running(now.current(), new CompletableFuture<>());
        });
        return mine.next() != null ? mine.next() : mine.current();
    }

    /// `next` is completed by the run after the current one, if one was asked for.
    private record Running(
            CompletableFuture<Void> current, @Nullable CompletableFuture<Void> next) {}

    private void work(Lane lane) {
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
            atOnce.acquire();
            try {
                switch (turns.run(lane)) {
                    case Ran.Done(var messages) when messages > 0 -> somethingToSend.run();
                    case Ran.Done _, Ran.Elsewhere _ -> {}
                    case Ran.Failed(var because, var retryAt) ->
                        complaints.write("a turn on " + lane + " failed (" + because + "); again at " + retryAt, null);
                }
            } finally {
                atOnce.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The record is away, or a bug of ours; what is unfinished is still written down and comes round again.
            complaints.write("a turn on " + lane + " could not be run", e);
        }
    }

    /// Not while so many lanes wait here that what is found would only wait with them: then other nodes find it.
    private boolean redrive() {
        if (running.size() >= REDRIVE_LANES_MAX) {
            return false;
        }
        var now = clock.instant();
        var lanes = store.lanesUnfinished(now.minus(REDRIVE_AGE), now, REDRIVE_LANES_MAX);
        lanes.stream().filter(lane -> !running.containsKey(lane)).forEach(this::run);
        return false;
    }

    /// Waits for the turns that are under way, within a limit. What is left is run by another node, or at the next
    /// start.
    @Override
    public void close() {
        redrive.close();
        try {
            if (!atOnce.tryAcquire(AT_ONCE_MAX, CLOSE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().log("some turns were still under way; they are run again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
