package io.glassline.storage.spool;

import io.glassline.conversation.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
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

    /// How many of those are told in one go.
    private static final int AGAIN_AT_ONCE_MAX = 256;

    /// How long the last news may take when this is closed.
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(SpooledLanes.class);

    private final SpoolListener listener;
    private final Consumer<Lane> ready;
    private final Map<Lane, Integer> counts = new HashMap<>();
    private final Set<Lane> added = new LinkedHashSet<>();
    private final Set<Lane> drained = new LinkedHashSet<>();
    private final List<Runnable> afterTelling = new ArrayList<>();
    private final Deque<Lane> again = new ArrayDeque<>();
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
                if (again.isEmpty()) {
                    await(TOLD_AGAIN_EVERY.toNanos() - (System.nanoTime() - allToldAtNanos));
                }
                if (again.isEmpty() && System.nanoTime() - allToldAtNanos >= TOLD_AGAIN_EVERY.toNanos()) {
                    allToldAtNanos = System.nanoTime();
                    again.addAll(counts.keySet());
                }
                telling = next();
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
    }

    private Telling next() {
        news = false;
        var telling = new Telling(
                List.copyOf(added),
                drained.stream().filter(lane -> !counts.containsKey(lane)).toList(),
                List.copyOf(afterTelling),
                nextAgain());
        added.clear();
        drained.clear();
        afterTelling.clear();
        return telling;
    }

    /// A few at a time, for news waits behind them.
    private List<Lane> nextAgain() {
        var some = new ArrayList<Lane>();
        while (!closed && !again.isEmpty() && some.size() < AGAIN_AT_ONCE_MAX) {
            var lane = again.poll();
            if (counts.containsKey(lane) && !added.contains(lane)) {
                some.add(lane);
            }
        }
        return some;
    }

    private record Telling(List<Lane> spooled, List<Lane> drained, List<Runnable> then, List<Lane> again) {

        boolean isNothing() {
            return spooled.isEmpty() && drained.isEmpty() && then.isEmpty();
        }
    }

    private void tell(Telling telling) {
        tell(telling.spooled, listener::spooled);
        tell(telling.drained, listener::drained);
        telling.then.forEach(Runnable::run);
        telling.drained.forEach(this::goOn);
        tell(telling.again, listener::spooled);
    }

    private static void tell(List<Lane> lanes, Consumer<Collection<Lane>> listener) {
        if (lanes.isEmpty()) {
            return;
        }
        try {
            listener.accept(lanes);
        } catch (RuntimeException e) {
            LOG.warn("nobody could be told which lanes are in the spool: {}", e.toString());
        }
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
