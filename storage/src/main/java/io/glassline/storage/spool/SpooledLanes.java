package io.glassline.storage.spool;

import io.glassline.conversation.Lane;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
    private final Set<Lane> drained = new HashSet<>();
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
        lanes.forEach(lane -> counts.merge(lane, 1, Integer::sum));
        news = true;
        notifyAll();
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
        news = true;
        notifyAll();
    }

    private void countDown(Lane lane) {
        counts.computeIfPresent(lane, (_, count) -> count == 1 ? null : count - 1);
    }

    private void run() {
        var told = Set.<Lane>of();
        while (true) {
            Set<Lane> now;
            List<Lane> goOn;
            synchronized (this) {
                var again = !await();
                now = Set.copyOf(counts.keySet());
                goOn = drained.stream()
                        .filter(lane -> !counts.containsKey(lane))
                        .toList();
                drained.clear();
                told = again ? Set.of() : told;
                if (closed && goOn.isEmpty()) {
                    return;
                }
            }
            tell(now, told, goOn);
            told = now;
        }
    }

    /// @return whether there is something new, as against only time that has passed.
    private boolean await() {
        try {
            if (!news && !closed) {
                wait(TOLD_AGAIN_EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        var wasNews = news;
        news = false;
        return wasNews;
    }

    private void tell(Set<Lane> now, Set<Lane> told, List<Lane> goOn) {
        var added = now.stream().filter(lane -> !told.contains(lane)).toList();
        try {
            if (!added.isEmpty()) {
                listener.spooled(added);
            }
            if (!goOn.isEmpty()) {
                listener.drained(goOn);
            }
        } catch (RuntimeException e) {
            LOG.warn("nobody could be told which lanes are in the spool: {}", e.toString());
        }
        goOn.forEach(this::goOn);
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
