package io.glassline.storage.spool;

import io.glassline.conversation.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts which lanes have messages in the spool, and tells those who must know: on a thread of its own, so that
/// whoever counts never waits for whoever listens.
public final class SpooledLanes implements AutoCloseable {

    /// How often lanes that are still in the spool are told again.
    public static final Duration TOLD_AGAIN_EVERY = Duration.ofSeconds(2);

    /// How long the last news may take when this is closed.
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(SpooledLanes.class);

    private final SpoolListener listener;
    private final Consumer<Lane> ready;
    private final Map<Lane, Integer> counts = new HashMap<>();
    private final Set<Lane> added = new LinkedHashSet<>();
    private final Set<Lane> drained = new LinkedHashSet<>();
    private final List<Runnable> afterTelling = new ArrayList<>();
    private final Thread thread;
    private boolean news;
    private boolean closed;

    /// @param ready is told of each lane when all of it has been drained, after `listener` was.
    public SpooledLanes(SpoolListener listener, Consumer<Lane> ready) {
        this.listener = listener;
        this.ready = ready;
        this.thread = Thread.ofPlatform().name("spooled-lanes").daemon().start(this::run);
    }

    /// One more message of each; a lane may be named more than once.
    public synchronized void add(Collection<Lane> lanes) {
        for (var lane : lanes) {
            if (counts.merge(lane, 1, Integer::sum) == 1) {
                added.add(lane);
            }
        }
        wake();
    }

    /// Runs `then` once the listener was told of all lanes that were added before, or would not hear it.
    public synchronized void whenTold(Runnable then) {
        afterTelling.add(then);
        wake();
    }

    /// The messages did not get into the spool after all.
    public synchronized void takeBack(Collection<Lane> lanes) {
        lanes.forEach(this::countDown);
    }

    /// One message less of each, for it is in the record now.
    public synchronized void remove(Collection<Lane> lanes) {
        for (var lane : lanes) {
            countDown(lane);
            if (!counts.containsKey(lane)) {
                drained.add(lane);
            }
        }
        wake();
    }

    private void countDown(Lane lane) {
        if (counts.computeIfPresent(lane, (_, count) -> count == 1 ? null : count - 1) == null) {
            added.remove(lane);
        }
    }

    private void wake() {
        news = true;
        notifyAll();
    }

    private void run() {
        var allToldAtNanos = System.nanoTime();
        while (true) {
            Telling telling;
            synchronized (this) {
                await(TOLD_AGAIN_EVERY.toNanos() - (System.nanoTime() - allToldAtNanos));
                var all = System.nanoTime() - allToldAtNanos >= TOLD_AGAIN_EVERY.toNanos();
                if (all) {
                    allToldAtNanos = System.nanoTime();
                }
                telling = next(all);
                if (closed && telling.isNothing()) {
                    return;
                }
            }
            tell(telling);
        }
    }

    private void await(long atMostNanos) {
        try {
            if (!news && !closed && atMostNanos > 0) {
                wait(Math.max(1, atMostNanos / 1_000_000));
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        news = false;
    }

    /// @param all whether lanes are named that were named before.
    private Telling next(boolean all) {
        var telling = new Telling(
                List.copyOf(all && !closed ? counts.keySet() : added),
                drained.stream().filter(lane -> !counts.containsKey(lane)).toList(),
                List.copyOf(afterTelling));
        added.clear();
        drained.clear();
        afterTelling.clear();
        return telling;
    }

    private record Telling(List<Lane> spooled, List<Lane> drained, List<Runnable> then) {

        boolean isNothing() {
            return spooled.isEmpty() && drained.isEmpty() && then.isEmpty();
        }
    }

    private void tell(Telling telling) {
        try {
            if (!telling.spooled.isEmpty()) {
                listener.spooled(telling.spooled);
            }
            if (!telling.drained.isEmpty()) {
                listener.drained(telling.drained);
            }
        } catch (RuntimeException e) {
            LOG.warn("nobody could be told which lanes are in the spool: {}", e.toString());
        }
        telling.then.forEach(Runnable::run);
        telling.drained.forEach(this::goOn);
    }

    private void goOn(Lane lane) {
        try {
            ready.accept(lane);
        } catch (RuntimeException e) {
            LOG.warn("{} was drained, and nobody could be told", lane, e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(CLOSE_WAIT_MAX.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
